//! Merchant names: hostile text that must be the very name that was authorized, and may only look like it.

use unicode_normalization::UnicodeNormalization;
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

/// Whether people read the two names as one: they have one look. Every name looks like itself.
#[must_use]
pub fn looks_like(left: &str, right: &str) -> bool {
    left == right || name_look(left) == name_look(right)
}

/// How people read a name: its skeleton (UTS #39 section 4), case and width folded away, since people read over both.
/// By its look a name is counted; where names are authorized they are compared byte for byte.
#[must_use]
pub fn name_look(name: &str) -> String {
    let folded: String = skeleton(name).nfkc().flat_map(char::to_lowercase).collect();
    skeleton(&folded).collect()
}

/// Whether a name mixes scripts that no writing system mixes (UTS #39 section 5.1), as Latin with Cyrillic.
#[must_use]
pub fn is_mixed_script(name: &str) -> bool {
    !name.is_single_script()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_name_in_two_normal_forms_is_counted_as_one_and_looks_like_one() {
        assert_eq!(name_look("Cafe\u{301}"), name_look("Caf\u{e9}"));
        assert!(looks_like("Caf\u{e9}", "Cafe\u{301}"));
        assert!(!looks_like("Cafe", "Caf\u{e9}"));
    }

    #[test]
    fn names_that_look_alike_are_told() {
        for (listed, other) in [
            ("Apple Store", "\u{410}pple Store"),
            ("paypal", "p\u{430}yp\u{430}l"),
            ("Demo Store", "DEMO STORE"),
            ("Demo Store", "\u{ff24}emo Store"),
            ("Demo Store", "Dem0 Store"),
            ("Kuala Lumpur Air", "Kua1a Lumpur Air"),
            ("modern", "rnodern"),
        ] {
            assert!(looks_like(listed, other), "{listed} {other}");
            assert!(looks_like(other, listed), "{other} {listed}");
        }
        assert!(!looks_like("Demo Store", "Demo Shop"));
        assert!(!looks_like("香港茶餐廳", "香港冰室"));
    }

    #[test]
    fn scripts_that_are_written_together_are_not_mixed() {
        for name in ["Demo Store 24", "セブン-イレブン 渋谷店", "롯데 마트", "香港茶餐廳", "Café Zoë"]
        {
            assert!(!is_mixed_script(name), "{name}");
        }
        for name in ["\u{410}pple Store", "p\u{430}ypal", "Dem\u{3bf} Store"] {
            assert!(is_mixed_script(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn to_look_alike_needs_no_order(left in any::<String>(), right in any::<String>()) {
            prop_assert!(looks_like(&left, &left) && looks_like(&left.nfc().collect::<String>(), &left));
            prop_assert_eq!(looks_like(&left, &right), looks_like(&right, &left));
        }
    }
}

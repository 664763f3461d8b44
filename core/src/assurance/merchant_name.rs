//! Merchant names: hostile text that must be the very name that was authorized, and may only look like it.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

/// A name in Unicode's composed form (NFC, UAX #15): the same letters written with or without combining marks are one
/// name where names are counted. Where they are authorized, names are compared byte for byte.
#[must_use]
pub fn normalized_name(name: &str) -> String {
    if is_nfc(name) { name.to_owned() } else { name.nfc().collect() }
}

/// Whether people read the two names as one: one skeleton (UTS #39 section 4), case and width folded away, since people
/// read over both. Every name looks like itself.
#[must_use]
pub fn looks_like(left: &str, right: &str) -> bool {
    left == right || look(left) == look(right)
}

/// Whether a name mixes scripts that no writing system mixes (UTS #39 section 5.1), as Latin with Cyrillic.
#[must_use]
pub fn is_mixed_script(name: &str) -> bool {
    !name.is_single_script()
}

fn look(name: &str) -> String {
    let folded: String = skeleton(name).nfkc().flat_map(char::to_lowercase).collect();
    skeleton(&folded).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_name_in_two_normal_forms_is_counted_as_one_and_looks_like_one() {
        assert_eq!(normalized_name("Cafe\u{301}"), "Caf\u{e9}");
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
            prop_assert!(looks_like(&left, &left) && looks_like(&normalized_name(&left), &left));
            prop_assert_eq!(looks_like(&left, &right), looks_like(&right, &left));
        }
    }
}

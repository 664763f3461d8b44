//! Merchant names: hostile text that must be the very name that was authorized, and may only look like it.

use unicode_normalization::UnicodeNormalization;
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

/// Whether people read the two names as one: they have one skeleton (UTS #39 section 4), case and width folded away, since
/// people read over both. Every name looks like itself.
///
/// Case is folded before the skeleton is taken, and after: a capital I is an i in `AIRWAYS`, and an l in `KuaIa`.
#[must_use]
pub fn looks_like(left: &str, right: &str) -> bool {
    let folded_before = |name: &str| skeleton(&folded(name.chars())).collect::<String>();
    left == right || folded_before(left) == folded_before(right) || folded_after(left) == folded_after(right)
}

/// By what a name is counted: one for all names that look alike, and for a few more, since i and l are one here. Where names
/// are authorized they are compared byte for byte.
#[must_use]
pub fn name_look(name: &str) -> String {
    folded_after(name).replace('i', "l")
}

fn folded_after(name: &str) -> String {
    skeleton(&folded(skeleton(name))).collect()
}

fn folded(name: impl Iterator<Item = char>) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
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
            ("Harbour Airways", "HARBOUR AIRWAYS"),
            ("Kuala Lumpur Air", "KuaIa Lumpur Air"),
            ("Demo Store", "\u{ff24}emo Store"),
            ("Demo Store", "Dem0 Store"),
            ("Kuala Lumpur Air", "Kua1a Lumpur Air"),
            ("modern", "rnodern"),
        ] {
            assert!(looks_like(listed, other), "{listed} {other}");
            assert!(looks_like(other, listed), "{other} {listed}");
            assert_eq!(name_look(listed), name_look(other), "counted as one");
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
        fn a_name_in_capitals_is_the_same_name(name in "[A-Za-z0-9\\.&' -]{1,24}") {
            let capitals = name.to_uppercase();
            prop_assert!(looks_like(&name, &capitals));
            prop_assert_eq!(name_look(&name), name_look(&capitals));
        }

        #[test]
        fn to_look_alike_needs_no_order(left in any::<String>(), right in any::<String>()) {
            prop_assert!(looks_like(&left, &left) && looks_like(&left.nfc().collect::<String>(), &left));
            prop_assert_eq!(looks_like(&left, &right), looks_like(&right, &left));
        }
    }
}

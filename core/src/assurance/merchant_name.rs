//! Merchant names: hostile text that must be the very name that was authorized, and may only look like it.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

/// A name in Unicode's composed form (NFC, UAX #15), in which names are compared: the same letters written with or
/// without combining marks are one name.
#[must_use]
pub fn normalized_name(name: &str) -> String {
    if is_nfc(name) { name.to_owned() } else { name.nfc().collect() }
}

/// Whether two names are the same, letter for letter.
#[must_use]
pub fn is_same_name(left: &str, right: &str) -> bool {
    left == right || normalized_name(left) == normalized_name(right)
}

/// Whether two different names look alike: one skeleton (UTS #39 section 4), case and width folded away first, since
/// people read over both.
#[must_use]
pub fn is_confusable_name(left: &str, right: &str) -> bool {
    !is_same_name(left, right) && look(left) == look(right)
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
    fn one_name_in_two_normal_forms_is_the_same_name() {
        assert!(is_same_name("Caf\u{e9}", "Cafe\u{301}"));
        assert!(!is_confusable_name("Caf\u{e9}", "Cafe\u{301}"));
        assert!(!is_same_name("Cafe", "Caf\u{e9}"));
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
            assert!(is_confusable_name(listed, other), "{listed} {other}");
            assert!(is_confusable_name(other, listed), "{other} {listed}");
        }
        assert!(!is_confusable_name("Demo Store", "Demo Shop"));
        assert!(!is_confusable_name("香港茶餐廳", "香港冰室"));
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
        fn to_be_the_same_or_alike_needs_no_order(left in any::<String>(), right in any::<String>()) {
            prop_assert!(is_same_name(&left, &left) && !is_confusable_name(&left, &left));
            prop_assert_eq!(is_confusable_name(&left, &right), is_confusable_name(&right, &left));
            prop_assert!(is_same_name(&normalized_name(&left), &left));
        }
    }
}

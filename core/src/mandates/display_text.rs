//! Text that strangers wrote and a person will read: hostile until it has passed here.

use thiserror::Error;

/// Why a text is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, uniffi::Enum)]
pub enum TextProblem {
    /// Nothing, or white space only.
    #[error("empty")]
    Empty,
    /// Longer than may be shown.
    #[error("longer than {max} characters")]
    TooLong {
        /// The bound, in characters.
        max: u32,
    },
    /// It holds a character that is not seen or that changes how others are seen.
    #[error("holds U+{code_point:04X}")]
    Hostile {
        /// The first such character.
        code_point: u32,
    },
}

/// Checks a text of at most `max` characters that must say something.
///
/// Refused are control characters (line breaks included: a text must not draw lines of its own), line and paragraph
/// separators, bidirectional controls, characters of no width (joiners included: `a` + U+200D + `b` reads as `ab`),
/// fillers that look like a space or like nothing, tags, private-use characters and noncharacters. Emoji sequences
/// that need a joiner are refused with them.
///
/// # Errors
/// [`TextProblem`], the first one.
pub fn check_text(text: &str, max: u32) -> Result<(), TextProblem> {
    // A character takes at most four bytes: a text of megabytes is refused before it is walked through.
    if text.len() > usize::try_from(max).unwrap_or(usize::MAX).saturating_mul(4) {
        return Err(TextProblem::TooLong { max });
    }
    let mut length = 0_u32;
    let mut blank = true;
    for character in text.chars() {
        if is_hostile(character) {
            return Err(TextProblem::Hostile { code_point: u32::from(character) });
        }
        blank = blank && character.is_whitespace();
        length = length.saturating_add(1);
    }
    if length > max {
        return Err(TextProblem::TooLong { max });
    }
    if blank { Err(TextProblem::Empty) } else { Ok(()) }
}

/// Whether a character may not be in a text that is shown.
#[must_use]
pub fn is_hostile(character: char) -> bool {
    let invisible = matches!(
        u32::from(character),
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x2800 | 0x3164
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
    );
    let unassigned = matches!(
        u32::from(character),
        0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF0000..=0x10_FFFF
    ) || u32::from(character) & 0xFFFE == 0xFFFE;
    character.is_control() || invisible || unassigned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_text_of_any_script_passes() {
        for text in [
            "Kedai Kopi Pak Din",
            "香港茶餐廳",
            "متجر القاهرة",
            "Café Zoë Nguyễn",
            "롯데 마트",
            "Tea 🍵 ✈\u{FE0F}",
        ] {
            assert_eq!(check_text(text, 100), Ok(()), "{text}");
        }
    }

    #[test]
    fn text_that_hides_or_turns_something_is_refused() {
        for character in [
            '\0',
            '\n',
            '\r',
            '\t',
            '\u{7F}',
            '\u{85}',
            '\u{AD}',
            '\u{61C}',
            '\u{200B}',
            '\u{200D}',
            '\u{200E}',
            '\u{202E}',
            '\u{2028}',
            '\u{2066}',
            '\u{2069}',
            '\u{3164}',
            '\u{FEFF}',
            '\u{FFFE}',
            '\u{E000}',
            '\u{E0041}',
            '\u{10FFFF}',
        ] {
            let text = format!("Demo{character}Store");
            let problem = TextProblem::Hostile { code_point: u32::from(character) };
            assert_eq!(check_text(&text, 100), Err(problem), "{character:?}");
        }
    }

    #[test]
    fn empty_and_long_text_is_refused() {
        assert_eq!(check_text("", 5), Err(TextProblem::Empty));
        assert_eq!(check_text(" \u{3000}", 5), Err(TextProblem::Empty));
        assert_eq!(check_text("五個字而已", 5), Ok(()));
        assert_eq!(check_text("123456", 5), Err(TextProblem::TooLong { max: 5 }));
        assert_eq!(check_text(&"x".repeat(10_000_000), 5), Err(TextProblem::TooLong { max: 5 }));
    }

    proptest! {
        #[test]
        fn whatever_passes_holds_nothing_hostile(text in any::<String>()) {
            if check_text(&text, 50).is_ok() {
                prop_assert!(!text.chars().any(is_hostile) && text.chars().count() <= 50);
            }
        }
    }
}

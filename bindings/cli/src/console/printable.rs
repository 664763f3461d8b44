//! Hostile text made safe to look at.

/// The text with every character that a terminal would obey or hide written as `\u{…}`.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A character that moves the cursor, changes the direction of text, or takes no room on the screen: it can make
/// one text look like another.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}'          // soft hyphen, grapheme joiner, Arabic letter mark
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers, which look like spaces
            | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'                 // zero width, left-to-right and right-to-left marks
            | '\u{2028}'..='\u{202e}'                 // separators of lines and paragraphs, embeddings, overrides
            | '\u{2060}'..='\u{206f}'                 // joiners, isolates, deprecated formats
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}'    // byte order mark, annotations
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}') // tags and further variation selectors
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(printable("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(printable("pay\u{202e}moc"), "pay\\u{202e}moc");
        assert_eq!(printable("a\nb\u{9b}c\u{7f}"), "a\\u{a}b\\u{9b}c\\u{7f}");
        assert_eq!(printable("Ali\u{200b}baba"), "Ali\\u{200b}baba");
    }

    #[test]
    fn names_of_people_and_shops_stay_readable() {
        for name in ["香港茶餐廳", "متجر القاهرة", "Café Zoë", "롯데 마트", "🎧"] {
            assert_eq!(printable(name), name);
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_it_is_stable(text in any::<String>()) {
            let shown = printable(&text);
            prop_assert!(!shown.chars().any(is_hidden));
            prop_assert_eq!(printable(&shown), shown.clone());
        }
    }
}

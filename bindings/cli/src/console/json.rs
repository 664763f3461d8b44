//! JSON that is safe to show on a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::printable::is_hidden;

/// The document, indented, with every character that a terminal would obey or hide written as `\uXXXX`. To a JSON
/// reader it is the same document.
pub(super) fn document(value: &impl Serialize) -> io::Result<String> {
    write(value, PrettyFormatter::with_indent(b"  "))
}

/// The same on one line, for programs that read line by line.
pub(super) fn line(value: &impl Serialize) -> io::Result<String> {
    write(value, CompactFormatter)
}

fn write(value: &impl Serialize, layout: impl Formatter) -> io::Result<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Escaping { layout }))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A layout, with strings escaped further.
struct Escaping<F> {
    layout: F,
}

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut units = [0_u16; 2];
        let mut plain_from = 0;
        for (at, character) in fragment.char_indices().filter(|(_, character)| is_hidden(*character)) {
            writer.write_all(fragment.get(plain_from..at).unwrap_or_default().as_bytes())?;
            for unit in character.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain_from = at + character.len_utf8();
        }
        writer.write_all(fragment.get(plain_from..).unwrap_or_default().as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.layout.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.layout.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_reader_gets_back_every_string_and_a_terminal_gets_nothing_hidden(text in any::<String>()) {
            let shown = document(&[&text]).unwrap();
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&shown).unwrap(), vec![text]);
            prop_assert!(!shown.chars().any(|character| character != '\n' && is_hidden(character)));
            prop_assert!(!line(&[&shown]).unwrap().chars().any(is_hidden));
        }
    }

    #[test]
    fn a_character_beyond_the_basic_plane_becomes_a_surrogate_pair() {
        assert!(document(&"\u{e0041}\u{202e}").unwrap().contains("\\udb40\\udc41\\u202e"));
    }
}

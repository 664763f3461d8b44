//! The writer: the two spellings that AMP's layers use.

use std::fmt::Write as _;

use super::{Json, Object};

/// How a text is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No white space; characters beyond ASCII as they are.
    Compact,
    /// Python's `json.dumps`: `", "`, `": "`, everything beyond ASCII as `\uXXXX`.
    Python,
}

/// Writes JSON piece by piece, without a tree in between. It separates members and elements by itself; that
/// what was opened is closed is the caller's part.
#[derive(Debug)]
pub struct Writer {
    out: String,
    style: Style,
    separate: bool,
}

impl Writer {
    /// An empty text.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self::with_capacity(style, 256)
    }

    /// An empty text with room for `bytes`.
    #[must_use]
    pub fn with_capacity(style: Style, bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), style, separate: false }
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    /// Opens an object.
    pub fn begin_object(&mut self) {
        self.next();
        self.out.push('{');
        self.separate = false;
    }

    /// Closes an object.
    pub fn end_object(&mut self) {
        self.out.push('}');
        self.separate = true;
    }

    /// Opens an array.
    pub fn begin_array(&mut self) {
        self.next();
        self.out.push('[');
        self.separate = false;
    }

    /// Closes an array.
    pub fn end_array(&mut self) {
        self.out.push(']');
        self.separate = true;
    }

    /// The name of the member whose value follows.
    pub fn name(&mut self, name: &str) {
        self.string(name);
        self.out.push_str(if self.style == Style::Python { ": " } else { ":" });
        self.separate = false;
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.next();
        self.out.push('"');
        self.escaped(text);
        self.out.push('"');
    }

    /// A string of ASCII characters that need no escape: a digest, a salt.
    pub(crate) fn ascii(&mut self, text: &[u8]) {
        self.next();
        self.out.push('"');
        self.out.push_str(std::str::from_utf8(text).unwrap_or_default());
        self.out.push('"');
    }

    /// A whole number.
    pub fn integer(&mut self, number: i64) {
        self.next();
        let _infallible = write!(self.out, "{number}");
    }

    /// A member whose value is a string.
    pub fn member(&mut self, name: &str, text: &str) {
        self.name(name);
        self.string(text);
    }

    /// Any value.
    pub fn value(&mut self, value: &Json) {
        match value {
            Json::Null => self.word("null"),
            Json::Bool(true) => self.word("true"),
            Json::Bool(false) => self.word("false"),
            Json::Integer(number) => self.integer(*number),
            Json::Number(text) => self.word(text),
            Json::String(text) => self.string(text),
            Json::Array(elements) => {
                self.begin_array();
                for element in elements {
                    self.value(element);
                }
                self.end_array();
            }
            Json::Object(members) => self.object(members),
        }
    }

    /// An object with these members.
    pub fn object(&mut self, members: &Object) {
        self.begin_object();
        for (name, value) in members.iter() {
            self.name(name);
            self.value(value);
        }
        self.end_object();
    }

    fn word(&mut self, word: &str) {
        self.next();
        self.out.push_str(word);
    }

    fn next(&mut self) {
        if self.separate {
            self.out.push_str(if self.style == Style::Python { ", " } else { "," });
        }
        self.separate = true;
    }

    fn escaped(&mut self, text: &str) {
        // almost every text of a layer needs no escape at all
        let beyond_ascii = if self.style == Style::Python { 0x80 } else { u8::MAX };
        let needs =
            |byte: &u8| (*byte == b'"') | (*byte == b'\\') | (*byte <= 0x1f) | (*byte >= beyond_ascii);
        // without a branch in the loop the compiler checks many bytes at once
        if !text.bytes().fold(false, |found, byte| found | needs(&byte)) {
            self.out.push_str(text);
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.as_bytes().iter().position(needs) {
            let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(plain);
            let mut characters = from.chars();
            if let Some(character) = characters.next() {
                self.escape(character);
            }
            rest = characters.as_str();
        }
        self.out.push_str(rest);
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            '\u{8}' => self.out.push_str("\\b"),
            '\u{c}' => self.out.push_str("\\f"),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _infallible = write!(self.out, "\\u{unit:04x}");
                }
            }
        }
    }
}

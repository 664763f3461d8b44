//! One page for a person, written top to bottom.

use super::json;
use super::printable::printable;
use super::table::Table;
use super::tone::Tone;

/// Text for a person. What is added as data is made printable; only the page itself writes codes and newlines.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    width: Option<u16>,
}

impl Page {
    /// An empty page, `width` columns wide or without a bound.
    pub(crate) const fn new(width: Option<u16>) -> Self {
        Self { text: String::new(), width }
    }

    /// One line in one tone.
    pub(crate) fn line(&mut self, tone: Tone, data: &str) {
        self.text.push_str(&tone.paint(&printable(data)));
        self.text.push('\n');
    }

    /// A JSON value over several lines, indented.
    pub(crate) fn json(&mut self, value: &serde_json::Value) {
        // a value in memory always has a text
        for line in json::document(value).unwrap_or_default().lines() {
            self.text.extend(["  ", line, "\n"]);
        }
    }

    /// A heading, with an empty line above it.
    pub(crate) fn heading(&mut self, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(Tone::Strong, title);
    }

    /// Text of our own making, as it is: a script.
    pub(crate) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A table.
    pub(crate) fn table(&mut self, table: &Table) {
        self.text.push_str(&table.layout(self.width));
    }

    /// What was written.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_add_lines_or_codes() {
        let mut page = Page::new(None);
        page.line(Tone::Plain, "one\n\u{1b}[2Jtwo");
        assert_eq!(page.into_text(), "one\\u{a}\\u{1b}[2Jtwo\n");
    }
}

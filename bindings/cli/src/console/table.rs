//! Aligned columns. Widths are those of the screen: a Chinese name takes two columns a character, an accent none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::printable::printable;
use super::tone::Tone;

const GAP: &str = "  ";
const NARROWEST_LAST_COLUMN: usize = 20;

/// A column: its title, and to which side its cells lean.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// Text.
    Left(&'static str),
    /// Numbers.
    Right(&'static str),
}

impl Column {
    const fn title(self) -> &'static str {
        match self {
            Self::Left(title) | Self::Right(title) => title,
        }
    }
}

/// A cell: printable text in one tone.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A cell in a tone.
    pub(crate) fn new(tone: Tone, data: &str) -> Self {
        Self { text: printable(data), tone }
    }

    /// A cell as it is.
    pub(crate) fn plain(data: impl ToString) -> Self {
        Self::new(Tone::Plain, &data.to_string())
    }
}

/// Rows under titles. The last column wraps where the page is too narrow.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self { columns: columns.into(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl Into<Vec<Cell>>) {
        self.rows.push(cells.into());
    }

    /// The table as lines.
    pub(super) fn layout(&self, page_width: Option<u16>) -> String {
        let titles: Vec<Cell> =
            self.columns.iter().map(|column| Cell::new(Tone::Faint, column.title())).collect();
        let has_titles = self.columns.iter().any(|column| !column.title().is_empty());
        let widths = self.widths();
        let mut text = String::new();
        for row in has_titles.then_some(&titles).into_iter().chain(&self.rows) {
            self.write_row(row, &widths, page_width, &mut text);
        }
        text
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(|column| column.title().width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.width());
            }
        }
        widths
    }

    fn write_row(&self, row: &[Cell], widths: &[usize], page_width: Option<u16>, text: &mut String) {
        let last = self.columns.len().saturating_sub(1);
        let mut used = 0;
        for (index, ((cell, column), width)) in row.iter().zip(&self.columns).zip(widths).enumerate() {
            let missing = " ".repeat(width.saturating_sub(cell.text.width()));
            let painted = cell.tone.paint(&cell.text);
            match column {
                Column::Right(_) => text.extend([missing.as_str(), &painted]),
                Column::Left(_) if index < last => text.extend([painted.as_str(), &missing]),
                Column::Left(_) => {
                    let room = page_width.map_or(usize::MAX, |page| {
                        usize::from(page).saturating_sub(used).max(NARROWEST_LAST_COLUMN)
                    });
                    let lines: Vec<String> =
                        wrap(&cell.text, room).iter().map(|line| cell.tone.paint(line)).collect();
                    text.push_str(&lines.join(&format!("\n{}", " ".repeat(used))));
                }
            }
            if index < last {
                text.push_str(GAP);
                used += width + GAP.len();
            }
        }
        while text.ends_with(' ') {
            text.pop();
        }
        text.push('\n');
    }
}

/// Breaks text into lines of at most `room` columns, between words where there are any.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if !line.is_empty() && line.width() + word.trim_end().width() > room {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            let fits = line.width() + character.width().unwrap_or(0) <= room;
            if !fits && character == ' ' {
                continue;
            }
            if !fits {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_align_under_wide_characters_and_accents() {
        let mut table = Table::new([Column::Left("merchant"), Column::Right("HKD"), Column::Left("state")]);
        table.row([Cell::plain("香港茶餐廳"), Cell::plain("38.00"), Cell::plain("paid")]);
        table.row([Cell::plain("Cafe\u{301}"), Cell::plain("1,200.00"), Cell::plain("held")]);
        assert_eq!(
            table.layout(None),
            "\u{1b}[2mmerchant\u{1b}[0m         \u{1b}[2mHKD\u{1b}[0m  \u{1b}[2mstate\u{1b}[0m\n\
             香港茶餐廳     38.00  paid\n\
             Cafe\u{301}        1,200.00  held\n"
        );
    }

    #[test]
    fn the_last_column_wraps_under_itself() {
        let mut table = Table::new([Column::Left(""), Column::Left("")]);
        table.row([Cell::plain("detail"), Cell::plain("the amount is larger than what is left")]);
        assert_eq!(table.layout(Some(30)), "detail  the amount is larger\n        than what is left\n");
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces_and_keeps_within_the_room(text in "[a-z香 ]{0,80}", room in 2_usize..40) {
            let lines = wrap(&text, room);
            prop_assert!(lines.iter().all(|line| line.width() <= room), "{lines:?}");
            prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }
}

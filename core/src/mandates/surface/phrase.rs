//! Words and fields from which surfaces are put together.

use super::{Emphasis, FieldValue, GLANCE_WIDTH, SurfaceField};
use crate::clock::Timestamp;
use crate::money::Amount;

/// At most `max` characters of a text; where it is cut, the last one is `…`.
pub(super) fn cut(text: &str, max: u32) -> String {
    let max = max as usize;
    if text.chars().count() <= max {
        return text.to_owned();
    }
    text.chars().take(max.saturating_sub(1)).chain(['…']).collect()
}

/// A line of a glance.
pub(super) fn line(text: &str) -> String {
    cut(text, GLANCE_WIDTH)
}

/// The date alone, for example `2026-11-24`; UTC.
pub(super) fn date(at: Timestamp) -> String {
    let text = at.to_iso8601();
    text.split_once('T').map_or_else(|| text.clone(), |(date, _)| date.to_owned())
}

/// `one` or `3 many`; `any` for none.
pub(super) fn count(length: usize, one: &str, many: &str, none: &str) -> String {
    match length {
        0 => none.to_owned(),
        1 => format!("1 {one}"),
        more => format!("{more} {many}"),
    }
}

/// Collects the fields of the full form.
#[derive(Default)]
pub(super) struct Fields(pub(super) Vec<SurfaceField>);

impl Fields {
    pub(super) fn text(&mut self, key: &str, emphasis: Emphasis, text: &str) {
        self.push(key, emphasis, FieldValue::Text { text: text.to_owned() });
    }

    pub(super) fn optional(&mut self, key: &str, emphasis: Emphasis, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, emphasis, text);
        }
    }

    pub(super) fn quote(&mut self, key: &str, text: &str) {
        self.push(key, Emphasis::Normal, FieldValue::Quote { text: text.to_owned() });
    }

    pub(super) fn list(&mut self, key: &str, emphasis: Emphasis, texts: &[String]) {
        self.push(key, emphasis, FieldValue::Texts { texts: texts.to_vec() });
    }

    pub(super) fn money(&mut self, key: &str, emphasis: Emphasis, amount: Amount) {
        self.push(key, emphasis, FieldValue::Money { amount, text: amount.to_string() });
    }

    pub(super) fn time(&mut self, key: &str, emphasis: Emphasis, at: Timestamp) {
        self.push(key, emphasis, FieldValue::Time { at, text: at.to_iso8601() });
    }

    pub(super) fn push(&mut self, key: &str, emphasis: Emphasis, value: FieldValue) {
        self.0.push(SurfaceField { key: key.to_owned(), emphasis, value });
    }
}

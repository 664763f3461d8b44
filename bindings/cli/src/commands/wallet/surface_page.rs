//! What will be signed, in its full form on the terminal.

use amp_wallet_core::mandates::{AuthorizationSurface, Emphasis, FieldValue, SurfaceWarning};

use crate::console::{Cell, Column, Page, Table, Tone};

/// Writes every field, every warning and the digest, in the surface's own order.
pub(super) fn write(surface: &AuthorizationSurface, page: &mut Page) {
    let mut table = Table::new([Column::Left(""), Column::Left("")]);
    for field in &surface.fields {
        let tone = match field.emphasis {
            Emphasis::Stressed => Tone::Strong,
            Emphasis::Normal => Tone::Plain,
            Emphasis::Detail => Tone::Faint,
        };
        let value = text(&field.value);
        table.row([Cell::new(Tone::Faint, &field.key.replace('_', " ")), Cell::new(tone, &value)]);
    }
    table.row([Cell::new(Tone::Faint, "digest"), Cell::plain(&surface.digest)]);
    page.table(&table);
    for warning in &surface.warnings {
        page.line(Tone::Warn, &format!("warning: {} [{}]", sentence(warning), warning.code()));
    }
}

fn text(value: &FieldValue) -> String {
    match value {
        FieldValue::Text { text }
        | FieldValue::Money { text, .. }
        | FieldValue::Time { text, .. }
        | FieldValue::Goods { text, .. } => text.clone(),
        FieldValue::Quote { text } => format!("\u{201c}{text}\u{201d}"),
        FieldValue::Texts { texts } if texts.is_empty() => "any".to_owned(),
        FieldValue::Texts { texts } => texts.join(", "),
    }
}

fn sentence(warning: &SurfaceWarning) -> String {
    match warning {
        SurfaceWarning::AgentUnverified => "nobody vouches for what the agent says of itself".to_owned(),
        SurfaceWarning::AgentKeyChanged => {
            "the agent has another key than before: ask why before you approve".to_owned()
        }
        SurfaceWarning::AnyMerchant => "every merchant of these categories may be paid".to_owned(),
        SurfaceWarning::AnyCategory => "these merchants may be paid for anything".to_owned(),
        SurfaceWarning::WholeBudgetAtOnce => "one payment may take the whole budget".to_owned(),
        SurfaceWarning::NoGoods => "the order does not say what is bought".to_owned(),
        SurfaceWarning::GoodsSumDiffers { goods, total } => {
            format!("the lines add up to {goods}, to be paid is {total}")
        }
        other => format!("{other:?}"),
    }
}

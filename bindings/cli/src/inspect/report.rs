//! What is shown of a token.

use serde::Serialize;
use serde_json::Value;

use super::validity::{Validity, WindowState};
use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::exit::Exit;

/// The contract of `amp inspect --json`.
#[derive(Debug, Serialize)]
pub(crate) struct Inspection {
    /// `sd-jwt`, or `jws` without a tilde.
    pub(super) format: &'static str,
    /// `L1`, `L2`, `L3`: a guess by the claims.
    pub(super) layer: Option<&'static str>,
    /// Length of the token.
    pub(super) bytes: u64,
    /// What the next layer must carry as `sd_hash`.
    pub(super) sd_hash: String,
    pub(super) header: Option<Value>,
    pub(super) payload: Option<Value>,
    /// Length of the signature, which is not checked here.
    pub(super) signature_bytes: Option<u64>,
    pub(super) disclosures: Vec<DisclosureView>,
    /// How many more there are.
    pub(super) disclosures_not_shown: u64,
    pub(super) key_binding: Option<KeyBindingView>,
    pub(super) validity: Option<Validity>,
    /// Parts that could not be read.
    pub(super) faults: Vec<Fault>,
}

/// One disclosure.
#[derive(Debug, Serialize)]
pub(crate) struct DisclosureView {
    /// Counted from 1.
    pub(super) index: u64,
    /// Missing for an array element.
    pub(super) name: Option<String>,
    pub(super) value: Option<Value>,
    pub(super) digest: String,
    /// Whether the digest stands in the payload or in another disclosure.
    pub(super) referenced: bool,
}

/// The key binding JWT.
#[derive(Debug, Serialize)]
pub(crate) struct KeyBindingView {
    pub(super) header: Option<Value>,
    pub(super) payload: Option<Value>,
}

/// A part that could not be read.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Fault {
    /// `header`, `payload`, `signature`, `disclosure.1` …
    pub(super) part: String,
    pub(super) code: String,
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn new(part: &str, code: &str, detail: String) -> Self {
        Self { part: part.to_owned(), code: code.to_owned(), detail }
    }

    pub(super) fn not_base64url(part: &str) -> Self {
        Self::new(part, "inspect.base64url", "not base64url without padding".to_owned())
    }
}

impl Report for Inspection {
    fn render(&self, page: &mut Page) {
        self.render_summary(page);
        render_json(page, "Header", self.header.as_ref());
        render_json(page, "Payload", self.payload.as_ref());
        self.render_disclosures(page);
        if let Some(binding) = &self.key_binding {
            render_json(page, "Key binding header", binding.header.as_ref());
            render_json(page, "Key binding payload", binding.payload.as_ref());
        }
        if !self.faults.is_empty() {
            page.heading("Faults");
            let mut table = Table::new([Column::Left("part"), Column::Left("code"), Column::Left("detail")]);
            for fault in &self.faults {
                table.row([
                    Cell::plain(&fault.part),
                    Cell::new(Tone::Bad, &fault.code),
                    Cell::plain(&fault.detail),
                ]);
            }
            page.table(&table);
        }
    }

    fn exit(&self) -> Exit {
        if self.faults.is_empty() { Exit::Done } else { Exit::Refused }
    }
}

impl Inspection {
    fn render_summary(&self, page: &mut Page) {
        let mut table = Table::new([Column::Left(""), Column::Left("")]);
        let mut fact = |name: &str, value: Cell| table.row([Cell::new(Tone::Faint, name), value]);
        let layer = self.layer.map_or("none of AMP's".to_owned(), |layer| format!("{layer}, by its claims"));
        fact("layer", Cell::new(Tone::Strong, &layer));
        fact("format", Cell::plain(format!("{}, {} bytes", self.format, self.bytes)));
        if let Some(bytes) = self.signature_bytes {
            fact("signature", Cell::plain(format!("{bytes} bytes, not checked")));
        }
        if let Some(validity) = &self.validity {
            let (tone, state) = match validity.state {
                WindowState::Current => (Tone::Good, "valid now"),
                WindowState::NotYetValid => (Tone::Bad, "not yet valid"),
                WindowState::Expired => (Tone::Bad, "expired"),
                WindowState::NoExpiry => (Tone::Bad, "no expiry"),
            };
            let from = validity.not_before.as_ref().or(validity.issued_at.as_ref());
            let text = |time: Option<&String>| time.map_or("?".to_owned(), Clone::clone);
            fact("window", Cell::plain(format!("{} to {}", text(from), text(validity.expires_at.as_ref()))));
            fact("", Cell::new(tone, state));
        }
        fact("sd_hash", Cell::plain(&self.sd_hash));
        page.table(&table);
    }

    fn render_disclosures(&self, page: &mut Page) {
        if self.disclosures.is_empty() {
            return;
        }
        page.heading("Disclosures");
        let mut table = Table::new([
            Column::Right("#"),
            Column::Left("claim"),
            Column::Left("bound"),
            Column::Left("value"),
        ]);
        for disclosure in &self.disclosures {
            let bound =
                if disclosure.referenced { Cell::new(Tone::Good, "yes") } else { Cell::new(Tone::Bad, "no") };
            table.row([
                Cell::plain(disclosure.index),
                Cell::plain(disclosure.name.as_deref().unwrap_or("(element)")),
                bound,
                Cell::plain(disclosure.value.as_ref().map_or("(unreadable)".to_owned(), Value::to_string)),
            ]);
        }
        page.table(&table);
        if self.disclosures_not_shown > 0 {
            page.line(Tone::Warn, &format!("and {} more, not shown", self.disclosures_not_shown));
        }
    }
}

fn render_json(page: &mut Page, title: &str, value: Option<&Value>) {
    page.heading(title);
    match value {
        Some(value) => page.json(value),
        None => page.line(Tone::Bad, "  (unreadable)"),
    }
}

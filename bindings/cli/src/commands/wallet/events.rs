//! `amp wallet events`: what happened and was not acknowledged yet, or what happened at all.

use amp_wallet_core::events::{Event, EventKind, SubjectKind};
use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only those after this one
    #[arg(long, value_name = "EVENT", default_value_t = 0)]
    after: i64,
    /// What happened, the latest first, acknowledged events too
    #[arg(long, conflicts_with = "after")]
    history: bool,
    /// Of the history, only those before this one
    #[arg(long, value_name = "EVENT", requires = "history")]
    before: Option<i64>,
    /// Acknowledge this one and every earlier one first: they are not told again
    #[arg(long, value_name = "EVENT")]
    acknowledge: Option<i64>,
}

/// The contract of `amp wallet events --json`.
#[derive(Debug, Serialize)]
pub(super) struct Events {
    events: Vec<EventRow>,
}

#[derive(Debug, Serialize)]
struct EventRow {
    event_id: i64,
    at: String,
    subject: SubjectKind,
    /// None where the event is about the wallet itself.
    subject_id: Option<String>,
    #[serde(flatten)]
    what: EventKind,
}

/// The most events of one page.
const PAGE: u32 = 200;

/// The events that wait, in order, or the history, the latest first; at most 200.
///
/// # Errors
/// The wallet's.
pub(super) async fn list(wallet: &Wallet, args: &Args) -> Result<Events, CliError> {
    if let Some(event) = args.acknowledge {
        wallet.acknowledge_event(event).await?;
    }
    let events = if args.history {
        wallet.event_history(args.before, PAGE).await?
    } else {
        wallet.events(args.after).await?
    };
    Ok(Events { events: events.into_iter().map(EventRow::of).collect() })
}

impl EventRow {
    fn of(event: Event) -> Self {
        let (subject, id) = event.what.subject();
        Self {
            event_id: event.event_id,
            at: event.at.to_iso8601(),
            subject,
            subject_id: id.map(str::to_owned),
            what: event.what,
        }
    }
}

impl Report for Events {
    fn render(&self, page: &mut Page) {
        if self.events.is_empty() {
            return page.line(Tone::Faint, "no event");
        }
        let mut table = Table::new([
            Column::Right("event"),
            Column::Left("at"),
            Column::Left("what"),
            Column::Left("about"),
        ]);
        for event in &self.events {
            table.row([
                Cell::plain(event.event_id),
                Cell::plain(&event.at),
                Cell::new(Tone::Strong, event.what.code()),
                Cell::plain(event.subject_id.as_deref().unwrap_or("the wallet")),
            ]);
        }
        page.table(&table);
    }
}

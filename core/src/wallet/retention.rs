//! How long a wallet keeps what is over.

use super::WalletError;
use crate::clock::Timestamp;
use crate::storage::WriteTx;

/// Events that are kept at most: about ten megabytes, and years of them for a person.
const MOST_EVENTS: u32 = 20_000;

/// A year of events, and a month to look back at it.
const EVENT_DAYS: u32 = 400;

const SECONDS_PER_DAY: i64 = 86_400;

/// How long a wallet keeps what is over: the news of it, and the payments themselves.
/// [`Wallet::keep_house`](super::Wallet::keep_house) drops what is past keeping, in bounded steps.
///
/// Days are counted from a time that the clock has shown for a week, so something goes one or two weeks after its time: a
/// clock that is ahead for some days drops nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct RetentionPolicy {
    /// How many acknowledged events are kept at most, the latest; none for 0. Those that wait to be told are kept beside
    /// them, whatever their number and age.
    #[uniffi(default = 20000)]
    pub events: u32,
    /// For how many days an acknowledged event is kept at most.
    #[uniffi(default = 400)]
    pub event_days: u32,
    /// For how many days a mandate that has ended is kept, with its chain, its payments and theirs, refunds, closed
    /// disputes, postings, what was refused under it; none for good. Fewer than 90 count as 90: limits look back so far.
    ///
    /// A mandate goes as a whole, and only when everything about it is so old: its end as it was agreed, the last posting,
    /// the end of the last dispute. What is held, disputed or still counted by a limit keeps it. A merchant who gives
    /// something back of a payment that is gone is told that there is none; reports end where the payments do. Agents that
    /// were bound stay on record, and payments that nobody vouched for: no mandate ends them.
    #[uniffi(default = None)]
    pub ended_days: Option<u32>,
}

impl RetentionPolicy {
    /// The fewest days that payments are kept for. Limits are counted anew from at most 71 days (a month, and the 40 days
    /// that counts are kept for) when they, the time zone or the clock change.
    pub const LEAST_ENDED_DAYS: u32 = 90;

    /// Before which time what has ended is past keeping at `now`; none if it is kept for good.
    fn ended_before(self, now: Timestamp) -> Option<Timestamp> {
        self.ended_days.map(|days| kept_since(now, days.max(Self::LEAST_ENDED_DAYS)))
    }

    /// Before which time an acknowledged event is past keeping at `now`.
    fn events_before(self, now: Timestamp) -> Timestamp {
        kept_since(now, self.event_days)
    }
}

impl Default for RetentionPolicy {
    fn default() -> Self {
        Self { events: MOST_EVENTS, event_days: EVENT_DAYS, ended_days: None }
    }
}

/// What a policy dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dropped {
    pub(super) events: u64,
    pub(super) mandates: u64,
    pub(super) payments: u64,
}

/// Drops what is past keeping: at most `limit` events of each kind of surplus, and mandates with their payments until it is
/// as many rows.
pub(super) fn drop_past_keeping(
    tx: &WriteTx<'_>,
    now: Timestamp,
    policy: RetentionPolicy,
    limit: u32,
) -> Result<Dropped, WalletError> {
    let mut dropped =
        Dropped { events: tx.events().forget_surplus(policy.events, limit)?, ..Dropped::default() };
    let Some(settled) = tx.settings().settle(now)? else { return Ok(dropped) };
    let old = tx.events().forget_before(policy.events_before(settled), limit)?;
    dropped.events = dropped.events.saturating_add(old);
    if let Some(before) = policy.ended_before(settled) {
        let ended = tx.mandates().drop_ended(before, limit)?;
        (dropped.mandates, dropped.payments) = (ended.mandates, ended.payments);
    }
    Ok(dropped)
}

/// The beginning of what is kept at `now` if it is kept for so many days.
fn kept_since(now: Timestamp, days: u32) -> Timestamp {
    now.plus_seconds(-SECONDS_PER_DAY * i64::from(days))
}

//! How long a wallet keeps what is over.

use crate::clock::Timestamp;

/// Events that are kept at most: about ten megabytes, and years of them for a person.
const MOST_EVENTS: u32 = 20_000;

/// A year of events, and a month to look back at it.
const EVENT_DAYS: u32 = 400;

const SECONDS_PER_DAY: i64 = 86_400;

/// How long a wallet keeps what is over: the news of it. [`Wallet::keep_house`](super::Wallet::keep_house) drops what is
/// past keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct RetentionPolicy {
    /// How many acknowledged events are kept at most, the latest; none for 0. Those that wait to be told are kept beside
    /// them, whatever their number and age.
    #[uniffi(default = 20000)]
    pub events: u32,
    /// For how many days an acknowledged event is kept at most.
    #[uniffi(default = 400)]
    pub event_days: u32,
}

impl Default for RetentionPolicy {
    fn default() -> Self {
        Self { events: MOST_EVENTS, event_days: EVENT_DAYS }
    }
}

/// The beginning of what is kept at `now` if it is kept for so many days.
pub(super) fn kept_since(now: Timestamp, days: u32) -> Timestamp {
    now.plus_seconds(-SECONDS_PER_DAY * i64::from(days))
}

//! Time is passed in: a [`Clock`] at the edge, a [`Timestamp`] inside. The high-water mark catches a clock set back.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How far a clock may lag behind the latest time this wallet has seen, in milliseconds; the leeway AMP's verifiers use.
pub const LEEWAY_MILLIS: i64 = 60_000;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since 1970 (a JWT NumericDate without a fraction), saturating at the range's ends.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Later by `millis` (earlier if negative), saturating.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Later by `seconds` (earlier if negative), saturating.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Reads ISO 8601 (RFC 3339). A time without a zone is UTC, as the reference reads it.
    ///
    /// # Errors
    /// [`ClockError::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, ClockError> {
        let unreadable = || ClockError::Unreadable { text: text.chars().take(40).collect() };
        if text.len() > 64 {
            return Err(unreadable());
        }
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(instant.as_millisecond()));
        }
        let civil: jiff::civil::DateTime = text.parse().map_err(|_| unreadable())?;
        let instant = jiff::tz::TimeZone::UTC.to_timestamp(civil).map_err(|_| unreadable())?;
        Ok(Self(instant.as_millisecond()))
    }

    /// ISO 8601 in UTC to the second, for example `2026-11-24T03:42:32Z`.
    #[must_use]
    pub fn to_iso8601(self) -> String {
        match jiff::Timestamp::from_second(self.seconds()) {
            Ok(instant) => instant.to_string(),
            Err(_) => format!("@{}", self.seconds()),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_iso8601())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_iso8601())
    }
}

/// What is wrong with a time.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum ClockError {
    /// Not a date and time in ISO 8601.
    #[error("unreadable time {text:?}")]
    Unreadable {
        /// What was read, cut to 40 characters.
        text: String,
    },
    /// The clock shows a time before one that this wallet has already seen, by more than the leeway. Nothing is
    /// signed or paid until a trusted time is given.
    #[error("the clock was set back: it shows {now}, {high_water} was seen before")]
    SetBack {
        /// What the clock shows.
        now: Timestamp,
        /// The latest time seen.
        high_water: Timestamp,
    },
}

impl ClockError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "clock.unreadable",
            Self::SetBack { .. } => "clock.set_back",
        }
    }
}

/// Where the time comes from. Hosts with a trusted time (network, secure element) implement it.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The operating system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)] // the one place that reads it
    fn now(&self) -> Timestamp {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
            Err(before) => {
                Timestamp(i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX).saturating_neg())
            }
        }
    }
}

/// A clock that moves when told to, for tests and simulations.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Sets the clock.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    /// Moves the clock by `millis` (back if negative).
    pub fn advance_millis(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// The latest time a wallet has seen. It is kept in the store and moves forward with every decision, so a clock
/// that is set back cannot make an expired authorization valid again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HighWater(pub Timestamp);

impl HighWater {
    /// The mark after `now` was seen.
    ///
    /// # Errors
    /// [`ClockError::SetBack`] when `now` lies before the mark by more than [`LEEWAY_MILLIS`].
    pub fn observe(self, now: Timestamp) -> Result<Self, ClockError> {
        if now.0 < self.0.0.saturating_sub(LEEWAY_MILLIS) {
            return Err(ClockError::SetBack { now, high_water: self.0 });
        }
        Ok(Self(self.0.max(now)))
    }

    /// The mark after a trusted time was given: the one way it may move back.
    #[must_use]
    pub const fn trust(now: Timestamp) -> Self {
        Self(now)
    }
}

/// A time that a clock has shown for a week: what goes for good goes by this time, so that a clock that is ahead for less
/// than that drops nothing before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledTime {
    /// When the clock was looked at; a week later this has settled.
    noted: Timestamp,
    /// What had settled then.
    settled: Option<Timestamp>,
}

impl SettledTime {
    /// How long a time must have been shown.
    pub const WAIT_MILLIS: i64 = 7 * 86_400_000;

    /// What has settled at `now`, after what had settled `before`: at most a week more is waited for, whenever this is
    /// asked. Where the clock went back, the waiting begins anew.
    #[must_use]
    pub fn observe(before: Option<Self>, now: Timestamp) -> Self {
        match before {
            Some(before) if now < before.noted => {
                Self { noted: now, settled: before.settled.filter(|settled| *settled <= now) }
            }
            Some(before) if now < before.noted.plus_millis(Self::WAIT_MILLIS) => before,
            before => Self { noted: now, settled: before.map(|before| before.noted) },
        }
    }

    /// The time that has settled, a week to two behind a clock that is right; none in the first week.
    #[must_use]
    pub const fn time(self) -> Option<Timestamp> {
        self.settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_any_zone_and_default_to_utc() {
        let utc = Timestamp::parse("2026-11-24T03:42:32Z").unwrap();
        assert_eq!(Timestamp::parse("2026-11-24T11:42:32+08:00"), Ok(utc));
        assert_eq!(Timestamp::parse("2026-11-24T03:42:32"), Ok(utc));
        assert_eq!(
            Timestamp::parse("2026-11-24T03:42:32.739633+00:00").unwrap().millis() - utc.millis(),
            739
        );
        assert_eq!(utc.to_iso8601(), "2026-11-24T03:42:32Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in
            ["", "soon", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "1795491753", &"9".repeat(100_000)]
        {
            assert!(matches!(Timestamp::parse(text), Err(ClockError::Unreadable { .. })), "{text:.20}");
        }
    }

    #[test]
    fn a_clock_set_back_beyond_the_leeway_is_refused_until_trusted() {
        let mark = HighWater(Timestamp::from_seconds(1_000));
        assert_eq!(mark.observe(Timestamp::from_seconds(940)), Ok(mark));
        let back = Timestamp::from_millis(939_999);
        assert_eq!(mark.observe(back), Err(ClockError::SetBack { now: back, high_water: mark.0 }));
        assert_eq!(HighWater::trust(back).observe(back), Ok(HighWater(back)));
    }

    #[test]
    fn a_time_settles_when_the_clock_has_shown_it_for_a_week() {
        let day = |day: i64| Timestamp::from_seconds(day * 86_400);
        let mut settled = None;
        let mut at = |then: i64| {
            let next = SettledTime::observe(settled, day(then));
            settled = Some(next);
            next.time()
        };
        assert_eq!([at(100), at(106), at(107), at(113)], [None, None, Some(day(100)), Some(day(100))]);
        assert_eq!(at(114), Some(day(107)));
        assert_eq!(at(5_000), Some(day(114)), "a clock that jumps ahead drops nothing by what it shows now");
        assert_eq!(at(5_006), Some(day(114)), "nor in the days after");
        assert_eq!([at(121), at(127), at(128)], [Some(day(114)), Some(day(114)), Some(day(121))]);
        assert_eq!(at(50), None, "what was shown too early has settled no more");
    }

    #[test]
    fn the_mark_never_moves_back_by_observing() {
        let mark = HighWater(Timestamp::from_seconds(1_000));
        assert_eq!(mark.observe(Timestamp::from_seconds(2_000)).unwrap().0.seconds(), 2_000);
        assert_eq!(mark.observe(Timestamp::from_seconds(950)).unwrap(), mark);
    }
}

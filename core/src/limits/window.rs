//! The windows in which limits count: calendar days of the wallet's time zone.

use jiff::tz::TimeZone;
use thiserror::Error;

use crate::clock::Timestamp;

const MAX_ZONE_NAME: usize = 64;

/// The time zone in which the wallet's calendar days begin and end.
#[derive(Debug, Clone)]
pub struct WalletZone(TimeZone);

/// One calendar day: 23, 24 or 25 hours long where clocks are moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The date, for example `2026-11-24`: the key under which the day's sums are kept.
    pub date: String,
    /// Its first moment.
    pub starts_at: Timestamp,
    /// The first moment of the next day.
    pub ends_at: Timestamp,
}

/// A time zone or a day that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ZoneError {
    /// Not a name in the IANA time zone database of this machine.
    #[error("unknown time zone {name:?}")]
    Unknown {
        /// What was read, cut to 64 characters.
        name: String,
    },
    /// A moment outside the years that the calendar covers.
    #[error("{at:?} is outside the calendar")]
    OutOfRange {
        /// The moment.
        at: Timestamp,
    },
}

impl ZoneError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "limit.zone_unknown",
            Self::OutOfRange { .. } => "limit.time_out_of_range",
        }
    }
}

impl WalletZone {
    /// Coordinated Universal Time, known on every machine.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone of this IANA name, for example `Asia/Hong_Kong`; `UTC` needs no database.
    ///
    /// # Errors
    /// [`ZoneError::Unknown`].
    pub fn named(name: &str) -> Result<Self, ZoneError> {
        let unknown = || ZoneError::Unknown { name: name.chars().take(MAX_ZONE_NAME).collect() };
        if name == "UTC" {
            return Ok(Self::UTC);
        }
        if name.len() > MAX_ZONE_NAME {
            return Err(unknown());
        }
        TimeZone::get(name).map(Self).map_err(|_| unknown())
    }

    /// The calendar day that contains `at`.
    ///
    /// # Errors
    /// [`ZoneError::OutOfRange`] beyond the year 9999.
    pub fn day_of(&self, at: Timestamp) -> Result<CalendarDay, ZoneError> {
        let out_of_range = |_| ZoneError::OutOfRange { at };
        let instant = jiff::Timestamp::from_millisecond(at.millis()).map_err(out_of_range)?;
        let date = self.0.to_datetime(instant).date();
        // A midnight that a moved clock leaves out is read as the first moment after the gap.
        let first = |date: jiff::civil::Date| {
            let start = self.0.to_timestamp(date.at(0, 0, 0, 0))?;
            Ok::<_, jiff::Error>(Timestamp::from_millis(start.as_millisecond()))
        };
        Ok(CalendarDay {
            date: date.to_string(),
            starts_at: first(date).map_err(out_of_range)?,
            ends_at: date.tomorrow().and_then(first).map_err(out_of_range)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600_000;

    fn day(zone: &str, at: &str) -> CalendarDay {
        WalletZone::named(zone).unwrap().day_of(Timestamp::parse(at).unwrap()).unwrap()
    }

    #[test]
    fn a_day_begins_at_local_midnight() {
        let day = day("Asia/Hong_Kong", "2026-11-24T16:30:00Z");
        assert_eq!(day.date, "2026-11-25");
        assert_eq!(day.starts_at, Timestamp::parse("2026-11-24T16:00:00Z").unwrap());
        assert_eq!(day.ends_at, Timestamp::parse("2026-11-25T16:00:00Z").unwrap());
    }

    #[test]
    fn days_on_which_clocks_move_have_23_and_25_hours() {
        let length = |at| {
            let day = day("Europe/Berlin", at);
            (day.ends_at.millis() - day.starts_at.millis()) / HOUR
        };
        assert_eq!(length("2026-03-29T12:00:00Z"), 23);
        assert_eq!(length("2026-10-25T12:00:00Z"), 25);
        assert_eq!(length("2026-10-26T12:00:00Z"), 24);
    }

    #[test]
    fn a_midnight_that_does_not_exist_begins_the_day_at_its_first_moment() {
        let day = day("America/Santiago", "2026-09-06T12:00:00Z");
        assert_eq!(day.starts_at, Timestamp::parse("2026-09-06T04:00:00Z").unwrap());
        assert_eq!((day.ends_at.millis() - day.starts_at.millis()) / HOUR, 23);
    }

    #[test]
    fn unknown_zones_and_times_beyond_the_calendar_are_refused() {
        for name in ["", "Mars/Olympus", "../../etc/passwd", &"x".repeat(10_000)] {
            assert_eq!(WalletZone::named(name).unwrap_err().code(), "limit.zone_unknown");
        }
        let beyond = WalletZone::UTC.day_of(Timestamp::from_millis(i64::MAX)).unwrap_err();
        assert_eq!(beyond.code(), "limit.time_out_of_range");
    }

    proptest! {
        #[test]
        fn every_moment_is_in_exactly_its_own_day(seconds in 0..4_000_000_000i64) {
            let at = Timestamp::from_seconds(seconds);
            for name in ["Asia/Hong_Kong", "Europe/Berlin", "America/Santiago", "Pacific/Apia", "UTC"] {
                let zone = WalletZone::named(name).unwrap();
                let day = zone.day_of(at).unwrap();
                prop_assert!(day.starts_at <= at && at < day.ends_at);
                prop_assert_eq!(&zone.day_of(day.starts_at).unwrap(), &day);
                prop_assert_eq!(zone.day_of(day.ends_at).unwrap().starts_at, day.ends_at);
            }
        }
    }
}

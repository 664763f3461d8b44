//! The windows in which limits count: days, weeks and months of the calendar in the wallet's time zone.

use jiff::tz::TimeZone;
use thiserror::Error;

use super::Window;
use crate::clock::Timestamp;

const MAX_ZONE_NAME: usize = 64;

/// The time zone in which the wallet's calendar days begin and end.
#[derive(Debug, Clone)]
pub struct WalletZone(TimeZone);

/// One day, week or month of the calendar. Where clocks are moved, a day has 23 or 25 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarWindow {
    /// Its first moment.
    pub starts_at: Timestamp,
    /// The first moment after it.
    pub ends_at: Timestamp,
}

/// A time zone or a day that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum ZoneError {
    /// Not a name in the IANA time zone database, which the wallet carries with it: every device has the same days.
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

    /// The day, week or month that contains `at`. A window without a calendar ([`Window::Mandate`]) is a day here.
    ///
    /// # Errors
    /// [`ZoneError::OutOfRange`] beyond the year 9999.
    pub fn window_of(&self, window: Window, at: Timestamp) -> Result<CalendarWindow, ZoneError> {
        let out_of_range = |_| ZoneError::OutOfRange { at };
        let instant = jiff::Timestamp::from_millisecond(at.millis()).map_err(out_of_range)?;
        let date = self.0.to_datetime(instant).date();
        let (first, last) = match window {
            Window::Mandate | Window::Day => (date, date),
            Window::Week => {
                let monday = date.weekday().to_monday_zero_offset();
                let day = |days: i8| date.checked_add(jiff::Span::new().days(days)).map_err(out_of_range);
                (day(-monday)?, day(6 - monday)?)
            }
            Window::Month => (date.first_of_month(), date.last_of_month()),
        };
        // A midnight that a moved clock leaves out is read as the first moment after the gap.
        let first_moment = |date: jiff::civil::Date| {
            let start = self.0.to_timestamp(date.at(0, 0, 0, 0))?;
            Ok::<_, jiff::Error>(Timestamp::from_millis(start.as_millisecond()))
        };
        Ok(CalendarWindow {
            starts_at: first_moment(first).map_err(out_of_range)?,
            ends_at: last.tomorrow().and_then(first_moment).map_err(out_of_range)?,
        })
    }

    /// The calendar month of a moment, for example `2026-11`.
    ///
    /// # Errors
    /// [`ZoneError::OutOfRange`].
    pub fn month_of(&self, at: Timestamp) -> Result<String, ZoneError> {
        let instant =
            jiff::Timestamp::from_millisecond(at.millis()).map_err(|_| ZoneError::OutOfRange { at })?;
        let date = self.0.to_datetime(instant).date();
        Ok(format!("{:04}-{:02}", date.year(), date.month()))
    }

    /// Whether it is the zone of this name.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.0.iana_name().unwrap_or("UTC") == name
    }

    /// The name of the zone, by which a change is noticed.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.iana_name().unwrap_or("UTC").to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_zones_and_times_beyond_the_calendar_are_refused() {
        for name in ["", "Mars/Olympus", "../../etc/passwd", &"x".repeat(10_000)] {
            assert_eq!(WalletZone::named(name).unwrap_err().code(), "limit.zone_unknown");
        }
        let beyond = WalletZone::UTC.window_of(Window::Day, Timestamp::from_millis(i64::MAX)).unwrap_err();
        assert_eq!(beyond.code(), "limit.time_out_of_range");
    }
}

//! Days, weeks and months where clocks move, where offsets are no whole hours, and where a day was left out.

use proptest::prelude::*;

use super::{WalletZone, Window};
use crate::clock::Timestamp;

const MINUTE: i64 = 60_000;

/// A moment, and the window in which it must lie.
struct Case {
    zone: &'static str,
    window: Window,
    at: &'static str,
    starts_at: &'static str,
    ends_at: &'static str,
    minutes: i64,
}

const fn case(
    zone: &'static str,
    window: Window,
    at: &'static str,
    [starts_at, ends_at]: [&'static str; 2],
    minutes: i64,
) -> Case {
    Case { zone, window, at, starts_at, ends_at, minutes }
}

const CASES: [Case; 24] = [
    // Clocks move forward: a short day. The moment before and the moment after the gap are in it.
    case(
        "Europe/Berlin",
        Window::Day,
        "2026-03-29T00:59:59Z",
        ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
        1_380,
    ),
    case(
        "Europe/Berlin",
        Window::Day,
        "2026-03-29T01:00:00Z",
        ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
        1_380,
    ),
    case(
        "America/New_York",
        Window::Day,
        "2026-03-08T12:00:00Z",
        ["2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"],
        1_380,
    ),
    // Clocks move back: a long day. An hour that comes twice is both times in it.
    case(
        "Europe/Berlin",
        Window::Day,
        "2026-10-25T00:30:00Z",
        ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
        1_500,
    ),
    case(
        "Europe/Berlin",
        Window::Day,
        "2026-10-25T01:30:00Z",
        ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
        1_500,
    ),
    case(
        "America/New_York",
        Window::Day,
        "2026-11-01T12:00:00Z",
        ["2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"],
        1_500,
    ),
    // A midnight that there is not, and one that comes twice.
    case(
        "America/Santiago",
        Window::Day,
        "2026-09-06T12:00:00Z",
        ["2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"],
        1_380,
    ),
    case(
        "America/Havana",
        Window::Day,
        "2022-11-06T12:00:00Z",
        ["2022-11-06T04:00:00Z", "2022-11-07T05:00:00Z"],
        1_500,
    ),
    // Clocks that move at the end of a day: into the next one, and from midnight back to eleven.
    case(
        "America/Nuuk",
        Window::Day,
        "2026-03-29T00:59:59Z",
        ["2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z"],
        1_380,
    ),
    case(
        "America/Nuuk",
        Window::Day,
        "2026-10-25T01:30:00Z",
        ["2026-10-24T01:00:00Z", "2026-10-25T02:00:00Z"],
        1_500,
    ),
    // Clocks that move by half an hour.
    case(
        "Australia/Lord_Howe",
        Window::Day,
        "2026-04-05T00:00:00Z",
        ["2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"],
        1_470,
    ),
    case(
        "Australia/Lord_Howe",
        Window::Day,
        "2026-10-04T00:00:00Z",
        ["2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z"],
        1_410,
    ),
    // Offsets that are no whole hours.
    case(
        "Asia/Kolkata",
        Window::Day,
        "2026-11-24T18:29:59Z",
        ["2026-11-23T18:30:00Z", "2026-11-24T18:30:00Z"],
        1_440,
    ),
    case(
        "Asia/Kolkata",
        Window::Day,
        "2026-11-24T18:30:00Z",
        ["2026-11-24T18:30:00Z", "2026-11-25T18:30:00Z"],
        1_440,
    ),
    case(
        "Asia/Kathmandu",
        Window::Day,
        "2026-11-24T18:15:00Z",
        ["2026-11-24T18:15:00Z", "2026-11-25T18:15:00Z"],
        1_440,
    ),
    case(
        "America/St_Johns",
        Window::Day,
        "2026-03-08T12:00:00Z",
        ["2026-03-08T03:30:00Z", "2026-03-09T02:30:00Z"],
        1_380,
    ),
    // Samoa left out 30 December 2011: the 31st begins where the 29th ends, its week has six days and its month thirty.
    case(
        "Pacific/Apia",
        Window::Day,
        "2011-12-30T09:59:59Z",
        ["2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"],
        1_440,
    ),
    case(
        "Pacific/Apia",
        Window::Day,
        "2011-12-30T10:00:00Z",
        ["2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"],
        1_440,
    ),
    case(
        "Pacific/Apia",
        Window::Week,
        "2011-12-30T10:00:00Z",
        ["2011-12-26T10:00:00Z", "2012-01-01T10:00:00Z"],
        8_640,
    ),
    case(
        "Pacific/Apia",
        Window::Month,
        "2011-12-30T09:00:00Z",
        ["2011-12-01T10:00:00Z", "2011-12-31T10:00:00Z"],
        43_200,
    ),
    // Weeks and months begin and end at local midnight, also on the day on which clocks move.
    case(
        "Europe/Berlin",
        Window::Week,
        "2026-03-29T21:59:59Z",
        ["2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"],
        10_020,
    ),
    case(
        "Europe/Berlin",
        Window::Week,
        "2026-03-29T22:00:00Z",
        ["2026-03-29T22:00:00Z", "2026-04-05T22:00:00Z"],
        10_080,
    ),
    case(
        "Europe/Berlin",
        Window::Month,
        "2026-10-31T22:59:59Z",
        ["2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"],
        44_700,
    ),
    case(
        "Asia/Hong_Kong",
        Window::Month,
        "2028-02-29T15:59:59Z",
        ["2028-01-31T16:00:00Z", "2028-02-29T16:00:00Z"],
        41_760,
    ),
];

#[test]
fn windows_of_the_calendar_are_where_the_clocks_put_them() {
    for Case { zone, window, at, starts_at, ends_at, minutes } in CASES {
        let time = |text| Timestamp::parse(text).unwrap();
        let found = WalletZone::named(zone).unwrap().window_of(window, time(at)).unwrap();
        let told = format!("{zone} {window:?} {at}");
        assert_eq!((found.starts_at, found.ends_at), (time(starts_at), time(ends_at)), "{told}");
        assert_eq!(found.ends_at.millis() - found.starts_at.millis(), minutes * MINUTE, "{told}");
    }
}

proptest! {
    /// From 2012 on. Before, a few zones moved their clocks back over midnight, and two dates took turns.
    #[test]
    fn in_every_zone_every_moment_is_in_exactly_its_own_window(
        zone in any::<prop::sample::Index>(),
        seconds in 1_325_376_000..4_000_000_000_i64,
    ) {
        let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let name = zone.get(&names);
        let (zone, at) = (WalletZone::named(name).unwrap(), Timestamp::from_seconds(seconds));
        for kind in [Window::Day, Window::Week, Window::Month] {
            let window = zone.window_of(kind, at).unwrap();
            prop_assert!(window.starts_at <= at && at < window.ends_at, "{name} {kind:?}");
            prop_assert_eq!(zone.window_of(kind, window.starts_at).unwrap(), window, "{}", name);
            prop_assert_eq!(zone.window_of(kind, window.ends_at).unwrap().starts_at, window.ends_at, "{}", name);
        }
    }
}

//! The store's figures: durable holds beside the bare commit of the same disk, with and without a long history.
//!
//! A hold is the whole transaction at the store: the clock's mark, the mandate read and opened, its balance, the nonce,
//! the posting, the payment with its three sealed columns, and the commit's number; through the writer's thread and back,
//! with the settings of the bare commit. It touches eight pages of the log, the bare commit one. Those that share a commit
//! are such as may be run again (`Store::write_again`), as a wallet's holds and debits are.

use std::path::Path;
use std::time::Duration;

use super::holds::{Ground, Holds, open, write_history};
use super::report::Measurement;
use super::resident;
use super::sampler::{Stopwatch, compare};
use crate::console::Progress;
use crate::error::CliError;

/// Most that a durable hold may cost beside a bare commit, in thousandths.
const HOLD_PERMILLE: u64 = 1_300;

/// Most that a hold may cost after a long history beside one in an empty database, in thousandths.
const FLAT_PERMILLE: u64 = 1_200;

/// Fewest holds in the time of one bare commit, in thousandths. It asks for a disk that is slower than the processor:
/// with a bare commit of 73 us it leaves 9 us a hold, while SQLite needs 7 us for the rows of one in memory, before any
/// page of the log is written (about 2 us each) or anything is sealed. On flash that takes a millisecond a commit the
/// disk is the bound, on a fast one the processor.
const GROUP_PERMILLE: u64 = 8_000;

/// Most that opening may take.
const OPEN_NANOS: u64 = 10_000_000;

/// Most memory of a process with an open wallet.
const RESIDENT_BYTES: u64 = 15_000_000;

/// Fewest times that a database is opened, however short the time.
const FEWEST_OPENINGS: u32 = 5;

/// How many of these share the time: an empty store, a group, a long history.
pub(super) const MEASUREMENTS: u32 = 3;

/// Measures everything, about `share` for each, after writing a history of so many postings.
///
/// # Errors
/// What the store says.
pub(super) fn run(
    now: &Stopwatch<'_>,
    share: Duration,
    postings: u32,
    progress: &Progress,
) -> Result<Vec<Measurement>, CliError> {
    let ground = Ground::prepare()?;
    let bare = ground.bare()?;
    let bare_commit = &mut || Ok(bare.commit()?);

    let empty = Holds::begin(open(&ground.database("empty"))?)?;
    progress.say("store: a durable hold");
    let hold_empty = compare(now, share, &mut || empty.hold(), bare_commit)?;
    let hold_empty = Measurement::beside("hold_empty", "bare_commit", hold_empty, HOLD_PERMILLE);
    progress.say("store: 32 holds at once");
    let group = empty.at_once(now, share, &bare)?;
    empty.close();

    progress.say("store: writing a long history");
    let past = ground.database("past");
    write_history(&past, postings)?;
    progress.say("store: opening");
    let opened = quietest_opening(now, share / 10, &past)?;
    let resident = resident::measure(&past)?;
    let history = Holds::begin(open(&past)?)?;
    progress.say("store: a durable hold after a long history");
    let hold_1m = compare(now, share, &mut || history.hold(), bare_commit)?;
    history.close();

    let hold_1m = Measurement::beside("hold_1m", "bare_commit", hold_1m, HOLD_PERMILLE)
        .flat(&hold_empty, FLAT_PERMILLE);
    let mut results = vec![
        hold_empty,
        hold_1m,
        Measurement::rate("hold_group", "bare_commit", group, GROUP_PERMILLE),
        Measurement::bounded("open_1m", opened, OPEN_NANOS),
    ];
    results.extend(resident.map(|bytes| Measurement::weight("rss_1m", bytes, RESIDENT_BYTES)));
    Ok(results)
}

/// Opens and closes for about `time`; the quietest opening, in nanoseconds.
fn quietest_opening(now: &Stopwatch<'_>, time: Duration, database: &Path) -> Result<u64, CliError> {
    let end = now() + time;
    let (mut quietest, mut openings) = (u64::MAX, 0_u32);
    while now() < end || openings < FEWEST_OPENINGS {
        let start = now();
        let store = open(database)?;
        let nanos = now().saturating_sub(start).as_nanos();
        quietest = quietest.min(u64::try_from(nanos).unwrap_or(u64::MAX));
        store.close();
        openings += 1;
    }
    Ok(quietest)
}

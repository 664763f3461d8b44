//! A wallet that pays in a loop is killed, at random moments and at every instrumented point, and opened again: no
//! payment is lost or debited twice, no budget exceeded, the books balance, and what was under way ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

mod child;
mod kills;
mod rotation;
mod scene;
mod tally;
#[path = "../wallet_story/mod.rs"]
mod wallet_story;

use kills::{Bug, KILLS_AT_LEAST, run};
use tally::Tally;

#[test]
fn a_wallet_that_is_killed_again_and_again_loses_nothing_and_pays_nothing_twice() {
    let tally = run(KILLS_AT_LEAST, Bug::None);
    assert_eq!(tally, Tally { kills: KILLS_AT_LEAST, ..Tally::default() });
}

#[test]
fn a_posting_outside_its_transaction_is_found() {
    let tally = run(16, Bug::SplitTransaction);
    assert!(tally.unbalanced > 0, "{tally:?}");
}

/// `scripts/crash-test.sh N`; `AMP_CRASH_KILLS` kills, the report to `AMP_CRASH_REPORT`.
#[test]
#[ignore = "takes minutes: scripts/crash-test.sh"]
fn in_full() {
    let kills = std::env::var("AMP_CRASH_KILLS").unwrap().parse().unwrap();
    let tally = run(kills, Bug::ordered());
    std::fs::write(std::env::var("AMP_CRASH_REPORT").unwrap(), tally.to_json() + "\n").unwrap();
    assert_eq!(tally, Tally { kills, ..Tally::default() });
}

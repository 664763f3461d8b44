//! Random sequences of everything that moves money or bounds it, done by two processes on one wallet and by a model of
//! plain numbers beside them: whatever the order, the model and the store say the same, no mandate and no limit is
//! overspent, and each hold is captured or released once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

mod action;
mod counting;
mod hand;
mod limit_sets;
mod meaning;
mod model;
mod network;
mod run;
mod scene;
mod seen;
mod step;
mod taking;
mod verdict;
mod world;

use run::{Tally, run};

#[test]
fn the_wallet_does_what_plain_numbers_do_whatever_the_sequence() {
    let tally = run(96, 1).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(tally.sequences, 96);
    tally.expect_variety();
}

/// `scripts/sequence-test.sh N`: `AMP_SEQUENCES` sequences in `AMP_SEQUENCE_THREADS` threads, the report to
/// `AMP_SEQUENCE_REPORT`.
#[test]
#[ignore = "takes minutes: scripts/sequence-test.sh"]
fn in_full() {
    let number = |name: &str| std::env::var(name).unwrap().parse().unwrap();
    let asked = number("AMP_SEQUENCES");
    let outcome = run(asked, number("AMP_SEQUENCE_THREADS"));
    let report = outcome.as_ref().map_or_else(|_| Tally::default(), Clone::clone);
    let differing = u32::from(outcome.is_err());
    std::fs::write(std::env::var("AMP_SEQUENCE_REPORT").unwrap(), report.to_json(differing) + "\n").unwrap();
    assert_eq!(outcome.unwrap_or_else(|failure| panic!("{failure}")).sequences, asked);
}

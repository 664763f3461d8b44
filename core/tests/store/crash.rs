//! A process that pays in a loop is killed at random moments: what it was told is there, and the sums are right.

use std::collections::HashSet;
use std::time::Duration;

use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::child::{reports, start};
use super::rows::{fund, secrets, verified};

/// More kills by hand: `STORE_TEST_KILLS=2000 cargo test --test store crash`.
fn kills() -> u32 {
    std::env::var("STORE_TEST_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(12)
}

/// Milliseconds from 0 to 39 that look random and differ from kill to kill.
fn moment(kill: u32) -> Duration {
    Duration::from_micros(u64::from(kill.wrapping_mul(2_654_435_761) % 40_000))
}

#[test]
fn every_answered_write_survives_a_kill_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let store = Store::open(&path, StoreOptions::default(), &secrets()).unwrap();
    fund(&store, "mandate-1", 1_000_000_000);
    store.close();

    let mut told: Vec<String> = Vec::new();
    for kill in 0..kills() {
        let mut child = start("pay", &path, &format!("run-{kill}"));
        let mut lines = reports(&mut child);
        assert_eq!(lines.next().as_deref(), Some("opened"));
        // Every other life ends at work for sure, however slow the machine is.
        told.extend(lines.by_ref().take(if kill.is_multiple_of(2) { 2 } else { 0 }));
        std::thread::sleep(moment(kill));
        child.kill().unwrap();
        child.wait().unwrap();
        told.extend(lines);

        let store = Store::open(&path, StoreOptions::default(), &secrets()).unwrap();
        assert_eq!(verified(&store), 1);
        expect_everything_told(&store, &told);
    }
    assert!(
        told.len() >= usize::try_from(kills()).unwrap(),
        "every other one told two steps: {}",
        told.len()
    );
}

fn expect_everything_told(store: &Store, told: &[String]) {
    let payments =
        store.read_blocking(|tx| -> Result<_, StoreError> { tx.payments().list(u32::MAX) }).unwrap();
    let all: HashSet<_> = payments.iter().map(|payment| payment.payment_id.as_str()).collect();
    let ended: HashSet<_> = payments
        .iter()
        .filter(|payment| payment.state != PaymentState::Held)
        .map(|payment| payment.payment_id.as_str())
        .collect();
    for line in told {
        let found = match line.split_once(' ').unwrap() {
            ("held", id) => all.contains(id),
            ("ended", id) => ended.contains(id),
            other => panic!("{other:?}"),
        };
        assert!(found, "{line} is lost");
    }
}

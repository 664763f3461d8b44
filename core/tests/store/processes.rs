//! Two processes on one file: their writes take turns and nothing is lost.

use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::child::{reports, start};
use super::rows::{NOW, fund, hkd, patient, payment, secrets, verified, write};

#[test]
fn two_processes_and_this_one_write_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let store = Store::open(&path, patient(), &secrets()).unwrap();
    fund(&store, "mandate-1", 1_000_000);
    let mut children = ["left", "right"].map(|name| start("pay 100", &path, name));
    for number in 0..100 {
        let id = format!("here-{number}");
        let held = payment("mandate-1", &id, 10);
        write(&store, move |tx| tx.payments().hold(&held)).unwrap();
        write(&store, move |tx| tx.payments().capture(&id, hkd(10), NOW)).unwrap();
    }
    for child in &mut children {
        assert_eq!(reports(child).filter(|line| line.starts_with("ended")).count(), 100);
        assert!(child.wait().unwrap().success());
    }
    let balances = store
        .read_blocking(|tx| -> Result<_, StoreError> {
            assert_eq!(tx.payments().list(1_000)?.len(), 300);
            tx.ledger().balances("mandate-1")
        })
        .unwrap()
        .unwrap();
    // Each child: 34 released, 33 captured whole (10), 33 in part (4).
    assert_eq!(balances.spent, hkd(100 * 10 + 2 * (33 * 10 + 33 * 4)));
    assert_eq!(verified(&store), 1);
}

#[test]
fn a_writer_that_waits_too_long_for_another_process_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let options =
        StoreOptions { busy_timeout: std::time::Duration::from_millis(30), ..StoreOptions::default() };
    let store = Store::open(&path, options, &secrets()).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(write(&store, |tx| tx.settings().set("a", &1)), Err(StoreError::Busy));
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(write(&store, |tx| tx.settings().set("a", &1)), Ok(()));
}

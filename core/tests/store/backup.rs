//! A copy of a database in use, and what is left of it when it is put back.

use std::fs;

use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::rows::{fund, payment, secrets, store, verified, write};

#[test]
fn a_backup_is_whole_and_a_restored_one_pays_nothing_that_was_authorized_before() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 100);
    write(&store, |tx| tx.payments().hold(&payment("mandate-1", "payment-1", 10))).unwrap();
    let copy = folder.path().join("copy.db");
    store.backup(&copy).unwrap();
    assert_eq!(store.backup(&copy), Err(StoreError::Conflict { what: "backup".to_owned() }));
    write(&store, |tx| tx.payments().hold(&payment("mandate-1", "payment-2", 10))).unwrap();
    store.close();

    // The latest database is lost, the copy takes its place.
    let path = folder.path().join("wallet.db");
    fs::rename(&copy, &path).unwrap();
    let refused = Store::open(&path, StoreOptions::default(), &secrets());
    assert_eq!(refused.unwrap_err().code(), "store.rolled_back");
    let adopted = Store::adopt(&path, StoreOptions::default(), &secrets()).unwrap();
    assert_eq!(verified(&adopted), 1);
    let (mandate, payments) = adopted
        .read_blocking(|tx| -> Result<_, StoreError> {
            Ok((tx.mandates().get("mandate-1")?.unwrap(), tx.payments().list(9)?.len()))
        })
        .unwrap();
    assert_eq!((mandate.state, payments), (MandateState::Revoked, 1));
    adopted.close();
    // From now on it is the latest.
    Store::open(&path, StoreOptions::default(), &secrets()).unwrap();
}

#[test]
fn adopting_the_latest_database_changes_nothing() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 100);
    store.close();
    let path = folder.path().join("wallet.db");
    let adopted = Store::adopt(&path, StoreOptions::default(), &secrets()).unwrap();
    let mandate = adopted.read_blocking(|tx| tx.mandates().get("mandate-1")).unwrap().unwrap();
    assert_eq!(mandate.state, MandateState::Activated);
}

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
    let (mandate, payments, told) = adopted
        .read_blocking(|tx| -> Result<_, StoreError> {
            let told =
                tx.events().waiting(0, 9)?.into_iter().map(|event| event.what.code()).collect::<Vec<_>>();
            Ok((tx.mandates().get("mandate-1")?.unwrap(), tx.payments().list(9)?, told))
        })
        .unwrap();
    assert_eq!(mandate.state, MandateState::Revoked);
    // What it held may have been debited since.
    assert_eq!(payments.len(), 1);
    assert_eq!(payments[0].released_because.as_deref(), Some("wallet.adopted"));
    assert_eq!(told, ["freeze.changed", "payment.released", "mandate.revoked"]);
    adopted.close();
    // From now on it is the latest.
    Store::open(&path, StoreOptions::default(), &secrets()).unwrap();
}

#[test]
fn a_backup_pays_nothing_also_where_the_mark_never_heard_of_what_came_after_it() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 100);
    let copy = folder.path().join("copy.db");
    store.backup(&copy).unwrap();
    write(&store, |tx| tx.payments().hold(&payment("mandate-1", "payment-1", 100))).unwrap();
    // The process ends before the mark follows: the secret store remembers the backup's own commit.
    std::mem::forget(store);
    let path = folder.path().join("wallet.db");
    let (log, kept) = (folder.path().join("wallet.db-wal"), folder.path().join("kept.db"));
    fs::rename(&path, &kept).unwrap();
    fs::rename(&log, folder.path().join("kept.db-wal")).unwrap();
    let _gone = fs::remove_file(folder.path().join("wallet.db-shm"));
    fs::rename(&copy, &path).unwrap();
    let adopted = Store::adopt(&path, StoreOptions::default(), &secrets()).unwrap();
    let mandate = adopted.read_blocking(|tx| tx.mandates().get("mandate-1")).unwrap().unwrap();
    assert_eq!(mandate.state, MandateState::Revoked);
    adopted.close();
    // The lost database, found again, is older than what was adopted.
    fs::rename(&kept, &path).unwrap();
    fs::rename(folder.path().join("kept.db-wal"), &log).unwrap();
    let refused = Store::open(&path, StoreOptions::default(), &secrets());
    assert_eq!(refused.unwrap_err().code(), "store.rolled_back");
}

#[cfg(unix)]
#[test]
fn a_backup_goes_through_no_link_that_somebody_laid_there() {
    let (folder, store) = store();
    let (link, elsewhere) = (folder.path().join("copy.db"), folder.path().join("elsewhere"));
    std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
    assert_eq!(store.backup(&link), Err(StoreError::Conflict { what: "backup".to_owned() }));
    assert!(!elsewhere.exists());
}

#[test]
fn the_mark_follows_to_a_backup_so_that_nothing_older_takes_its_place() {
    let (folder, store) = store();
    write(&store, |tx| tx.settings().set("a", &1)).unwrap();
    assert_eq!(store.check().unwrap().distance(), 1);
    store.backup(&folder.path().join("copy.db")).unwrap();
    assert_eq!(store.check().unwrap().distance(), 0);
}

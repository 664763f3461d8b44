//! An older copy of the database that is put back, and how far back one can hide.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use amp_wallet_core::identity::{MemorySecretStore, SecretError, SecretStore, Secrets};
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::rows::write;

/// Counts what it is asked, and fails on demand.
#[derive(Default)]
struct Watched {
    kept: MemorySecretStore,
    raised: AtomicU32,
    failing: AtomicBool,
}

impl SecretStore for Watched {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
        self.kept.get(name)
    }

    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
        self.kept.set(name, value)
    }

    fn delete(&self, name: String) -> Result<(), SecretError> {
        self.kept.delete(name)
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        if self.failing.load(Ordering::Relaxed) {
            return Err(SecretError::Locked);
        }
        self.raised.fetch_add(1, Ordering::Relaxed);
        self.kept.raise_counter(name, to)
    }
}

fn open(path: &Path, secrets: &Arc<Watched>) -> Result<Store, StoreError> {
    Store::open(path, StoreOptions::default(), &Secrets::new(secrets.clone()))
}

fn commit(store: &Store, times: u32) -> Result<(), StoreError> {
    (0..times).try_for_each(|number| write(store, move |tx| tx.settings().set("number", &number)))
}

#[test]
fn an_older_copy_that_is_put_back_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let secrets = Arc::new(Watched::default());
    let store = open(&path, &secrets).unwrap();
    commit(&store, 3).unwrap();
    store.close();
    let old = fs::read(&path).unwrap();
    let store = open(&path, &secrets).unwrap();
    commit(&store, 1).unwrap();
    store.close();
    let latest = fs::read(&path).unwrap();

    fs::write(&path, &old).unwrap();
    assert_eq!(open(&path, &secrets).unwrap_err(), StoreError::RolledBack { found: 3, known: 4 });
    assert_eq!(fs::read(&path).unwrap(), old);
    fs::write(&path, latest).unwrap();
    commit(&open(&path, &secrets).unwrap(), 1).unwrap();
}

#[test]
fn a_copy_put_back_while_the_store_is_suspended_is_refused_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let secrets = Arc::new(Watched::default());
    let store = open(&path, &secrets).unwrap();
    commit(&store, 1).unwrap();
    store.suspend().unwrap();
    let old = fs::read(&path).unwrap();
    store.resume().unwrap();
    commit(&store, 1).unwrap();
    store.suspend().unwrap();
    fs::write(&path, old).unwrap();
    assert_eq!(store.resume(), Err(StoreError::RolledBack { found: 1, known: 2 }));
    assert_eq!(commit(&store, 1), Err(StoreError::Suspended));
}

#[test]
fn the_mark_follows_within_64_commits_and_costs_no_call_at_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let secrets = Arc::new(Watched::default());
    let store = open(&path, &secrets).unwrap();
    let before = secrets.raised.load(Ordering::Relaxed);
    commit(&store, 640).unwrap();
    let calls = secrets.raised.load(Ordering::Relaxed) - before;
    assert!((9..=10).contains(&calls), "{calls} calls for 640 commits");

    // A copy from 65 commits ago, taken as a thief would, without closing anything.
    let copy = tempfile::tempdir().unwrap();
    for name in ["wallet.db", "wallet.db-wal"] {
        fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    commit(&store, 65).unwrap();
    // The mark follows after the answer: one more commit, and it has.
    commit(&store, 1).unwrap();
    let hidden = open(&copy.path().join("wallet.db"), &secrets);
    assert_eq!(hidden.unwrap_err().code(), "store.rolled_back");
}

#[test]
fn while_the_secret_store_fails_writing_goes_on_for_a_bounded_while_and_then_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(Watched::default());
    let store = open(&folder.path().join("wallet.db"), &secrets).unwrap();
    secrets.failing.store(true, Ordering::Relaxed);
    commit(&store, 256).unwrap();
    assert_eq!(commit(&store, 1), Err(StoreError::Secret(SecretError::Locked)));
    secrets.failing.store(false, Ordering::Relaxed);
    commit(&store, 300).unwrap();
}

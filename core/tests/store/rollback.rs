//! An older copy of the database that is put back, and how far back one can hide.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use amp_wallet_core::identity::{MemorySecretStore, SecretError, SecretStore, Secrets};
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::rows::write;

/// Secrets in memory, where raising a counter is what the test makes of it.
#[derive(Default)]
struct Kept<Raising> {
    memory: MemorySecretStore,
    raising: Raising,
}

/// What else happens when a counter is raised; `raise` is the raising itself.
trait Raise: Send + Sync {
    fn around(&self, raise: &dyn Fn() -> Result<u64, SecretError>) -> Result<u64, SecretError>;
}

impl<Raising: Raise> SecretStore for Kept<Raising> {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
        self.memory.get(name)
    }

    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
        self.memory.set(name, value)
    }

    fn delete(&self, name: String) -> Result<(), SecretError> {
        self.memory.delete(name)
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        self.raising.around(&|| self.memory.raise_counter(name.clone(), to))
    }
}

impl<Raising> Deref for Kept<Raising> {
    type Target = Raising;

    fn deref(&self) -> &Raising {
        &self.raising
    }
}

/// Counts what it is asked, and fails on demand.
#[derive(Default)]
struct Watched {
    raised: AtomicU32,
    highest: AtomicU64,
    failing: AtomicBool,
}

impl Raise for Watched {
    fn around(&self, raise: &dyn Fn() -> Result<u64, SecretError>) -> Result<u64, SecretError> {
        if self.failing.load(Ordering::Relaxed) {
            return Err(SecretError::Locked);
        }
        self.raised.fetch_add(1, Ordering::Relaxed);
        let counter = raise()?;
        self.highest.fetch_max(counter, Ordering::Relaxed);
        Ok(counter)
    }
}

fn open(path: &Path, secrets: &Arc<Kept<Watched>>) -> Result<Store, StoreError> {
    Store::open(path, StoreOptions::default(), &Secrets::new(secrets.clone()))
}

fn commit(store: &Store, times: u32) -> Result<(), StoreError> {
    (0..times).try_for_each(|number| write(store, move |tx| tx.settings().set("number", &number)))
}

#[test]
fn an_older_copy_that_is_put_back_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let secrets = Arc::new(Kept::<Watched>::default());
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
    let secrets = Arc::new(Kept::<Watched>::default());
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
    let secrets = Arc::new(Kept::<Watched>::default());
    let store = open(&path, &secrets).unwrap();
    let before = secrets.raised.load(Ordering::Relaxed);
    commit(&store, 640).unwrap();
    let calls = secrets.raised.load(Ordering::Relaxed) - before;
    assert!((1..=10).contains(&calls), "{calls} calls for 640 commits");

    // A copy from 65 commits ago, taken as a thief would, without closing anything.
    let copy = tempfile::tempdir().unwrap();
    for name in ["wallet.db", "wallet.db-wal"] {
        fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let copied = store.check().unwrap().commits;
    commit(&store, 65).unwrap();
    // The mark follows beside the commits, soon: a turn that was under way before the copy may have to end first, and then
    // the next commit begins another.
    for _ in 0..100 {
        if secrets.highest.load(Ordering::Relaxed) > copied {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
        commit(&store, 1).unwrap();
    }
    let hidden = open(&copy.path().join("wallet.db"), &secrets);
    assert_eq!(hidden.unwrap_err().code(), "store.rolled_back");
}

/// Calls its own store, and waits, before it raises a counter.
#[derive(Default)]
struct CallsBack {
    store: OnceLock<Store>,
    called_back: AtomicU32,
}

impl Raise for CallsBack {
    fn around(&self, raise: &dyn Fn() -> Result<u64, SecretError>) -> Result<u64, SecretError> {
        // The end of the store cannot be waited for from within it.
        let back = |store: &Store| write(store, |tx| tx.settings().set("called back", &1)).is_ok();
        if self.store.get().is_some_and(back) {
            self.called_back.fetch_add(1, Ordering::Relaxed);
        }
        raise()
    }
}

#[test]
fn a_secret_store_that_calls_its_own_wallet_and_waits_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(Kept::<CallsBack>::default());
    let path = folder.path().join("wallet.db");
    let store = Store::open(&path, StoreOptions::default(), &Secrets::new(secrets.clone())).unwrap();
    assert!(secrets.store.set(store.clone()).is_ok());
    let (done, ended) = channel();
    let work = std::thread::spawn({
        let store = store.clone();
        move || {
            commit(&store, 1_000).unwrap();
            store.close();
            done.send(()).unwrap();
        }
    });
    // A deadlock never ends; it fails here.
    ended.recv_timeout(Duration::from_secs(60)).unwrap();
    work.join().unwrap();
    assert!(secrets.called_back.load(Ordering::Relaxed) > 0);
}

/// Never answers, as long as it is told so.
#[derive(Default)]
struct Silent {
    silent: AtomicBool,
}

impl Raise for Silent {
    fn around(&self, raise: &dyn Fn() -> Result<u64, SecretError>) -> Result<u64, SecretError> {
        while self.silent.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(1));
        }
        raise()
    }
}

#[test]
fn a_secret_store_that_does_not_answer_bounds_what_is_written_and_nothing_waits_forever() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(Kept::<Silent>::default());
    let path = folder.path().join("wallet.db");
    let store = Store::open(&path, StoreOptions::default(), &Secrets::new(secrets.clone())).unwrap();
    secrets.silent.store(true, Ordering::Relaxed);
    commit(&store, 256).unwrap();
    assert_eq!(commit(&store, 1), Err(StoreError::Busy));
    secrets.silent.store(false, Ordering::Relaxed);
    commit(&store, 300).unwrap();
}

#[test]
fn while_the_secret_store_fails_writing_goes_on_for_a_bounded_while_and_then_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Arc::new(Kept::<Watched>::default());
    let store = open(&folder.path().join("wallet.db"), &secrets).unwrap();
    secrets.failing.store(true, Ordering::Relaxed);
    commit(&store, 256).unwrap();
    assert_eq!(commit(&store, 1), Err(StoreError::Secret(SecretError::Locked)));
    secrets.failing.store(false, Ordering::Relaxed);
    commit(&store, 300).unwrap();
}

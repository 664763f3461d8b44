//! A store that goes to the background and comes back.

use amp_wallet_core::storage::StoreError;

use super::rows::{eventually, fund, payment, store, verified, write};

#[test]
fn a_suspended_store_refuses_everything_and_a_resumed_one_has_everything() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 100);
    store.suspend().unwrap();
    store.suspend().unwrap();
    assert_eq!(write(&store, |tx| tx.settings().set("a", &1)), Err(StoreError::Suspended));
    let read = store.read_blocking(|tx| tx.payments().list(1));
    assert_eq!(read.map(drop), Err(StoreError::Suspended));
    assert!(!folder.path().join("wallet.db-wal").exists(), "the log is in the file");
    store.resume().unwrap();
    store.resume().unwrap();
    write(&store, |tx| tx.payments().hold(&payment("mandate-1", "payment-1", 10))).unwrap();
    assert_eq!(verified(&store), 1);
    store.close();
    assert_eq!(store.suspend(), Err(StoreError::Closed));
    assert_eq!(store.resume(), Err(StoreError::Closed));
}

#[cfg(target_os = "linux")]
#[test]
fn no_handle_of_the_database_stays_open() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 100);
    assert_eq!(verified(&store), 1);
    let open = || {
        std::fs::read_dir("/proc/self/fd")
            .unwrap()
            .filter_map(|entry| std::fs::read_link(entry.unwrap().path()).ok())
            .filter(|target| target.starts_with(folder.path()))
            .count()
    };
    assert!(open() > 0);
    store.suspend().unwrap();
    assert_eq!(open(), 0);
    store.resume().unwrap();
    assert!(open() > 0);
}

#[test]
fn work_that_was_queued_is_done_before_the_store_is_suspended() {
    let (_folder, store) = store();
    fund(&store, "mandate-1", 1_000);
    let workers: Vec<_> = (0..8)
        .map(|worker| {
            let store = store.clone();
            std::thread::spawn(move || {
                (0_u32..)
                    .take_while(|number| {
                        let id = format!("payment-{worker}-{number}");
                        write(&store, move |tx| tx.payments().hold(&payment("mandate-1", &id, 1))).is_ok()
                    })
                    .count()
            })
        })
        .collect();
    eventually("all are at work", || store.commit_count().unwrap().jobs > 40);
    store.suspend().unwrap();
    let answered: usize = workers.into_iter().map(|worker| worker.join().unwrap()).sum();
    store.resume().unwrap();
    let held = store.read_blocking(|tx| tx.payments().list(u32::MAX)).unwrap().len();
    assert_eq!(held, answered, "what was answered is there, and nothing else");
}

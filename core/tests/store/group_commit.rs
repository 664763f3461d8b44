//! Work that waits together shares one commit, and each piece of it succeeds or fails alone.

use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Waker};

use amp_wallet_core::storage::{CommitCount, Store, StoreError, StoreOptions, WriteTx};

use super::rows::{eventually, fund, payment, secrets, store, verified, write};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap()
}

/// Keeps the writer at work until the sender is used, so that what is queued meanwhile is queued for sure.
fn occupy(store: &Store) -> (Sender<()>, std::thread::JoinHandle<Result<(), StoreError>>) {
    let (release, released): (_, Receiver<()>) = channel();
    let (begun, beginning) = channel();
    let store = store.clone();
    let thread = std::thread::spawn(move || {
        write(&store, move |_| {
            begun.send(()).unwrap();
            released.recv().unwrap();
            Ok(())
        })
    });
    beginning.recv().unwrap();
    (release, thread)
}

/// Work that is queued for sure: it is so once its future was polled.
type Queued<T> = Pin<Box<dyn Future<Output = Result<T, StoreError>>>>;

/// Queues `work`; `Err` with its answer where the store refuses it at once.
fn queue<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<Queued<T>, Result<T, StoreError>> {
    let store = store.clone();
    let mut future: Queued<T> = Box::pin(async move { store.write(work).await });
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Pending => Ok(future),
        Poll::Ready(answer) => Err(answer),
    }
}

/// Queues `work` while the writer is busy.
fn queued<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Queued<T> {
    queue(store, work).unwrap_or_else(|_| panic!("the writer was to be busy"))
}

fn since(store: &Store, before: CommitCount) -> (u64, u64) {
    let now = store.commit_count().unwrap();
    (now.commits - before.commits, now.jobs - before.jobs)
}

#[test]
fn work_that_waits_together_shares_one_commit_and_fails_alone() {
    let (_folder, store) = store();
    fund(&store, "mandate-1", 1_000);
    let before = store.commit_count().unwrap();
    let runtime = runtime();
    let (release, first) = occupy(&store);
    let waiting: Vec<_> = (0..20)
        .map(|number| {
            queued(&store, move |tx| {
                tx.payments().hold(&payment("mandate-1", &format!("p-{number}"), 10))?;
                match number {
                    3 => Err(StoreError::Missing { what: "test" }),
                    7 => panic!("a planted panic"),
                    _ => Ok(()),
                }
            })
        })
        .collect();
    release.send(()).unwrap();
    first.join().unwrap().unwrap();
    let results: Vec<_> =
        waiting.into_iter().map(|one| runtime.block_on(one).map_err(|error| error.code())).collect();

    assert_eq!(since(&store, before), (1, 21));
    for (number, result) in results.into_iter().enumerate() {
        let expected = match number {
            3 => Err("store.missing"),
            7 => Err("store.work_panicked"),
            _ => Ok(()),
        };
        assert_eq!(result, expected, "{number}");
    }
    let payments = store.read_blocking(|tx| -> Result<_, StoreError> { tx.payments().list(100) }).unwrap();
    assert_eq!(payments.len(), 18);
    assert!(payments.iter().all(|payment| !["p-3", "p-7"].contains(&payment.payment_id.as_str())));
    assert_eq!(verified(&store), 1);
}

#[test]
fn a_group_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions { group_limit: 4, ..StoreOptions::default() };
    let store = Store::open(&folder.path().join("wallet.db"), options, &secrets()).unwrap();
    let before = store.commit_count().unwrap();
    let (release, first) = occupy(&store);
    let others: Vec<_> = (0..8)
        .map(|number: u32| queued(&store, move |tx| tx.settings().set(&number.to_string(), &number)))
        .collect();
    release.send(()).unwrap();
    first.join().unwrap().unwrap();
    let runtime = runtime();
    others.into_iter().for_each(|other| runtime.block_on(other).unwrap());
    assert_eq!(since(&store, before), (3, 9));
}

#[test]
fn work_beyond_the_queue_is_refused_at_once_and_the_rest_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions { queue_limit: 2, ..StoreOptions::default() };
    let store = Store::open(&folder.path().join("wallet.db"), options, &secrets()).unwrap();
    let runtime = runtime();
    let (release, first) = occupy(&store);
    let asked: Vec<_> = (0..5_u32)
        .map(|number| queue(&store, move |tx| tx.settings().set(&number.to_string(), &number)))
        .collect();
    release.send(()).unwrap();
    first.join().unwrap().unwrap();
    let results: Vec<Result<(), StoreError>> = asked
        .into_iter()
        .map(|one| one.map_or_else(|refused| refused, |queued| runtime.block_on(queued)))
        .collect();
    assert_eq!(
        results,
        [Ok(()), Ok(()), Err(StoreError::Busy), Err(StoreError::Busy), Err(StoreError::Busy)]
    );
}

#[test]
fn a_write_whose_future_was_dropped_happens_as_a_whole() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 1_000);
    let (release, first) = occupy(&store);
    drop(queued(&store, |tx| tx.payments().hold(&payment("mandate-1", "dropped", 10)).map(drop)));
    release.send(()).unwrap();
    first.join().unwrap().unwrap();
    store.close();
    let store = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    let found = store.read_blocking(|tx| -> Result<_, StoreError> { tx.payments().get("dropped") }).unwrap();
    assert!(found.is_some());
    assert_eq!(verified(&store), 1);
}

#[test]
fn a_closed_store_answers_closed_and_has_no_log_left() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 1_000);
    let other_handle = store.clone();
    let (release, first) = occupy(&store);
    let closing = std::thread::spawn(move || store.close());
    release.send(()).unwrap();
    closing.join().unwrap();
    assert_eq!(first.join().unwrap(), Ok(()), "what was begun was done");
    assert_eq!(write(&other_handle, |tx| tx.settings().set("a", &1)), Err(StoreError::Closed));
    let read = other_handle.read_blocking(|tx| tx.payments().list(1));
    assert_eq!(read, Err(StoreError::Closed));
    other_handle.close();
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["wallet.db"]);
}

#[test]
fn work_that_holds_the_last_handle_ends_without_waiting_for_itself() {
    let (folder, store) = store();
    let last = store.clone();
    let (gone, others_gone): (_, Receiver<()>) = channel();
    drop(queued(&store, move |tx| {
        others_gone.recv().unwrap();
        tx.settings().set("a", &1)?;
        drop(last);
        Ok(())
    }));
    drop(store);
    gone.send(()).unwrap();
    let again = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    eventually("the work is done", || again.read_blocking(|tx| tx.settings().get("a")) == Ok(Some(1)));
}

#[test]
fn a_panic_in_a_reader_harms_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions { readers: 1, ..StoreOptions::default() };
    let store = Store::open(&folder.path().join("wallet.db"), options, &secrets()).unwrap();
    for _ in 0..3 {
        let read = store.read_blocking(|_| -> Result<(), StoreError> { panic!("a planted panic") });
        assert_eq!(read, Err(StoreError::WorkPanicked));
    }
    assert_eq!(store.read_blocking(|tx| tx.payments().list(1)), Ok(Vec::new()));
}

#[test]
fn a_reader_sees_one_state_while_others_write() {
    let (_folder, store) = store();
    fund(&store, "mandate-1", 1_000);
    let writer = store.clone();
    let (before, after) = store
        .read_blocking(|tx| -> Result<_, StoreError> {
            let before = tx.payments().list(10)?.len();
            write(&writer, |tx| tx.payments().hold(&payment("mandate-1", "p", 10)))?;
            Ok((before, tx.payments().list(10)?.len()))
        })
        .unwrap();
    assert_eq!((before, after), (0, 0));
    assert_eq!(store.read_blocking(|tx| tx.payments().list(10)).unwrap().len(), 1);
}

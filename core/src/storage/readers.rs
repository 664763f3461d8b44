//! The pool of readers: a bounded number of connections that can only read, opened when first needed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, TransactionBehavior};

use super::seal::Seal;
use super::{ReadTx, StoreError, StoreOptions, connection};

/// Connections that wait for use, and how many there are in all.
#[derive(Default)]
struct Shelf {
    idle: Vec<Connection>,
    open: u32,
    ended: bool,
}

pub(super) struct Readers {
    path: PathBuf,
    options: StoreOptions,
    seal: Arc<Seal>,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

impl Readers {
    pub(super) fn new(path: PathBuf, options: StoreOptions, seal: Arc<Seal>) -> Self {
        Self { path, options, seal, shelf: Mutex::default(), returned: Condvar::new() }
    }

    /// Runs `work` in a read transaction, waiting for a free connection if need be.
    pub(super) fn run<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.take()?;
        // A panic unwinds out of the closure only, and a transaction that reads has nothing to take back.
        let result = catch_unwind(AssertUnwindSafe(|| {
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Deferred)
                .map_err(StoreError::from)?;
            work(&ReadTx::new(&transaction, &self.seal))
        }))
        .unwrap_or_else(|_| Err(StoreError::WorkPanicked.into()));
        self.give_back(connection);
        result
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut shelf = self.lock();
        loop {
            if shelf.ended {
                return Err(StoreError::Suspended);
            }
            if let Some(connection) = shelf.idle.pop() {
                return Ok(connection);
            }
            if shelf.open < self.options.readers.max(1) {
                shelf.open = shelf.open.saturating_add(1);
                drop(shelf);
                return connection::open_reader(&self.path, &self.options).inspect_err(|_| {
                    let mut shelf = self.lock();
                    shelf.open = shelf.open.saturating_sub(1);
                    self.returned.notify_all();
                });
            }
            shelf = self.returned.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, connection: Connection) {
        let mut shelf = self.lock();
        shelf.idle.push(connection);
        // Whoever ends the readers waits beside those who want a connection.
        if shelf.ended { self.returned.notify_all() } else { self.returned.notify_one() }
    }

    /// Lets the reads that run end, refuses those that wait, and closes every connection.
    pub(super) fn end(&self) {
        let mut shelf = self.lock();
        shelf.ended = true;
        self.returned.notify_all();
        loop {
            while shelf.idle.pop().is_some() {
                shelf.open = shelf.open.saturating_sub(1);
            }
            if shelf.open == 0 {
                return;
            }
            shelf = self.returned.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        // Nothing that can panic runs under this lock.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

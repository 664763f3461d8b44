//! The store of one wallet: open, write, read, close.

use std::fmt;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::oneshot;

use super::readers::Readers;
use super::writer::{Job, Work, Writer, submit};
use super::{ReadTx, StoreError, StoreOptions, WriteTx, connection};

/// One wallet's database. Clones share it; the last one that is dropped closes it.
///
/// Several processes may open one file: their writes take turns. A phone that goes to the background calls
/// [`Store::close`] and opens anew when it comes back: an operating system may end an app that holds a file's lock
/// in the background.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    open: RwLock<Option<Open>>,
}

/// What there is while the store is open.
struct Open {
    writer: Writer,
    readers: Arc<Readers>,
}

/// How the commits went since the store was opened: `jobs / commits` pieces of work shared one commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitCount {
    /// Commits, each with one wait for the disk.
    pub commits: u64,
    /// Pieces of work that were answered.
    pub jobs: u64,
}

impl Store {
    /// Opens the database at `path`; makes it, and its folder, if there is none.
    ///
    /// # Errors
    /// [`StoreError::Foreign`], [`StoreError::Newer`] and [`StoreError::Corrupt`], which leave the file as it was;
    /// [`StoreError::ReadOnly`], [`StoreError::DiskFull`], [`StoreError::Busy`], [`StoreError::Io`].
    pub fn open(path: &Path, options: StoreOptions) -> Result<Self, StoreError> {
        let connection = connection::open_writer(path, &options)?;
        let open = Open {
            writer: Writer::start(connection, &options)?,
            readers: Arc::new(Readers::new(path.to_owned(), options)),
        };
        Ok(Self { shared: Arc::new(Shared { open: RwLock::new(Some(open)) }) })
    }

    /// Runs `work` on the writer's thread inside one transaction and resolves when the commit is on the disk.
    ///
    /// `work` that returns an error leaves no trace. Dropping the future does not stop work that is queued: it
    /// happens as a whole or not at all.
    ///
    /// # Errors
    /// What `work` returns; [`StoreError::Busy`] when too much is queued or another process does not let go;
    /// [`StoreError::DiskFull`], [`StoreError::Io`], [`StoreError::Closed`], [`StoreError::WorkPanicked`].
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.queue(Box::new(Work::new(work, move |result| {
            // Whoever dropped the future does not wait for the answer any more.
            let _dropped = answer.send(result);
        })))?;
        answered.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// [`Store::write`] for callers without a runtime. It blocks the calling thread.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = sync_channel(1);
        self.queue(Box::new(Work::new(work, move |result| {
            let _received = answer.send(result);
        })))?;
        answered.recv().unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Runs `work` in a transaction that reads one state of the database, on a thread that may block.
    ///
    /// # Errors
    /// What `work` returns; [`StoreError::Corrupt`], [`StoreError::Io`], [`StoreError::Closed`],
    /// [`StoreError::WorkPanicked`].
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let readers = self.readers()?;
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return readers.run(work) };
        let joined = runtime.spawn_blocking(move || readers.run(work)).await;
        joined.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// [`Store::read`] for callers without a runtime. It blocks the calling thread.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&ReadTx<'_>) -> Result<T, E>,
        E: From<StoreError>,
    {
        self.readers()?.run(work)
    }

    /// How the commits went since the store was opened.
    ///
    /// # Errors
    /// [`StoreError::Closed`].
    pub fn commit_count(&self) -> Result<CommitCount, StoreError> {
        self.with_open(|open| {
            let tally = open.writer.tally();
            CommitCount {
                commits: tally.commits.load(Ordering::Relaxed),
                jobs: tally.jobs.load(Ordering::Relaxed),
            }
        })
    }

    /// Lets the queued work end, moves the log into the file, and closes every connection. What comes later is
    /// refused with [`StoreError::Closed`]. Closing twice is harmless.
    pub fn close(&self) {
        let open = self.shared.open.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(open) = open {
            open.close();
        }
    }

    fn queue(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let queue: SyncSender<_> = self.with_open(|open| open.writer.queue())?;
        submit(&queue, job).map_err(|(_job, error)| error)
    }

    fn readers(&self) -> Result<Arc<Readers>, StoreError> {
        self.with_open(|open| Arc::clone(&open.readers))
    }

    fn with_open<T>(&self, use_it: impl FnOnce(&Open) -> T) -> Result<T, StoreError> {
        // Nothing that can panic runs under this lock.
        let open = self.shared.open.read().unwrap_or_else(PoisonError::into_inner);
        open.as_ref().map(use_it).ok_or(StoreError::Closed)
    }
}

impl Open {
    fn close(self) {
        // Readers first: the connection that closes last moves the log into the file.
        drop(self.readers);
        self.writer.stop();
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let open = self.open.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(open) = open {
            open.close();
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

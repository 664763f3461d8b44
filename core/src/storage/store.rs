//! The store of one wallet: open, write, read, close.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::oneshot;

use super::job::{self, Job};
use super::mark::Mark;
use super::readers::Readers;
use super::seal::Seal;
use super::writer::{Writer, submit};
use super::{ReadTx, StoreError, StoreOptions, WriteTx, connection, keys};
use crate::identity::Secrets;

/// One wallet's database. Clones share it; the last one that is dropped closes it.
///
/// Several processes may open one file: their writes take turns. A phone that goes to the background calls
/// [`Store::suspend`], and [`Store::resume`] when it comes back: an operating system may end an app that holds a
/// file's lock in the background.
///
/// Sensitive columns are sealed under a key that the host's secret store keeps. The file alone tells amounts, states
/// and times, and the identifiers by which rows are found: of agents, mandates, sessions, payments and refunds, and the
/// agents, merchants and categories that a limit or a freeze names. It tells no intent, order, token, customer or event. An older copy of the file that is put back is refused (see `mark`).
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    state: RwLock<State>,
    path: PathBuf,
    options: StoreOptions,
    secrets: Secrets,
}

enum State {
    Open(Open),
    /// Suspended, or on the way there or back.
    Suspended,
    Closed,
}

/// What there is while the store is open.
struct Open {
    writer: Writer,
    readers: Arc<Readers>,
    seal: Arc<Seal>,
    database_id: String,
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
    /// Opens the database at `path`; makes it, and its folder, if there is none. Calls the secret store, so it may
    /// wait for a person.
    ///
    /// # Errors
    /// [`StoreError::Foreign`], [`StoreError::Newer`], [`StoreError::Corrupt`], [`StoreError::RolledBack`],
    /// [`StoreError::KeyLost`] and [`StoreError::KeyWrong`], which leave the file as it was; [`StoreError::Secret`];
    /// [`StoreError::ReadOnly`], [`StoreError::DiskFull`], [`StoreError::Busy`], [`StoreError::Io`].
    pub fn open(path: &Path, options: StoreOptions, secrets: &Secrets) -> Result<Self, StoreError> {
        let open = Open::begin(path, options, secrets)?;
        Ok(Self {
            shared: Arc::new(Shared {
                state: RwLock::new(State::Open(open)),
                path: path.to_owned(),
                options,
                secrets: secrets.clone(),
            }),
        })
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
        self.answered(job::once(work, told(answer)), answered).await
    }

    /// [`Store::write`] of work that may be run more than once before it is answered, and changes nothing but the
    /// transaction: many such pieces share a commit for less. Where one fails after it has changed something, the
    /// transaction is begun anew, and another process that takes the database in between lets all of them wait, or be busy.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_again<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.answered(job::again(work, told(answer)), answered).await
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
        self.queue(job::once(work, move |result| {
            let _received = answer.send(result);
        }))?;
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

    /// Lets queued and running work end, moves the log into the file, brings the mark to the last commit, and really
    /// closes every handle. Until [`Store::resume`] every call is refused with [`StoreError::Suspended`].
    ///
    /// It blocks the calling thread and must not be called inside a transaction. Suspending twice is harmless.
    ///
    /// # Errors
    /// [`StoreError::Closed`].
    pub fn suspend(&self) -> Result<(), StoreError> {
        self.leave(State::Suspended)
    }

    /// Opens again after [`Store::suspend`], with every check of [`Store::open`]: the file may have been exchanged
    /// meanwhile. An open store stays open. When it fails the store stays suspended.
    ///
    /// # Errors
    /// [`StoreError::Closed`]; as [`Store::open`].
    pub fn resume(&self) -> Result<(), StoreError> {
        match &*self.shared.state() {
            State::Open(_) => return Ok(()),
            State::Closed => return Err(StoreError::Closed),
            State::Suspended => {}
        }
        // The host is called here, so no lock is held.
        let open = Open::begin(&self.shared.path, self.shared.options, &self.shared.secrets)?;
        let mut state = self.shared.state.write().unwrap_or_else(PoisonError::into_inner);
        let unused = match &*state {
            State::Suspended => std::mem::replace(&mut *state, State::Open(open)),
            // Closed meanwhile, or resumed by another thread.
            State::Open(_) | State::Closed => State::Open(open),
        };
        drop(state);
        if let State::Open(unused) = unused {
            unused.close();
        }
        Ok(())
    }

    /// Lets queued and running work end, moves the log into the file, and closes every connection. What comes later is
    /// refused with [`StoreError::Closed`]. Closing twice is harmless. Not to be called inside a transaction.
    pub fn close(&self) {
        // It cannot be refused: a store that is closed already stays so.
        let _closed = self.leave(State::Closed);
    }

    fn leave(&self, next: State) -> Result<(), StoreError> {
        let mut state = self.shared.state.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Closed) {
            return Err(StoreError::Closed);
        }
        let before = std::mem::replace(&mut *state, next);
        drop(state);
        if let State::Open(open) = before {
            open.readers.end();
            open.close();
        }
        Ok(())
    }

    /// The secret store it was opened with.
    pub(super) fn secrets(&self) -> &Secrets {
        &self.shared.secrets
    }

    /// The seal of its columns.
    pub(super) fn seal(&self) -> Result<Arc<Seal>, StoreError> {
        self.with_open(|open| Arc::clone(&open.seal))
    }

    /// The name by which the secret store knows it.
    pub(super) fn database_id(&self) -> Result<String, StoreError> {
        self.with_open(|open| open.database_id.clone())
    }

    /// Queues a job and waits for its answer.
    async fn answered<T, E>(
        &self,
        job: Box<dyn Job>,
        answered: oneshot::Receiver<Result<T, E>>,
    ) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.queue(job)?;
        answered.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
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
        match &*self.shared.state() {
            State::Open(open) => Ok(use_it(open)),
            State::Suspended => Err(StoreError::Suspended),
            State::Closed => Err(StoreError::Closed),
        }
    }
}

/// The way of an answer to whoever waits for it.
fn told<T, E>(answer: oneshot::Sender<Result<T, E>>) -> impl FnOnce(Result<T, E>) {
    move |result| {
        // Whoever dropped the future does not wait for the answer any more.
        let _dropped = answer.send(result);
    }
}

impl Shared {
    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        // Reads that run keep their connections until they end: one of them may be who drops the last handle.
        if let State::Open(open) = std::mem::replace(state, State::Closed) {
            open.close();
        }
    }
}

impl Open {
    fn close(self) {
        // Readers first: the connection that closes last moves the log into the file.
        drop(self.readers);
        self.writer.stop();
    }

    fn begin(path: &Path, options: StoreOptions, secrets: &Secrets) -> Result<Self, StoreError> {
        let mut connection = connection::open_writer(path, &options)?;
        let (database_id, seal) = keys::load(&mut connection, secrets)?;
        let mark = Mark::accept(&connection, secrets, &database_id)?;
        connection::settle(&connection)?;
        let seal = Arc::new(seal);
        Ok(Self {
            writer: Writer::start(connection, Arc::clone(&seal), mark, &options)?,
            readers: Arc::new(Readers::new(path.to_owned(), options, Arc::clone(&seal))),
            seal,
            database_id,
        })
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

//! The one writer: a thread that runs queued work and commits it in groups.
//!
//! It takes the first piece of work, begins a transaction, runs it and whatever else is queued by then, commits once,
//! and answers all. Work that fails or panics is rolled back alone: by a savepoint, or by the whole transaction where
//! there is nothing else in it. Nobody is answered before the commit is on the disk, and if the commit fails, everybody
//! hears it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use super::mark::{self, Mark};
use super::seal::Seal;
use super::{StoreError, StoreOptions, WriteTx, failpoint, keys};

/// One piece of work, and the one who waits for it.
pub(super) trait Job: Send {
    /// Runs the work. Whether it is to be kept.
    fn run(&mut self, tx: &WriteTx<'_>) -> bool;
    /// Answers: the work's own result when the commit succeeded, or when the work itself refused.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// A closure and the way its result goes.
pub(super) struct Work<T, E, F, A> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    answer: A,
}

impl<T, E, F, A> Work<T, E, F, A>
where
    F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send,
    A: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    pub(super) const fn new(work: F, answer: A) -> Self {
        Self { work: Some(work), result: None, answer }
    }
}

impl<T, E, F, A> Job for Work<T, E, F, A>
where
    F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send,
    A: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &WriteTx<'_>) -> bool {
        let Some(work) = self.work.take() else { return false };
        // A panic unwinds out of the closure only; the savepoint takes back what it had changed.
        let result = catch_unwind(AssertUnwindSafe(|| work(tx)))
            .unwrap_or_else(|_| Err(StoreError::WorkPanicked.into()));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Err(refused)), _) => Err(refused),
            (_, Err(error)) => Err(error.into()),
            (Some(result), Ok(())) => result,
            (None, Ok(())) => Err(StoreError::GroupFailed.into()),
        };
        (self.answer)(result);
    }
}

/// What the writer has done since it was started.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) commits: AtomicU64,
    pub(super) jobs: AtomicU64,
}

/// The queue to the writer's thread, and the thread.
pub(super) struct Writer {
    queue: SyncSender<Box<dyn Job>>,
    thread: JoinHandle<()>,
    tally: Arc<Tally>,
}

impl Writer {
    /// Starts the thread on `connection`.
    pub(super) fn start(
        connection: Connection,
        seal: Arc<Seal>,
        mark: Mark,
        options: &StoreOptions,
    ) -> Result<Self, StoreError> {
        let limit = |number: u32| usize::try_from(number.max(1)).unwrap_or(usize::MAX);
        let (queue, jobs) = sync_channel(limit(options.queue_limit));
        let group_limit = limit(options.group_limit);
        let tally = Arc::new(Tally::default());
        let kept = Arc::clone(&tally);
        let thread = Builder::new()
            .name("wallet-writer".to_owned())
            .spawn(move || Service { connection, seal, mark, group_limit, tally: kept }.run(&jobs))?;
        Ok(Self { queue, thread, tally })
    }

    /// A way to the queue that outlives a borrow of the writer.
    pub(super) fn queue(&self) -> SyncSender<Box<dyn Job>> {
        self.queue.clone()
    }

    /// What the writer has done.
    pub(super) fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    /// Lets the queued work end, closes the connection, and waits for it.
    pub(super) fn stop(self) {
        drop(self.queue);
        // Work that held the last handle of the store ends here, on the writer's own thread: it cannot wait for itself.
        if self.thread.thread().id() != std::thread::current().id() {
            // The thread catches every panic of the work it runs.
            let _ended = self.thread.join();
        }
    }
}

/// Queues `job`, or refuses at once when too much is queued.
pub(super) fn submit(
    queue: &SyncSender<Box<dyn Job>>,
    job: Box<dyn Job>,
) -> Result<(), (Box<dyn Job>, StoreError)> {
    queue.try_send(job).map_err(|refused| match refused {
        TrySendError::Full(job) => (job, StoreError::Busy),
        TrySendError::Disconnected(job) => (job, StoreError::Closed),
    })
}

/// What the writer's thread works with.
struct Service {
    connection: Connection,
    seal: Arc<Seal>,
    mark: Mark,
    group_limit: usize,
    tally: Arc<Tally>,
}

impl Service {
    fn run(mut self, jobs: &Receiver<Box<dyn Job>>) {
        loop {
            match jobs.recv_timeout(mark::QUIET) {
                Ok(first) => self.serve(first, jobs),
                Err(RecvTimeoutError::Timeout) => self.mark.follow_quietly(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        // A secret store that fails now leaves the mark a little behind; the next start brings it on.
        let _raised = self.mark.raise();
    }

    fn serve(&mut self, first: Box<dyn Job>, jobs: &Receiver<Box<dyn Job>>) {
        let mut group = vec![first];
        let outcome = self.mark.expect_near().and_then(|()| self.commit_group(jobs, &mut group));
        if outcome.is_ok() {
            self.tally.commits.fetch_add(1, Ordering::Relaxed);
        }
        for job in group {
            self.tally.jobs.fetch_add(1, Ordering::Relaxed);
            job.answer(outcome.clone());
        }
        failpoint::reach("writer.answered");
        self.mark.follow();
    }

    /// Runs a group in one transaction. Every job taken from the queue is in `group` when it returns.
    fn commit_group(
        &mut self,
        jobs: &Receiver<Box<dyn Job>>,
        group: &mut Vec<Box<dyn Job>>,
    ) -> Result<(), StoreError> {
        self.begin()?;
        failpoint::reach("writer.begun");
        let outcome = self.run_group(jobs, group);
        match outcome {
            Ok(Some(number)) => self.mark.committed(number),
            Err(_) if !self.connection.is_autocommit() => {
                // If even this fails the next BEGIN does, and says so.
                let _rolled_back = statement(&self.connection, "ROLLBACK");
            }
            _ => {}
        }
        outcome.map(drop)
    }

    /// Runs the jobs and commits; answers the commit's number if anything was kept.
    fn run_group(
        &self,
        jobs: &Receiver<Box<dyn Job>>,
        group: &mut Vec<Box<dyn Job>>,
    ) -> Result<Option<u64>, StoreError> {
        let connection = &self.connection;
        let tx = WriteTx::new(connection, &self.seal);
        let (mut next, mut kept) = (0, false);
        while let Some(job) = group.get_mut(next) {
            // What is the first to change anything needs no savepoint: a copy of every page it touches is saved.
            let alone = !kept;
            if !alone {
                statement(connection, "SAVEPOINT work")?;
            }
            let keep = job.run(&tx);
            failpoint::reach("writer.worked");
            // A full disk or a failing one ends the transaction by itself, and with it everybody's work.
            if connection.is_autocommit() && (kept || keep) {
                return Err(StoreError::GroupFailed);
            }
            match (keep, alone) {
                (true, true) => {}
                (false, true) => self.begin_anew()?,
                (true, false) => {
                    statement(connection, "RELEASE work")?;
                }
                (false, false) => {
                    statement(connection, "ROLLBACK TO work")?;
                    statement(connection, "RELEASE work")?;
                }
            }
            kept |= keep;
            next += 1;
            if next == group.len()
                && next < self.group_limit
                && let Ok(job) = jobs.try_recv()
            {
                group.push(job);
            }
        }
        let number = if kept { Some(mark::next(connection)?) } else { None };
        failpoint::reach("writer.numbered");
        statement(connection, "COMMIT")?;
        failpoint::reach("writer.committed");
        Ok(number)
    }

    fn begin(&self) -> Result<(), StoreError> {
        statement(&self.connection, "BEGIN IMMEDIATE")?;
        // Another process may have rotated the key since.
        self.seal.select(keys::current(&self.connection)?)
    }

    /// Takes everything back and begins again.
    fn begin_anew(&self) -> Result<(), StoreError> {
        if !self.connection.is_autocommit() {
            statement(&self.connection, "ROLLBACK")?;
        }
        self.begin()
    }
}

fn statement(connection: &Connection, sql: &str) -> Result<usize, rusqlite::Error> {
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute([]))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::identity::{MemorySecretStore, Secrets};
    use crate::storage::migrations;

    /// A writer on a database that may not grow beyond `pages`, and its queue.
    fn bounded(pages: i64) -> Writer {
        let mut connection = Connection::open_in_memory().unwrap();
        migrations::run(&mut connection).unwrap();
        let bound: i64 =
            connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0)).unwrap();
        assert!(bound >= pages);
        let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
        let (database_id, seal) = keys::load(&mut connection, &secrets).unwrap();
        let mark = Mark::accept(&connection, &secrets, &database_id).unwrap();
        Writer::start(connection, Arc::new(seal), mark, &StoreOptions::default()).unwrap()
    }

    fn setting(
        name: &'static str,
        bytes: usize,
    ) -> impl FnOnce(&WriteTx<'_>) -> Result<(), StoreError> + Send {
        move |tx| tx.settings().set(name, &"x".repeat(bytes))
    }

    type SomeWork = Box<dyn FnOnce(&WriteTx<'_>) -> Result<(), StoreError> + Send>;

    /// Queues all of `work` while the writer is busy, so that it shares one commit; answers in order.
    fn together(writer: &Writer, work: Vec<SomeWork>) -> Vec<Result<(), StoreError>> {
        let (release, released) = channel::<()>();
        let wait = move |_: &WriteTx<'_>| -> Result<(), StoreError> {
            released.recv().unwrap();
            Ok(())
        };
        let mut answers = Vec::new();
        for job in std::iter::once(Box::new(wait) as SomeWork).chain(work) {
            let (answer, answered) = channel();
            let job = Work::new(job, move |result| answer.send(result).unwrap());
            assert!(submit(&writer.queue(), Box::new(job)).is_ok());
            answers.push(answered);
        }
        release.send(()).unwrap();
        let results: Vec<_> = answers.iter().map(|answered| answered.recv().unwrap()).collect();
        results.into_iter().skip(1).collect()
    }

    #[test]
    fn without_room_nobody_is_told_of_work_that_is_not_there_and_later_work_is_done() {
        let writer = bounded(60);
        let results = together(
            &writer,
            vec![
                Box::new(setting("before", 10)),
                Box::new(setting("too large", 4_000_000)),
                Box::new(setting("after", 10)),
            ],
        );
        // SQLite ends the whole transaction when it is full; what was queued behind begins a new one.
        assert_eq!(results, [Err(StoreError::GroupFailed), Err(StoreError::DiskFull), Ok(())]);
        let found = ["before", "too large", "after"].map(|name| read_setting(&writer, name).is_some());
        assert_eq!(found, [false, false, true]);
        writer.stop();
    }

    #[test]
    fn a_transaction_that_the_database_ended_fails_everybody_in_it() {
        let writer = bounded(100);
        let results = together(
            &writer,
            vec![
                Box::new(setting("first", 10)),
                // What SQLite does by itself when a disk fails in the middle of a statement.
                Box::new(|tx| Ok(tx.connection().execute_batch("ROLLBACK")?)),
                Box::new(setting("later", 10)),
            ],
        );
        assert_eq!(results, [Err(StoreError::GroupFailed), Err(StoreError::GroupFailed), Ok(())]);
        assert_eq!(read_setting(&writer, "first"), None);
        assert!(read_setting(&writer, "later").is_some());
        writer.stop();
    }

    fn read_setting(writer: &Writer, name: &'static str) -> Option<String> {
        let (answer, answered) = channel();
        let job = Work::new(
            move |tx: &WriteTx<'_>| tx.settings().get::<String>(name),
            move |result: Result<_, StoreError>| answer.send(result).unwrap(),
        );
        assert!(submit(&writer.queue(), Box::new(job)).is_ok());
        answered.recv().unwrap().unwrap()
    }
}

//! The one writer: a thread that runs queued work and commits it in groups.
//!
//! It takes the first piece of work, begins a transaction, runs it and whatever else is queued by then, commits once,
//! and answers all. Work that fails or panics is rolled back alone: by a savepoint, or by the whole transaction where
//! there is nothing else in it. Nobody is answered before the commit is on the disk, and if the commit fails, everybody
//! hears it.
//!
//! A savepoint costs a copy of every page that is changed under it. Work that can be run again needs none: it hardly ever
//! fails after it has changed something, and when it does, the transaction is begun anew and everything in it run again,
//! each under a savepoint.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use super::job::Job;
use super::mark::{self, Mark};
use super::seal::Seal;
use super::{StoreError, StoreOptions, WriteTx, failpoint, keys};

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
        // Whether everything that was kept can be run again, and may be run without a savepoint.
        let mut free = true;
        while let Some(job) = group.get_mut(next) {
            let again = job.can_run_again();
            // What is the first to change anything needs no savepoint either.
            let alone = !kept;
            let guarded = !(alone || free && again);
            if guarded {
                statement(connection, "SAVEPOINT work")?;
            }
            let before = connection.total_changes();
            let keep = job.run(&tx);
            failpoint::reach("writer.worked");
            // A full disk or a failing one ends the transaction by itself, and with it everybody's work.
            if connection.is_autocommit() && (kept || keep) {
                return Err(StoreError::GroupFailed);
            }
            if guarded {
                if !keep {
                    statement(connection, "ROLLBACK TO work")?;
                }
                statement(connection, "RELEASE work")?;
            } else if !keep && alone {
                self.begin_anew()?;
            } else if !keep && connection.total_changes() != before {
                self.begin_anew()?;
                (next, kept, free) = (0, false, false);
                continue;
            }
            kept |= keep;
            free &= again || !keep;
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
        let selected = keys::current(&self.connection).and_then(|number| self.seal.select(number));
        if selected.is_err() {
            // Who cannot write does not keep the others from it. If even this fails the next BEGIN does, and says so.
            let _rolled_back = statement(&self.connection, "ROLLBACK");
        }
        selected
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

    use proptest::prelude::*;

    use super::super::job::{again, once};
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
    type Answers = Vec<std::sync::mpsc::Receiver<Result<(), StoreError>>>;

    /// Queues all of `jobs` while the writer is busy, so that they share one commit; answers in order.
    fn share_a_commit(
        writer: &Writer,
        jobs: Vec<Box<dyn Job>>,
        answers: &Answers,
    ) -> Vec<Result<(), StoreError>> {
        let (release, released) = channel::<()>();
        // Refused, so that the first of the jobs is the first that is kept.
        let wait = once(
            move |_: &WriteTx<'_>| -> Result<(), StoreError> {
                released.recv().unwrap();
                Err(StoreError::NonceSeen)
            },
            |_| {},
        );
        assert!(submit(&writer.queue(), wait).is_ok());
        for job in jobs {
            assert!(submit(&writer.queue(), job).is_ok());
        }
        release.send(()).unwrap();
        answers.iter().map(|answered| answered.recv().unwrap()).collect()
    }

    /// [`share_a_commit`] of work that is run once.
    fn together(writer: &Writer, work: Vec<SomeWork>) -> Vec<Result<(), StoreError>> {
        let (mut jobs, mut answers) = (Vec::<Box<dyn Job>>::new(), Answers::new());
        for work in work {
            let (answer, answered) = channel();
            jobs.push(once(work, move |result| answer.send(result).unwrap()));
            answers.push(answered);
        }
        share_a_commit(writer, jobs, &answers)
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

    /// What becomes of one piece of work.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Fate {
        Kept,
        RefusedAtOnce,
        RefusedAfterAChange,
        Panics,
    }

    fn run(fate: Fate, tx: &WriteTx<'_>, name: &str) -> Result<(), StoreError> {
        if fate == Fate::RefusedAtOnce {
            return Err(StoreError::NonceSeen);
        }
        // Each counts, too, so that work which was run twice and kept twice would show.
        let counted: i64 = tx.settings().get("count")?.unwrap_or(0);
        tx.settings().set("count", &(counted + 1))?;
        tx.settings().set(name, &"there")?;
        match fate {
            Fate::RefusedAfterAChange => Err(StoreError::NonceSeen),
            Fate::Panics => panic!("planned"),
            Fate::Kept | Fate::RefusedAtOnce => Ok(()),
        }
    }

    fn fate() -> impl Strategy<Value = (Fate, bool)> {
        let fate = prop_oneof![
            6 => Just(Fate::Kept),
            1 => Just(Fate::RefusedAtOnce),
            1 => Just(Fate::RefusedAfterAChange),
            1 => Just(Fate::Panics),
        ];
        (fate, prop::bool::weighted(0.9))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn work_that_shares_a_commit_is_kept_once_or_leaves_no_trace(
            fates in prop::collection::vec(fate(), 1..24),
        ) {
            let writer = bounded(200);
            let (mut jobs, mut answers) = (Vec::<Box<dyn Job>>::new(), Answers::new());
            for (number, (fate, can_run_again)) in fates.iter().copied().enumerate() {
                let name = format!("work-{number}");
                let (answer, answered) = channel();
                let told = move |result| answer.send(result).unwrap();
                let work = move |tx: &WriteTx<'_>| run(fate, tx, &name);
                jobs.push(if can_run_again { again(work, told) } else { once(work, told) });
                answers.push(answered);
            }
            let results = share_a_commit(&writer, jobs, &answers);
            let mut kept = 0;
            for (number, ((fate, _), result)) in fates.iter().zip(results).enumerate() {
                let expected = match fate {
                    Fate::Kept => Ok(()),
                    Fate::RefusedAtOnce | Fate::RefusedAfterAChange => Err(StoreError::NonceSeen),
                    Fate::Panics => Err(StoreError::WorkPanicked),
                };
                kept += i64::from(expected.is_ok());
                let there = read_named(&writer, format!("work-{number}")).is_some();
                prop_assert_eq!(there, expected.is_ok(), "{}: {:?}", number, fate);
                prop_assert_eq!(result, expected, "{}: {:?}", number, fate);
            }
            let counted = ask(&writer, |tx| tx.settings().get::<i64>("count"));
            prop_assert_eq!(counted.unwrap_or(0), kept);
            writer.stop();
        }
    }

    fn read_setting(writer: &Writer, name: &'static str) -> Option<String> {
        read_named(writer, name.to_owned())
    }

    fn read_named(writer: &Writer, name: String) -> Option<String> {
        ask(writer, move |tx| tx.settings().get::<String>(&name))
    }

    fn ask<T: Send + 'static>(
        writer: &Writer,
        question: impl FnOnce(&WriteTx<'_>) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = channel();
        let job = once(question, move |result: Result<_, StoreError>| answer.send(result).unwrap());
        assert!(submit(&writer.queue(), job).is_ok());
        answered.recv().unwrap().unwrap()
    }
}

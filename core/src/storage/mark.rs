//! The mark that tells the latest database from an older copy: a counter in the secret store that only rises.
//!
//! Every commit numbers itself in the database. The counter follows the numbers from behind: after [`EVERY`] commits,
//! after [`QUIET_LEAST`] once nothing was written for [`QUIET`], and whenever the store is opened, suspended, closed
//! or backed up. So the counter costs no write at each payment and never runs ahead of what is on the disk; a file
//! whose number is below the counter is an older one and is refused, untouched.
//!
//! The secret store is asked on a thread of its own ([`Turns`]): nobody who writes waits for it, not even where it calls
//! its own wallet and waits.
//!
//! How far back a rollback can hide: behind the counter's last step, which is 64 commits while the secret store works (a
//! payment takes two), with those that are made while it answers, and [`MOST`] at most: then writes wait for it, and are
//! refused while it fails or does not answer.

use std::time::Duration;

use rusqlite::Connection;

use super::StoreError;
use super::mark_turn::Turns;
use crate::identity::Secrets;

/// Commits until the counter follows.
pub(super) const EVERY: u64 = 64;
/// Commits that make it worth to follow when nothing is written for a while.
const QUIET_LEAST: u64 = 8;
/// How long that while is.
pub(super) const QUIET: Duration = Duration::from_secs(60);
/// Commits after which nothing more is written while the secret store fails.
pub(super) const MOST: u64 = 256;
/// Commits between two attempts while the secret store fails.
const AGAIN: u64 = 16;

/// How long a write waits for the secret store at [`MOST`], and the end of the writer for its last step.
const PATIENCE: Duration = Duration::from_secs(5);

/// The counter of one database, and how far it has come.
pub(super) struct Mark {
    turns: Turns,
    commits: u64,
}

impl Mark {
    /// Compares the database with its counter, and lets the counter follow.
    ///
    /// # Errors
    /// [`StoreError::RolledBack`] for an older database; [`StoreError::Secret`].
    pub(super) fn accept(
        connection: &Connection,
        secrets: &Secrets,
        database_id: &str,
    ) -> Result<Self, StoreError> {
        let name = name(database_id);
        // First the counter, then the database: another process that pays meanwhile moves both, in the other order.
        let counter = secrets.raise_counter(&name, 0)?;
        let commits = commits(connection)?;
        if commits < counter {
            return Err(StoreError::RolledBack { found: commits, known: counter });
        }
        // This is no thread that writes: it asks by itself, however long the secret store takes.
        let raised = if commits > counter { secrets.raise_counter(&name, commits)? } else { counter };
        Ok(Self { turns: Turns::new(secrets.clone(), name, raised), commits })
    }

    /// Takes note of a commit's number.
    pub(super) const fn committed(&mut self, commits: u64) {
        self.commits = commits;
    }

    /// Before a commit: whether the counter is near enough.
    ///
    /// # Errors
    /// [`StoreError::Secret`], [`StoreError::Busy`].
    pub(super) fn expect_near(&self) -> Result<(), StoreError> {
        if self.behind() < MOST { Ok(()) } else { self.raise() }
    }

    /// After a commit was answered: follows when it is time. A failure is tried again later.
    pub(super) fn follow(&self) {
        let again = self.turns.failed_at().map_or(0, |failed| failed.saturating_add(AGAIN));
        if self.behind() >= EVERY && self.commits >= again {
            self.turns.begin(self.commits);
        }
    }

    /// After a while without work.
    pub(super) fn follow_quietly(&self) {
        if self.behind() >= QUIET_LEAST {
            self.turns.begin(self.commits);
        }
    }

    /// Brings the counter to the last commit.
    ///
    /// # Errors
    /// [`StoreError::Secret`]; [`StoreError::Busy`] when the secret store does not answer in time.
    pub(super) fn raise(&self) -> Result<(), StoreError> {
        if self.behind() > 0 { self.turns.raise(self.commits, PATIENCE) } else { Ok(()) }
    }

    fn behind(&self) -> u64 {
        self.commits.saturating_sub(self.turns.raised())
    }
}

/// The counter's value, for who decides to go on with an older database.
pub(super) fn counter(secrets: &Secrets, database_id: &str) -> Result<u64, StoreError> {
    Ok(secrets.raise_counter(&name(database_id), 0)?)
}

/// Lets the counter follow to a commit that is on the disk, for who does not hold the mark.
pub(super) fn follow_to(secrets: &Secrets, database_id: &str, commits: u64) -> Result<(), StoreError> {
    secrets.raise_counter(&name(database_id), commits)?;
    Ok(())
}

/// The number of the last commit.
pub(super) fn commits(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT commits FROM high_water WHERE one = 1")?;
    let commits: i64 = statement.query_row([], |row| row.get(0))?;
    u64::try_from(commits).map_err(|_| StoreError::Corrupt { detail: "number of commits".to_owned() })
}

/// Numbers the commit that is about to be made.
pub(super) fn next(connection: &Connection) -> Result<u64, StoreError> {
    // Two plain statements: for RETURNING SQLite makes a table at each commit.
    connection.prepare_cached("UPDATE high_water SET commits = commits + 1 WHERE one = 1")?.execute([])?;
    commits(connection)
}

fn name(database_id: &str) -> String {
    format!("amp-wallet.{database_id}.commits")
}

//! The mark that tells the latest database from an older copy: a counter in the secret store that only rises.
//!
//! Every commit numbers itself in the database. The counter follows the numbers from behind: after [`EVERY`] commits,
//! after [`QUIET_LEAST`] once nothing was written for [`QUIET`], and whenever the store is opened, suspended, closed
//! or backed up. So the counter costs no write at each payment and never runs ahead of what is on the disk; a file
//! whose number is below the counter is an older one and is refused, untouched.
//!
//! How far back a rollback can hide: behind the counter's last step, which is 64 commits at most while the secret
//! store works (a payment takes two), and [`MOST`] when it fails: then writes are refused until it works again.

use std::time::Duration;

use rusqlite::Connection;

use super::{StoreError, failpoint};
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

/// The counter of one database, and how far it has come.
pub(super) struct Mark {
    secrets: Secrets,
    name: String,
    commits: u64,
    raised: u64,
    next: u64,
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
        let mut mark = Self { secrets: secrets.clone(), name, commits, raised: counter, next: 0 };
        mark.raise()?;
        Ok(mark)
    }

    /// Takes note of a commit's number.
    pub(super) const fn committed(&mut self, commits: u64) {
        self.commits = commits;
    }

    /// Before a commit: whether the counter is near enough.
    pub(super) fn expect_near(&mut self) -> Result<(), StoreError> {
        if self.behind() < MOST { Ok(()) } else { self.raise() }
    }

    /// After a commit was answered: follows when it is time. A failure is tried again later.
    pub(super) fn follow(&mut self) {
        if self.behind() >= EVERY && self.commits >= self.next && self.raise().is_err() {
            self.next = self.commits.saturating_add(AGAIN);
        }
    }

    /// After a while without work.
    pub(super) fn follow_quietly(&mut self) {
        if self.behind() >= QUIET_LEAST {
            // Tried again by the next commits.
            let _tried = self.raise();
        }
    }

    /// Brings the counter to the last commit.
    ///
    /// # Errors
    /// [`StoreError::Secret`].
    pub(super) fn raise(&mut self) -> Result<(), StoreError> {
        if self.behind() > 0 {
            failpoint::reach("mark.following");
            self.raised = self.secrets.raise_counter(&self.name, self.commits)?;
            failpoint::reach("mark.followed");
        }
        Ok(())
    }

    const fn behind(&self) -> u64 {
        self.commits.saturating_sub(self.raised)
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
    let commits: i64 = connection.query_row("SELECT commits FROM high_water", [], |row| row.get(0))?;
    u64::try_from(commits).map_err(|_| StoreError::Corrupt { detail: "number of commits".to_owned() })
}

/// Numbers the commit that is about to be made.
pub(super) fn next(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement =
        connection.prepare_cached("UPDATE high_water SET commits = commits + 1 RETURNING commits")?;
    let commits: i64 = statement.query_row([], |row| row.get(0))?;
    u64::try_from(commits).map_err(|_| StoreError::Corrupt { detail: "number of commits".to_owned() })
}

fn name(database_id: &str) -> String {
    format!("amp-wallet.{database_id}.commits")
}

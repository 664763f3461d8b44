//! The whole check of a database: its structure, its seals, its references, every sum computed anew, what is
//! unfinished, what waits to be told, and how far it is ahead of the mark in the secret store.

mod agreement;
mod finding;
mod ledger;
mod structure;
mod unfinished;
mod worth;

pub use finding::Finding;
pub use unfinished::{Unfinished, UnfinishedStage};

use super::{ReadTx, Store, StoreError, mark};
use crate::clock::Timestamp;

/// Findings that are told; a damaged database may have millions, and the first ones say enough.
const FINDINGS: usize = 200;

/// What a check of the file alone has gone through and found.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Books {
    /// What is wrong, at most 200 of them; empty if everything is as it should be.
    pub findings: Vec<Finding>,
    /// Mandates with a balance, each compared with its postings.
    pub balances: u64,
    /// Postings that were added up.
    pub postings: u64,
    /// Payments that were compared with their postings.
    pub payments: u64,
    /// Counters of the limits that were counted anew.
    pub counters: u64,
    /// Sealed values that were opened.
    pub sealed: u64,
    /// What is under way, the oldest first, at most 200: no damage, but it should end.
    pub unfinished: Vec<Unfinished>,
    /// What waits to be told.
    pub events: WaitingEvents,
}

/// The outbox of events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, uniffi::Record)]
pub struct WaitingEvents {
    /// The number up to which the app has acknowledged.
    pub acknowledged: i64,
    /// How many of those acknowledged are kept, as history.
    pub kept: u64,
    /// How many wait.
    pub waiting: u64,
    /// When the oldest of them happened.
    pub oldest_at: Option<Timestamp>,
}

/// The check of a database that is open, with the mark that the secret store keeps of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Checkup {
    /// What the file says.
    pub books: Books,
    /// The number of the database's last commit.
    pub commits: u64,
    /// The commit that the secret store remembers: an older database is refused. What lies between the two could be
    /// hidden by putting a copy back.
    pub remembered: u64,
}

impl Checkup {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.books.findings.is_empty()
    }

    /// Commits that the secret store does not know of yet.
    #[must_use]
    pub const fn distance(&self) -> u64 {
        self.commits.saturating_sub(self.remembered)
    }
}

impl Store {
    /// Checks the whole database. It reads everything, in one state of it, while payments go on; it blocks the calling
    /// thread and calls the secret store.
    ///
    /// # Errors
    /// What keeps it from looking: [`StoreError::Secret`], [`StoreError::Io`], [`StoreError::Closed`]. What is wrong is
    /// no error, it is in the answer.
    pub fn check(&self) -> Result<Checkup, StoreError> {
        // First the counter, then the database: what is committed meanwhile only adds to the database's number.
        let remembered = mark::counter(self.secrets(), &self.database_id()?)?;
        self.read_blocking(|tx| {
            let mut books = tx.check()?;
            let commits = mark::commits(tx.connection())?;
            if commits < remembered {
                books.findings.push(Finding::RolledBack { found: commits, known: remembered });
            }
            Ok(Checkup { books, commits, remembered })
        })
    }
}

impl ReadTx<'_> {
    /// Checks everything that can be checked from the file alone. It reads the whole database.
    ///
    /// # Errors
    /// What keeps it from looking; what is wrong is no error, it is in the answer.
    pub fn check(&self) -> Result<Books, StoreError> {
        let mut books = Books::default();
        match self.fill(&mut books) {
            // A page that cannot be read ends the check: what could be read until there was told.
            Err(StoreError::Corrupt { detail }) => books.findings.push(Finding::Damaged { detail }),
            outcome => outcome?,
        }
        books.findings.truncate(FINDINGS);
        Ok(books)
    }

    fn fill(&self, books: &mut Books) -> Result<(), StoreError> {
        structure::check(self.connection(), books)?;
        structure::check_seals(self.connection(), self.seal(), books)?;
        ledger::check(self.connection(), books)?;
        agreement::check(self.connection(), books)?;
        worth::check(self.connection(), books)?;
        unfinished::list(self.connection(), books)
    }
}

/// The first column of a row that counts.
fn count(connection: &rusqlite::Connection, sql: &str) -> Result<u64, StoreError> {
    let found: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(u64::try_from(found).unwrap_or_default())
}

//! The least that a durable write costs on a disk: one row, one commit, one wait.

use std::path::Path;

use rusqlite::Connection;

use super::super::StoreError;

/// A database of its own with one table, set up as durably as a wallet's.
#[derive(Debug)]
pub struct BareCommit {
    connection: Connection,
}

impl BareCommit {
    /// Makes it at `path`.
    ///
    /// # Errors
    /// What the database says.
    pub fn begin(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
             CREATE TABLE bare (number INTEGER PRIMARY KEY, value INTEGER) STRICT;",
        )?;
        Ok(Self { connection })
    }

    /// Writes one row and waits for the disk.
    ///
    /// # Errors
    /// What the database says.
    pub fn commit(&self) -> Result<(), StoreError> {
        self.connection.prepare_cached("INSERT INTO bare (value) VALUES (1)")?.execute([])?;
        Ok(())
    }
}

//! A copy of the database while it is in use, and the way back from one.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, params};

use super::{Store, StoreError, StoreOptions, connection, folder, keys, mark};
use crate::identity::Secrets;

/// Pages copied at a time.
const PAGES: std::ffi::c_int = 512;

impl Store {
    /// Copies the database, as it stands now, into a new file at `to`; payments go on meanwhile. It blocks the calling
    /// thread.
    ///
    /// The copy is sealed with the same keys as the database: without the secret store it cannot be read, and a
    /// rotation makes it unreadable, so make a new one after [`Store::rotate_key`]. Putting it back is a rollback, which
    /// [`Store::open`] refuses and [`Store::adopt`] accepts.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if there is something at `to`; [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.try_exists()? {
            return Err(StoreError::Conflict { what: "backup".to_owned() });
        }
        folder::prepare(to)?;
        let copied = self.read_blocking(|tx| copy(tx.connection(), to));
        if copied.is_err() {
            // Half a copy is none; if even this fails the caller sees the file.
            let _removed = std::fs::remove_file(to);
        }
        copied
    }

    /// Opens an older database that [`Store::open`] refuses as rolled back: a backup that a person chose to restore,
    /// after the latest database was lost. What was paid after it was made is unknown to it, so nothing that it knows
    /// of pays any more: every mandate that waits or is activated is revoked, and holds end with their tokens.
    ///
    /// # Errors
    /// As [`Store::open`], without [`StoreError::RolledBack`].
    pub fn adopt(path: &Path, options: StoreOptions, secrets: &Secrets) -> Result<Self, StoreError> {
        let mut connection = connection::open_writer(path, &options)?;
        let (database_id, _seal) = keys::load(&mut connection, secrets)?;
        let counter = mark::counter(secrets, &database_id)?;
        if mark::commits(&connection)? < counter {
            let next = i64::try_from(counter.saturating_add(1))
                .map_err(|_| StoreError::Corrupt { detail: "number of commits".to_owned() })?;
            let transaction = connection.transaction()?;
            transaction.execute(
                "UPDATE mandate SET state = 'revoked' WHERE state IN ('inactive', 'activated')",
                [],
            )?;
            transaction.execute("UPDATE high_water SET commits = ?1", params![next])?;
            transaction.commit()?;
        }
        connection::settle(&connection)?;
        drop(connection);
        Self::open(path, options, secrets)
    }
}

fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut target = Connection::open(to)?;
    Backup::new(from, &mut target)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    target.close().map_err(|(_, error)| error.into())
}

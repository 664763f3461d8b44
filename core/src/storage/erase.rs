//! The end of a database: its keys and its files, for good.
//!
//! A note beside the file, written first, names what is to go: whatever interrupts the erasure, the next one goes on where
//! it stopped. The keys go first; from then on nothing can read what is left, here or in a backup.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{StoreError, folder, header, keys};
use crate::identity::Secrets;

/// What is put behind the database's name for the note.
const NOTE: &str = ".erasing";

/// The write-ahead log and its index, beside a database.
const SIDES: [&str; 3] = ["", "-wal", "-shm"];

/// How long another process may take to let go of the database.
const PATIENCE: Duration = Duration::from_secs(2);

/// A database that is being erased.
#[derive(Debug)]
pub struct Erasure {
    path: PathBuf,
    /// The names of its keys in the secret store.
    keys: Vec<String>,
}

impl Erasure {
    /// Begins to erase the database at `path`, which nobody may have open: from now on it is gone, and only how far is open.
    /// One that cannot be read any more is erased too; its keys, whose names it alone knew, then stay in the secret store.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while another process has it open; [`StoreError::Foreign`] for a file that is none of ours;
    /// [`StoreError::Io`]. Then nothing was done.
    pub fn begin(path: &Path) -> Result<Self, StoreError> {
        if header::inspect(path) == Err(StoreError::Foreign) {
            return Err(StoreError::Foreign);
        }
        let keys = match names(path) {
            Err(StoreError::Busy) => return Err(StoreError::Busy),
            // There is none, or it cannot be read any more.
            named => named.unwrap_or_default(),
        };
        let mut note = folder::create_private(&note(path), true)?;
        note.write_all(keys.join("\n").as_bytes())?;
        note.sync_all()?;
        sync_folder(path)?;
        Ok(Self { path: path.to_owned(), keys })
    }

    /// The erasure that was begun at `path` and not ended, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn unfinished(path: &Path) -> Result<Option<Self>, StoreError> {
        match fs::read_to_string(note(path)) {
            Ok(text) => {
                Ok(Some(Self { path: path.to_owned(), keys: text.lines().map(str::to_owned).collect() }))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the keys, the database, and other databases of the same wallet that lie `beside` it. The note stays.
    ///
    /// # Errors
    /// [`StoreError::Secret`], [`StoreError::Io`]: it may be tried again.
    pub fn remove(&self, secrets: &Secrets, beside: &[PathBuf]) -> Result<(), StoreError> {
        for key in &self.keys {
            secrets.delete(key)?;
        }
        for path in beside.iter().chain([&self.path]) {
            SIDES.iter().try_for_each(|side| remove(&suffixed(path, side)))?;
        }
        sync_folder(&self.path)
    }

    /// Ends it: the note goes as the last thing.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn end(self) -> Result<(), StoreError> {
        remove(&note(&self.path))?;
        sync_folder(&self.path)
    }
}

/// The names of the keys, read by the only one who has the database open.
fn names(path: &Path) -> Result<Vec<String>, StoreError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(PATIENCE)?;
    // Read first: until then SQLite does not know that the database has a log.
    let names = keys::names(&connection);
    // Leaving the log behind takes the whole database: nobody else may have it open.
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode == "wal" { Err(StoreError::Busy) } else { names }
}

fn note(path: &Path) -> PathBuf {
    suffixed(path, NOTE)
}

fn suffixed(path: &Path, side: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(side);
    name.into()
}

fn remove(file: &Path) -> Result<(), StoreError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    Ok(fs::File::open(folder)?.sync_all()?)
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

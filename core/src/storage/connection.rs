//! Opening one SQLite connection, with the settings that money needs.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::header::{self, Found};
use super::migrations::{self, NEWEST};
use super::{StoreError, StoreOptions, folder};

/// Statements kept prepared; more than the repositories have.
const CACHED_STATEMENTS: usize = 96;

/// A reader forgets its pages at every commit: this part of the writer's cache is enough for one transaction.
const READERS_SHARE: u32 = 4;

/// The smallest cache that a connection works well with.
const LEAST_CACHE_KIB: u32 = 64;

/// The connection that writes. Makes the database, or brings it to the newest version. Closing it leaves the log where
/// it is until [`settle`] was called.
pub(super) fn open_writer(path: &Path, options: &StoreOptions) -> Result<Connection, StoreError> {
    if let Found::Ours { version } = header::inspect(path)? {
        refuse_newer(version)?;
    }
    folder::prepare(path)?;
    let mut connection = open(path, options)?;
    // Until the file is accepted, closing must not move its log into it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    accept(&connection)?;
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Io { detail: format!("journal mode {mode} instead of wal") });
    }
    // FULL: a commit is on the disk before it is answered. On Apple's systems only F_FULLFSYNC is.
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA journal_size_limit = 8388608;",
    )?;
    migrations::run(&mut connection)?;
    Ok(connection)
}

/// The database was accepted: closing may move its log into it.
pub(super) fn settle(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// A connection that can only read, of a database that the writer has opened.
pub(super) fn open_reader(path: &Path, options: &StoreOptions) -> Result<Connection, StoreError> {
    let connection = open(path, options)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    keep(&connection, options.cache_kib / READERS_SHARE)?;
    Ok(connection)
}

/// Whether anybody has the database open: whoever has holds a lock on it, which an exclusive one cannot join. What it holds
/// is as it was afterwards.
///
/// # Errors
/// [`StoreError::Foreign`] and [`StoreError::Corrupt`] for what is no database; what the disk says.
pub(crate) fn is_in_use(path: &Path) -> Result<bool, StoreError> {
    let connection = open(path, &StoreOptions { busy_timeout: Duration::ZERO, ..StoreOptions::default() })?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let locked = connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK;");
    match locked.map_err(StoreError::from) {
        Ok(()) => Ok(false),
        Err(StoreError::Busy) => Ok(true),
        Err(error) => Err(error),
    }
}

fn open(path: &Path, options: &StoreOptions) -> Result<Connection, StoreError> {
    // No SQLITE_OPEN_CREATE: the file was made before, with our permissions. No URI: a path is only a path.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(options.busy_timeout)?;
    keep(&connection, options.cache_kib)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // One plan a statement, whatever is bound: otherwise some are compiled anew at each use, which costs more than they do.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA cell_size_check = ON;")?;
    Ok(connection)
}

/// How much of the database a connection keeps in memory at most.
fn keep(connection: &Connection, kib: u32) -> Result<(), StoreError> {
    // A negative number means KiB.
    Ok(connection.pragma_update(None, "cache_size", -i64::from(kib.max(LEAST_CACHE_KIB)))?)
}

/// The second look, through SQLite: what a write-ahead log holds is not in the file's header yet.
fn accept(connection: &Connection) -> Result<(), StoreError> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("SELECT user_version FROM pragma_user_version")?;
    let application = number("SELECT application_id FROM pragma_application_id")?;
    if application == i64::from(header::APPLICATION_ID) {
        return refuse_newer(version);
    }
    if application != 0 || version != 0 || number("SELECT count(*) FROM sqlite_schema")? != 0 {
        return Err(StoreError::Foreign);
    }
    Ok(())
}

const fn refuse_newer(found: i64) -> Result<(), StoreError> {
    if found > NEWEST { Err(StoreError::Newer { found, known: NEWEST }) } else { Ok(()) }
}

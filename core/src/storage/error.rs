//! Why the store could not do what was asked.

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::identity::SecretError;
use crate::ledger::LedgerError;
use crate::payments::SagaError;

/// What the store refuses or cannot do. Unless said otherwise nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A database of another program lies at this place. It is left untouched.
    #[error("the file is another program's database")]
    Foreign,
    /// A newer version of this library wrote the database. It is left untouched.
    #[error("the database has version {found}, this library knows {known}")]
    Newer {
        /// The version of the file.
        found: i64,
        /// The newest version this library knows.
        known: i64,
    },
    /// The file is damaged. It is never deleted or repaired here.
    #[error("the database is damaged: {detail}")]
    Corrupt {
        /// What was found.
        detail: String,
    },
    /// The file or its folder cannot be written.
    #[error("the database cannot be written: read-only")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Another process holds the database for too long, or too much work is queued.
    #[error("the database is busy")]
    Busy,
    /// The store is suspended, or on its way there or back.
    #[error("the store is suspended")]
    Suspended,
    /// An older database lies at this place than the last one that was used: a copy was put back. It is left untouched.
    #[error("the database was rolled back: it ends at commit {found}, commit {known} was made")]
    RolledBack {
        /// The number of the database's last commit.
        found: u64,
        /// The number of a commit that was made for certain.
        known: u64,
    },
    /// The secret store has lost the database's key. The database is left untouched; it can only be read with the key.
    #[error("the key of the database is lost")]
    KeyLost,
    /// The secret store's key is not the one of this database. The database is left untouched.
    #[error("the key is not the one of this database")]
    KeyWrong,
    /// Another process has rotated the database's key. Open the store again.
    #[error("the key of the database was rotated by another process")]
    KeyChanged,
    /// The secret store failed.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A row with this key, or this unique value, exists already.
    #[error("exists already: {what}")]
    Conflict {
        /// Table and column, for example `payment.payment_token`.
        what: String,
    },
    /// The row that was to be read or changed does not exist.
    #[error("no such {what}")]
    Missing {
        /// The noun, for example `mandate`.
        what: &'static str,
    },
    /// This nonce was used before: a replay.
    #[error("the nonce was seen before")]
    NonceSeen,
    /// A rule of the schema was about to be broken.
    #[error("a rule of the schema forbids it: {detail}")]
    Forbidden {
        /// The rule.
        detail: String,
    },
    /// A posting that the ledger's rules forbid.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A step that a payment cannot take.
    #[error(transparent)]
    Saga(#[from] SagaError),
    /// The database gave up the whole commit for the failure of other work in it. This work may be tried again.
    #[error("the commit was given up for the failure of other work in it")]
    GroupFailed,
    /// The work panicked. It left no trace; other work of the same commit did.
    #[error("the work inside the transaction panicked")]
    WorkPanicked,
    /// The disk or the operating system failed. After a failed commit it is unknown until the next start whether
    /// the work is there; it is there as a whole or not at all.
    #[error("the disk failed: {detail}")]
    Io {
        /// What the operating system or SQLite says; no content.
        detail: String,
    },
}

impl StoreError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Foreign => "store.foreign",
            Self::Newer { .. } => "store.newer",
            Self::Corrupt { .. } => "store.corrupt",
            Self::ReadOnly => "store.read_only",
            Self::DiskFull => "store.disk_full",
            Self::Busy => "store.busy",
            Self::Suspended => "store.suspended",
            Self::RolledBack { .. } => "store.rolled_back",
            Self::KeyLost => "store.key_lost",
            Self::KeyWrong => "store.key_wrong",
            Self::KeyChanged => "store.key_changed",
            Self::Secret(secret) => secret.code(),
            Self::Closed => "store.closed",
            Self::Conflict { .. } => "store.conflict",
            Self::Missing { .. } => "store.missing",
            Self::NonceSeen => "store.nonce_seen",
            Self::Forbidden { .. } => "store.forbidden",
            Self::Ledger(ledger) => ledger.code(),
            Self::Saga(saga) => saga.code(),
            Self::GroupFailed => "store.group_failed",
            Self::WorkPanicked => "store.work_panicked",
            Self::Io { .. } => "store.io",
        }
    }
}

const UNIQUE: &str = "UNIQUE constraint failed: ";

/// Sorts what SQLite says into our kinds. Texts of SQLite name tables and columns, never values.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, text) => {
                let detail = text.unwrap_or_else(|| failure.to_string());
                match failure.code {
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt { detail },
                    ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                        Self::ReadOnly
                    }
                    ErrorCode::DiskFull => Self::DiskFull,
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                    ErrorCode::ConstraintViolation => match detail.strip_prefix(UNIQUE) {
                        // A sealed value is unique by its tag.
                        Some(what) => Self::Conflict { what: what.trim_end_matches("_tag").to_owned() },
                        None => Self::Forbidden { detail },
                    },
                    _ => Self::Io { detail },
                }
            }
            rusqlite::Error::FromSqlConversionFailure(column, ..)
            | rusqlite::Error::IntegralValueOutOfRange(column, _)
            | rusqlite::Error::InvalidColumnType(column, ..) => {
                Self::Corrupt { detail: format!("unreadable value in column {column}") }
            }
            other => Self::Io { detail: other.to_string() },
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            // The kind alone: the text may carry a path.
            kind => Self::Io { detail: kind.to_string() },
        }
    }
}

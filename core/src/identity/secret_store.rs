//! The seam to where small secrets are kept: Keychain, Keystore-wrapped preferences, the desktop's Secret Service.

use std::fmt;

use thiserror::Error;

use super::vault::is_plain_name;

/// Longest name of a secret, in characters.
const NAME_MAX: usize = 64;

/// Largest secret, in bytes.
pub(super) const VALUE_MAX: usize = 4096;

/// Small secrets by name, and counters that only rise.
///
/// Implemented by hosts, so arguments are owned and calls are synchronous; a call may wait for a person who unlocks
/// the keyring. What it answers is proved by [`Secrets`](super::Secrets). A name is 1 to 64 characters of
/// `a-z 0-9 . _ -`, a value 1 to 4096 bytes.
pub trait SecretStore: Send + Sync {
    /// The secret, or `None` if there is none of this name.
    ///
    /// # Errors
    /// Any [`SecretError`]. A locked store is [`SecretError::Locked`], never `None`.
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError>;

    /// Keeps `value`, durably once this returns; replaces an older one.
    ///
    /// # Errors
    /// Any [`SecretError`].
    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError>;

    /// Deletes the secret; one that is not there is deleted already.
    ///
    /// # Errors
    /// Any [`SecretError`].
    fn delete(&self, name: String) -> Result<(), SecretError>;

    /// Raises the counter `name` to at least `to`, durably once this returns, and returns its value: the larger of
    /// `to` and what it was. It starts at 0 and never falls; deleting secrets does not touch it.
    ///
    /// # Errors
    /// Any [`SecretError`].
    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError>;
}

/// Why a store gave or kept no secret.
///
/// A host's own words may hold a whole stack trace, so neither `Display` nor `Debug` shows them.
#[derive(Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum SecretError {
    /// The store is there and locked; try again once it is unlocked.
    #[error("the secret store is locked")]
    Locked,
    /// There is no store to speak to: for example no D-Bus session, no Secret Service.
    #[error("there is no secret store: {what}")]
    Unavailable {
        /// What is missing, for example `session bus`.
        what: String,
    },
    /// A secret that was kept is gone, while data that needs it is still there.
    #[error("secret {name:?} is lost")]
    Lost {
        /// Which secret.
        name: String,
    },
    /// What is kept is damaged or was altered.
    #[error("secret {name:?} is damaged")]
    Corrupt {
        /// Which secret.
        name: String,
    },
    /// The store said yes and kept nothing, or something else: reading back did not give what was set, or a counter
    /// did not move.
    #[error("the store's answer for {name:?} proves nothing")]
    Unproved {
        /// Which secret.
        name: String,
    },
    /// Not a name (1 to 64 characters of `a-z 0-9 . _ -`) or not a value (1 to 4096 bytes).
    #[error("not a secret's name or value")]
    BadInput,
    /// Anything else.
    #[error("the secret store failed")]
    Failed {
        /// The host's words or a stable code: for a debugger, never shown or logged.
        reason: String,
    },
}

impl SecretError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Locked => "secret.locked",
            Self::Unavailable { .. } => "secret.unavailable",
            Self::Lost { .. } => "secret.lost",
            Self::Corrupt { .. } => "secret.corrupt",
            Self::Unproved { .. } => "secret.unproved",
            Self::BadInput => "secret.bad_input",
            Self::Failed { .. } => "secret.failed",
        }
    }
}

impl fmt::Debug for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretError({}: {self})", self.code())
    }
}

/// Refuses what is no name, before it becomes a file name or reaches a host.
pub(super) fn check_name(name: &str) -> Result<(), SecretError> {
    if is_plain_name(name, NAME_MAX) { Ok(()) } else { Err(SecretError::BadInput) }
}

/// Refuses an empty or an oversized value.
pub(super) fn check_value(value: &[u8]) -> Result<(), SecretError> {
    if (1..=VALUE_MAX).contains(&value.len()) { Ok(()) } else { Err(SecretError::BadInput) }
}

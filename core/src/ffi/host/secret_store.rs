//! The host's secret store.

use std::sync::Arc;

use crate::identity::{self, SecretError};

/// Where small secrets are kept: the Keychain, preferences wrapped by a Keystore key.
///
/// Called on a background thread of the core. A name is 1 to 64 characters of `a-z 0-9 . _ -`, a value 1 to 4096
/// bytes. What it answers is proved: a value that was set is read back, a counter must have moved. Exclude what it
/// keeps from backups that leave the device.
#[uniffi::export(foreign)]
pub trait SecretStore: Send + Sync {
    /// The secret, or none of this name.
    ///
    /// # Errors
    /// [`SecretError::Locked`] while the store is locked (never none), and the others.
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
    /// `to` and what it was. It starts at 0 and never falls; deleting secrets does not touch it. Payments go on meanwhile, at
    /// most 256 commits: then they wait for it, 5 seconds each.
    ///
    /// # Errors
    /// Any [`SecretError`].
    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError>;
}

/// The host's store as the core's.
pub(in crate::ffi) struct Keeper(pub(in crate::ffi) Arc<dyn SecretStore>);

impl identity::SecretStore for Keeper {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
        self.0.get(name)
    }

    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
        self.0.set(name, value)
    }

    fn delete(&self, name: String) -> Result<(), SecretError> {
        self.0.delete(name)
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        self.0.raise_counter(name, to)
    }
}

/// What a host throws that it did not declare. Its words hold a whole stack trace: they stay where they are.
impl From<uniffi::UnexpectedUniFFICallbackError> for SecretError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: "undeclared".to_owned() }
    }
}

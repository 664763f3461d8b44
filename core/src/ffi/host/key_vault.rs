//! The host's vault.

use std::sync::Arc;

use crate::identity::{self, KeyPolicy, VaultError};

/// Where the P-256 private keys live: Android Keystore or StrongBox, the Secure Enclave.
///
/// Called on a background thread of the core; a call may wait for a person. An alias is 1 to 64 characters of
/// `a-z 0-9 . _ -`. What it answers is proved: a public key must be a point on the curve, a signature must verify.
#[uniffi::export(foreign)]
pub trait KeyVault: Send + Sync {
    /// Makes a P-256 key under `alias`, which asks for the person as `policy` says; returns its public half, SEC1
    /// uncompressed, 65 bytes. An existing key is never replaced.
    ///
    /// # Errors
    /// [`VaultError::KeyExists`]; [`VaultError::Unsupported`] where the hardware lacks the policy; and the others.
    fn create_key(&self, alias: String, policy: KeyPolicy) -> Result<Vec<u8>, VaultError>;

    /// The public half, SEC1 uncompressed, 65 bytes.
    ///
    /// # Errors
    /// [`VaultError::KeyLost`] if there is no such key, and the others.
    fn public_key(&self, alias: String) -> Result<Vec<u8>, VaultError>;

    /// Signs `payload` with ECDSA over P-256 and SHA-256 (the vault hashes). `reason` is the app's text for the
    /// prompt. Returns DER or `r || s`.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`], [`VaultError::LockedOut`], [`VaultError::KeyInvalidated`], [`VaultError::KeyLost`],
    /// [`VaultError::UnavailableWhileLocked`], and the others.
    fn sign(&self, alias: String, payload: Vec<u8>, reason: String) -> Result<Vec<u8>, VaultError>;

    /// Deletes the key; one that is not there is deleted already.
    ///
    /// # Errors
    /// Any [`VaultError`] but [`VaultError::KeyLost`].
    fn delete_key(&self, alias: String) -> Result<(), VaultError>;

    /// The hardware's certificate chain (DER, leaf first) that says where the key lives, bound to `challenge`.
    ///
    /// # Errors
    /// [`VaultError::Unsupported`] where there is no such hardware, and the others.
    fn attestation(&self, alias: String, challenge: Vec<u8>) -> Result<Vec<Vec<u8>>, VaultError>;
}

/// The host's vault as the core's.
pub(in crate::ffi) struct Vault(pub(in crate::ffi) Arc<dyn KeyVault>);

impl identity::KeyVault for Vault {
    fn create_key(&self, alias: String, policy: KeyPolicy) -> Result<Vec<u8>, VaultError> {
        self.0.create_key(alias, policy)
    }

    fn public_key(&self, alias: String) -> Result<Vec<u8>, VaultError> {
        self.0.public_key(alias)
    }

    fn sign(&self, alias: String, message: Vec<u8>, reason: String) -> Result<Vec<u8>, VaultError> {
        self.0.sign(alias, message, reason)
    }

    fn delete_key(&self, alias: String) -> Result<(), VaultError> {
        self.0.delete_key(alias)
    }

    fn attestation(&self, alias: String, challenge: Vec<u8>) -> Result<Vec<Vec<u8>>, VaultError> {
        self.0.attestation(alias, challenge)
    }
}

/// What a host throws that it did not declare. Its words hold a whole stack trace: they stay where they are.
impl From<uniffi::UnexpectedUniFFICallbackError> for VaultError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: "undeclared".to_owned() }
    }
}

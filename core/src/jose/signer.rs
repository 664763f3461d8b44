//! Who signs: a key that stays where it is.

use thiserror::Error;

use super::PublicJwk;

/// A P-256 key that signs without being shown. Implementations may wait for a person (biometric prompt): call
/// them on a blocking thread, holding no lock.
pub trait Signer: Send + Sync {
    /// The public half, with its `kid`.
    fn public_jwk(&self) -> PublicJwk;

    /// Signs `message` with ECDSA over P-256 and SHA-256; returns `r || s`, 64 bytes (RFC 7518 section 3.4).
    ///
    /// # Errors
    /// [`SignError`]: the key gave no signature.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError>;
}

/// A key that gave no signature.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Record)]
#[error("the key {kid:?} gave no signature: {code}")]
pub struct SignError {
    /// Which key.
    pub kid: String,
    /// The host's stable code, for example `vault.cancelled`.
    pub code: String,
}

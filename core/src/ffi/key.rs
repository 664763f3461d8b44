//! Public keys from text.

use crate::jose::PublicJwk;
use crate::wallet::WalletError;

/// Reads a P-256 public key as JWK (RFC 7517): the way to the roots of trust.
///
/// # Errors
/// [`WalletError::Invalid`] for what is no such key: another curve, a private key, a point off the curve.
#[uniffi::export]
pub fn read_key(jwk: &str) -> Result<PublicJwk, WalletError> {
    PublicJwk::parse(jwk.as_bytes())
        .map_err(|error| WalletError::Invalid { name: "jwk", detail: error.to_string() })
}

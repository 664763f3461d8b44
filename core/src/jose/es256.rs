//! ES256: ECDSA over P-256 and SHA-256 (RFC 7518 section 3.4).

use ring::agreement;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

use super::JoseError;

/// Is `signature` (`r || s`, 64 bytes) the key's over `message`? A high `s` is valid, a key off the curve is not.
///
/// # Errors
/// [`JoseError::SignatureInvalid`].
pub fn verify(x: &[u8; 32], y: &[u8; 32], message: &[u8], signature: &[u8]) -> Result<(), JoseError> {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, uncompressed(x, y))
        .verify(message, signature)
        .map_err(|_| JoseError::SignatureInvalid)
}

/// Is the point on the curve? Costs more than half a signature check: ring has no cheaper way to ask.
///
/// # Errors
/// [`JoseError::Entropy`] when the system gives no randomness.
pub fn is_on_curve(x: &[u8; 32], y: &[u8; 32]) -> Result<bool, JoseError> {
    let ours = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &SystemRandom::new())
        .map_err(|_| JoseError::Entropy)?;
    let theirs = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, uncompressed(x, y));
    Ok(agreement::agree_ephemeral(ours, &theirs, |_shared| ()).is_ok())
}

/// SEC 1 section 2.3.3: `04 || x || y`.
fn uncompressed(x: &[u8; 32], y: &[u8; 32]) -> [u8; 65] {
    let mut point = [4; 65];
    for (to, from) in point.iter_mut().skip(1).zip(x.iter().chain(y)) {
        *to = *from;
    }
    point
}

//! P-256 public keys as vaults give them (SEC1 2.3.3), proved to be points on the curve.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::agreement::{self, ECDH_P256, EphemeralPrivateKey};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

use crate::jose::PublicJwk;

/// The key of an uncompressed point, `kid` its RFC 7638 thumbprint. `None` if it is not a point on the curve.
pub(super) fn from_sec1(point: &[u8]) -> Option<PublicJwk> {
    let (&0x04, coordinates) = point.split_first()? else { return None };
    let (x, y) = coordinates.split_at_checked(32)?;
    let mut key = PublicJwk { kid: String::new(), x: x.try_into().ok()?, y: y.try_into().ok()? };
    if !is_on_curve(point) {
        return None;
    }
    key.kid = thumbprint(&key);
    Some(key)
}

/// RFC 7638 section 3.1.
fn thumbprint(key: &PublicJwk) -> String {
    let (x, y) = (URL_SAFE_NO_PAD.encode(key.x), URL_SAFE_NO_PAD.encode(key.y));
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, canonical.as_bytes()))
}

/// Whether `signature` (`r || s`) over `message` is by `key`.
pub(super) fn verifies(key: &PublicJwk, message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, sec1(key)).verify(message, signature).is_ok()
}

/// The same point, whatever the key ids.
pub(super) fn same_point(one: &PublicJwk, other: &PublicJwk) -> bool {
    (one.x, one.y) == (other.x, other.y)
}

fn sec1(key: &PublicJwk) -> [u8; 65] {
    let mut point = [0x04_u8; 65];
    let (_, coordinates) = point.split_at_mut(1);
    let (x, y) = coordinates.split_at_mut(32);
    x.copy_from_slice(&key.x);
    y.copy_from_slice(&key.y);
    point
}

/// ring shows no curve check of its own; its key agreement does it first (NIST SP 800-56A 5.6.2.3.3).
fn is_on_curve(point: &[u8]) -> bool {
    EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())
        .and_then(|mine| {
            agreement::agree_ephemeral(mine, &agreement::UnparsedPublicKey::new(&ECDH_P256, point), |_| ())
        })
        .is_ok()
}

//! One private key at rest: its policy in the clear, the key sealed, both bound to the alias.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use super::{EntropyError, KeyPolicy, random_bytes};
use crate::jose::SoftwareKey;

/// What the file is, and version 1 of how it is written: magic, policy (1 byte), seconds (4), nonce (12), then
/// AES-256-GCM of the PKCS#8 key. The header and the alias are authenticated with it.
const MAGIC: &[u8; 5] = b"AMPK\x01";
const HEADER_LENGTH: usize = MAGIC.len() + 1 + 4;

/// Largest file: the header, the nonce, a PKCS#8 P-256 key with room to spare, the tag.
pub(super) const SEALED_MAX: u64 = 512;

/// A key as it was unsealed for one use.
pub(super) struct UnsealedKey {
    pub(super) policy: KeyPolicy,
    pub(super) key: SoftwareKey,
}

/// Seals a PKCS#8 key.
pub(super) fn seal(
    wrapping_key: &[u8; 32],
    alias: &str,
    policy: KeyPolicy,
    pkcs8: &[u8],
) -> Result<Vec<u8>, EntropyError> {
    let header = header(policy);
    let nonce = random_bytes::<NONCE_LEN>()?;
    let mut sealed = Zeroizing::new(Vec::with_capacity(pkcs8.len().saturating_add(16)));
    sealed.extend_from_slice(pkcs8);
    cipher(wrapping_key)
        .and_then(|cipher| {
            cipher.seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                associated_data(alias, &header),
                &mut *sealed,
            )
        })
        .map_err(|_| EntropyError)?;
    Ok([header.as_slice(), &nonce, &sealed].concat())
}

/// Opens a sealed key; `None` if it is damaged, altered, of another alias, or sealed with another key.
pub(super) fn unseal(wrapping_key: &[u8; 32], alias: &str, file: &[u8]) -> Option<UnsealedKey> {
    let (header, rest) = file.split_at_checked(HEADER_LENGTH)?;
    let policy = read_policy(header)?;
    let (nonce, sealed) = rest.split_at_checked(NONCE_LEN)?;
    let mut opened = Zeroizing::new(sealed.to_vec());
    let pkcs8 = cipher(wrapping_key)
        .ok()?
        .open_in_place(
            Nonce::try_assume_unique_for_key(nonce).ok()?,
            associated_data(alias, header),
            &mut opened,
        )
        .ok()?;
    let key = SoftwareKey::from_pkcs8(alias, pkcs8).ok()?;
    Some(UnsealedKey { policy, key })
}

fn cipher(wrapping_key: &[u8; 32]) -> Result<LessSafeKey, ring::error::Unspecified> {
    UnboundKey::new(&AES_256_GCM, wrapping_key).map(LessSafeKey::new)
}

/// The header has a fixed length, so header and alias cannot be confused.
fn associated_data(alias: &str, header: &[u8]) -> Aad<Vec<u8>> {
    Aad::from([header, alias.as_bytes()].concat())
}

fn header(policy: KeyPolicy) -> Vec<u8> {
    let (kind, seconds) = match policy {
        KeyPolicy::None => (0_u8, 0_u32),
        KeyPolicy::EveryUse => (1, 0),
        KeyPolicy::Timed { seconds } => (2, seconds),
    };
    [MAGIC.as_slice(), &[kind], &seconds.to_be_bytes()].concat()
}

fn read_policy(header: &[u8]) -> Option<KeyPolicy> {
    let (&kind, seconds) = header.strip_prefix(MAGIC)?.split_first()?;
    match (kind, u32::from_be_bytes(seconds.try_into().ok()?)) {
        (0, 0) => Some(KeyPolicy::None),
        (1, 0) => Some(KeyPolicy::EveryUse),
        (2, seconds) => Some(KeyPolicy::Timed { seconds }),
        _ => None,
    }
}

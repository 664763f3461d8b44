//! Randomness from the operating system, and the opaque identifiers made of it.

use ring::rand::{SecureRandom, SystemRandom};
use thiserror::Error;

use crate::clock::Timestamp;

/// The operating system gave no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the operating system gave no randomness")]
pub struct EntropyError;

impl EntropyError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "entropy.unavailable"
    }
}

/// `N` random bytes.
///
/// # Errors
/// [`EntropyError`].
pub fn random_bytes<const N: usize>() -> Result<[u8; N], EntropyError> {
    let mut bytes = [0_u8; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| EntropyError)?;
    Ok(bytes)
}

/// A new opaque identifier: 16 random bytes as 32 lower-case hexadecimal digits.
///
/// # Errors
/// [`EntropyError`].
pub fn random_id() -> Result<String, EntropyError> {
    Ok(hex(&random_bytes::<16>()?))
}

/// A new opaque identifier that sorts by its time: 6 bytes of milliseconds since 1970 and 10 random bytes, as 32
/// lower-case hexadecimal digits. An index of such identifiers grows at its end, which costs a database the least.
///
/// # Errors
/// [`EntropyError`].
pub fn timely_id(now: Timestamp) -> Result<String, EntropyError> {
    let millis = u64::try_from(now.millis()).unwrap_or(0) & 0xffff_ffff_ffff;
    Ok(format!("{millis:012x}{}", hex(&random_bytes::<10>()?)))
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0x0f])
        .map(|nibble| char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn identifiers_have_32_hexadecimal_digits_and_do_not_repeat() {
        let ids: HashSet<String> = (0..1_000).map(|_| random_id().unwrap()).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(ids.iter().all(|id| id.len() == 32 && id.bytes().all(|b| b"0123456789abcdef".contains(&b))));
    }

    #[test]
    fn timely_identifiers_sort_by_their_time_and_do_not_repeat() {
        let at = |millis| timely_id(Timestamp::from_millis(millis)).unwrap();
        let ids = [at(-1), at(1), at(15), at(16), at(1_795_500_000_000), at(1_795_500_000_001)];
        assert!(ids.is_sorted(), "{ids:?}");
        assert!(ids.iter().all(|id| id.len() == 32));
        assert_ne!(at(7), at(7));
    }

    #[test]
    fn hexadecimal_is_lower_case_and_keeps_leading_zeros() {
        assert_eq!(hex(&[0x00, 0x0f, 0xa9, 0xff]), "000fa9ff");
    }
}

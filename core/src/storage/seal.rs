//! The cipher of sealed columns: AES-256-GCM with a random nonce for each value, bound to the place of the value.
//!
//! A sealed value: version (1 byte, 1), number of the key (4 bytes, big endian), nonce (12), ciphertext and tag. The
//! header, the column and the row's key are authenticated, so a value that is moved, swapped or altered does not open.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

use super::StoreError;
use super::opened::Opened;
use crate::identity::random_bytes;

const VERSION: u8 = 1;
const HEADER_LENGTH: usize = 5;
/// The length of a tag, in bytes.
pub(super) const TAG_LENGTH: usize = 16;

/// The keys in use, and the key of the tags by which sealed values are found.
pub(super) struct Seal {
    keys: RwLock<Vec<NumberedKey>>,
    current: AtomicU32,
    tags: hmac::Key,
    opened: Opened,
}

struct NumberedKey {
    number: u32,
    cipher: LessSafeKey,
}

impl Seal {
    /// A seal without keys; `tag_key` stays the same when keys are rotated, so that what was sealed is still found.
    pub(super) fn new(tag_key: &[u8; 32]) -> Self {
        Self {
            keys: RwLock::default(),
            current: AtomicU32::new(0),
            tags: hmac::Key::new(hmac::HMAC_SHA256, tag_key),
            opened: Opened::default(),
        }
    }

    /// Adds a key; a number that is there keeps its key.
    pub(super) fn add(&self, number: u32, key: &[u8; 32]) -> Result<(), StoreError> {
        let cipher = cipher(key)?;
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if keys.iter().all(|known| known.number != number) {
            keys.push(NumberedKey { number, cipher });
        }
        Ok(())
    }

    /// Seals with this key from now on.
    pub(super) fn select(&self, number: u32) -> Result<(), StoreError> {
        if self.current.load(Ordering::Relaxed) == number {
            return Ok(());
        }
        self.with_key(number, |_| Ok(()))?;
        self.current.store(number, Ordering::Relaxed);
        Ok(())
    }

    /// Seals a value of `column` in the row with key `row`.
    pub(super) fn seal(&self, column: &str, row: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let number = self.current.load(Ordering::Relaxed);
        self.with_key(number, |cipher| seal_with(cipher, number, column, row, plain))
    }

    /// Opens what [`Seal::seal`] made for the same place.
    pub(super) fn open(&self, column: &str, row: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let number = number_of(sealed).ok_or_else(|| damaged(column))?;
        self.with_key(number, |cipher| open_with(cipher, column, row, sealed).ok_or_else(|| damaged(column)))
    }

    /// The latest values that were opened.
    pub(super) const fn opened(&self) -> &Opened {
        &self.opened
    }

    /// The tag by which a sealed value of `column` is found: the first half of HMAC-SHA-256 (RFC 2104, section 5) under
    /// a key that only this database has. Whole, it would say no more and take twice the room of every index.
    pub(super) fn tag(&self, column: &str, value: &str) -> [u8; TAG_LENGTH] {
        let mut context = hmac::Context::with_key(&self.tags);
        context.update(column.as_bytes());
        context.update(&[0]);
        context.update(value.as_bytes());
        let mut tag = [0; TAG_LENGTH];
        for (to, from) in tag.iter_mut().zip(context.sign().as_ref()) {
            *to = *from;
        }
        tag
    }

    fn with_key<T>(
        &self,
        number: u32,
        use_it: impl FnOnce(&LessSafeKey) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let key = keys.iter().find(|key| key.number == number).ok_or(StoreError::KeyChanged)?;
        use_it(&key.cipher)
    }
}

/// The number of the key that a value is sealed with.
fn number_of(sealed: &[u8]) -> Option<u32> {
    let (&version, rest) = sealed.split_first()?;
    let number = rest.first_chunk::<4>().copied().map(u32::from_be_bytes)?;
    (version == VERSION).then_some(number)
}

/// A key as a cipher.
pub(super) fn cipher(key: &[u8; 32]) -> Result<LessSafeKey, StoreError> {
    let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_| StoreError::KeyWrong)?;
    Ok(LessSafeKey::new(key))
}

/// Seals with one key.
pub(super) fn seal_with(
    cipher: &LessSafeKey,
    number: u32,
    column: &str,
    row: &str,
    plain: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let failed = || StoreError::Io { detail: "nothing can be sealed".to_owned() };
    let nonce = random_bytes::<NONCE_LEN>().map_err(|_| failed())?;
    let mut sealed = Vec::with_capacity(plain.len().saturating_add(HEADER_LENGTH + NONCE_LEN + 16));
    sealed.push(VERSION);
    sealed.extend_from_slice(&number.to_be_bytes());
    sealed.extend_from_slice(&nonce);
    let mut body = plain.to_vec();
    cipher
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), place(number, column, row), &mut body)
        .map_err(|_| failed())?;
    sealed.append(&mut body);
    Ok(sealed)
}

/// Opens with one key; `None` for what is damaged, of another place, or sealed with another key.
pub(super) fn open_with(cipher: &LessSafeKey, column: &str, row: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let number = number_of(sealed)?;
    let (nonce, body) = sealed.get(HEADER_LENGTH..)?.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut body = body.to_vec();
    let length = cipher.open_in_place(nonce, place(number, column, row), &mut body).ok()?.len();
    body.truncate(length);
    Some(body)
}

/// Columns hold no NUL, so that column and row cannot be confused.
fn place(number: u32, column: &str, row: &str) -> Aad<Vec<u8>> {
    Aad::from([&[VERSION], number.to_be_bytes().as_slice(), column.as_bytes(), &[0], row.as_bytes()].concat())
}

fn damaged(column: &str) -> StoreError {
    StoreError::Corrupt { detail: format!("unreadable {column}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seal() -> Seal {
        let seal = Seal::new(&[1; 32]);
        seal.add(1, &[2; 32]).unwrap();
        seal.add(2, &[3; 32]).unwrap();
        seal.select(1).unwrap();
        seal
    }

    #[test]
    fn a_value_opens_at_its_place_and_nowhere_else() {
        let seal = seal();
        let sealed = seal.seal("mandate.intent", "m-1", b"buy tea").unwrap();
        assert_eq!(seal.open("mandate.intent", "m-1", &sealed).unwrap(), b"buy tea");
        for (column, row) in [("mandate.intent", "m-2"), ("mandate.l2", "m-1"), ("mandate.inten", "t\0m-1")] {
            assert_eq!(seal.open(column, row, &sealed).unwrap_err().code(), "store.corrupt");
        }
    }

    #[test]
    fn the_same_value_is_sealed_differently_each_time_and_found_by_the_same_tag() {
        let seal = seal();
        assert_ne!(seal.seal("a", "r", b"x").unwrap(), seal.seal("a", "r", b"x").unwrap());
        assert_eq!(seal.tag("a", "x"), seal.tag("a", "x"));
        assert_ne!(seal.tag("a", "x"), seal.tag("b", "x"));
        assert_ne!(seal.tag("a", "x"), Seal::new(&[9; 32]).tag("a", "x"));
    }

    #[test]
    fn what_an_old_key_sealed_opens_until_the_key_is_forgotten() {
        let seal = seal();
        let old = seal.seal("a", "r", b"x").unwrap();
        seal.select(2).unwrap();
        let new = seal.seal("a", "r", b"x").unwrap();
        assert_eq!((number_of(&old), number_of(&new)), (Some(1), Some(2)));
        assert_eq!(seal.open("a", "r", &old).unwrap(), b"x");
        let later = Seal::new(&[1; 32]);
        later.add(2, &[3; 32]).unwrap();
        assert_eq!(later.open("a", "r", &old), Err(StoreError::KeyChanged));
        assert_eq!(later.open("a", "r", &new).unwrap(), b"x");
        assert_eq!(seal.select(3), Err(StoreError::KeyChanged));
    }

    proptest! {
        #[test]
        fn one_flipped_bit_opens_nothing(plain in proptest::collection::vec(any::<u8>(), 0..64), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let seal = seal();
            let mut sealed = seal.seal("a", "r", &plain).unwrap();
            prop_assert_eq!(seal.open("a", "r", &sealed).unwrap(), plain);
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(seal.open("a", "r", &sealed).is_err());
            prop_assert!(seal.open("a", "r", &sealed[..at]).is_err());
        }
    }
}

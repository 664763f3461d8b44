//! base64url without padding (RFC 4648 section 5), one spelling per value.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Encodes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Encodes and appends to `out`.
pub fn encode_onto(bytes: &[u8], out: &mut String) {
    URL_SAFE_NO_PAD.encode_string(bytes, out);
}

/// Decodes; `None` for padding, white space, the standard alphabet, and unused bits that are not zero (they
/// would let one signed value be spelled in several ways).
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Decodes exactly `N` bytes.
#[must_use]
pub fn decode_exact<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != (N * 4).div_ceil(3) {
        return None;
    }
    decode(text)?.try_into().ok()
}

/// A SHA-256 digest as it stands in tokens: 43 characters.
pub type DigestText = [u8; 43];

/// Encodes a SHA-256 digest without an allocation.
#[must_use]
pub fn encode_digest(digest: &[u8; 32]) -> DigestText {
    let mut text = [b'A'; 43];
    // 32 bytes always fill 43 characters, so this cannot fail
    let _written = URL_SAFE_NO_PAD.encode_slice(digest, &mut text);
    text
}

/// Encodes 16 bytes, a salt, without an allocation: 22 characters.
#[must_use]
pub(crate) fn encode_salt(salt: &[u8; 16]) -> [u8; 22] {
    let mut text = [b'A'; 22];
    // 16 bytes always fill 22 characters, so this cannot fail
    let _written = URL_SAFE_NO_PAD.encode_slice(salt, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_one_canonical_spelling_is_decoded() {
        assert_eq!(decode("_-8"), Some(vec![0xff, 0xef]));
        for other in ["_-8=", "/+8", "_-9", "_-8\n", " _-8", "_", "_-8_-", "é"] {
            assert_eq!(decode(other), None, "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn a_salt_has_the_same_text_both_ways(salt in any::<[u8; 16]>()) {
            prop_assert_eq!(encode(&salt).into_bytes(), encode_salt(&salt).to_vec());
        }

        #[test]
        fn a_digest_has_the_same_text_both_ways(digest in any::<[u8; 32]>()) {
            let text = encode_digest(&digest);
            prop_assert_eq!(encode(&digest).into_bytes(), text.to_vec());
        }
    }
}

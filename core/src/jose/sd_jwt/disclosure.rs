//! One disclosure: salt, name, value (RFC 9901 section 4.2).

use ring::digest::{SHA256, digest};

use super::super::base64url::{self, DigestText};
use super::super::json::{Json, Style, Writer};

/// 128 bits, as RFC 9901 section 9.3 recommends.
pub type Salt = [u8; 16];

/// A disclosure as it is presented, with its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    encoded: String,
    digest: DigestText,
}

impl Disclosure {
    /// A disclosure of the member `name` of an object, or of an array element if there is no name.
    #[must_use]
    pub fn new(salt: &Salt, name: Option<&str>, value: &Json) -> Self {
        Self::written(salt, name, 256, |writer| writer.value(value))
    }

    /// As [`Self::new`], with a value that `write` writes; `room` is a guess of its length.
    pub(crate) fn written(
        salt: &Salt,
        name: Option<&str>,
        room: usize,
        write: impl FnOnce(&mut Writer),
    ) -> Self {
        let mut writer = Writer::with_capacity(Style::Python, room + 64);
        writer.begin_array();
        writer.ascii(&base64url::encode_salt(salt));
        if let Some(name) = name {
            writer.string(name);
        }
        write(&mut writer);
        writer.end_array();
        let encoded = base64url::encode(writer.finish().as_bytes());
        let digest = digest_text(encoded.as_bytes());
        Self { encoded, digest }
    }

    /// base64url, as it stands between two tildes.
    #[must_use]
    pub fn encoded(&self) -> &str {
        &self.encoded
    }

    /// The digest that goes into `_sd` or beside `...`.
    #[must_use]
    pub const fn digest(&self) -> &DigestText {
        &self.digest
    }
}

/// base64url of the SHA-256 digest of `bytes`.
#[must_use]
pub(crate) fn digest_text(bytes: &[u8]) -> DigestText {
    let mut plain = [0; 32];
    for (to, from) in plain.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
        *to = *from;
    }
    base64url::encode_digest(&plain)
}

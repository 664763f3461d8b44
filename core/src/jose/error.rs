//! Why a key or a token was refused.

use thiserror::Error;

use super::json::JsonError;
use super::signer::SignError;

/// Which part of a token an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The JOSE header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
    /// A disclosure.
    Disclosure,
}

impl Part {
    /// `header`, `payload`, `signature`, `disclosure`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::Disclosure => "disclosure",
        }
    }
}

/// What is wrong with a JWK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JwkFault {
    /// Not a JSON object.
    NotAnObject,
    /// `kty` is not `EC` or `crv` is not `P-256`.
    Curve,
    /// A coordinate that is not exactly 32 bytes in base64url (RFC 7518 section 6.2.1.2).
    Coordinate,
    /// Private or symmetric key material where only a public key belongs.
    Private,
    /// `kid` is there but not a text of 1 to 256 characters.
    Kid,
    /// `use`, `alg` or `key_ops` rule out verifying ES256 signatures.
    Purpose,
    /// The point is not on the curve.
    OffCurve,
}

impl JwkFault {
    /// The fault in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAnObject => "not a JSON object",
            Self::Curve => "not of the curve P-256",
            Self::Coordinate => "a coordinate that is not 32 bytes in base64url",
            Self::Private => "private members",
            Self::Kid => "a kid that is no text of 1 to 256 characters, or another one",
            Self::Purpose => "not for verifying ES256 signatures",
            Self::OffCurve => "not a point on the curve",
        }
    }
}

/// Why a key or a token was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JoseError {
    /// Longer than the limit; nothing was read.
    #[error("token of {bytes} bytes, at most {limit} are read")]
    TooLarge {
        /// Length of the token.
        bytes: u64,
        /// The limit in force.
        limit: u64,
    },
    /// More disclosures than the limit; none was read.
    #[error("token with more than {limit} disclosures")]
    TooManyDisclosures {
        /// The limit in force.
        limit: u32,
    },
    /// Not the parts that the serialization asks for.
    #[error("malformed token: {fault}")]
    Format {
        /// Which rule is broken.
        fault: &'static str,
    },
    /// A part is not canonical base64url without padding.
    #[error("the {} is not base64url", part.as_str())]
    Base64 {
        /// Which part.
        part: Part,
    },
    /// A part is not JSON, or not strictly.
    #[error("the {} is refused: {source}", part.as_str())]
    Json {
        /// Which part.
        part: Part,
        /// Why.
        source: JsonError,
    },
    /// A part is JSON, but not an object.
    #[error("the {} is not a JSON object", part.as_str())]
    NotAnObject {
        /// Which part.
        part: Part,
    },
    /// `alg` is missing or not `ES256`.
    #[error("algorithm {alg:?}, only ES256 is accepted")]
    Algorithm {
        /// What was read, cut to 32 characters; empty if nothing.
        alg: String,
    },
    /// The header has `crit`; no extension is understood (RFC 7515 section 4.1.11).
    #[error("critical header extensions are not supported")]
    Critical,
    /// A header member of another type than it must have.
    #[error("header member {name:?} is not a string")]
    HeaderType {
        /// Which one.
        name: &'static str,
    },
    /// The signature is not this key's over these bytes.
    #[error("invalid signature")]
    SignatureInvalid,
    /// Not a usable public key.
    #[error("unusable key: {}", fault.as_str())]
    Jwk {
        /// What is wrong.
        fault: JwkFault,
    },
    /// A private key that is not one, or whose public half differs.
    #[error("unusable private key")]
    PrivateKey,
    /// `_sd_alg` names another algorithm than `sha-256`.
    #[error("_sd_alg is not sha-256")]
    SdAlg,
    /// `_sd` is not an array of strings, or `...` stands where no array element does (RFC 9901 section 4.2.4).
    #[error("malformed digests: {fault}")]
    Sd {
        /// Which rule is broken.
        fault: &'static str,
    },
    /// A digest occurs more than once (RFC 9901 section 7.1 step 4).
    #[error("a digest occurs more than once")]
    DigestDuplicate,
    /// A disclosure is not a JSON array of the form that its place asks for.
    #[error("malformed disclosure: {fault}")]
    DisclosureMalformed {
        /// Which rule is broken.
        fault: &'static str,
    },
    /// A disclosure is named `_sd`, `...` or `_sd_alg`.
    #[error("a disclosure is named {name:?}")]
    DisclosureName {
        /// The name.
        name: String,
    },
    /// A disclosure has the name of a claim that is there already.
    #[error("claim {name:?} is disclosed over another one")]
    DisclosureCollision {
        /// The name, cut to 64 characters.
        name: String,
    },
    /// The same disclosure is presented twice.
    #[error("a disclosure is presented twice")]
    DisclosureDuplicate,
    /// A disclosure that no digest refers to (RFC 9901 section 7.1 step 5).
    #[error("{count} disclosures are not bound by any digest")]
    DisclosureUnbound {
        /// How many.
        count: u32,
    },
    /// A key binding JWT is asked for and not there, or there and not asked for.
    #[error("key binding: {fault}")]
    KeyBinding {
        /// Which rule is broken.
        fault: KeyBindingFault,
    },
    /// What was asked to be disclosable is not there, or is there twice.
    #[error("nothing to hide at {path:?}")]
    HidePath {
        /// The path.
        path: String,
    },
    /// The system gave no randomness.
    #[error("no randomness")]
    Entropy,
    /// The key gave no signature.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What is wrong with a key binding JWT (RFC 9901 section 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyBindingFault {
    /// Asked for, but not there.
    #[error("missing")]
    Missing,
    /// There, but not asked for.
    #[error("unexpected")]
    Unexpected,
    /// Not a signed JWT of type `kb+jwt` with the four claims.
    #[error("malformed")]
    Malformed,
    /// The issuer's payload names no usable holder key in `cnf.jwk`.
    #[error("no holder key")]
    NoHolderKey,
    /// Signed by another key than the holder's.
    #[error("invalid signature")]
    Signature,
    /// Made for another audience.
    #[error("other audience")]
    Audience,
    /// Made for another nonce.
    #[error("other nonce")]
    Nonce,
    /// Made for another set of disclosures.
    #[error("other sd_hash")]
    SdHash,
    /// Issued outside the accepted window.
    #[error("issued at another time")]
    IssuedAt,
}

impl JoseError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "jose.too_large",
            Self::TooManyDisclosures { .. } => "jose.too_many_disclosures",
            Self::Format { .. } => "jose.format",
            Self::Base64 { .. } => "jose.base64",
            Self::Json { source, .. } => source.code(),
            Self::NotAnObject { .. } => "jose.not_an_object",
            Self::Algorithm { .. } => "jose.algorithm",
            Self::Critical => "jose.critical",
            Self::HeaderType { .. } => "jose.header_type",
            Self::SignatureInvalid => "jose.signature_invalid",
            Self::Jwk { fault: JwkFault::Private } => "jose.key_private",
            Self::Jwk { .. } => "jose.key_invalid",
            Self::PrivateKey => "jose.private_key",
            Self::SdAlg => "jose.sd_alg",
            Self::Sd { .. } => "jose.sd",
            Self::DigestDuplicate => "jose.digest_duplicate",
            Self::DisclosureMalformed { .. } => "jose.disclosure_malformed",
            Self::DisclosureName { .. } => "jose.disclosure_name",
            Self::DisclosureCollision { .. } => "jose.disclosure_collision",
            Self::DisclosureDuplicate => "jose.disclosure_duplicate",
            Self::DisclosureUnbound { .. } => "jose.disclosure_unbound",
            Self::KeyBinding { .. } => "jose.key_binding",
            Self::HidePath { .. } => "jose.hide_path",
            Self::Entropy => "jose.entropy",
            Self::Sign(_) => "jose.sign",
        }
    }

    /// Refused for its size, not for what it says.
    #[must_use]
    pub const fn is_limit(&self) -> bool {
        match self {
            Self::TooLarge { .. } | Self::TooManyDisclosures { .. } => true,
            Self::Json { source, .. } => source.is_limit(),
            _ => false,
        }
    }
}

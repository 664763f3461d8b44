//! Why an exchange rate is not believed.

use thiserror::Error;

use crate::clock::Timestamp;
use crate::jose::JoseError;
use crate::money::Currency;

/// Why a rate is not believed, or cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum RateError {
    /// No rate between these currencies is known.
    #[error("no rate from {base} to {quote}")]
    Missing {
        /// The currency to convert.
        base: Currency,
        /// The currency to convert to.
        quote: Currency,
    },
    /// The wallet has no currency of its own and believes no issuer of rates.
    #[error("no issuer of rates is trusted")]
    NoIssuer,
    /// Too long to be a rate.
    #[error("longer than {max} bytes")]
    TooLong {
        /// The bound.
        max: u32,
    },
    /// No JWS, or its signature is not the key's.
    #[error(transparent)]
    Jose(#[from] JoseError),
    /// A key that is not pinned.
    #[error("signed with a key that is not trusted: {kid:?}")]
    KeyUnknown {
        /// Its `kid`, cut to 64 characters.
        kid: String,
    },
    /// A token of another kind, a member that is missing, too many or not what it should be.
    #[error("{member} is missing, unknown or wrong")]
    Malformed {
        /// Which member, cut to 64 characters.
        member: String,
    },
    /// From or to another currency than needed, or from a currency to itself.
    #[error("a rate from {base} to {quote}")]
    WrongPair {
        /// `base` of the rate.
        base: Currency,
        /// `quote` of the rate.
        quote: Currency,
    },
    /// Its time is over.
    #[error("the rate ended at {expired_at}")]
    Expired {
        /// When.
        expired_at: Timestamp,
    },
    /// Its time has not begun.
    #[error("the rate holds from {issued_at} on")]
    Future {
        /// When it begins.
        issued_at: Timestamp,
    },
}

impl RateError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "rate.missing",
            Self::NoIssuer => "rate.no_issuer",
            Self::TooLong { .. } => "rate.too_long",
            Self::Jose(error) => error.code(),
            Self::KeyUnknown { .. } => "rate.key_unknown",
            Self::Malformed { .. } => "rate.malformed",
            Self::WrongPair { .. } => "rate.wrong_pair",
            Self::Expired { .. } => "rate.expired",
            Self::Future { .. } => "rate.future",
        }
    }
}

//! The checkout hash (AMP, IMMEDIATE): base64url SHA-256 over one canonical JSON of the order.
//!
//! The canonical form is the reference's own, not RFC 8785: snake_case, members sorted by code point, no white space,
//! every string trimmed as Python's `strip()` does, UTF-8. It covers `total_amount` {`currency`, `amount`}, `merchant`
//! {`reference_merchant_id`, `merchant_name`, `merchant_mcc`} and `goods` as they came, if there are any.

use ring::digest::{SHA256, digest};
use thiserror::Error;

use super::canonical_order;
use super::strict_order;
use crate::jose::base64url;
use crate::jose::json::Json;

/// An order that has no hash, or none that could be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckoutHashError {
    /// A member is missing; the reference would hash a value of its own instead.
    #[error("{field} is missing")]
    Missing {
        /// Its path.
        field: String,
    },
    /// A member is not of the kind it has to be.
    #[error("{field} is not what it has to be")]
    Malformed {
        /// Its path.
        field: String,
    },
    /// Two spellings of one thing that differ; the reference reads one and ignores the other.
    #[error("{field} and {other} contradict each other")]
    Contradiction {
        /// The one that the reference reads.
        field: String,
        /// The one that it ignores.
        other: String,
    },
    /// The total has the `value` spelling, which the reference's hash does not cover: different totals share one hash.
    #[error("the total is spelled as `value`, which the hash does not cover")]
    ValueSpelling,
    /// A number that is spelled differently by the reference than here: a fraction, or too long.
    #[error("a number in {field} has no agreed spelling")]
    Number {
        /// Its path, as far as it is known.
        field: String,
    },
    /// Nested too deeply.
    #[error("the order is nested deeper than {limit}")]
    TooDeep {
        /// The limit.
        limit: u32,
    },
    /// Too long to be an order.
    #[error("the order is longer than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u32,
    },
}

impl CheckoutHashError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "checkout.missing",
            Self::Malformed { .. } => "checkout.malformed",
            Self::Contradiction { .. } => "checkout.contradiction",
            Self::ValueSpelling => "checkout.value_spelling",
            Self::Number { .. } => "checkout.number",
            Self::TooDeep { .. } => "checkout.too_deep",
            Self::TooLarge { .. } => "checkout.too_large",
        }
    }
}

/// The hash of an order, in either case of its member names: what the reference computes, refused wherever the
/// reference fills in, ignores or rounds something, so that two orders never share a hash. Use it for every decision.
///
/// # Errors
/// [`CheckoutHashError`].
pub fn checkout_hash(order: &Json) -> Result<String, CheckoutHashError> {
    strict_order::check(order)?;
    reference_checkout_hash(order)
}

/// The hash that the reference computes for an order, its gaps included: a missing currency is `USD`, a missing amount
/// is 0, `value` is not covered. For comparing with peers and with test vectors, never for a decision.
///
/// # Errors
/// [`CheckoutHashError::Malformed`] where the reference fails too, [`CheckoutHashError::Number`] for a fraction of more
/// than 15 digits, [`CheckoutHashError::TooDeep`], [`CheckoutHashError::TooLarge`].
pub fn reference_checkout_hash(order: &Json) -> Result<String, CheckoutHashError> {
    let canonical = canonical_checkout(order)?;
    Ok(base64url::encode(digest(&SHA256, canonical.as_bytes()).as_ref()))
}

/// The canonical JSON that the hash is taken of, as the reference makes it.
///
/// # Errors
/// As [`reference_checkout_hash`].
pub fn canonical_checkout(order: &Json) -> Result<String, CheckoutHashError> {
    canonical_order::text(order)
}

#[cfg(test)]
mod tests;

//! Why an amount was refused.

use thiserror::Error;

/// An amount or a currency that cannot be what it claims to be.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum MoneyError {
    /// Not an ISO 4217 alphabetic code with a minor unit (three upper-case letters).
    #[error("unknown currency {currency:?}")]
    UnknownCurrency {
        /// What was read, cut to 16 characters.
        currency: String,
    },
    /// Two currencies met in one operation.
    #[error("currency mismatch: {left} and {right}")]
    CurrencyMismatch {
        /// Currency of the left operand.
        left: String,
        /// Currency of the right operand.
        right: String,
    },
    /// The result does not fit in 64 bits of micro-units.
    #[error("amount out of range")]
    Overflow,
    /// A negative amount where only zero or more makes sense.
    #[error("negative amount")]
    Negative,
    /// More fraction digits than the unit in force has.
    #[error("amount has a fraction that {currency} cannot express")]
    Fraction {
        /// The currency whose minor unit is too coarse.
        currency: String,
    },
    /// Not a plain decimal number (exponent, sign, white space, foreign digits, empty).
    #[error("not a plain decimal amount: {text:?}")]
    Malformed {
        /// What was read, cut to 32 characters.
        text: String,
    },
}

impl MoneyError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCurrency { .. } => "money.unknown_currency",
            Self::CurrencyMismatch { .. } => "money.currency_mismatch",
            Self::Overflow => "money.overflow",
            Self::Negative => "money.negative",
            Self::Fraction { .. } => "money.fraction",
            Self::Malformed { .. } => "money.malformed",
        }
    }
}

//! A step that a payment cannot take.

use thiserror::Error;

use crate::clock::Timestamp;
use crate::ledger::LedgerError;
use crate::money::Amount;
use crate::payments::PaymentState;

/// A step that a payment cannot take. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum SagaError {
    /// It has ended already: a hold is captured or released exactly once.
    #[error("the payment has ended already: {state:?}")]
    Ended {
        /// The state it is in.
        state: PaymentState,
    },
    /// Only a payment that is held can be begun.
    #[error("a payment begins as held, not as {state:?}")]
    NotHeld {
        /// The state it was given in.
        state: PaymentState,
    },
    /// The debit exceeds the hold.
    #[error("a debit of {requested} exceeds the hold of {held}")]
    ExceedsHold {
        /// What is held.
        held: Amount,
        /// What was to be debited.
        requested: Amount,
    },
    /// The token's time is over.
    #[error("the payment token expired at {expired_at}")]
    TokenExpired {
        /// When.
        expired_at: Timestamp,
    },
    /// Only what was debited can be given back.
    #[error("a payment that is {state:?} has nothing to give back")]
    NotCaptured {
        /// The state it is in.
        state: PaymentState,
    },
    /// All refunds together exceed the debit.
    #[error("a refund of {requested} exceeds the debit of {captured}, of which {refunded} was given back")]
    ExceedsCapture {
        /// What was debited.
        captured: Amount,
        /// What was given back already.
        refunded: Amount,
        /// What was to be given back.
        requested: Amount,
    },
    /// An amount that cannot be posted.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl SagaError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ended { .. } => "payment.ended",
            Self::NotHeld { .. } => "payment.not_held",
            Self::ExceedsHold { .. } => "payment.exceeds_hold",
            Self::TokenExpired { .. } => "payment.token_expired",
            Self::NotCaptured { .. } => "payment.not_captured",
            Self::ExceedsCapture { .. } => "payment.exceeds_capture",
            Self::Ledger(ledger) => ledger.code(),
        }
    }
}

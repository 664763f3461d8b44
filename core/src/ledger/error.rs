//! Why a posting was refused.

use thiserror::Error;

use super::AccountKind;
use crate::money::{Amount, MoneyError};

/// A posting that would break the ledger's rules. Nothing was posted.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum LedgerError {
    /// The account does not hold that much.
    #[error("account {account:?} holds {balance}, {requested} was asked for")]
    Overdrawn {
        /// The account the amount was to come from.
        account: AccountKind,
        /// What it holds.
        balance: Amount,
        /// What was asked for.
        requested: Amount,
    },
    /// A posting moves more than nothing.
    #[error("a posting must be positive, not {amount}")]
    NotPositive {
        /// What was asked for.
        amount: Amount,
    },
    /// Amounts of two currencies, or a sum beyond the range.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl LedgerError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Overdrawn { .. } => "ledger.overdrawn",
            Self::NotPositive { .. } => "ledger.not_positive",
            Self::Money(money) => money.code(),
        }
    }
}

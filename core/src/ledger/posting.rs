//! One posting: an amount that moves from one account of a mandate to another.

use serde::{Deserialize, Serialize};

use super::LedgerError;
use crate::clock::Timestamp;
use crate::money::{Amount, Currency};

/// The five accounts that every mandate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// What the user handed out; the contra account, zero or negative.
    Delegated,
    /// What may still be paid.
    Available,
    /// What is held for payment tokens that are out.
    Held,
    /// What was debited and not given back.
    Spent,
    /// What was debited and given back by the merchant.
    Refunded,
}

/// One account: a kind, of one mandate, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Account {
    /// The mandate.
    pub mandate_id: String,
    /// Which of its five accounts.
    pub kind: AccountKind,
    /// The mandate's currency.
    pub currency: Currency,
}

/// The six movements there are. Each names its two accounts, so that a posting between any others cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// The user authorizes a budget, or raises it.
    Delegate,
    /// The user lowers a budget, or the mandate ends.
    Withdraw,
    /// A payment token is handed out.
    Hold,
    /// The debit.
    Capture,
    /// A hold, or the part of it that was not debited, is given back.
    Release,
    /// The merchant gives back.
    Refund,
}

impl Movement {
    /// Every movement.
    pub const ALL: [Self; 6] =
        [Self::Delegate, Self::Withdraw, Self::Hold, Self::Capture, Self::Release, Self::Refund];

    /// Where the amount comes from.
    #[must_use]
    pub const fn from(self) -> AccountKind {
        match self {
            Self::Delegate => AccountKind::Delegated,
            Self::Withdraw | Self::Hold => AccountKind::Available,
            Self::Capture | Self::Release => AccountKind::Held,
            Self::Refund => AccountKind::Spent,
        }
    }

    /// Where the amount goes.
    #[must_use]
    pub const fn to(self) -> AccountKind {
        match self {
            Self::Delegate | Self::Release => AccountKind::Available,
            Self::Withdraw => AccountKind::Delegated,
            Self::Hold => AccountKind::Held,
            Self::Capture => AccountKind::Spent,
            Self::Refund => AccountKind::Refunded,
        }
    }

    /// The stable spelling, for example `hold`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delegate => "delegate",
            Self::Withdraw => "withdraw",
            Self::Hold => "hold",
            Self::Capture => "capture",
            Self::Release => "release",
            Self::Refund => "refund",
        }
    }

    /// Reads the stable spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|movement| movement.as_str() == text)
    }
}

/// One posting, not yet recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Posting {
    /// The mandate whose accounts it touches.
    pub mandate_id: String,
    /// From which account to which, and why.
    pub movement: Movement,
    /// How much; more than nothing.
    pub amount: Amount,
    /// The payment it belongs to, if it belongs to one.
    pub payment_id: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Posting {
    /// The account the amount comes from.
    #[must_use]
    pub fn from(&self) -> Account {
        self.account(self.movement.from())
    }

    /// The account the amount goes to.
    #[must_use]
    pub fn to(&self) -> Account {
        self.account(self.movement.to())
    }

    /// Refuses a posting that moves nothing, or less.
    ///
    /// # Errors
    /// [`LedgerError::NotPositive`].
    pub fn check(&self) -> Result<(), LedgerError> {
        if self.amount.is_positive() { Ok(()) } else { Err(LedgerError::NotPositive { amount: self.amount }) }
    }

    fn account(&self, kind: AccountKind) -> Account {
        Account { mandate_id: self.mandate_id.clone(), kind, currency: self.amount.currency() }
    }
}

/// A posting as recorded: never changed, never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Entry {
    /// Its number within its mandate: 1, 2, 3 and so on, without gaps.
    pub number: i64,
    /// What was posted.
    pub posting: Posting,
}

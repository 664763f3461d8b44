//! Why a stage refused, with everything that was wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::mandates::MandateState;
use crate::money::Amount;

/// The four pre-verifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Before a pending mandate is shown to the user.
    S1,
    /// When the agent asks for a payment token.
    S2,
    /// When the merchant's payment request arrives.
    S3,
    /// Just before the debit.
    S4,
}

/// A refusal by one stage: every reason, not only the first. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The stage that refused.
    pub stage: Stage,
    /// Every reason, the gravest first.
    pub reasons: Vec<Reason>,
}

/// One reason for refusal, with what an app needs to tell the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", content = "params")]
#[non_exhaustive]
pub enum Reason {
    /// The mandate is not activated.
    #[serde(rename = "guard.mandate_not_activated")]
    MandateNotActivated {
        /// The state it is in.
        state: MandateState,
    },
    /// The mandate's or the authorization's time is over.
    #[serde(rename = "guard.mandate_expired")]
    MandateExpired {
        /// When it ended.
        expired_at: Timestamp,
    },
    /// The amount, with what is held and spent already, exceeds the budget.
    #[serde(rename = "guard.budget_exceeded")]
    BudgetExceeded {
        /// What was asked.
        requested: Amount,
        /// What is left.
        remaining: Amount,
    },
}

impl Reason {
    /// The stable code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MandateNotActivated { .. } => "guard.mandate_not_activated",
            Self::MandateExpired { .. } => "guard.mandate_expired",
            Self::BudgetExceeded { .. } => "guard.budget_exceeded",
        }
    }
}

impl Refusal {
    /// The code of the gravest reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.reasons.first().map_or("guard.refused", Reason::code)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} refused: {}", self.stage, self.code())
    }
}

impl std::error::Error for Refusal {}

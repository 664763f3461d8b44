//! Why a stage refused, with everything that was wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Reason, ResultCode};

/// The four pre-verifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Refusal {
    /// The stage that refused.
    pub stage: Stage,
    /// Every reason, in the order of the checks: the mandate itself first, then who asks, how much, for what.
    pub reasons: Vec<Reason>,
}

impl Refusal {
    /// The verdict of a stage that found these reasons: none is a yes.
    ///
    /// # Errors
    /// The refusal, if there is a reason.
    pub(super) fn unless_empty(stage: Stage, reasons: Vec<Reason>) -> Result<(), Self> {
        if reasons.is_empty() { Ok(()) } else { Err(Self { stage, reasons }) }
    }

    /// What AMP calls the first reason on the wire.
    #[must_use]
    pub fn result_code(&self) -> ResultCode {
        self.reasons.first().map_or(ResultCode::PaymentFailed, Reason::result_code)
    }

    /// The code of the first reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.reasons.first().map_or("guard.refused", Reason::code)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} refused", self.stage)?;
        for (index, reason) in self.reasons.iter().enumerate() {
            write!(f, "{} {reason}", if index == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

//! A budget that the user raises or lowers (AMP: "The budget of an activated mandate may be raised or lowered by the
//! user").

use serde::{Deserialize, Serialize};

use crate::agents::AgentProfile;
use crate::clock::Timestamp;
use crate::money::Amount;

/// A budget that was raised or lowered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Adjustment {
    /// The app's identifier: the same one again is the same adjustment.
    pub adjustment_id: String,
    /// The mandate.
    pub mandate_id: String,
    /// The budget before.
    pub before: Amount,
    /// The budget afterwards.
    pub after: Amount,
    /// When.
    pub at: Timestamp,
}

/// What the user is shown before he raises a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustmentContent {
    /// The app's identifier: the approval is for this adjustment and no other.
    pub adjustment_id: String,
    /// The mandate.
    pub mandate_id: String,
    /// Who may spend.
    pub agent: AgentProfile,
    /// The task.
    pub desc: String,
    /// The budget now.
    pub before: Amount,
    /// What was debited and is held of it.
    pub used: Amount,
    /// The budget that is asked for.
    pub after: Amount,
    /// Until when it may be spent.
    pub expires_at: Timestamp,
}

//! The mandate service: the network's book of mandates.

use serde::{Deserialize, Serialize};

use super::WireAmount;

/// POST `/mandate/create`: a mandate from its authorization, verified against L1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateMandateRequest {
    /// The Alipay+ Token, which names L1.
    pub token_id: String,
    /// L2.
    pub l2_serialized: String,
}

/// POST `/mandate/validate`: would this be within the mandate?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidateMandateRequest {
    /// The network's identifier of the mandate.
    pub mandate_id: String,
    /// How much, if that is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<WireAmount>,
}

/// POST `/mandate/deduct-amount`: take from the budget. The same serial number with the same amount takes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeductAmountRequest {
    /// The network's identifier of the mandate.
    pub mandate_id: String,
    /// The caller's number of this deduction.
    pub serial_no: String,
    /// How much; positive.
    pub amount: WireAmount,
}

/// POST `/mandate/advance-status`: move the mandate along its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvanceStatusRequest {
    /// The network's identifier of the mandate.
    pub mandate_id: String,
    /// The state to move to, in the specification's or the reference's spelling.
    pub mandate_status: String,
}

/// `data` of the mandate service's answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MandateRecord {
    /// The network's identifier of the mandate.
    pub mandate_id: String,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    pub mandate_type: String,
    /// State in the reference's spelling.
    pub mandate_status: String,
    /// What is left of the budget.
    pub budget: WireAmount,
    /// What was taken from it.
    pub used_amount: WireAmount,
    /// Until when, ISO 8601.
    pub mandate_expiry_time: String,
}

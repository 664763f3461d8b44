//! Our extensions X1 and X2: what a payment token stands for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{OrderBody, ResultBody};

/// POST `/mpp/preVerify` (X2, network -> wallet), before a payment token is handed out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreVerifyRequest {
    /// The payment token (CGCP code); a bearer secret.
    pub payment_token: String,
    /// The network's identifier of the mandate.
    pub mandate_id: String,
    /// The Alipay+ Token.
    pub token_id: String,
    /// The authorization session of the mandate.
    pub auth_session_id: String,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    pub mandate_type: String,
    /// The token's state at the network, for example `INIT`.
    pub payment_status: String,
    /// Until when the token pays, ISO 8601.
    pub expiry_time: String,
    /// L1.
    pub l1_serialized: String,
    /// L2.
    pub l2_serialized: String,
    /// L3; `null` for IMMEDIATE.
    #[serde(default)]
    pub l3_serialized: Option<String>,
    /// The order the token is bound to.
    pub checkout: OrderBody,
}

/// The wallet's answer: `S` means that the amount is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreVerifyAnswer {
    /// How it ended.
    pub result: ResultBody,
}

/// POST `/network/inquiryPaymentToken` (X1, wallet -> network).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryPaymentTokenRequest {
    /// The payment token.
    pub payment_token: String,
}

/// `data` of the answer to X1: as [`PreVerifyRequest`], without L1 and L2, which the wallet has.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenRecord {
    /// The payment token.
    pub payment_token: String,
    /// The network's identifier of the mandate.
    pub mandate_id: String,
    /// The Alipay+ Token.
    pub token_id: String,
    /// The authorization session of the mandate.
    pub auth_session_id: String,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    pub mandate_type: String,
    /// The token's state at the network.
    pub payment_status: String,
    /// Until when the token pays, ISO 8601.
    pub expiry_time: String,
    /// L3; `null` for IMMEDIATE.
    #[serde(default)]
    pub l3_serialized: Option<String>,
    /// The order the token is bound to.
    pub checkout: OrderBody,
}

impl fmt::Debug for PreVerifyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreVerifyRequest")
            .field("mandate_id", &self.mandate_id)
            .field("checkout", &self.checkout)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for InquiryPaymentTokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InquiryPaymentTokenRequest").finish_non_exhaustive()
    }
}

impl fmt::Debug for TokenRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRecord")
            .field("mandate_id", &self.mandate_id)
            .field("payment_status", &self.payment_status)
            .field("checkout", &self.checkout)
            .finish_non_exhaustive()
    }
}

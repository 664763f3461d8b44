//! What the wallet tells about an authorization, and the sample's stand-in for the biometric step.

use serde::{Deserialize, Serialize};

use super::{ResultBody, WalletAccountInfo, WireJwk};

/// POST `/mpp/inquiryAuthorization`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryAuthorizationRequest {
    /// The authorization session.
    pub auth_session_id: String,
    /// The wallet's identifier of it, as createAuthorization answered.
    pub auth_id: String,
}

/// `authStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthStatus {
    /// The user has not decided, or the network has not answered.
    AuthInProcess,
    /// The network has taken the user's authorization.
    Success,
    /// Refused, timed out or impossible.
    Failed,
}

/// The answer; everything but `result` is left out when the session is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryAuthorizationAnswer {
    /// How the inquiry ended.
    pub result: ResultBody,
    /// The wallet's identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_id: Option<String>,
    /// The authorization session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_session_id: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_status: Option<AuthStatus>,
    /// `AgenticPay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_type: Option<String>,
    /// The account, as far as others may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wallet_account_info: Option<WalletAccountInfo>,
    /// What was signed; only once the status is SUCCESS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance_data: Option<AssuranceData>,
}

impl InquiryAuthorizationAnswer {
    /// An inquiry that found nothing to tell.
    #[must_use]
    pub fn failure(code: &str, words: &str) -> Self {
        Self {
            result: ResultBody::failure(code, words),
            auth_id: None,
            auth_session_id: None,
            auth_status: None,
            auth_type: None,
            wallet_account_info: None,
            assurance_data: None,
        }
    }
}

/// `assuranceData`, by kind of authorization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AssuranceData {
    /// MANDATE.
    #[serde(rename_all = "camelCase")]
    Mandate {
        /// L2.
        l2_serialized: String,
        /// How the person was verified, for example `FACE`.
        idv_result: String,
        /// When, ISO 8601.
        idv_time: String,
        /// The mandate as signed.
        mandate_info: MandateInfoBody,
    },
    /// ENROLLMENT.
    #[serde(rename_all = "camelCase")]
    Enrollment {
        /// The Identity Signature Provider's public key.
        isp_pk: WireJwk,
        /// Its `kid`.
        isp_kid: String,
        /// How the person was verified.
        idv_result: String,
        /// When, ISO 8601.
        idv_time: String,
        /// The user at the network.
        customer_id: String,
        /// The wallet at the network.
        psp_id: String,
        /// Until when the token serves, ISO 8601.
        token_expiry_time: String,
    },
}

/// `mandateInfo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MandateInfoBody {
    /// The wallet's identifier of the mandate.
    pub mandate_id: String,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    pub mandate_type: String,
    /// State in the reference's spelling.
    pub mandate_status: String,
    /// Until when, ISO 8601.
    pub mandate_expiry_time: String,
}

/// POST `/mpp/completeIdv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompleteIdvRequest {
    /// The authorization session.
    pub auth_session_id: String,
}

/// The answer to completeIdv.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompleteIdvAnswer {
    /// How it ended.
    pub result: ResultBody,
    /// The authorization session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_session_id: Option<String>,
    /// `PASS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idv_result: Option<String>,
}

/// GET `/mpp/health`: `{"status":"ok","service":"mpp"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthAnswer {
    /// `ok`.
    pub status: String,
    /// Which service.
    pub service: String,
}

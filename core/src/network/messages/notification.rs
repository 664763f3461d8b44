//! `notifyAuthorization`: the wallet reports the user's authorization to the network.

use serde::{Deserialize, Serialize};

use super::WireJwk;

/// POST `/network/notifyAuthorization` (wallet -> network).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotifyRequest {
    /// The authorization session.
    pub session_id: String,
    /// `"true"` on this hop.
    pub idv_result: String,
    /// When the person was verified, ISO 8601.
    pub idv_time: String,
    /// ENROLLMENT: the Identity Signature Provider's public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isp_pk: Option<WireJwk>,
    /// ENROLLMENT: its `kid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isp_kid: Option<String>,
    /// ENROLLMENT: what the network will call the user in every later MANDATE of this binding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// ENROLLMENT: the wallet at the network, for example `ALIPAY_HK`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub psp_id: Option<String>,
    /// ENROLLMENT: until when the token is to serve, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_expiry_time: Option<String>,
    /// ENROLLMENT: the account, as far as others may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wallet_account_info: Option<WalletAccountInfo>,
    /// MANDATE: L2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l2_serialized: Option<String>,
}

/// The account, as far as others may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WalletAccountInfo {
    /// The wallet at the network.
    pub psp_id: String,
    /// The user at the wallet.
    pub psp_user_id: String,
    /// The wallet's name.
    pub wallet_name: String,
}

/// The network's envelope: `{"success","resultCode","resultMessage","data"}`, HTTP 200 also when it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkAnswer<T> {
    /// Whether it was done.
    pub success: bool,
    /// AMP's code by name.
    #[serde(default)]
    pub result_code: String,
    /// Words for a log.
    #[serde(default)]
    pub result_message: String,
    /// What was asked for; only with `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<T>,
}

impl<T> NetworkAnswer<T> {
    /// It was done.
    #[must_use]
    pub fn success(data: T) -> Self {
        Self {
            success: true,
            result_code: "SUCCESS".to_owned(),
            result_message: "SUCCESS".to_owned(),
            data: Some(data),
        }
    }

    /// It was refused.
    #[must_use]
    pub fn failure(code: &str, words: &str) -> Self {
        Self { success: false, result_code: code.to_owned(), result_message: words.to_owned(), data: None }
    }
}

/// `data` of the answer to a notification: the first two members for ENROLLMENT, the others for MANDATE.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotifyData {
    /// The Alipay+ Token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// L1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l1_serialized: Option<String>,
    /// The network's identifier of the mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_id: Option<String>,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_type: Option<String>,
    /// L2, as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l2_serialized: Option<String>,
}

/// POST `/credential-provider/notifyAuthorization` (network -> credential provider), from within the wallet's
/// notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderNotifyRequest {
    /// The network's identifier of the authorization.
    pub session_id: String,
    /// The Alipay+ Token.
    pub token_id: String,
    /// L1.
    pub l1_serialized: String,
    /// MANDATE: the network's identifier of the mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_id: Option<String>,
    /// MANDATE: `IMMEDIATE` or `AUTONOMOUS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_type: Option<String>,
    /// MANDATE: L2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l2_serialized: Option<String>,
}

/// `data` of an answer that has nothing to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoData {}

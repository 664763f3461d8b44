//! The agent's side: what it asks of its credential provider.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ConstraintsBody, OrderBody, WireAmount, WireJwk};

/// POST `/credential-provider/addPaymentMethod`: bind this agent to a wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddPaymentMethodRequest {
    /// Which wallet, for example `AlipayHK`.
    pub wallet_name: String,
    /// The agent.
    pub agent_id: String,
    /// Our sandbox's own: which user of the wallet's provider. The reference knows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// Our extension X3: the agent's own public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_pk: Option<WireJwk>,
}

/// `status` of a session at the credential provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProviderSessionStatus {
    /// The user has not decided yet.
    PendingIdv,
    /// The user authorized and the network issued.
    Completed,
    /// Refused or timed out.
    Failed,
}

/// `idv`: where the user goes to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
#[serde(rename_all = "camelCase")]
pub struct IdvLink {
    /// The link the user opens.
    pub auth_url: String,
    /// The network's identifier of the authorization.
    pub auth_session_id: String,
}

/// The answer of addPaymentMethod, createMandateSession and inquiryMandateSession: members that do not apply are
/// left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionAnswer {
    /// The credential provider's session.
    #[serde(default)]
    pub session_id: String,
    /// Where it stands.
    pub status: ProviderSessionStatus,
    /// The Alipay+ Token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// Where the user goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idv: Option<IdvLink>,
    /// The network's identifier of the mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_id: Option<String>,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_type: Option<String>,
    /// L1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l1_serialized: Option<String>,
    /// L2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l2_serialized: Option<String>,
    /// Why it failed, AMP's code by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_code: Option<String>,
    /// Words for a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_message: Option<String>,
}

impl SessionAnswer {
    /// A session in this state, with nothing else to tell.
    #[must_use]
    pub fn new(session_id: &str, status: ProviderSessionStatus) -> Self {
        Self {
            session_id: session_id.to_owned(),
            status,
            token_id: None,
            idv: None,
            mandate_id: None,
            mandate_type: None,
            l1_serialized: None,
            l2_serialized: None,
            result_code: None,
            result_message: None,
        }
    }

    /// No session came about.
    #[must_use]
    pub fn failure(code: &str, words: &str) -> Self {
        Self {
            result_code: Some(code.to_owned()),
            result_message: Some(words.to_owned()),
            ..Self::new("", ProviderSessionStatus::Failed)
        }
    }
}

/// POST `/credential-provider/queryPaymentMethodList`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryPaymentMethodListRequest {
    /// The agent.
    pub agent_id: String,
}

/// The wallets an agent is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethodList {
    /// One per binding, also those that wait for the user.
    pub payment_methods: Vec<PaymentMethod>,
}

/// One binding as the credential provider sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethod {
    /// The session it was asked for in.
    pub session_id: String,
    /// The wallet.
    pub wallet_name: String,
    /// Where it stands.
    pub status: ProviderSessionStatus,
    /// The Alipay+ Token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// L1, which the agent's chains begin with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l1_serialized: Option<String>,
}

/// POST `/credential-provider/createMandateSession`: ask the user for a mandate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateMandateSessionRequest {
    /// The Alipay+ Token of the binding.
    pub token_id: String,
    /// The agent.
    pub agent_id: String,
    /// The user's own words.
    #[serde(default)]
    pub intent_raw: String,
    /// The task described; our addition, empty in the reference's flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent_desc: Option<String>,
    /// Until when, ISO 8601; the credential provider fills in now + 183 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent_expire_time: Option<String>,
    /// The bounds; AUTONOMOUS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraints: Option<ConstraintsBody>,
    /// The exact order; IMMEDIATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout: Option<OrderBody>,
    /// Whether to answer before the user has decided; else the answer waits up to 15 s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defer_idv: Option<bool>,
    /// Our extension X3: the agent's own public key, if it is not the one given at the binding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_pk: Option<WireJwk>,
}

/// POST `/credential-provider/inquiryMandateSession`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryMandateSessionRequest {
    /// The credential provider's session.
    pub session_id: String,
}

/// POST `/credential-provider/applyCredential` (with `sessionId`) and `/network/applyCredential` (with `tokenId`
/// and `mandateId`): ask for a payment token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplyCredentialRequest {
    /// The mandate's session at the credential provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// The Alipay+ Token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// The network's identifier of the mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_id: Option<String>,
    /// L1.
    pub l1_serialized: String,
    /// L2.
    pub l2_serialized: String,
    /// L3; `null` for IMMEDIATE.
    #[serde(default)]
    pub l3_serialized: Option<String>,
    /// The order the token is asked for.
    pub checkout: OrderBody,
}

/// The answer to applyCredential: no `paymentToken` means refused, with `resultCode`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplyCredentialAnswer {
    /// The payment token (CGCP code); a bearer secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_token: Option<String>,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_type: Option<String>,
    /// The mandate's state afterwards; from the network only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate_status: Option<String>,
    /// What was taken from the budget; from the network only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deducted_amount: Option<WireAmount>,
    /// What is left of it; from the network only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<WireAmount>,
    /// Why it was refused, AMP's code by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_code: Option<String>,
    /// Words for a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_message: Option<String>,
}

impl ApplyCredentialAnswer {
    /// Refused.
    #[must_use]
    pub fn failure(code: &str, words: &str) -> Self {
        Self { result_code: Some(code.to_owned()), result_message: Some(words.to_owned()), ..Self::default() }
    }
}

impl fmt::Debug for ApplyCredentialRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplyCredentialRequest")
            .field("session_id", &self.session_id)
            .field("mandate_id", &self.mandate_id)
            .field("checkout", &self.checkout)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ApplyCredentialAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplyCredentialAnswer")
            .field("granted", &self.payment_token.is_some())
            .field("mandate_type", &self.mandate_type)
            .field("result_code", &self.result_code)
            .finish_non_exhaustive()
    }
}

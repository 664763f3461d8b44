//! `createAuthorization`: the network asks the wallet for the user's authorization.

use serde::{Deserialize, Serialize};

use super::{OrderBody, ResultBody, WireAmount, WireJwk};
use crate::assurance::{Constraints, FrequencyPeriod, Mode};

/// `authContext`: what the user is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthContext {
    /// To bind an agent.
    Enrollment,
    /// To authorize a mandate.
    Mandate,
}

/// POST `/mpp/createAuthorization` (network -> wallet).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateAuthorizationRequest {
    /// The network's identifier of this authorization.
    pub auth_session_id: String,
    /// The agent that asks.
    pub agent_id: String,
    /// The user at the network; empty in the reference's flow.
    #[serde(default)]
    pub customer_id: String,
    /// Exactly one element in every flow that exists.
    pub auth_context: Vec<AuthContext>,
    /// L1 of the binding; MANDATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l1_serialized: Option<String>,
    /// What the user wants done; MANDATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentBody>,
    /// The exact order; IMMEDIATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout: Option<OrderBody>,
    /// Our extension X3: the agent's own public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_pk: Option<WireJwk>,
}

/// `intent` of an authorization.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntentBody {
    /// The person's own words; hostile text.
    #[serde(default)]
    pub raw: String,
    /// The task described.
    #[serde(default)]
    pub desc: String,
    /// Until when, ISO 8601; without a zone it is UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<String>,
    /// The bounds; AUTONOMOUS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraints: Option<ConstraintsBody>,
}

/// `constraints` of an intent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConstraintsBody {
    /// All payments together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_amount: Option<WireAmount>,
    /// Exact merchant names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_name_list: Option<Vec<String>>,
    /// ISO 18245 merchant category codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_mcc_list: Option<Vec<String>>,
    /// Our extension: largest single payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_transaction_max: Option<WireAmount>,
    /// Our extension: smallest single payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_transaction_min: Option<WireAmount>,
    /// Our extension: ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_list: Option<Vec<String>>,
    /// Our extension: agreed merchant identifiers; they beat the names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id_allow_list: Option<Vec<String>>,
    /// Our extension: merchants never to be paid, by identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id_block_list: Option<Vec<String>>,
    /// Our extension: merchants never to be paid, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_name_block_list: Option<Vec<String>>,
    /// Our extension: how often the mandate may pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<FrequencyBody>,
    /// Our extension: how many more payments one order may be tried with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_retries: Option<u32>,
}

/// `paymentFrequency` of an intent's constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrequencyBody {
    /// So many payments at most.
    pub max_payments: u32,
    /// In every `DAY`, `WEEK` or `MONTH`, or in the whole `VALIDITY`.
    pub period: FrequencyPeriod,
}

impl ConstraintsBody {
    /// Nothing is in it: read as if it were not there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl CreateAuthorizationRequest {
    /// The mode a MANDATE asks for: constraints make it AUTONOMOUS (a checkout beside them is dropped), a checkout
    /// alone IMMEDIATE, neither AUTONOMOUS.
    #[must_use]
    pub fn mode(&self) -> Mode {
        let constraints = self.intent.as_ref().and_then(|intent| intent.constraints.as_ref());
        match (constraints.filter(|constraints| !constraints.is_empty()), &self.checkout) {
            (None, Some(_)) => Mode::Immediate,
            _ => Mode::Autonomous,
        }
    }

    /// The first required text that is empty, which is answered with `PARAM_ILLEGAL`.
    #[must_use]
    pub fn empty_member(&self) -> Option<&'static str> {
        if self.auth_session_id.is_empty() {
            Some("authSessionId")
        } else if self.agent_id.is_empty() {
            Some("agentId")
        } else if self.auth_context.is_empty() {
            Some("authContext")
        } else {
            None
        }
    }
}

/// The wallet's answer. Upstream only `authId` is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateAuthorizationAnswer {
    /// How it ended.
    pub result: ResultBody,
    /// The wallet's identifier of this authorization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_id: Option<String>,
}

/// POST `/network/createAuthorization` (credential provider -> network): what the network then asks of the wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkAuthorizationRequest {
    /// The agent that asks.
    pub agent_id: String,
    /// The user at the network; never sent by the reference's provider.
    #[serde(default)]
    pub customer_id: String,
    /// What for.
    pub auth_context: Vec<AuthContext>,
    /// The Alipay+ Token of the binding; MANDATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// What the user wants done; MANDATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentBody>,
    /// The exact order; IMMEDIATE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout: Option<OrderBody>,
    /// Our extension X3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_pk: Option<WireJwk>,
}

/// `data` of the network's answer to its credential provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkAuthorizationData {
    /// The network's identifier of the authorization, by which the callback will name it.
    pub session_id: String,
    /// The link the user opens.
    pub auth_url: String,
}

impl From<&Constraints> for ConstraintsBody {
    /// As it is written; an empty list bounds nothing and is left out.
    fn from(bounds: &Constraints) -> Self {
        let list = |texts: &Vec<String>| (!texts.is_empty()).then(|| texts.clone());
        let extensions = &bounds.extensions;
        Self {
            budget_amount: Some(bounds.budget.into()),
            merchant_name_list: list(&bounds.merchant_names),
            merchant_mcc_list: list(&bounds.merchant_mccs),
            per_transaction_max: bounds.per_transaction_max.map(Into::into),
            per_transaction_min: bounds.per_transaction_min.map(Into::into),
            region_list: list(&extensions.regions),
            merchant_id_allow_list: list(&extensions.merchant_ids),
            merchant_id_block_list: list(&extensions.blocked_merchant_ids),
            merchant_name_block_list: list(&extensions.blocked_merchant_names),
            payment_frequency: extensions.payment_frequency.map(|frequency| FrequencyBody {
                max_payments: frequency.max_payments,
                period: frequency.period,
            }),
            max_retries: extensions.max_retries,
        }
    }
}

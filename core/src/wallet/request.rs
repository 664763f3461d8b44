//! What arrives from the network, in the wallet's terms. The HTTP forms are in [`crate::network`].

use serde::Serialize;

use super::WalletError;
use crate::assurance::{Checkout, Constraints, Mode};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::mandates::{TextProblem, check_text};
use crate::money::Amount;
use crate::network::messages::TokenRecord;

/// Longest identifier that is taken from a peer, in characters.
const MAX_IDENTIFIER: u32 = 256;

/// A request to authorize something (`createAuthorization`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct AuthorizationRequest {
    /// The network's identifier of the authorization; the same one again is answered with the first outcome.
    pub auth_session_id: String,
    /// The agent that asks.
    pub agent_id: String,
    /// The user at the network; empty in the reference's flow.
    pub customer_id: String,
    /// What is asked.
    pub subject: AuthorizationSubject,
}

/// What is to be authorized (`authContext`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Enum)]
pub enum AuthorizationSubject {
    /// Bind the agent to this wallet.
    Enrollment {
        /// The agent's public key, where the request carries it (extension X3).
        agent_key: Option<PublicJwk>,
    },
    /// Let the agent spend.
    Mandate(Box<MandateRequest>),
}

/// A request for a mandate, as the peer wrote it: nothing in it is checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct MandateRequest {
    /// The person's own words.
    pub raw: String,
    /// The task in the agent's words; may be empty.
    pub desc: String,
    /// Until when; the wallet never defaults it for AUTONOMOUS.
    pub expires_at: Option<Timestamp>,
    /// Present and not empty: AUTONOMOUS.
    pub constraints: Option<Constraints>,
    /// The exact order; IMMEDIATE if there are no constraints.
    pub checkout: Option<Checkout>,
    /// L1 as the peer knows it, if it sent it.
    pub l1: Option<String>,
    /// The agent's public key (extension X3).
    pub agent_key: Option<PublicJwk>,
}

impl AuthorizationRequest {
    /// Whether the identifiers can be. A wallet refuses others by itself; who makes a wallet for a request asks first.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for an identifier that is empty, longer than 256 characters or cannot be shown.
    pub fn check_identifiers(&self) -> Result<(), WalletError> {
        check_identifier("authSessionId", &self.auth_session_id)?;
        check_identifier("agentId", &self.agent_id)?;
        if self.customer_id.is_empty() { Ok(()) } else { check_identifier("customerId", &self.customer_id) }
    }
}

impl MandateRequest {
    /// The mandate's type (amp-http, section 3): constraints make it AUTONOMOUS, a checkout without them IMMEDIATE,
    /// neither AUTONOMOUS (which S1 then refuses for want of bounds).
    #[must_use]
    pub const fn mode(&self) -> Mode {
        if self.constraints.is_none() && self.checkout.is_some() { Mode::Immediate } else { Mode::Autonomous }
    }
}

/// A payment token that the network is about to hand out (`preVerify`, extension X2; `inquiryPaymentToken`, X1).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TokenAnnouncement {
    /// The CGCP code.
    pub payment_token: String,
    /// The network's identifier of the mandate.
    pub network_mandate_id: String,
    /// The Alipay+ Token.
    pub token_id: String,
    /// The authorization session of the mandate, where the peer names it.
    pub auth_session_id: Option<String>,
    /// Until when the token may be paid.
    pub expires_at: Timestamp,
    /// L1, where the peer sends it: must be the wallet's own.
    pub l1: Option<String>,
    /// L2, where the peer sends it: must be the wallet's own.
    pub l2: Option<String>,
    /// L3; none for IMMEDIATE.
    pub l3: Option<String>,
    /// The order as the peer has it: must be the signed one.
    pub checkout: Option<Checkout>,
    /// The paired device on which the agent pays; `None` for the phone itself. It comes from the wallet, not from the peer.
    pub device_id: Option<String>,
}

impl TokenAnnouncement {
    /// What the network says of a payment token when asked (extension X1), as if it had announced it. L1 and L2 are the
    /// wallet's own.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for an expiry that is no time.
    pub(crate) fn recorded(record: TokenRecord) -> Result<Self, WalletError> {
        Ok(Self {
            payment_token: record.payment_token,
            network_mandate_id: record.mandate_id,
            token_id: record.token_id,
            auth_session_id: Some(record.auth_session_id),
            expires_at: Timestamp::parse(&record.expiry_time)
                .map_err(|_| WalletError::invalid("expiryTime", "unreadable"))?,
            l1: None,
            l2: None,
            l3: record.l3_serialized,
            checkout: Some(record.checkout.to_checkout()),
            device_id: None,
        })
    }
}

/// A merchant's payment request (`pay`).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PaymentRequest {
    /// The CGCP code.
    pub payment_token: String,
    /// The final amount to debit.
    pub amount: Amount,
    /// The merchant's order, where the peer sends it (extension X4).
    pub order: Option<Checkout>,
}

fn check_identifier(name: &'static str, value: &str) -> Result<(), WalletError> {
    match check_text(value, MAX_IDENTIFIER) {
        Ok(()) if !value.is_empty() => Ok(()),
        Ok(()) => Err(WalletError::invalid(name, "empty")),
        Err(TextProblem::TooLong { .. }) => Err(WalletError::invalid(name, "longer than 256 characters")),
        Err(_) => Err(WalletError::invalid(name, "characters that cannot be shown")),
    }
}

//! The other side: an agent on the device that requests payment tokens under a mandate it was given.

use std::sync::Arc;

use super::WalletError;
use crate::assurance::{self, Checkout, L3Claims};
use crate::clock::Clock;
use crate::identity::random_id;
use crate::jose::Signer;
use crate::network::messages::{ApplyCredentialRequest, OrderBody};

/// How long an L3 is valid, in seconds: minutes, as AMP asks.
const L3_VALIDITY_SECONDS: i64 = 300;

/// An agent acting under one AUTONOMOUS mandate. It holds the agent's own key and nothing of the user's.
pub struct AgentSession {
    signer: Arc<dyn Signer>,
    clock: Arc<dyn Clock>,
    l2: String,
    aud: String,
}

impl AgentSession {
    /// A session over the mandate that `l2` authorizes; `aud` is the payment network that L3 is made for.
    #[must_use]
    pub fn new(signer: Arc<dyn Signer>, clock: Arc<dyn Clock>, l2: String, aud: String) -> Self {
        Self { signer, clock, l2, aud }
    }

    /// Signs one order as L3: the payment token request. Each call makes a new one.
    ///
    /// # Errors
    /// [`WalletError::Chain`] for an order that L3 cannot carry, [`WalletError::Sign`], [`WalletError::Entropy`].
    pub fn sign_checkout(&self, checkout: &Checkout) -> Result<String, WalletError> {
        let iat = self.clock.now();
        let claims = L3Claims {
            nonce: random_id()?,
            aud: self.aud.clone(),
            iat,
            exp: iat.plus_seconds(L3_VALIDITY_SECONDS),
            checkout: checkout.clone(),
        };
        Ok(assurance::build_l3(&claims, &self.l2, self.signer.as_ref())?)
    }

    /// What the credential provider is asked for a payment token with, for an order that was signed as `l3`.
    /// `session_id` is the mandate's session there, `l1` what the provider gave with the mandate.
    #[must_use]
    pub fn token_request(
        &self,
        session_id: String,
        l1: String,
        l3: String,
        checkout: &Checkout,
    ) -> ApplyCredentialRequest {
        ApplyCredentialRequest {
            session_id: Some(session_id),
            token_id: None,
            mandate_id: None,
            l1_serialized: l1,
            l2_serialized: self.l2.clone(),
            l3_serialized: Some(l3),
            checkout: OrderBody::from(checkout),
        }
    }
}

//! Everything the network remembers.

use super::binding::IssuedBinding;
use super::mandate::NetworkMandate;
use super::token::IssuedToken;
use crate::clock::Timestamp;
use crate::guard::ResultCode;
use crate::jose::PublicJwk;
use crate::network::messages::AuthContext;
use crate::sandbox::denial::Denial;
use crate::sandbox::shelf::Shelf;

/// One authorization that the wallet was asked for.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) context: AuthContext,
    pub(super) agent_id: String,
    pub(super) agent_key: Option<PublicJwk>,
    /// The Alipay+ Token of the binding; MANDATE.
    pub(super) token_id: Option<String>,
}

pub(in crate::sandbox) struct NetworkBook {
    pub(super) sessions: Shelf<Session>,
    pub(super) bindings: Shelf<IssuedBinding>,
    pub(super) mandates: Shelf<NetworkMandate>,
    pub(super) tokens: Shelf<IssuedToken>,
    /// Nonces of L2 and L3 with the end of their layers.
    nonces: Shelf<Timestamp>,
}

impl NetworkBook {
    pub(in crate::sandbox) fn new(capacity: u32) -> Self {
        Self {
            sessions: Shelf::new(capacity),
            bindings: Shelf::new(capacity),
            mandates: Shelf::new(capacity),
            tokens: Shelf::new(capacity),
            nonces: Shelf::new(capacity),
        }
    }

    pub(in crate::sandbox) fn clear(&mut self) {
        self.sessions.clear();
        self.bindings.clear();
        self.mandates.clear();
        self.tokens.clear();
        self.nonces.clear();
    }

    pub(in crate::sandbox) fn mandate_mut(
        &mut self,
        mandate_id: &str,
    ) -> Result<&mut NetworkMandate, Denial> {
        self.mandates
            .get_mut(mandate_id)
            .ok_or_else(|| Denial::new(ResultCode::MandateNotExist, "no such mandate"))
    }

    pub(in crate::sandbox) fn binding(&self, token_id: &str) -> Result<&IssuedBinding, Denial> {
        self.bindings
            .get(token_id)
            .ok_or_else(|| Denial::new(ResultCode::TokenNotMatchMandate, "no such wallet token"))
    }

    /// Takes a nonce that was not seen before; it is remembered until its layer is over.
    pub(super) fn take_nonce(
        &mut self,
        kind: &str,
        nonce: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), Denial> {
        let key = format!("{kind} {nonce}");
        if self.nonces.get(&key).is_some() {
            return Err(Denial::new(ResultCode::RepeatReqInconsistent, format!("{kind} was used before")));
        }
        if self.nonces.is_full() {
            self.nonces.retain(|until| *until > now);
        }
        self.nonces.put(&key, until)
    }
}

//! One binding of an agent to this wallet (AMP, "Enrollment").

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::clock::Timestamp;
use crate::jose::PublicJwk;

/// Whether a bound agent may ask for mandates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum BindingState {
    /// Waiting for the user's approval, or for the network's answer to it.
    Pending,
    /// The network has issued the Alipay+ Token and L1.
    Active,
    /// The user or the network ended it.
    Ended,
}

/// An agent bound to this wallet: serves all its later purchases. `Debug` hides the wallet token, L1 and the customer.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Binding {
    /// The network's Agent ID.
    pub agent_id: String,
    /// The authorization session of the enrollment.
    pub auth_session_id: String,
    /// `customerId` as the network gave it; empty in the reference's flow.
    pub customer_id: String,
    /// Whether it may be used.
    pub state: BindingState,
    /// The user's Identity Signature Provider key that L1 names.
    pub isp_kid: String,
    /// The Alipay+ Token.
    pub token_id: Option<String>,
    /// L1 as the network issued it, byte for byte.
    pub l1: Option<String>,
    /// The agent's public key, where it is known (extension X3, KYA, configuration).
    pub agent_key: Option<PublicJwk>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when the token serves.
    pub expires_at: Timestamp,
}

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binding")
            .field("agent_id", &self.agent_id)
            .field("auth_session_id", &self.auth_session_id)
            .field("state", &self.state)
            .field("isp_kid", &self.isp_kid)
            .field("has_token", &self.token_id.is_some())
            .field("has_l1", &self.l1.is_some())
            .field("agent_kid", &self.agent_key.as_ref().map(|key| &key.kid))
            .field("created_at", &self.created_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Why a bound agent may not act.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BindingError {
    /// The network has not issued its token yet, or the binding was ended.
    #[error("the binding of agent {agent_id:?} is {state:?}")]
    NotActive {
        /// Whose binding.
        agent_id: String,
        /// The state it is in.
        state: BindingState,
    },
    /// The token's time is over.
    #[error("the binding of agent {agent_id:?} ended at {expired_at}")]
    Expired {
        /// Whose binding.
        agent_id: String,
        /// When it ended.
        expired_at: Timestamp,
    },
}

impl BindingError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotActive { .. } => "agent.not_active",
            Self::Expired { .. } => "agent.binding_expired",
        }
    }
}

impl Binding {
    /// Whether this agent may ask for mandates and payment tokens at `now`.
    ///
    /// # Errors
    /// [`BindingError`]: the binding is not active, or its time is over.
    pub fn may_request(&self, now: Timestamp) -> Result<(), BindingError> {
        if self.state != BindingState::Active {
            return Err(BindingError::NotActive { agent_id: self.agent_id.clone(), state: self.state });
        }
        if now >= self.expires_at {
            return Err(BindingError::Expired {
                agent_id: self.agent_id.clone(),
                expired_at: self.expires_at,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binding(state: BindingState) -> Binding {
        Binding {
            agent_id: "agent-1".into(),
            auth_session_id: "s".into(),
            customer_id: String::new(),
            state,
            isp_kid: "isp-1".into(),
            token_id: Some("t".into()),
            l1: None,
            agent_key: None,
            created_at: Timestamp::from_seconds(0),
            expires_at: Timestamp::from_seconds(100),
        }
    }

    #[test]
    fn a_binding_is_shown_without_its_wallet_token() {
        let shown =
            format!("{:?}", Binding { token_id: Some("7c1d".into()), ..binding(BindingState::Active) });
        assert!(!shown.contains("7c1d") && shown.contains("has_token: true"), "{shown}");
    }

    #[test]
    fn only_an_active_binding_in_its_time_may_ask() {
        let active = binding(BindingState::Active);
        assert_eq!(active.may_request(Timestamp::from_millis(99_999)), Ok(()));
        let late = active.may_request(Timestamp::from_seconds(100)).unwrap_err();
        assert_eq!(late.code(), "agent.binding_expired");
        for state in [BindingState::Pending, BindingState::Ended] {
            let error = binding(state).may_request(Timestamp::from_seconds(1)).unwrap_err();
            assert_eq!(error.code(), "agent.not_active");
        }
    }
}

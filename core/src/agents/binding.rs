//! One binding of an agent to this wallet (AMP, "Enrollment").

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::jose::PublicJwk;

/// Whether a bound agent may ask for mandates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BindingState {
    /// Waiting for the user's approval, or for the network's answer to it.
    Pending,
    /// The network has issued the Alipay+ Token and L1.
    Active,
    /// The user or the network ended it.
    Ended,
}

/// An agent bound to this wallet: serves all its later purchases.
#[derive(Debug, Clone, PartialEq, Eq)]
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

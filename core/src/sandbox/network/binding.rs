//! A wallet bound to an agent, as the network knows it.

use crate::jose::PublicJwk;

/// What the network issued for one enrollment.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct IssuedBinding {
    /// The Alipay+ Token.
    pub(in crate::sandbox) token_id: String,
    pub(in crate::sandbox) agent_id: String,
    /// As the wallet's notification named the user.
    pub(in crate::sandbox) customer_id: String,
    /// X3: the agent's own key, if it was given at the binding.
    pub(in crate::sandbox) agent_key: Option<PublicJwk>,
    pub(in crate::sandbox) l1: String,
}

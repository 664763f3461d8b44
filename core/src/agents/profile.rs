//! How an agent introduces itself.

use serde::{Deserialize, Serialize};

/// What is known of an agent when the user is asked: claims, as long as `verified` is false.
///
/// AMP's authorization request carries the agent id alone; everything else comes from a credential or a directory
/// and is hostile text until shown as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct AgentProfile {
    /// The network's Agent ID.
    pub agent_id: String,
    /// What it calls itself.
    pub display_name: String,
    /// Who says to have made it.
    pub developer: Option<String>,
    /// Web address, as given; never opened by the core.
    pub website: Option<String>,
    /// Whether someone whom the wallet trusts vouches for the three fields above.
    pub verified: bool,
}

impl AgentProfile {
    /// An agent of which only the id is known.
    #[must_use]
    pub fn unverified(agent_id: &str) -> Self {
        Self {
            agent_id: agent_id.to_owned(),
            display_name: agent_id.to_owned(),
            developer: None,
            website: None,
            verified: false,
        }
    }
}

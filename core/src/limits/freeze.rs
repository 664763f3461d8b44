//! The user's stop: nothing is paid until he lifts it.

use serde::{Deserialize, Serialize};

/// Who pays nothing at the moment. It stops mandates that are authorized already: no token is handed out (S2) and no
/// debit is made (S4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Freeze {
    /// Nobody pays.
    pub all: bool,
    /// These agents pay nothing.
    pub agents: Vec<String>,
}

impl Freeze {
    /// Whether this agent pays nothing.
    #[must_use]
    pub fn covers(&self, agent_id: &str) -> bool {
        self.all || self.agents.iter().any(|agent| agent == agent_id)
    }
}

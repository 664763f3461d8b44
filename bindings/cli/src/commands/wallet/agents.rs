//! `amp wallet agents`: who was ever bound.

use amp_wallet_core::agents::{Binding, BindingState};
use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;

/// The contract of `amp wallet agents --json`.
#[derive(Debug, Serialize)]
pub(super) struct Agents {
    agents: Vec<Agent>,
}

#[derive(Debug, Serialize)]
struct Agent {
    agent_id: String,
    state: BindingState,
    /// The key identifier of the agent's public key, where the wallet knows it.
    agent_key: Option<String>,
    session: String,
    asked_at: String,
    expires_at: String,
}

/// The bindings, newest first.
///
/// # Errors
/// The wallet's.
pub(super) async fn list(wallet: &Wallet) -> Result<Agents, CliError> {
    Ok(Agents { agents: wallet.agents().await?.into_iter().map(Agent::of).collect() })
}

impl Agent {
    fn of(binding: Binding) -> Self {
        Self {
            agent_id: binding.agent_id,
            state: binding.state,
            agent_key: binding.agent_key.map(|key| key.kid),
            session: binding.auth_session_id,
            asked_at: binding.created_at.to_iso8601(),
            expires_at: binding.expires_at.to_iso8601(),
        }
    }
}

impl Report for Agents {
    fn render(&self, page: &mut Page) {
        if self.agents.is_empty() {
            return page.line(Tone::Faint, "no agent was ever bound");
        }
        let mut table = Table::new([
            Column::Left("agent"),
            Column::Left("state"),
            Column::Left("asked at"),
            Column::Left("until"),
            Column::Left("key"),
        ]);
        for agent in &self.agents {
            let (tone, state) = match agent.state {
                BindingState::Pending => (Tone::Warn, "pending"),
                BindingState::Active => (Tone::Good, "active"),
                BindingState::Ended => (Tone::Faint, "ended"),
            };
            table.row([
                Cell::new(Tone::Strong, &agent.agent_id),
                Cell::new(tone, state),
                Cell::plain(&agent.asked_at),
                Cell::plain(&agent.expires_at),
                Cell::plain(agent.agent_key.as_deref().unwrap_or("unknown")),
            ]);
        }
        page.table(&table);
    }
}

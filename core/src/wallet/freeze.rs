//! The user stops everything, or one agent, at once.

use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::limits::Freeze;
use crate::storage::WriteTx;

impl Wallet {
    /// Who pays nothing at the moment.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn frozen(&self) -> Result<Freeze, WalletError> {
        self.inner.store.read(|tx| Ok(tx.limits().freeze()?)).await
    }

    /// Stops one agent, or all of them (`None`), at once: no token is handed out and none that is out is paid. Mandates
    /// stay as they are and go on after [`Wallet::unfreeze`].
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for an agent that was never bound; [`WalletError::Store`].
    pub async fn freeze(&self, agent_id: Option<&str>) -> Result<Freeze, WalletError> {
        let agent = agent_id.map(str::to_owned);
        self.decide(move |tx, now| {
            let mut freeze = tx.limits().freeze()?;
            match agent {
                None => freeze.all = true,
                Some(agent) if freeze.agents.contains(&agent) => {}
                Some(agent) => {
                    if tx.bindings().get(&agent)?.is_none() {
                        return Err(WalletError::not_found("agent", &agent));
                    }
                    freeze.agents.push(agent);
                }
            }
            set_freeze(tx, freeze, now)
        })
        .await
    }

    /// Lifts the stop of one agent, or the stop of all (`None`): agents that were stopped by themselves stay so.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn unfreeze(&self, agent_id: Option<&str>) -> Result<Freeze, WalletError> {
        let agent = agent_id.map(str::to_owned);
        self.decide(move |tx, now| {
            let mut freeze = tx.limits().freeze()?;
            match agent {
                None => freeze.all = false,
                Some(agent) => freeze.agents.retain(|other| *other != agent),
            }
            set_freeze(tx, freeze, now)
        })
        .await
    }
}

/// Records who pays nothing from now on, and tells it where it changed.
fn set_freeze(tx: &WriteTx<'_>, freeze: Freeze, now: Timestamp) -> Result<Freeze, WalletError> {
    if tx.limits().freeze()? != freeze {
        tx.limits().set_freeze(&freeze)?;
        let Freeze { all, agents } = freeze.clone();
        tx.events().append(&EventKind::FreezeChanged { all, agents }, now)?;
    }
    Ok(freeze)
}

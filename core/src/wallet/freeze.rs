//! The user stops everything, or one agent, at once.

use super::{Wallet, WalletError};
use crate::limits::Freeze;

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
        self.decide(move |tx, _| {
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
            tx.limits().set_freeze(&freeze)?;
            Ok(freeze)
        })
        .await
    }

    /// Lifts the stop of one agent, or the stop of all (`None`): agents that were stopped by themselves stay so.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn unfreeze(&self, agent_id: Option<&str>) -> Result<Freeze, WalletError> {
        let agent = agent_id.map(str::to_owned);
        self.decide(move |tx, _| {
            let mut freeze = tx.limits().freeze()?;
            match agent {
                None => freeze.all = false,
                Some(agent) => freeze.agents.retain(|other| *other != agent),
            }
            tx.limits().set_freeze(&freeze)?;
            Ok(freeze)
        })
        .await
    }
}

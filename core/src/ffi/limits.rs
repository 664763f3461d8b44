//! How much at most, and the stop of everything.

use super::handle::Handle;
use crate::limits::{Freeze, Limit, LimitSet, LimitUsage};
use crate::wallet::WalletError;

/// The user's limits on this device. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Limits(pub(super) Handle);

#[uniffi::export]
impl Limits {
    /// The limits as they are set.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn get(&self) -> Result<LimitSet, WalletError> {
        self.0.run("limits.get", self.0.wallet.limits()).await
    }

    /// Sets the limits, all of them; an empty set clears them. Mandates that are authorized already keep theirs: to stop
    /// those at once there is [`Limits::freeze`].
    ///
    /// # Errors
    /// [`WalletError::Limit`] for limits that cannot be, [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn set(&self, limits: LimitSet) -> Result<(), WalletError> {
        self.0.run("limits.set", self.0.wallet.set_limits(limits)).await
    }

    /// Sets one limit: a new one, or in the place of the one with the same `limitId`; the others stay as they are. Answers all
    /// of them.
    ///
    /// # Errors
    /// As [`Limits::set`].
    pub async fn put(&self, limit: Limit) -> Result<LimitSet, WalletError> {
        self.0.run("limits.put", self.0.wallet.put_limit(limit)).await
    }

    /// Clears one limit; one that is not there is cleared already. Answers those that stay.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn remove(&self, limit_id: String) -> Result<LimitSet, WalletError> {
        self.0.run("limits.remove", self.0.wallet.remove_limit(&limit_id)).await
    }

    /// How far each limit is used now, and what remains of it: the base of a ring or a bar. Limits for each agent, merchant
    /// and so on by itself are not among them: they have as many counts as there are agents; see [`Wallet::overview`](super::Wallet::overview).
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Zone`].
    pub async fn usage(&self) -> Result<Vec<LimitUsage>, WalletError> {
        self.0.run("limits.usage", self.0.wallet.limit_usage()).await
    }

    /// How far these limits would be used at this moment if they were set; sets nothing. What no limit in force counts
    /// already is counted from the payments and mandates of its window: that reads them.
    ///
    /// # Errors
    /// [`WalletError::Limit`] for limits that cannot be; [`WalletError::Store`], [`WalletError::Zone`].
    pub async fn preview(&self, limits: LimitSet) -> Result<Vec<LimitUsage>, WalletError> {
        self.0.run("limits.preview", self.0.wallet.preview_limits(limits)).await
    }

    /// Who pays nothing at the moment.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn frozen(&self) -> Result<Freeze, WalletError> {
        self.0.run("limits.frozen", self.0.wallet.frozen()).await
    }

    /// Stops one agent, or all of them (none), at once. Mandates stay as they are and go on after
    /// [`Limits::unfreeze`].
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for an agent that was never bound; [`WalletError::Store`].
    pub async fn freeze(&self, agent_id: Option<String>) -> Result<Freeze, WalletError> {
        self.0.run("limits.freeze", self.0.wallet.freeze(agent_id.as_deref())).await
    }

    /// Lifts the stop of one agent, or the stop of all (none): agents that were stopped by themselves stay so.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn unfreeze(&self, agent_id: Option<String>) -> Result<Freeze, WalletError> {
        self.0.run("limits.unfreeze", self.0.wallet.unfreeze(agent_id.as_deref())).await
    }
}

//! What agents are busy with.

use super::handle::Handle;
use crate::mandates::{DelegatedTask, Mandate};
use crate::wallet::{Bill, TaskPage, WalletError};

/// The delegated tasks of one wallet. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Tasks(pub(super) Handle);

#[uniffi::export]
impl Tasks {
    /// The delegated tasks, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Money`].
    pub async fn list(&self) -> Result<Vec<DelegatedTask>, WalletError> {
        self.0.run("tasks.list", self.0.wallet.tasks()).await
    }

    /// The delegated tasks, newest first: at most `limit` (1 to 1,000), from the newest on or, with what a page gave as
    /// `next`, after that page. A page costs the same at any depth, but for the payments of its tasks, which are counted.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for an `after` that no page gave, or a `limit` out of range; [`WalletError::Store`],
    /// [`WalletError::Money`].
    pub async fn page(&self, after: Option<String>, limit: u32) -> Result<TaskPage, WalletError> {
        self.0.run("tasks.page", self.0.wallet.tasks_page(after, limit)).await
    }

    /// One task.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`], [`WalletError::Money`].
    pub async fn get(&self, mandate_id: String) -> Result<DelegatedTask, WalletError> {
        self.0.run("tasks.get", self.0.wallet.task(&mandate_id)).await
    }

    /// A task's bill: at most `limit` (1 to 1,000) of its payments, the latest first, from the latest on or, with what a
    /// page gave as `next`, after that page. A page costs the same at any depth.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Invalid`] for an `after` that no page gave, or a `limit` out of range;
    /// [`WalletError::Store`], [`WalletError::Money`].
    pub async fn bill(
        &self,
        mandate_id: String,
        after: Option<String>,
        limit: u32,
    ) -> Result<Bill, WalletError> {
        self.0.run("tasks.bill", self.0.wallet.bill(&mandate_id, after, limit)).await
    }

    /// Cancels a task: revokes its mandate.
    ///
    /// # Errors
    /// As [`Mandates::revoke`](super::Mandates::revoke).
    pub async fn cancel(&self, mandate_id: String) -> Result<Mandate, WalletError> {
        self.0.run("tasks.cancel", self.0.wallet.revoke_mandate(&mandate_id)).await
    }
}

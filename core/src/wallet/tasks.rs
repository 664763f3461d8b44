//! Delegated tasks: what agents are busy with, how far they have come, what it cost.
//!
//! To cancel a task is to revoke its mandate ([`Wallet::revoke_mandate`]); to give it more or less,
//! [`Wallet::adjust_mandate`].

use serde::Serialize;

use super::list::{PAGE, books_of};
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::mandates::{DelegatedTask, Mandate};
use crate::money::Amount;
use crate::payments::BillLine;
use crate::storage::ReadTx;

/// A task with its payments, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Bill {
    /// The task.
    pub task: DelegatedTask,
    /// At most 200 payments.
    pub lines: Vec<BillLine>,
}

impl Wallet {
    /// The delegated tasks, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Money`].
    pub async fn tasks(&self) -> Result<Vec<DelegatedTask>, WalletError> {
        let now = self.now();
        self.inner
            .store
            .read(move |tx| tx.mandates().list(PAGE)?.into_iter().map(|one| task(tx, one, now)).collect())
            .await
    }

    /// One task.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`], [`WalletError::Money`].
    pub async fn task(&self, mandate_id: &str) -> Result<DelegatedTask, WalletError> {
        Ok(self.bill_page(mandate_id, 0, 0).await?.task)
    }

    /// A task's bill: at most 200 of its payments, the latest first, without the first `skip`.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`], [`WalletError::Money`].
    pub async fn bill(&self, mandate_id: &str, skip: u32) -> Result<Bill, WalletError> {
        self.bill_page(mandate_id, skip, PAGE).await
    }

    async fn bill_page(&self, mandate_id: &str, skip: u32, limit: u32) -> Result<Bill, WalletError> {
        let (id, now) = (mandate_id.to_owned(), self.now());
        self.inner
            .store
            .read(move |tx| {
                let mandate =
                    tx.mandates().get(&id)?.ok_or_else(|| WalletError::not_found("mandate", &id))?;
                let mut lines = Vec::new();
                for payment in tx.payments().page_by_mandate(&id, skip, limit)? {
                    let mut refunded = Amount::zero(payment.held.currency());
                    for refund in tx.refunds().list_by_payment(&payment.payment_id)? {
                        refunded = refunded.checked_add(refund.amount)?;
                    }
                    lines.push(BillLine::of(payment, refunded));
                }
                Ok(Bill { task: task(tx, mandate, now)?, lines })
            })
            .await
    }
}

/// One mandate as the task that it is at `now`.
pub(super) fn task(tx: &ReadTx<'_>, mandate: Mandate, now: Timestamp) -> Result<DelegatedTask, WalletError> {
    let books = books_of(tx, &mandate)?;
    let payments = tx.payments().count_by_mandate(&mandate.mandate_id)?;
    let refusals = tx.refusals().get(&mandate.mandate_id)?;
    Ok(DelegatedTask::of(mandate, &books, payments, refusals, now)?)
}

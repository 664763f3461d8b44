//! Delegated tasks: what agents are busy with, how far they have come, what it cost.
//!
//! To cancel a task is to revoke its mandate ([`Wallet::revoke_mandate`]); to give it more or less,
//! [`Wallet::adjust_mandate`].

use serde::Serialize;

use super::list::{PAGE, books_of};
use super::pages::Place;
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::mandates::{DelegatedTask, Mandate, TaskPayments};
use crate::payments::BillLine;
use crate::storage::ReadTx;

/// A task with its payments, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Bill {
    /// The task.
    pub task: DelegatedTask,
    /// The payments of this page.
    pub lines: Vec<BillLine>,
    /// What to ask the next page with; none where nothing older is left. Its text means nothing to anyone else.
    pub next: Option<String>,
}

/// Delegated tasks, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct TaskPage {
    /// The tasks of this page.
    pub tasks: Vec<DelegatedTask>,
    /// What to ask the next page with; none where nothing older is left. Its text means nothing to anyone else.
    pub next: Option<String>,
}

impl Wallet {
    /// The delegated tasks, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Money`].
    pub async fn tasks(&self) -> Result<Vec<DelegatedTask>, WalletError> {
        Ok(self.tasks_page(None, PAGE).await?.tasks)
    }

    /// The delegated tasks, newest first: at most `limit` (1 to 1,000), as [`Wallet::payments_page`].
    ///
    /// # Errors
    /// As [`Wallet::payments_page`]; [`WalletError::Money`].
    pub async fn tasks_page(&self, after: Option<String>, limit: u32) -> Result<TaskPage, WalletError> {
        let (place, now) = (Place::of(after.as_deref(), limit)?, self.now());
        self.inner
            .store
            .read(move |tx| {
                let found = tx.mandates().page(place.below, place.rows())?;
                let (found, next) =
                    place.cut(found.into_iter().map(|(number, one)| (number, (number, one))).collect());
                let tasks = tasks(tx, found, now)?;
                Ok(TaskPage { tasks, next })
            })
            .await
    }

    /// One task.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`], [`WalletError::Money`].
    pub async fn task(&self, mandate_id: &str) -> Result<DelegatedTask, WalletError> {
        let (id, now) = (mandate_id.to_owned(), self.now());
        self.inner.store.read(move |tx| task(tx, &id, now)).await
    }

    /// A task's bill: at most `limit` (1 to 1,000) of its payments, the latest first, from the latest on or, with what a
    /// page gave as `next`, after that page. A page costs the same at any depth.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Invalid`] for an `after` that no page gave, or a `limit` out of range;
    /// [`WalletError::Store`], [`WalletError::Money`].
    pub async fn bill(
        &self,
        mandate_id: &str,
        after: Option<String>,
        limit: u32,
    ) -> Result<Bill, WalletError> {
        let (id, place, now) = (mandate_id.to_owned(), Place::of(after.as_deref(), limit)?, self.now());
        self.inner
            .store
            .read(move |tx| {
                let task = task(tx, &id, now)?;
                let (lines, next) = place.cut(tx.payments().bill(&id, place.below, place.rows())?);
                Ok(Bill { task, lines, next })
            })
            .await
    }
}

/// The mandate as the task that it is at `now`.
fn task(tx: &ReadTx<'_>, mandate_id: &str, now: Timestamp) -> Result<DelegatedTask, WalletError> {
    let mandate =
        tx.mandates().get(mandate_id)?.ok_or_else(|| WalletError::not_found("mandate", mandate_id))?;
    let payments = tx.payments().count_by_mandate(mandate_id)?;
    with_books(tx, mandate, payments, now)
}

/// Numbered mandates, newest first, as the tasks that they are at `now`.
fn tasks(
    tx: &ReadTx<'_>,
    mandates: Vec<(i64, Mandate)>,
    now: Timestamp,
) -> Result<Vec<DelegatedTask>, WalletError> {
    let (Some((last, _)), Some((first, _))) = (mandates.first(), mandates.last()) else {
        return Ok(Vec::new());
    };
    let counts = tx.payments().count_by_mandates(*first, *last)?;
    let counted = |number| counts.get(&number).copied().unwrap_or_default();
    mandates.into_iter().map(|(number, mandate)| with_books(tx, mandate, counted(number), now)).collect()
}

fn with_books(
    tx: &ReadTx<'_>,
    mandate: Mandate,
    payments: TaskPayments,
    now: Timestamp,
) -> Result<DelegatedTask, WalletError> {
    let books = books_of(tx, &mandate)?;
    let refusals = tx.refusals().get(&mandate.mandate_id)?;
    Ok(DelegatedTask::of(mandate, &books, payments, refusals, now)?)
}

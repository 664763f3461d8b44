//! Whether everything in the wallet is as it should be.

use super::{Wallet, WalletError};
use crate::clock::HighWater;
use crate::runtime;
use crate::storage::{Checkup, Verified};

impl Wallet {
    /// Checks the whole database: its structure, its seals, its references, every balance against its postings, budgets,
    /// payments, refunds and counters against both, and the mark in the secret store; tells what is unfinished and what
    /// waits to be told. It reads everything and takes its time; payments go on meanwhile.
    ///
    /// # Errors
    /// [`WalletError::Store`] with what keeps it from looking. What is wrong is no error, it is in the answer.
    pub async fn check(&self) -> Result<Checkup, WalletError> {
        let store = self.inner.store.clone();
        Ok(runtime::blocking(move || store.check()).await.map_err(|_| WalletError::Interrupted)??)
    }

    /// [`Wallet::check`] of the file alone, for who only wants to know whether everything is in order.
    ///
    /// # Errors
    /// [`WalletError::Store`] with the first thing that is wrong.
    pub async fn verify(&self) -> Result<Verified, WalletError> {
        self.inner.store.read(|tx| Ok(tx.verify()?)).await
    }

    /// The latest time that this wallet has seen. A clock that shows an earlier one signs and pays nothing.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn high_water(&self) -> Result<HighWater, WalletError> {
        self.inner.store.read(|tx| Ok(tx.high_water().get()?)).await
    }
}

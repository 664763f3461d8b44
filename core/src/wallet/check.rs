//! Whether everything in the wallet is as it should be.

use super::{Wallet, WalletError};
use crate::clock::HighWater;
use crate::storage::Verified;

impl Wallet {
    /// Checks the whole database: its structure, its references, every balance against its postings, payments and
    /// refunds against both. It reads everything and takes its time; payments go on meanwhile.
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

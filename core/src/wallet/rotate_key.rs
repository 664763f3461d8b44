//! A new key for the database.

use super::{Wallet, WalletError};
use crate::runtime;

impl Wallet {
    /// Seals everything that is sealed with a new key and forgets the old one; how many values were sealed anew. Payments
    /// go on meanwhile. Whatever interrupts it, the next [`Wallet::open`] finishes it. Backups made before cannot be
    /// read any more: make a new one.
    ///
    /// # Errors
    /// [`WalletError::Store`]: the secret store's failures first of all.
    pub async fn rotate_key(&self) -> Result<u64, WalletError> {
        let store = self.inner.store.clone();
        Ok(runtime::blocking(move || store.rotate_key()).await.map_err(|_| WalletError::Interrupted)??)
    }

    /// Finishes a rotation that a crash interrupted.
    pub(super) async fn finish_rotation(&self) -> Result<(), WalletError> {
        let store = self.inner.store.clone();
        runtime::blocking(move || store.finish_rotation()).await.map_err(|_| WalletError::Interrupted)??;
        Ok(())
    }
}

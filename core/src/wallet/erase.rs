//! Everything is deleted: the database, its keys, the key that signs for the user.

use std::path::{Path, PathBuf};

use super::backup::{REPLACED, STAGED};
use super::open::DATABASE;
use super::{Host, Wallet, WalletConfig, WalletError};
use crate::identity::Secrets;
use crate::runtime;
use crate::storage::{Erasure, StoreError};

impl Wallet {
    /// Deletes everything of this wallet on the device for good: the database with what lies beside it, its keys in the
    /// secret store, the user's key in the vault. What is under way ends first; afterwards every handle is closed. Agents
    /// lose nothing by it that the network does not take from them: revoke mandates first. Backups that were made before
    /// cannot be read any more, exports stay where they were put. It runs to its end even when the caller stops waiting;
    /// whatever interrupts it, the next [`Wallet::open`] or [`erase_wallet`](Wallet::erase_unopened) ends it.
    ///
    /// # Errors
    /// `store.busy` while another process has the wallet open: then nothing was deleted and the wallet goes on.
    /// `store.closed` and `store.suspended` for one that is not open. [`WalletError::Isp`] where the vault does not let go of the key, and
    /// [`WalletError::Store`] with the secret store's error: the wallet is closed, and opening it or erasing it again ends
    /// what was begun.
    pub async fn erase(&self) -> Result<(), WalletError> {
        let wallet = self.clone();
        let erased = runtime::run(async move { runtime::blocking(move || wallet.erase_now()).await });
        erased.await.map_err(|_| WalletError::Interrupted)?.map_err(|_| WalletError::Interrupted)?
    }

    fn erase_now(&self) -> Result<(), WalletError> {
        let store = &self.inner.store;
        // A wallet that is suspended or closed says so, and stays as it is.
        store.read_blocking(|_| Ok::<_, StoreError>(()))?;
        store.suspend()?;
        let path = self.inner.config.data_dir.join(DATABASE);
        let begun = Erasure::begin(&path).inspect_err(|_| {
            // What keeps it from going on is found by the next call, which says so.
            let _resumed = store.resume();
        })?;
        store.close();
        finish(begun, &path, &self.inner.host, &self.wallet_id())
    }

    /// Deletes what lies in the folder of a wallet that is not open and perhaps cannot be opened: its key was lost, its
    /// database is damaged. As [`Wallet::erase`]; where the database cannot be read its keys stay in the secret store, of
    /// use for nothing.
    ///
    /// # Errors
    /// As [`Wallet::erase`]; `store.foreign` for a file that is none of a wallet's.
    pub async fn erase_unopened(config: WalletConfig, host: Host) -> Result<(), WalletError> {
        let erased = runtime::run(async move {
            runtime::blocking(move || {
                let path = config.data_dir.join(DATABASE);
                let begun = match Erasure::unfinished(&path)? {
                    Some(begun) => begun,
                    None => Erasure::begin(&path)?,
                };
                finish(begun, &path, &host, &config.wallet_id())
            })
            .await
        });
        erased.await.map_err(|_| WalletError::Interrupted)?.map_err(|_| WalletError::Interrupted)?
    }
}

/// Ends an erasure that something interrupted, before anything new is made in its place.
pub(super) fn finish_erasing(config: &WalletConfig, host: &Host) -> Result<(), WalletError> {
    let path = config.data_dir.join(DATABASE);
    match Erasure::unfinished(&path)? {
        Some(begun) => finish(begun, &path, host, &config.wallet_id()),
        None => Ok(()),
    }
}

fn finish(begun: Erasure, path: &Path, host: &Host, wallet_id: &str) -> Result<(), WalletError> {
    let beside: Vec<PathBuf> = [STAGED, REPLACED].iter().map(|name| path.with_file_name(name)).collect();
    begun.remove(&Secrets::new(host.secrets.clone()), &beside)?;
    host.isp.forget(wallet_id)?;
    Ok(begun.end()?)
}

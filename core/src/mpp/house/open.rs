//! Opening wallets on demand.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use super::close::LOOK_AGAIN;
use super::lease::{Lease, Use};
use super::slot::Opened;
use super::{HouseOptions, ROOM_WAIT, WalletHouse};
use crate::identity::{
    DeviceIsp, FileSecretStore, IspError, KeyPolicy, SecretError, SecretStore, Secrets, SoftwareVault,
    Unattended, VaultError,
};
use crate::runtime;
use crate::storage::{DirectoryEntry, Store, StoreError, StoreOptions};
use crate::wallet::{Host, Wallet, WalletConfig, WalletError};

/// The directory's file in the house's folder.
const DIRECTORY: &str = "directory.db";

impl WalletHouse {
    /// The open wallet of an entry, opened if it is not.
    pub(in crate::mpp) async fn lease(&self, entry: DirectoryEntry) -> Result<Lease, WalletError> {
        let its_use = self.take(&entry.wallet_key);
        let mut state = its_use.slot.state.lock().await;
        let (wallet, opened_now) = match &*state {
            Some(opened) => (opened.wallet.clone(), false),
            None => {
                let room = self.room().await?;
                let wallet = self.open_wallet(&entry).await?;
                *state = Some(Opened { wallet: wallet.clone(), _room: room });
                its_use.slot.set_open(true);
                (wallet, true)
            }
        };
        drop(state);
        if opened_now {
            self.keep_in_order(wallet.clone(), its_use.again());
        }
        Ok(Lease::new(wallet, entry, its_use))
    }

    pub(super) fn take(&self, wallet_key: &str) -> Use {
        let mut slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = Arc::clone(slots.entry(wallet_key.to_owned()).or_default());
        slot.take();
        Use::new(slot, self.clone())
    }

    /// Room for one more open wallet; the one that was not used for longest gives way.
    async fn room(&self) -> Result<OwnedSemaphorePermit, WalletError> {
        let end = Instant::now() + ROOM_WAIT;
        loop {
            if let Ok(room) = Arc::clone(&self.inner.room).try_acquire_owned() {
                return Ok(room);
            }
            if !self.close_one().await {
                if Instant::now() >= end {
                    return Err(StoreError::Busy.into());
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        }
    }

    async fn open_wallet(&self, entry: &DirectoryEntry) -> Result<Wallet, WalletError> {
        let common = &self.inner.options.wallets;
        let data_dir = common.data_dir.join("wallets").join(&entry.wallet_key);
        let config = WalletConfig {
            data_dir: data_dir.clone(),
            psp_user_id: entry.psp_user_id.clone(),
            user_login_id: entry.psp_user_id.clone(),
            store: HouseOptions::store(common.store),
            ..common.clone()
        };
        let house = self.clone();
        let host = runtime::blocking(move || house.host(&data_dir))
            .await
            .map_err(|_| WalletError::Interrupted)?
            .map_err(IspError::Vault)?;
        Wallet::open(config, host).await
    }

    /// Each wallet has keys and secrets of its own, in its own folder.
    fn host(&self, folder: &Path) -> Result<Host, VaultError> {
        let secrets = secrets_in(folder)?;
        let vault = SoftwareVault::open(
            &folder.join("keys"),
            Secrets::new(Arc::clone(&secrets)),
            Arc::new(Unattended),
            Arc::clone(&self.inner.clock),
        )?;
        Ok(Host {
            isp: Arc::new(DeviceIsp::new(Arc::new(vault), KeyPolicy::None)),
            secrets,
            clock: Arc::clone(&self.inner.clock),
            network: Arc::clone(&self.inner.network),
        })
    }

    /// Milliseconds since the house was opened.
    pub(super) fn millis(&self) -> u64 {
        u64::try_from(self.inner.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Opens the directory in the house's folder, sealed with the house's own secrets.
pub(super) fn open_directory(folder: &Path) -> Result<Store, WalletError> {
    let secrets = Secrets::new(secrets_in(folder).map_err(IspError::Vault)?);
    Ok(Store::open(&folder.join(DIRECTORY), StoreOptions::default(), &secrets)?)
}

fn secrets_in(folder: &Path) -> Result<Arc<dyn SecretStore>, VaultError> {
    let failed = |error: SecretError| VaultError::Failed { reason: error.code().to_owned() };
    Ok(Arc::new(FileSecretStore::open(&folder.join("secrets")).map_err(failed)?))
}

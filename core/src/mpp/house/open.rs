//! Opening wallets on demand, and closing them again.

use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use super::lease::{Lease, Use};
use super::slot::{Opened, Slot};
use super::{ROOM_WAIT, WalletHouse};
use crate::identity::{
    DeviceIsp, FileSecretStore, IspError, KeyPolicy, SecretError, SecretStore, Secrets, SoftwareVault,
    Unattended, VaultError,
};
use crate::runtime;
use crate::storage::{DirectoryEntry, Store, StoreError, StoreOptions};
use crate::wallet::{Host, Wallet, WalletConfig, WalletError};

/// The directory's file in the house's folder.
const DIRECTORY: &str = "directory.db";

/// How often a request that waits for room looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// How long wallets in use may take when the house is closed.
const DRAIN: Duration = Duration::from_secs(10);

impl WalletHouse {
    /// The open wallet of an entry, opened if it is not.
    pub(super) async fn lease(&self, entry: DirectoryEntry) -> Result<Lease, WalletError> {
        let its_use = self.take(&entry.wallet_key);
        let mut state = its_use.slot.state.lock().await;
        let wallet = match &*state {
            Some(opened) => opened.wallet.clone(),
            None => {
                let room = self.room().await?;
                let wallet = self.open_wallet(&entry).await?;
                *state = Some(Opened { wallet: wallet.clone(), _room: room });
                its_use.slot.set_open(true);
                wallet
            }
        };
        drop(state);
        Ok(Lease::new(wallet, entry, its_use))
    }

    fn take(&self, wallet_key: &str) -> Use {
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
            let longest_unused = self.idle_slots().into_iter().next();
            let closed = match longest_unused {
                Some(slot) => close(&slot).await,
                None => false,
            };
            if !closed {
                if Instant::now() >= end {
                    return Err(StoreError::Busy.into());
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        }
    }

    /// Open wallets that nobody uses, those not used for longest first.
    fn idle_slots(&self) -> Vec<Arc<Slot>> {
        let slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let mut idle: Vec<Arc<Slot>> =
            slots.values().filter(|slot| slot.is_open() && !slot.is_leased()).map(Arc::clone).collect();
        idle.sort_by_key(|slot| slot.used_millis());
        idle
    }

    async fn open_wallet(&self, entry: &DirectoryEntry) -> Result<Wallet, WalletError> {
        let common = &self.inner.options.wallets;
        let data_dir = common.data_dir.join("wallets").join(&entry.wallet_key);
        let config = WalletConfig {
            data_dir: data_dir.clone(),
            psp_user_id: entry.psp_user_id.clone(),
            user_login_id: entry.psp_user_id.clone(),
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

    /// Closes wallets that nobody asks for, until the house is gone.
    pub(super) fn start_closing_idle(&self) -> Result<(), WalletError> {
        let idle = u64::from(self.inner.options.idle_seconds.max(1)).saturating_mul(1_000);
        let house = Arc::downgrade(&self.inner);
        runtime::start(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(idle / 4)).await;
                let Some(inner) = house.upgrade() else { return };
                let house = Self { inner };
                let before = house.millis().saturating_sub(idle);
                for slot in house.idle_slots().iter().filter(|slot| slot.used_millis() < before) {
                    close(slot).await;
                }
                house.forget_closed();
            }
        })
        .map_err(|_| WalletError::Interrupted)
    }

    fn forget_closed(&self) {
        let mut slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        // One that is locked is being closed: its place is kept until then.
        slots.retain(|_, slot| slot.is_open() || slot.is_leased() || slot.state.try_lock().is_err());
    }

    /// Lets the work under way end, ten seconds at most, and closes every database.
    pub async fn close(&self) {
        let end = Instant::now() + DRAIN;
        while Instant::now() < end && self.is_in_use() {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        let slots: Vec<Arc<Slot>> = {
            let slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
            slots.values().map(Arc::clone).collect()
        };
        for slot in slots {
            let opened = slot.state.lock().await.take();
            slot.set_open(false);
            if let Some(opened) = opened {
                let _closed = runtime::blocking(move || opened.wallet.close()).await;
            }
        }
        let directory = self.inner.directory.clone();
        let _closed = runtime::blocking(move || directory.close()).await;
    }

    fn is_in_use(&self) -> bool {
        let slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.values().any(|slot| slot.is_leased())
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

/// Closes the wallet of a slot unless somebody uses it or is about to.
async fn close(slot: &Slot) -> bool {
    let Ok(mut state) = slot.state.try_lock() else { return false };
    // Whoever takes the slot from now on waits for the lock and finds it empty.
    if slot.is_leased() {
        return false;
    }
    let Some(opened) = state.take() else { return false };
    slot.set_open(false);
    // Closing moves the log into the file; the room is free when that is done.
    let _closed = runtime::blocking(move || opened.wallet.close()).await;
    true
}

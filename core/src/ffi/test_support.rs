//! Exports of a test build only (feature `failpoints`): a call that does nothing, panics, the objects that are alive, the
//! host's methods that the core has little use for, and what calls cost without a border between.

use std::sync::Arc;
use std::time::Instant;

use super::Wallet;
use super::alive::{Kind, alive};
use super::host::{Keeper, KeyVault, SecretStore, Vault};
use crate::identity::{self, IspError, Secrets};
use crate::runtime;
use crate::storage::StoreError;
use crate::wallet::{MAX_PAGE, TokenAnnouncement, WalletError};

/// Does nothing: what a call costs.
///
/// # Errors
/// None.
#[uniffi::export]
pub fn empty_call() -> Result<(), WalletError> {
    Ok(())
}

/// Whether the library was built for release: only then what is measured says anything.
///
/// # Errors
/// None.
#[uniffi::export]
pub fn is_optimized() -> Result<bool, WalletError> {
    Ok(!cfg!(debug_assertions))
}

/// Does nothing in an `async` call: what one costs.
///
/// # Errors
/// None.
#[uniffi::export]
pub async fn empty_call_soon() -> Result<(), WalletError> {
    Ok(())
}

/// Panics, as a fault in the core would.
///
/// # Errors
/// None: it does not return.
#[uniffi::export]
#[allow(clippy::panic)] // what it is for
pub fn panic_now() -> Result<(), WalletError> {
    panic!("a panic that a test ordered")
}

/// Panics in an `async` call.
///
/// # Errors
/// None: it does not return.
#[uniffi::export]
#[allow(clippy::panic)] // what it is for
pub async fn panic_soon() -> Result<(), WalletError> {
    panic!("a panic that a test ordered")
}

/// How many objects the host has not given back, of each kind that it can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct LiveObjects {
    /// Wallets, and everything that comes of them.
    pub of_wallets: u64,
    /// Sessions of agents on the device.
    pub agent_sessions: u64,
    /// Verifiers.
    pub verifiers: u64,
    /// Sandboxes.
    pub sandboxes: u64,
    /// Agents of sandboxes.
    pub sandbox_agents: u64,
}

/// How many objects the host has not given back.
///
/// # Errors
/// None.
#[uniffi::export]
pub fn live_objects() -> Result<LiveObjects, WalletError> {
    Ok(LiveObjects {
        of_wallets: alive(Kind::OfWallet),
        agent_sessions: alive(Kind::AgentSession),
        verifiers: alive(Kind::ChainVerifier),
        sandboxes: alive(Kind::Sandbox),
        sandbox_agents: alive(Kind::SandboxAgent),
    })
}

/// Panics within a transaction of the wallet, after it has changed something.
///
/// # Errors
/// [`WalletError::Store`] with `store.work_panicked`; nothing of the transaction is kept.
#[uniffi::export]
pub async fn panic_in_transaction(wallet: Arc<Wallet>) -> Result<(), WalletError> {
    wallet.0.wallet.panic_in_transaction().await
}

/// Asks the host's vault for an attestation, as an enrollment with attestation will.
///
/// # Errors
/// [`WalletError::Isp`] with the vault's own error.
#[uniffi::export]
pub async fn vault_attestation(
    vault: Arc<dyn KeyVault>,
    alias: String,
    challenge: Vec<u8>,
) -> Result<Vec<Vec<u8>>, WalletError> {
    let asked = runtime::blocking(move || identity::KeyVault::attestation(&Vault(vault), alias, challenge));
    Ok(asked.await.map_err(|_| WalletError::Interrupted)?.map_err(IspError::from)?)
}

/// Deletes a key of the host's vault, as the deletion of a wallet does.
///
/// # Errors
/// [`WalletError::Isp`] with the vault's own error.
#[uniffi::export]
pub async fn vault_delete_key(vault: Arc<dyn KeyVault>, alias: String) -> Result<(), WalletError> {
    let asked = runtime::blocking(move || identity::KeyVault::delete_key(&Vault(vault), alias));
    Ok(asked.await.map_err(|_| WalletError::Interrupted)?.map_err(IspError::from)?)
}

/// Deletes a secret of the host's store and looks that it is gone.
///
/// # Errors
/// [`WalletError::Store`] with the store's own error.
#[uniffi::export]
pub async fn store_delete(store: Arc<dyn SecretStore>, name: String) -> Result<(), WalletError> {
    let asked = runtime::blocking(move || Secrets::new(Arc::new(Keeper(store))).delete(&name));
    Ok(asked.await.map_err(|_| WalletError::Interrupted)?.map_err(StoreError::from)?)
}

/// How long `rounds` pages of 1,000 mandates take without a border between, in nanoseconds.
///
/// # Errors
/// Those of the list.
#[uniffi::export]
#[allow(clippy::disallowed_methods)] // a measurement
pub async fn measure_list(wallet: Arc<Wallet>, rounds: u32) -> Result<u64, WalletError> {
    let core = wallet.0.wallet.clone();
    let measured = runtime::run(async move {
        let began = Instant::now();
        for _ in 0..rounds {
            core.mandates_page(None, MAX_PAGE).await?;
        }
        Ok(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX))
    });
    measured.await.map_err(|_| WalletError::Interrupted)?
}

/// How long S2 takes for these announcements, one after another, without a border between, in nanoseconds.
///
/// # Errors
/// Those of S2.
#[uniffi::export]
#[allow(clippy::disallowed_methods)] // a measurement
pub async fn measure_pre_verify(
    wallet: Arc<Wallet>,
    announcements: Vec<TokenAnnouncement>,
) -> Result<u64, WalletError> {
    let core = wallet.0.wallet.clone();
    let measured = runtime::run(async move {
        let began = Instant::now();
        for announcement in announcements {
            core.pre_verify(announcement).await?;
        }
        Ok(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX))
    });
    measured.await.map_err(|_| WalletError::Interrupted)?
}

//! Opening a wallet: the store, the user's key, and what a crash left undone.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tokio::sync::watch;

use super::erase::finish_erasing;
use super::refusals::Refusals;
use super::telling::Telling;
use super::{Inner, Wallet, WalletConfig, WalletError};
use crate::clock::Clock;
use crate::identity::{IdentitySignatureProvider, SecretStore, Secrets};
use crate::limits::WalletZone;
use crate::network::Network;
use crate::runtime;
use crate::storage::Store;

/// The database's name in the data folder.
pub(super) const DATABASE: &str = "wallet.db";

/// What the device and the app provide.
#[derive(Clone)]
pub struct Host {
    /// Holds the user's signing key: in the device's vault, or at the wallet provider's server.
    pub isp: Arc<dyn IdentitySignatureProvider>,
    /// Keeps the database's key and the mark that tells an old database from the latest one.
    pub secrets: Arc<dyn SecretStore>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The AMP network.
    pub network: Arc<dyn Network>,
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}

impl Wallet {
    /// Opens the wallet in its data folder, making it if there is none, and resumes what a crash interrupted.
    ///
    /// # Errors
    /// [`WalletError::Zone`] for an unknown time zone; [`WalletError::Store`] with what is wrong with the database,
    /// which is left as it was.
    pub async fn open(config: WalletConfig, host: Host) -> Result<Self, WalletError> {
        let wallet = Self::open_store(config, host).await?;
        wallet.finish_rotation().await?;
        wallet.keep_counting().await?;
        wallet.resume_notifications().await?;
        Ok(wallet)
    }

    /// Opens a wallet that another process may be running, and leaves to that process what is under way or was
    /// interrupted: to look, and for single steps of the user. It makes no wallet where there is none.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] where there is no wallet, and those of [`Wallet::open`].
    pub async fn open_beside(config: WalletConfig, host: Host) -> Result<Self, WalletError> {
        let path = config.data_dir.join(DATABASE);
        let exists = runtime::blocking(move || path.try_exists().unwrap_or(true));
        if !exists.await.map_err(|_| WalletError::Interrupted)? {
            return Err(WalletError::not_found("wallet", &config.psp_user_id));
        }
        Self::open_store(config, host).await
    }

    async fn open_store(config: WalletConfig, host: Host) -> Result<Self, WalletError> {
        let zone = WalletZone::named(&config.time_zone)?;
        let (known, asked) = (config.clone(), host.clone());
        runtime::blocking(move || finish_erasing(&known, &asked))
            .await
            .map_err(|_| WalletError::Interrupted)??;
        let path = config.data_dir.join(DATABASE);
        let secrets = Secrets::new(Arc::clone(&host.secrets));
        let options = config.store;
        let store = runtime::blocking(move || Store::open(&path, options, &secrets))
            .await
            .map_err(|_| WalletError::Interrupted)??;
        let inner = Inner {
            config,
            host,
            zone,
            store,
            refusals: Refusals::default(),
            telling: Telling::default(),
            vouched: AtomicBool::new(false),
            recorded: watch::Sender::new(()),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Lets work in progress end and closes every handle of the database, for an app that goes to the background:
    /// an operating system may end one that holds a file's lock there. Until [`Wallet::resume`] every call is refused
    /// with `store.suspended`; nothing is lost.
    ///
    /// # Errors
    /// [`WalletError::Store`] for a wallet that was closed.
    pub async fn suspend(&self) -> Result<(), WalletError> {
        let store = self.inner.store.clone();
        Ok(runtime::blocking(move || store.suspend()).await.map_err(|_| WalletError::Interrupted)??)
    }

    /// Opens the database again after [`Wallet::suspend`] and resumes what was interrupted.
    ///
    /// # Errors
    /// [`WalletError::Store`]: as [`Wallet::open`]; the wallet stays suspended.
    pub async fn resume(&self) -> Result<(), WalletError> {
        let store = self.inner.store.clone();
        runtime::blocking(move || store.resume()).await.map_err(|_| WalletError::Interrupted)??;
        self.resume_notifications().await
    }

    /// Ends all work in progress and closes the database. Every handle of this wallet is closed with it.
    pub fn close(&self) {
        self.inner.store.close();
    }
}

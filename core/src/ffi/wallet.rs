//! The wallet.

use std::path::PathBuf;
use std::sync::Arc;

use super::handle::Handle;
use super::host::{Keeper, KeyVault, Log, LogSink, SecretStore, Vault};
use super::{Agents, Events, Limits, Mandates, Payments, Rates, Reports, Tasks};
use crate::clock::{SystemClock, Timestamp};
use crate::identity::{DeviceIsp, KeyPolicy};
use crate::jose::PublicJwk;
use crate::network::{self, Network, Nowhere};
use crate::payments::DeviceView;
use crate::storage::Checkup;
use crate::wallet::{self, Host, Housekeeping, Overview, WalletConfig, WalletError};

/// What the device and the app provide.
#[derive(uniffi::Record)]
pub struct WalletHost {
    /// Holds the user's signing key.
    pub key_vault: Arc<dyn KeyVault>,
    /// Keeps the database's key and the mark that tells an old database from the latest one.
    pub secret_store: Arc<dyn SecretStore>,
    /// When the user's key asks for the person; every use, unless there is a good reason.
    pub key_policy: KeyPolicy,
    /// The AMP network's base address, for example `https://amp.example`.
    pub network_url: String,
    /// Where log records go; none for nowhere.
    pub log_sink: Option<Arc<dyn LogSink>>,
}

/// The settings of the public AMP network for one user: issuer and audiences `alipayplus.com`, the strict profile, UTC
/// days, 15 minutes to approve. `roots` are the network's public keys. Copy it with what differs.
///
/// # Errors
/// None today.
#[uniffi::export]
pub fn wallet_config(
    data_dir: String,
    psp_user_id: &str,
    roots: Vec<PublicJwk>,
) -> Result<WalletConfig, WalletError> {
    Ok(WalletConfig::new(PathBuf::from(data_dir), psp_user_id, roots))
}

/// Deletes what lies in the folder of a wallet that is not open and perhaps cannot be opened: its key was lost, its database
/// is damaged, [`Wallet::erase`] was interrupted. Where the database cannot be read its keys stay in the secret store, of
/// use for nothing. The host's network address is not used.
///
/// # Errors
/// As [`Wallet::erase`]; [`WalletError::Store`] with `store.foreign` for a file that is none of a wallet's.
#[uniffi::export]
pub async fn erase_wallet(config: WalletConfig, host: WalletHost) -> Result<(), WalletError> {
    let log = Log::to(host.log_sink.clone());
    let host = Wallet::host(&host, Arc::new(Nowhere), Arc::new(SystemClock));
    log.over("wallet.erase", Box::pin(wallet::Wallet::erase_unopened(config, host))).await
}

/// One user's wallet on this device.
///
/// Open it once, off the main thread, and keep it for as long as the app lives; call [`Wallet::suspend`] when the app
/// goes to the background and [`Wallet::resume`] when it comes back, and [`Wallet::shut_down`] before it is opened again.
/// Kotlin's `close()` gives back this object alone; the wallet stays open while any object of it is held. A wallet that was
/// not shut down loses nothing.
#[derive(uniffi::Object)]
pub struct Wallet(pub(super) Handle);

impl Wallet {
    /// A wallet over the core's own.
    pub(super) fn over(wallet: wallet::Wallet, log: Log) -> Arc<Self> {
        Arc::new(Self(Handle::new(wallet, log)))
    }

    /// The host as the core's, with this network.
    pub(super) fn host(
        host: &WalletHost,
        network: Arc<dyn Network>,
        clock: Arc<dyn crate::clock::Clock>,
    ) -> Host {
        let vault = Arc::new(Vault(Arc::clone(&host.key_vault)));
        Host {
            isp: Arc::new(DeviceIsp::new(vault, host.key_policy)),
            secrets: Arc::new(Keeper(Arc::clone(&host.secret_store))),
            clock,
            network,
        }
    }
}

#[uniffi::export]
impl Wallet {
    /// Opens the wallet in its data folder, making it if there is none, and resumes what a crash interrupted.
    ///
    /// # Errors
    /// [`WalletError::Zone`] for an unknown time zone; [`WalletError::Network`] for an address that cannot be called;
    /// [`WalletError::Store`] with what is wrong with the database, which is left as it was.
    #[uniffi::constructor]
    pub async fn open(config: WalletConfig, host: WalletHost) -> Result<Arc<Self>, WalletError> {
        let log = Log::to(host.log_sink.clone());
        let network = network::connect(&host.network_url)?;
        let opened = wallet::Wallet::open(config, Self::host(&host, network, Arc::new(SystemClock)));
        Ok(Self::over(log.over("wallet.open", Box::pin(opened)).await?, log))
    }

    /// Opens the wallet from a backup after its database was lost, damaged or exchanged for an older one, or, without a
    /// backup, from the older database that lies there. What was paid since is unknown to it, so nothing that it knows of
    /// pays any more: mandates are revoked, holds given back, and both are told as events; limits count only what the backup
    /// knows, so all agents are stopped until `Limits.unfreeze`. A database that is the latest
    /// is never replaced; one that is replaced is kept beside it. No other process may have the wallet open
    /// (`store.busy`).
    ///
    /// # Errors
    /// [`WalletError::Store`]: `store.conflict` where the database is in order; as [`Wallet::open`], for a backup without
    /// its key too (`store.key_lost`): then nothing was changed.
    #[uniffi::constructor]
    pub async fn adopt(
        config: WalletConfig,
        host: WalletHost,
        backup: Option<PathBuf>,
    ) -> Result<Arc<Self>, WalletError> {
        let log = Log::to(host.log_sink.clone());
        let network = network::connect(&host.network_url)?;
        let adopted =
            wallet::Wallet::adopt(config, Self::host(&host, network, Arc::new(SystemClock)), backup);
        Ok(Self::over(log.over("wallet.adopt", Box::pin(adopted)).await?, log))
    }

    /// Lets work in progress end and closes every handle of the database, for an app that goes to the background:
    /// iOS ends one that holds a file's lock there. Until [`Wallet::resume`] every call is refused with
    /// `store.suspended`; nothing is lost.
    ///
    /// # Errors
    /// [`WalletError::Store`] for a wallet that was closed.
    pub async fn suspend(&self) -> Result<(), WalletError> {
        self.0.run("wallet.suspend", self.0.wallet.suspend()).await
    }

    /// Opens the database again after [`Wallet::suspend`] and resumes what was interrupted.
    ///
    /// # Errors
    /// [`WalletError::Store`]: as [`Wallet::open`]; the wallet stays suspended.
    pub async fn resume(&self) -> Result<(), WalletError> {
        self.0.run("wallet.resume", self.0.wallet.resume()).await
    }

    /// Ends the wallet: what is under way ends first, every later call is refused with `store.closed`.
    ///
    /// # Errors
    /// [`WalletError::Interrupted`].
    pub async fn shut_down(&self) -> Result<(), WalletError> {
        let wallet = self.0.wallet.clone();
        crate::runtime::blocking(move || wallet.close()).await.map_err(|_| WalletError::Interrupted)
    }

    /// The public key that signs for the user; made in the vault on the first call.
    ///
    /// # Errors
    /// [`WalletError::Isp`] with the vault's own error.
    pub async fn isp_key(&self) -> Result<PublicJwk, WalletError> {
        self.0.run("wallet.isp_key", self.0.wallet.isp_key()).await
    }

    /// Gives the wallet a time it may trust (a network's, a secure element's), after its clock was set back.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn trust_time(&self, now: Timestamp) -> Result<(), WalletError> {
        self.0.run("wallet.trust_time", self.0.wallet.trust_time(now)).await
    }

    /// Everything at a glance, as of one moment: what waits for the user, who is bound and what each agent may still spend,
    /// what is frozen, how far the limits are used. Its cost grows with what is bound, live and waiting, not with the
    /// history.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Zone`]; [`WalletError::Money`] when a sum leaves the range of an amount.
    pub async fn overview(&self) -> Result<Overview, WalletError> {
        self.0.run("wallet.overview", self.0.wallet.overview()).await
    }

    /// The paired devices that ever asked for a payment, in the order of their names; the phone itself is none of them.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn devices(&self) -> Result<Vec<DeviceView>, WalletError> {
        self.0.run("wallet.devices", self.0.wallet.devices()).await
    }

    /// Gives back the holds of tokens that have ended, records mandates and sessions whose time is over, tells both, and
    /// drops what is past keeping. Call it after opening and every hour, and again while it says that there is more. No
    /// decision depends on it: nothing expired pays, called or not.
    ///
    /// # Errors
    /// [`WalletError::Clock`] when the clock cannot be trusted: then nothing has ended; [`WalletError::Store`].
    pub async fn keep_house(&self) -> Result<Housekeeping, WalletError> {
        self.0.run("wallet.keep_house", self.0.wallet.keep_house()).await
    }

    /// Checks the whole database against itself and against the secret store. It reads everything and takes its time;
    /// payments go on meanwhile. What is wrong is no error, it is in the answer's findings.
    ///
    /// # Errors
    /// [`WalletError::Store`] with what keeps it from looking.
    pub async fn check(&self) -> Result<Checkup, WalletError> {
        self.0.run("wallet.check", self.0.wallet.check()).await
    }

    /// Copies the database as it stands now into a new file; payments go on meanwhile. The copy is of use only together
    /// with the secret store, and until [`Wallet::rotate_key`].
    ///
    /// # Errors
    /// [`WalletError::Store`]: `store.conflict` if there is a file of this name.
    pub async fn backup(&self, to: PathBuf) -> Result<(), WalletError> {
        self.0.run("wallet.backup", self.0.wallet.backup(to)).await
    }

    /// Writes what the wallet knows of a person into a new file, one JSON object, readable by the user alone: whose wallet it
    /// is, agents, limits, mandates with their bounds and balances, payments with orders and refunds, appeals. Nothing in
    /// it can pay or prove: no token, no chain, no key. Amounts are major units as text beside their currency, times
    /// ISO 8601 in UTC.
    ///
    /// # Errors
    /// [`WalletError::Store`]: `store.conflict` if there is a file of this name, `store.disk_full`, `store.io`: then no file
    /// is left.
    pub async fn export(&self, to: PathBuf) -> Result<(), WalletError> {
        self.0.run("wallet.export", self.0.wallet.export(to)).await
    }

    /// Deletes everything of this wallet on the device for good: the database, its keys in the secret store, the user's key
    /// in the vault. Every later call is refused with `store.closed`. Agents lose nothing by it that the network does not
    /// take from them: revoke mandates first. Backups cannot be read any more, exports stay. The counter of the secret store
    /// stays: a number under a name that is used by nobody. It runs to its end even when the caller stops waiting; whatever
    /// interrupts it, the next [`Wallet::open`] or `eraseWallet` ends it.
    ///
    /// # Errors
    /// [`WalletError::Store`]: `store.busy` while another process has the wallet open, `store.suspended`, `store.closed`:
    /// then nothing was deleted. [`WalletError::Isp`] where the vault does not let go of the key and [`WalletError::Store`]
    /// with the secret store's error: then call `eraseWallet`.
    pub async fn erase(&self) -> Result<(), WalletError> {
        self.0.run("wallet.erase", self.0.wallet.erase()).await
    }

    /// Seals everything that is sealed with a new key and forgets the old one; how many values were sealed anew. Whatever
    /// interrupts it, the next [`Wallet::open`] finishes it. Backups made before cannot be read any more.
    ///
    /// # Errors
    /// [`WalletError::Store`]: the secret store's failures first of all.
    pub async fn rotate_key(&self) -> Result<u64, WalletError> {
        self.0.run("wallet.rotate_key", self.0.wallet.rotate_key()).await
    }

    /// Who is bound.
    ///
    /// # Errors
    /// None today.
    pub fn agents(&self) -> Result<Arc<Agents>, WalletError> {
        Ok(Arc::new(Agents(self.0.clone())))
    }

    /// What is asked for, shown, approved, revoked, adjusted.
    ///
    /// # Errors
    /// None today.
    pub fn mandates(&self) -> Result<Arc<Mandates>, WalletError> {
        Ok(Arc::new(Mandates(self.0.clone())))
    }

    /// How much at most.
    ///
    /// # Errors
    /// None today.
    pub fn limits(&self) -> Result<Arc<Limits>, WalletError> {
        Ok(Arc::new(Limits(self.0.clone())))
    }

    /// Tokens, debits, refunds, appeals.
    ///
    /// # Errors
    /// None today.
    pub fn payments(&self) -> Result<Arc<Payments>, WalletError> {
        Ok(Arc::new(Payments(self.0.clone())))
    }

    /// The wallet's currency, and what others are worth in it.
    ///
    /// # Errors
    /// None today.
    pub fn rates(&self) -> Result<Arc<Rates>, WalletError> {
        Ok(Arc::new(Rates(self.0.clone())))
    }

    /// What agents are busy with.
    ///
    /// # Errors
    /// None today.
    pub fn tasks(&self) -> Result<Arc<Tasks>, WalletError> {
        Ok(Arc::new(Tasks(self.0.clone())))
    }

    /// What was spent.
    ///
    /// # Errors
    /// None today.
    pub fn reports(&self) -> Result<Arc<Reports>, WalletError> {
        Ok(Arc::new(Reports(self.0.clone())))
    }

    /// What happened.
    ///
    /// # Errors
    /// None today.
    pub fn events(&self) -> Result<Arc<Events>, WalletError> {
        Ok(Arc::new(Events(self.0.clone())))
    }
}

#[cfg(feature = "mpp")]
#[uniffi::export]
impl Wallet {
    /// Messages of the network that the app's server relays.
    ///
    /// # Errors
    /// None today.
    pub fn inbox(&self) -> Result<Arc<super::Inbox>, WalletError> {
        Ok(Arc::new(super::Inbox::over(self.0.clone())))
    }
}

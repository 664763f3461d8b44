//! The AMP network in this process.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::alive::{Alive, Kind};
use super::host::{KeyVault, Log, Vault};
use super::sandbox_agent::SandboxAgent;
use super::sandbox_place::Place;
use super::wallet::{Wallet, WalletHost};
use crate::clock::Clock;
use crate::identity::{IspError, KeyPolicy, VaultSigner};
use crate::jose::{PublicJwk, SoftwareKey};
use crate::money::ExchangeRate;
use crate::mpp::{MppOptions, MppServer};
use crate::payments::RateIssuer;
use crate::runtime;
use crate::sandbox::{
    self, ContractExtensions, FaultOrder, OrderChange, SandboxConfig, SandboxError, ShiftedClock,
};
use crate::wallet::{self, WalletConfig, WalletError};

/// The AMP network, a credential provider, merchants and an acquirer, on this machine's own address. For
/// demonstrations and tests; never for money. It stops when it is closed.
#[derive(uniffi::Object)]
pub struct Sandbox {
    place: Mutex<Option<Place>>,
    clock: Arc<ShiftedClock>,
    serving: Mutex<Vec<MppServer>>,
    _alive: Alive,
}

impl Sandbox {
    fn place(&self) -> Result<Place, SandboxError> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.clone().ok_or(SandboxError::Stopped)
    }

    fn at(place: Place, clock: Arc<ShiftedClock>) -> Arc<Self> {
        let (place, serving) = (Mutex::new(Some(place)), Mutex::new(Vec::new()));
        Arc::new(Self { place, clock, serving, _alive: Alive::of(Kind::Sandbox) })
    }

    async fn started(port: u16, root_pkcs8: Option<Vec<u8>>) -> Result<Arc<Self>, SandboxError> {
        let clock = Arc::new(ShiftedClock::default());
        let config = SandboxConfig { port, root_pkcs8, clock: clock.clone(), ..SandboxConfig::default() };
        let started = runtime::run(sandbox::Sandbox::start(config)).await;
        let running = started.map_err(|_| SandboxError::Stopped)??;
        Ok(Self::at(Place::Here(Arc::new(running)), clock))
    }
}

#[uniffi::export]
impl Sandbox {
    /// Starts a sandbox on `port` of this machine; 0 takes a free one.
    ///
    /// # Errors
    /// [`SandboxError::PortBusy`], [`SandboxError::Listen`].
    #[uniffi::constructor]
    pub async fn start(port: u16) -> Result<Arc<Self>, SandboxError> {
        Self::started(port, None).await
    }

    /// The same with a root key that is kept in `folder`: a wallet that trusts this sandbox still does so after a restart.
    /// What the network knew of agents and mandates is not kept: agents ask to be bound anew.
    ///
    /// # Errors
    /// As [`Sandbox::start`]; [`SandboxError::Wallet`] where the folder cannot be used, [`SandboxError::RootKey`] for a file
    /// in it that holds no key.
    #[uniffi::constructor]
    pub async fn start_in(port: u16, folder: PathBuf) -> Result<Arc<Self>, SandboxError> {
        let kept = runtime::blocking(move || sandbox::kept_root(&folder)).await;
        Self::started(port, Some(kept.map_err(|_| SandboxError::Stopped)??)).await
    }

    /// A sandbox that another program serves (`amp sandbox serve`) at this base address: HTTPS, or plain HTTP on this very
    /// machine (a phone reaches the developer's through `adb reverse`). It finds the wallets that this object opens
    /// only where it can reach them. Its clock and its rates stay with who serves it.
    ///
    /// # Errors
    /// [`SandboxError::Network`]: an address that cannot be called, or nobody there who answers as a sandbox does.
    #[uniffi::constructor]
    pub async fn connect(url: String) -> Result<Arc<Self>, SandboxError> {
        let connected = runtime::run(async move { sandbox::RemoteSandbox::connect(&url).await }).await;
        let remote = connected.map_err(|_| SandboxError::Stopped)??;
        Ok(Self::at(Place::There(remote), Arc::new(ShiftedClock::default())))
    }

    /// Its base address, for example `http://127.0.0.1:8083`.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn url(&self) -> Result<String, SandboxError> {
        Ok(self.place()?.url().to_owned())
    }

    /// The network's public root key.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn root_key(&self) -> Result<PublicJwk, SandboxError> {
        Ok(self.place()?.root_key())
    }

    /// The settings of a wallet that trusts this sandbox.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn wallet_config(&self, data_dir: String, psp_user_id: &str) -> Result<WalletConfig, SandboxError> {
        Ok(WalletConfig::new(PathBuf::from(data_dir), psp_user_id, vec![self.place()?.root_key()]))
    }

    /// Opens a wallet that is connected to this sandbox both ways: it calls the network, and the network finds it. The
    /// host's network address is not used.
    ///
    /// # Errors
    /// [`SandboxError::Wallet`] as [`Wallet::open`], [`SandboxError::Mpp`], [`SandboxError::Stopped`].
    pub async fn open_wallet(
        &self,
        config: WalletConfig,
        host: WalletHost,
    ) -> Result<Arc<Wallet>, SandboxError> {
        let place = self.place()?;
        let log = Log::to(host.log_sink.clone());
        let network = Arc::new(place.network());
        let opened = wallet::Wallet::open(config, Wallet::host(&host, network, self.clock.clone()));
        let opened = log.over("wallet.open", Box::pin(opened)).await?;
        let server = MppServer::start(opened.clone(), MppOptions::default()).await?;
        place.set_wallet_url(server.url()).await?;
        self.serving.lock().unwrap_or_else(PoisonError::into_inner).push(server);
        Ok(Wallet::over(opened, log))
    }

    /// An agent that shops in this sandbox, with a key of its own.
    ///
    /// # Errors
    /// [`SandboxError::RootKey`] without randomness, [`SandboxError::Stopped`].
    pub fn agent(&self, agent_id: &str) -> Result<Arc<SandboxAgent>, SandboxError> {
        let key = Arc::new(SoftwareKey::generate(&format!("{agent_id}-key"))?);
        Ok(SandboxAgent::over(self.place()?.agent(agent_id, key, self.clock.clone())))
    }

    /// An agent that shops in this sandbox with a key of the device's vault, made there if there is none; no person is
    /// asked when it signs.
    ///
    /// # Errors
    /// [`SandboxError::Wallet`] with the vault's own error, [`SandboxError::Stopped`].
    pub async fn agent_on_device(
        &self,
        agent_id: String,
        vault: Arc<dyn KeyVault>,
        alias: String,
    ) -> Result<Arc<SandboxAgent>, SandboxError> {
        let place = self.place()?;
        let made = runtime::blocking(move || {
            VaultSigner::open_or_create(Arc::new(Vault(vault)), &alias, KeyPolicy::None)
        });
        let signer = made.await.map_err(|_| WalletError::Interrupted)?;
        let signer = signer.map_err(|error| WalletError::from(IspError::from(error)))?;
        let signer = Arc::new(signer.with_kid(&format!("{agent_id}-key")));
        Ok(SandboxAgent::over(place.agent(&agent_id, signer, self.clock.clone())))
    }

    /// Which of our extensions the network offers from now on.
    ///
    /// # Errors
    /// [`SandboxError::Network`] of one that another program serves, [`SandboxError::Stopped`].
    pub async fn set_extensions(&self, extensions: ContractExtensions) -> Result<(), SandboxError> {
        self.place()?.set_extensions(extensions).await
    }

    /// Orders a fault: something goes wrong, on one path, as often as ordered.
    ///
    /// # Errors
    /// [`SandboxError::Network`] of one that another program serves, [`SandboxError::Stopped`].
    pub async fn add_fault(&self, order: FaultOrder) -> Result<(), SandboxError> {
        self.place()?.add_fault(order).await
    }

    /// Withdraws every fault.
    ///
    /// # Errors
    /// [`SandboxError::Network`] of one that another program serves, [`SandboxError::Stopped`].
    pub async fn clear_faults(&self) -> Result<(), SandboxError> {
        self.place()?.clear_faults().await
    }

    /// Makes the merchant cheat at the next payment.
    ///
    /// # Errors
    /// [`SandboxError::Network`] of one that another program serves, [`SandboxError::Stopped`].
    pub async fn change_next_order(&self, change: OrderChange) -> Result<(), SandboxError> {
        self.place()?.change_next_order(change).await
    }

    /// Sets the clock of the wallets it opened, and of the sandbox where that runs in this process, `millis` ahead of the
    /// system's; behind, if negative.
    ///
    /// # Errors
    /// None today.
    pub fn shift_clock(&self, millis: i64) -> Result<(), SandboxError> {
        self.clock.shift(millis);
        Ok(())
    }

    /// Whose exchange rates this sandbox offers.
    ///
    /// # Errors
    /// [`SandboxError::Elsewhere`] for one that another program serves, [`SandboxError::Stopped`].
    pub fn rate_issuer(&self) -> Result<RateIssuer, SandboxError> {
        Ok(self.place()?.here()?.rate_issuer())
    }

    /// A rate of this issuer that holds from now for `seconds`.
    ///
    /// # Errors
    /// [`SandboxError::RootKey`] without randomness, [`SandboxError::Elsewhere`], [`SandboxError::Stopped`].
    pub fn sign_rate(&self, exchange: ExchangeRate, seconds: u32) -> Result<String, SandboxError> {
        let signed = self.place()?.here()?.sign_rate(&exchange, self.clock.now(), seconds.into());
        signed.map_err(|error| WalletError::from(error).into())
    }

    /// Stops the sandbox and the serving of its wallets; the wallets stay open. One that another program serves goes on.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`] if it was stopped before.
    pub async fn stop(&self) -> Result<(), SandboxError> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner).take();
        let place = place.ok_or(SandboxError::Stopped)?;
        let serving = std::mem::take(&mut *self.serving.lock().unwrap_or_else(PoisonError::into_inner));
        for server in &serving {
            server.stop();
        }
        let stopped = runtime::run(async move {
            for server in serving {
                server.stopped().await;
            }
            // A call of an agent may hold it a moment longer: then it ends with that call.
            if let Place::Here(running) = place
                && let Ok(running) = Arc::try_unwrap(running).map_err(drop)
            {
                running.stop().await;
            }
        });
        stopped.await.map_err(|_| SandboxError::Wallet(WalletError::Interrupted))
    }
}

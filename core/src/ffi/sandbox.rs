//! The AMP network in this process.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::host::{KeyVault, Log, Vault};
use super::sandbox_agent::SandboxAgent;
use super::wallet::{Wallet, WalletHost};
use crate::clock::Clock;
use crate::identity::{IspError, KeyPolicy, VaultSigner};
use crate::jose::{PublicJwk, SoftwareKey};
use crate::money::ExchangeRate;
use crate::mpp::{MppOptions, MppServer};
use crate::payments::RateIssuer;
use crate::runtime;
use crate::sandbox::{self, Extensions, FaultOrder, OrderChange, SandboxConfig, SandboxError, ShiftedClock};
use crate::wallet::{self, WalletConfig, WalletError};

/// The AMP network, a credential provider, merchants and an acquirer, on this machine's own address. For
/// demonstrations and tests; never for money. It stops when it is closed.
#[derive(uniffi::Object)]
pub struct Sandbox {
    running: Mutex<Option<Arc<sandbox::Sandbox>>>,
    clock: Arc<ShiftedClock>,
    serving: Mutex<Vec<MppServer>>,
}

impl Sandbox {
    fn running(&self) -> Result<Arc<sandbox::Sandbox>, SandboxError> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(Arc::clone).ok_or(SandboxError::Stopped)
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
        let clock = Arc::new(ShiftedClock::default());
        let config = SandboxConfig { port, clock: clock.clone(), ..SandboxConfig::default() };
        let started = runtime::run(sandbox::Sandbox::start(config)).await;
        let running = started.map_err(|_| SandboxError::Stopped)??;
        Ok(Arc::new(Self {
            running: Mutex::new(Some(Arc::new(running))),
            clock,
            serving: Mutex::new(Vec::new()),
        }))
    }

    /// Its base address, for example `http://127.0.0.1:8083`.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn url(&self) -> Result<String, SandboxError> {
        Ok(self.running()?.url().to_owned())
    }

    /// The network's public root key.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn root_key(&self) -> Result<PublicJwk, SandboxError> {
        Ok(self.running()?.root_jwk())
    }

    /// The settings of a wallet that trusts this sandbox.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn wallet_config(&self, data_dir: String, psp_user_id: &str) -> Result<WalletConfig, SandboxError> {
        Ok(WalletConfig::new(PathBuf::from(data_dir), psp_user_id, vec![self.running()?.root_jwk()]))
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
        let running = self.running()?;
        let log = Log::to(host.log_sink.clone());
        let network = Arc::new(running.network());
        let opened = wallet::Wallet::open(config, Wallet::host(&host, network, self.clock.clone()));
        let opened = log.over("wallet.open", opened).await?;
        let server = MppServer::start(opened.clone(), MppOptions::default()).await?;
        running.set_wallet_url(Some(&server.url()))?;
        self.serving.lock().unwrap_or_else(PoisonError::into_inner).push(server);
        Ok(Wallet::over(opened, log))
    }

    /// An agent that shops in this sandbox, with a key of its own.
    ///
    /// # Errors
    /// [`SandboxError::RootKey`] without randomness, [`SandboxError::Stopped`].
    pub fn agent(&self, agent_id: &str) -> Result<Arc<SandboxAgent>, SandboxError> {
        let key = Arc::new(SoftwareKey::generate(&format!("{agent_id}-key"))?);
        let agent = sandbox::SandboxAgent::new(self.running()?.as_ref(), agent_id, key, self.clock.clone());
        Ok(SandboxAgent::over(agent))
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
        let running = self.running()?;
        let made = runtime::blocking(move || {
            VaultSigner::open_or_create(Arc::new(Vault(vault)), &alias, KeyPolicy::None)
        });
        let signer = made.await.map_err(|_| WalletError::Interrupted)?;
        let signer = signer.map_err(|error| WalletError::from(IspError::from(error)))?;
        let signer = Arc::new(signer.with_kid(&format!("{agent_id}-key")));
        let agent = sandbox::SandboxAgent::new(running.as_ref(), &agent_id, signer, self.clock.clone());
        Ok(SandboxAgent::over(agent))
    }

    /// Which of our extensions the network offers from now on.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn set_extensions(&self, extensions: Extensions) -> Result<(), SandboxError> {
        self.running()?.set_extensions(extensions);
        Ok(())
    }

    /// Orders a fault: something goes wrong, on one path, as often as ordered.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn add_fault(&self, order: FaultOrder) -> Result<(), SandboxError> {
        self.running()?.add_fault(order);
        Ok(())
    }

    /// Withdraws every fault.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn clear_faults(&self) -> Result<(), SandboxError> {
        self.running()?.clear_faults();
        Ok(())
    }

    /// Makes the merchant cheat at the next payment.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`].
    pub fn change_next_order(&self, change: OrderChange) -> Result<(), SandboxError> {
        self.running()?.change_next_order(change);
        Ok(())
    }

    /// Sets the clock of the sandbox and of the wallets it opened `millis` ahead of the system's; behind, if negative.
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
    /// [`SandboxError::Stopped`].
    pub fn rate_issuer(&self) -> Result<RateIssuer, SandboxError> {
        Ok(self.running()?.rate_issuer())
    }

    /// A rate of this issuer that holds from now for `seconds`.
    ///
    /// # Errors
    /// [`SandboxError::RootKey`] without randomness, [`SandboxError::Stopped`].
    pub fn sign_rate(&self, exchange: ExchangeRate, seconds: u32) -> Result<String, SandboxError> {
        let signed = self.running()?.sign_rate(&exchange, self.clock.now(), seconds.into());
        signed.map_err(|error| WalletError::from(error).into())
    }

    /// Stops the sandbox and the serving of its wallets; the wallets stay open.
    ///
    /// # Errors
    /// [`SandboxError::Stopped`] if it was stopped before.
    pub async fn stop(&self) -> Result<(), SandboxError> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        let running = running.ok_or(SandboxError::Stopped)?;
        let serving = std::mem::take(&mut *self.serving.lock().unwrap_or_else(PoisonError::into_inner));
        for server in &serving {
            server.stop();
        }
        let stopped = runtime::run(async move {
            for server in serving {
                server.stopped().await;
            }
            // A call of an agent may hold it a moment longer: then it ends with that call.
            if let Ok(running) = Arc::try_unwrap(running).map_err(drop) {
                running.stop().await;
            }
        });
        stopped.await.map_err(|_| SandboxError::Wallet(WalletError::Interrupted))
    }
}

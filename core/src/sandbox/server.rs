//! Starting, steering and stopping a sandbox.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::config::{ContractExtensions, SandboxConfig};
use super::connection::{Cut, CuttableListener};
use super::error::SandboxError;
use super::faults::FaultOrder;
use super::merchant::OrderChange;
use super::router::router;
use super::world::{World, lock};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::money::ExchangeRate;
use crate::network::{CredentialProviderClient, Endpoint, HttpNetwork, MerchantClient};
use crate::payments::{RateError, RateIssuer};

/// How long calls under way may take when the sandbox stops.
const GRACE: Duration = Duration::from_secs(2);

/// The AMP world on localhost. It stops when dropped; [`stop`](Self::stop) waits for it.
pub struct Sandbox {
    world: Arc<World>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts listening. Needs a tokio runtime with I/O and time.
    ///
    /// # Errors
    /// [`SandboxError::PortBusy`] naming the port, and the others.
    pub async fn start(config: SandboxConfig) -> Result<Self, SandboxError> {
        let port = config.port;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
            if error.kind() == ErrorKind::AddrInUse {
                SandboxError::PortBusy { port }
            } else {
                SandboxError::Listen { port, detail: error.to_string() }
            }
        })?;
        let address = listener
            .local_addr()
            .map_err(|error| SandboxError::Listen { port, detail: error.to_string() })?;
        let world = Arc::new(World::new(&config, address.port())?);
        let service = router(&world).into_make_service_with_connect_info::<Cut>();
        let (stop, mut stopped) = watch::channel(false);
        let server = tokio::spawn(async move {
            let until = async move {
                // an error means that the sandbox was dropped: stop, too
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            // serving ends only by the signal; accept errors are retried inside
            let _ = axum::serve(CuttableListener(listener), service).with_graceful_shutdown(until).await;
        });
        Ok(Self { world, address, stop, server })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base address, for example `http://127.0.0.1:8083`: the same for all roles.
    #[must_use]
    pub fn url(&self) -> &str {
        self.world.own.as_str()
    }

    /// Its base address, ready for the clients.
    #[must_use]
    pub fn endpoint(&self) -> Endpoint {
        self.world.own.clone()
    }

    /// The network's public root key.
    #[must_use]
    pub fn root_jwk(&self) -> PublicJwk {
        self.world.root.public().clone()
    }

    /// `iss` of the L1 it issues.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.world.issuer
    }

    /// `aud` that L2 and L3 must carry.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.world.audience
    }

    /// The issuer of the exchange rates it offers (`/rates/quote`).
    #[must_use]
    pub fn rate_issuer(&self) -> RateIssuer {
        self.world.rate_issuer()
    }

    /// A rate of this issuer that holds from `issued_at` for `seconds`.
    ///
    /// # Errors
    /// [`RateError::Jose`].
    pub fn sign_rate(
        &self,
        exchange: &ExchangeRate,
        issued_at: Timestamp,
        seconds: i64,
    ) -> Result<String, RateError> {
        self.world.sign_rate(exchange, issued_at, seconds)
    }

    /// Where the wallet lives (without `/mpp`); `None` for nowhere.
    ///
    /// # Errors
    /// [`SandboxError::Network`] for an address that is not called.
    pub fn set_wallet_url(&self, url: Option<&str>) -> Result<(), SandboxError> {
        self.world.set_wallet(url.map(Endpoint::parse).transpose()?);
        Ok(())
    }

    /// Which extensions are offered from now on.
    pub fn set_extensions(&self, extensions: ContractExtensions) {
        self.world.set_extensions(extensions);
    }

    /// Orders a fault.
    pub fn add_fault(&self, order: FaultOrder) {
        self.world.faults.add(order);
    }

    /// The orders in force: what has befallen as often as was ordered is not among them any more.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultOrder> {
        self.world.faults.all()
    }

    /// Withdraws every fault.
    pub fn clear_faults(&self) {
        self.world.faults.clear();
    }

    /// Changes the next payment at the merchant that is not changed yet.
    pub fn change_next_order(&self, change: OrderChange) {
        lock(&self.world.merchant).change_next(change);
    }

    /// Forgets every record and fault; keys, wallet and extensions stay.
    pub fn reset(&self) {
        self.world.reset();
    }

    /// A client of its credential provider, for an agent.
    #[must_use]
    pub fn agent(&self) -> CredentialProviderClient {
        CredentialProviderClient::new(self.world.transport.clone(), self.endpoint())
    }

    /// A client of its merchant, for an agent.
    #[must_use]
    pub fn merchant(&self) -> MerchantClient {
        MerchantClient::new(self.world.transport.clone(), self.endpoint())
    }

    /// A client of its network, for a wallet.
    #[must_use]
    pub fn network(&self) -> HttpNetwork {
        HttpNetwork::new(self.world.transport.clone(), self.endpoint())
    }

    /// Stops listening and waits for the calls under way, at most two seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(GRACE, &mut self.server).await.is_err() {
            self.server.abort();
        }
    }

    /// Waits until the sandbox ends, which it does only when stopped or dropped from elsewhere.
    pub async fn serve(&mut self) {
        // a server task that was aborted has ended, too
        let _ = (&mut self.server).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

//! Listening, serving, stopping.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::connection::{BoundedListener, Peer};
use super::desk::Desk;
use super::house::WalletHouse;
use super::metrics::Gauges;
use super::router::router;
use super::unattended::UnderWay;
use super::watch::Watch;
use super::{AgentKey, Approver, MppError, MppOptions, unattended};
use crate::jose::PublicJwk;
use crate::runtime;
use crate::wallet::Wallet;

/// What the handlers share.
#[derive(Clone)]
pub(super) struct Mpp {
    pub(super) desk: Desk,
    pub(super) approver: Approver,
    pub(super) watch: Arc<Watch>,
    pub(super) under_way: UnderWay,
    agent_keys: Arc<Vec<AgentKey>>,
    room: Arc<Semaphore>,
    connections: u32,
}

impl Mpp {
    /// For one desk, with room for as many connections as the options say.
    pub(super) fn new(desk: Desk, options: MppOptions) -> Self {
        let connections = options.limits.connections.max(1);
        Self {
            desk,
            approver: options.approver,
            watch: Arc::new(Watch::new(&options)),
            under_way: UnderWay::default(),
            agent_keys: Arc::new(options.agent_keys),
            room: Arc::new(Semaphore::new(usize::try_from(connections).unwrap_or(1))),
            connections,
        }
    }

    /// The key that is known for an agent.
    pub(super) fn agent_key(&self, agent_id: &str) -> Option<PublicJwk> {
        self.agent_keys.iter().find(|known| known.agent_id == agent_id).map(|known| known.key.clone())
    }

    pub(super) fn gauges(&self) -> Gauges {
        let free = u64::try_from(self.room.available_permits()).unwrap_or(u64::MAX);
        Gauges {
            connections: u64::from(self.connections).saturating_sub(free),
            wallets_open: match &self.desk {
                Desk::One(_) => 1,
                Desk::Many(house) => house.open_wallets(),
            },
        }
    }
}

/// A wallet, or a house of them, that serves. It stops when dropped.
#[derive(Debug, Clone)]
pub struct MppServer {
    address: SocketAddr,
    stop: Arc<watch::Sender<bool>>,
    ended: watch::Receiver<bool>,
}

impl MppServer {
    /// Serves `wallet`.
    ///
    /// # Errors
    /// [`MppError::PortInUse`], [`MppError::Listen`].
    pub async fn start(wallet: Wallet, options: MppOptions) -> Result<Self, MppError> {
        Self::serve(Desk::One(wallet), options).await
    }

    /// Serves every wallet of a house: which one, the customer says, or the session, or the payment token.
    ///
    /// # Errors
    /// [`MppError::PortInUse`], [`MppError::Listen`].
    pub async fn start_house(house: WalletHouse, options: MppOptions) -> Result<Self, MppError> {
        Self::serve(Desk::Many(house), options).await
    }

    async fn serve(desk: Desk, options: MppOptions) -> Result<Self, MppError> {
        let asked = SocketAddr::new(options.ip, options.port);
        let failed = |error: &std::io::Error| match error.kind() {
            std::io::ErrorKind::AddrInUse => MppError::PortInUse { port: options.port },
            _ => MppError::Listen { address: asked.to_string(), detail: error.to_string() },
        };
        let interrupted =
            |_| MppError::Listen { address: asked.to_string(), detail: "interrupted".to_owned() };
        let inner = runtime::run(TcpListener::bind(asked)).await.map_err(interrupted)?;
        let inner = inner.map_err(|error| failed(&error))?;
        let address = inner.local_addr().map_err(|error| failed(&error))?;
        let limits = options.limits;
        let mpp = Mpp::new(desk, options);
        if mpp.approver == Approver::Unattended {
            unattended::resume(&mpp.desk, &mpp.under_way);
        }
        let listener = BoundedListener { inner, room: Arc::clone(&mpp.room), limits };
        let service = router(mpp).into_make_service_with_connect_info::<Peer>();
        let (stop, stopped) = watch::channel(false);
        let (end, ended) = watch::channel(false);
        let drain = Duration::from_millis(u64::from(limits.drain_millis));
        runtime::start(async move {
            let serving = axum::serve(listener, service).with_graceful_shutdown(signal(stopped.clone()));
            tokio::select! {
                // Serving ends only by the signal; accept errors are retried inside.
                _ = serving => {}
                () = async { signal(stopped).await; tokio::time::sleep(drain).await } => {}
            }
            let _ = end.send(true);
        })
        .map_err(interrupted)?;
        Ok(Self { address, stop: Arc::new(stop), ended })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base address for the network, for example `http://127.0.0.1:8086`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more requests; those under way end.
    pub fn stop(&self) {
        let _ = self.stop.send(true);
    }

    /// Waits until the last request under way was answered, for as long as the limits say.
    pub async fn stopped(&self) {
        let _ = self.ended.clone().wait_for(|ended| *ended).await;
    }
}

/// Ends when the server is told to stop, or was dropped.
async fn signal(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

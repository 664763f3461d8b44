//! Listening, serving, stopping.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::router::router;
use crate::runtime;
use crate::wallet::Wallet;

/// Who approves what the network asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approver {
    /// The app, which shows the surface to the user: [`Wallet::approve`].
    Host,
    /// Whoever calls `/mpp/completeIdv`: the sample's stand-in for the biometric step.
    CompleteIdv,
    /// Nobody: half a second after the request it is approved. For demonstrations; named, never chosen silently.
    Unattended,
}

/// How to serve.
#[derive(Debug, Clone, Copy)]
pub struct MppOptions {
    /// The address to listen on; loopback unless said otherwise.
    pub ip: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Who approves.
    pub approver: Approver,
}

impl Default for MppOptions {
    fn default() -> Self {
        Self { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 0, approver: Approver::Host }
    }
}

/// Why nothing is served.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MppError {
    /// Somebody else listens there.
    #[error("port {port} is in use")]
    PortInUse {
        /// The port.
        port: u16,
    },
    /// The operating system does not let us listen there.
    #[error("cannot listen on {address}: {detail}")]
    Listen {
        /// The address.
        address: String,
        /// What it says.
        detail: String,
    },
}

impl MppError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PortInUse { .. } => "mpp.port_in_use",
            Self::Listen { .. } => "mpp.listen",
        }
    }
}

/// What the handlers share.
#[derive(Clone)]
pub(super) struct Mpp {
    pub(super) wallet: Wallet,
    pub(super) approver: Approver,
}

/// A wallet that serves. It stops when dropped.
#[derive(Debug, Clone)]
pub struct MppServer {
    address: SocketAddr,
    stop: Arc<watch::Sender<bool>>,
}

impl MppServer {
    /// Serves `wallet`.
    ///
    /// # Errors
    /// [`MppError::PortInUse`], [`MppError::Listen`].
    pub async fn start(wallet: Wallet, options: MppOptions) -> Result<Self, MppError> {
        let asked = SocketAddr::new(options.ip, options.port);
        let failed = |error: &std::io::Error| match error.kind() {
            std::io::ErrorKind::AddrInUse => MppError::PortInUse { port: options.port },
            _ => MppError::Listen { address: asked.to_string(), detail: error.to_string() },
        };
        let interrupted =
            |_| MppError::Listen { address: asked.to_string(), detail: "interrupted".to_owned() };
        let listener = runtime::run(TcpListener::bind(asked)).await.map_err(interrupted)?;
        let listener = listener.map_err(|error| failed(&error))?;
        let address = listener.local_addr().map_err(|error| failed(&error))?;
        let (stop, mut stopped) = watch::channel(false);
        let router = router(Mpp { wallet, approver: options.approver });
        runtime::start(async move {
            let until = async move {
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            let _ = axum::serve(listener, router).with_graceful_shutdown(until).await;
        })
        .map_err(interrupted)?;
        Ok(Self { address, stop: Arc::new(stop) })
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
}

//! Where a sandbox runs: in this process, or at an address.

use std::future::Future;
use std::sync::Arc;

use crate::clock::Clock;
use crate::jose::{PublicJwk, Signer};
use crate::network::{HttpNetwork, NetworkError};
use crate::runtime;
use crate::sandbox::{
    ContractExtensions, FaultOrder, OrderChange, RemoteSandbox, Sandbox, SandboxAgent, SandboxError,
};

/// Where a sandbox runs.
#[derive(Clone)]
pub(super) enum Place {
    Here(Arc<Sandbox>),
    There(RemoteSandbox),
}

impl Place {
    pub(super) fn url(&self) -> &str {
        match self {
            Self::Here(sandbox) => sandbox.url(),
            Self::There(sandbox) => sandbox.url(),
        }
    }

    pub(super) fn root_key(&self) -> PublicJwk {
        match self {
            Self::Here(sandbox) => sandbox.root_jwk(),
            Self::There(sandbox) => sandbox.root_jwk().clone(),
        }
    }

    pub(super) fn network(&self) -> HttpNetwork {
        match self {
            Self::Here(sandbox) => sandbox.network(),
            Self::There(sandbox) => sandbox.network(),
        }
    }

    pub(super) fn agent(&self, agent_id: &str, key: Arc<dyn Signer>, clock: Arc<dyn Clock>) -> SandboxAgent {
        match self {
            Self::Here(sandbox) => SandboxAgent::new(sandbox, agent_id, key, clock),
            Self::There(sandbox) => SandboxAgent::at(sandbox, agent_id, key, clock),
        }
    }

    /// The sandbox of this process, for what no HTTP offers.
    pub(super) fn here(self) -> Result<Arc<Sandbox>, SandboxError> {
        match self {
            Self::Here(sandbox) => Ok(sandbox),
            Self::There(_) => Err(SandboxError::Elsewhere),
        }
    }

    pub(super) async fn set_wallet_url(self, url: String) -> Result<(), SandboxError> {
        match self {
            Self::Here(sandbox) => sandbox.set_wallet_url(Some(&url)),
            Self::There(sandbox) => told(async move { sandbox.set_wallet_url(Some(&url)).await }).await,
        }
    }

    pub(super) async fn set_extensions(self, extensions: ContractExtensions) -> Result<(), SandboxError> {
        match self {
            Self::Here(sandbox) => sandbox.set_extensions(extensions),
            Self::There(sandbox) => {
                told(async move { sandbox.set_extensions(extensions).await }).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn add_fault(self, order: FaultOrder) -> Result<(), SandboxError> {
        match self {
            Self::Here(sandbox) => sandbox.add_fault(order),
            Self::There(sandbox) => told(async move { sandbox.add_fault(&order).await }).await?,
        }
        Ok(())
    }

    pub(super) async fn clear_faults(self) -> Result<(), SandboxError> {
        match self {
            Self::Here(sandbox) => sandbox.clear_faults(),
            Self::There(sandbox) => told(async move { sandbox.clear_faults().await }).await?,
        }
        Ok(())
    }

    pub(super) async fn change_next_order(self, change: OrderChange) -> Result<(), SandboxError> {
        match self {
            Self::Here(sandbox) => sandbox.change_next_order(change),
            Self::There(sandbox) => told(async move { sandbox.change_next_order(change).await }).await?,
        }
        Ok(())
    }
}

/// Runs a call over HTTP on the core's runtime: the caller's thread may have none.
pub(super) async fn told<T: Send + 'static>(
    work: impl Future<Output = Result<T, NetworkError>> + Send + 'static,
) -> Result<T, SandboxError> {
    Ok(runtime::run(work).await.map_err(|_| SandboxError::Stopped)??)
}

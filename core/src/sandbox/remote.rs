//! A sandbox that another program serves (`amp sandbox serve`), steered over HTTP.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::config::{ContractExtensions, SandboxConfig};
use super::error::SandboxError;
use super::faults::FaultOrder;
use super::merchant::OrderChange;
use crate::jose::PublicJwk;
use crate::network::messages::WireJwk;
use crate::network::{
    CredentialProviderClient, Endpoint, HttpNetwork, MerchantClient, NetworkError, Transport,
    TransportOptions,
};

/// How long a call that steers may take.
const MILLIS: u64 = 10_000;

/// The way to a sandbox elsewhere. What its HTTP does not offer, its clock and its rates, stays with who serves it.
#[derive(Debug, Clone)]
pub struct RemoteSandbox {
    endpoint: Endpoint,
    transport: Transport,
    root: PublicJwk,
    audience: String,
}

#[derive(Serialize, Deserialize)]
struct WalletAddress<'a> {
    url: Option<&'a str>,
}

impl RemoteSandbox {
    /// The sandbox at this base address, for example `http://127.0.0.1:8083`; asks it for its root key.
    ///
    /// # Errors
    /// [`SandboxError::Network`]: an address that cannot be called, or nobody there who answers as a sandbox does.
    pub async fn connect(url: &str) -> Result<Self, SandboxError> {
        let endpoint = Endpoint::parse(url)?;
        let transport = Transport::new(&TransportOptions::default())?;
        let WireJwk(root) = transport.get(&endpoint.at("/sandbox/root"), MILLIS).await?;
        Ok(Self { endpoint, transport, root, audience: SandboxConfig::default().audience })
    }

    /// Its base address.
    #[must_use]
    pub fn url(&self) -> &str {
        self.endpoint.as_str()
    }

    /// The network's public root key, as it was when this was connected.
    #[must_use]
    pub const fn root_jwk(&self) -> &PublicJwk {
        &self.root
    }

    /// `aud` that L2 and L3 must carry.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// Tells it where the wallet lives (without `/mpp`): an address that it can reach.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn set_wallet_url(&self, url: Option<&str>) -> Result<(), NetworkError> {
        self.tell("/sandbox/wallet", &WalletAddress { url }).await
    }

    /// Which extensions are offered from now on.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn set_extensions(&self, extensions: ContractExtensions) -> Result<(), NetworkError> {
        self.tell("/sandbox/extensions", &extensions).await
    }

    /// Orders a fault.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn add_fault(&self, order: &FaultOrder) -> Result<(), NetworkError> {
        self.tell("/sandbox/faults", order).await
    }

    /// Withdraws every fault.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn clear_faults(&self) -> Result<(), NetworkError> {
        let answered =
            self.transport.delete::<IgnoredAny>(&self.endpoint.at("/sandbox/faults"), MILLIS).await;
        answered.map(drop)
    }

    /// Changes the next payment at the merchant that is not changed yet.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn change_next_order(&self, change: OrderChange) -> Result<(), NetworkError> {
        self.tell("/sandbox/change", &change).await
    }

    /// A client of its credential provider, for an agent.
    #[must_use]
    pub fn agent(&self) -> CredentialProviderClient {
        CredentialProviderClient::new(self.transport.clone(), self.endpoint.clone())
    }

    /// A client of its merchant, for an agent.
    #[must_use]
    pub fn merchant(&self) -> MerchantClient {
        MerchantClient::new(self.transport.clone(), self.endpoint.clone())
    }

    /// A client of its network, for a wallet.
    #[must_use]
    pub fn network(&self) -> HttpNetwork {
        HttpNetwork::new(self.transport.clone(), self.endpoint.clone())
    }

    async fn tell<B: Serialize>(&self, path: &str, body: &B) -> Result<(), NetworkError> {
        self.transport.post::<B, IgnoredAny>(&self.endpoint.at(path), body, MILLIS).await.map(drop)
    }
}

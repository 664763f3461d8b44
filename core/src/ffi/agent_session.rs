//! An agent on the device.

use std::sync::Arc;

use super::alive::{Alive, Kind};
use super::host::{KeyVault, Vault};
use crate::assurance::Checkout;
use crate::clock::SystemClock;
use crate::identity::{IspSigner, KeyPolicy, VaultSigner};
use crate::jose::{PublicJwk, Signer};
#[cfg(feature = "network")]
use crate::network::{CredentialProviderClient, Endpoint, Transport, TransportOptions};
use crate::runtime;
use crate::wallet::{self, WalletError};

/// An agent that acts under one AUTONOMOUS mandate with a key of its own, in the device's vault. It holds nothing of
/// the user's.
#[derive(uniffi::Object)]
pub struct AgentSession {
    session: Arc<wallet::AgentSession>,
    signer: Arc<VaultSigner>,
    _alive: Alive,
}

#[uniffi::export]
impl AgentSession {
    /// The public key of the agent `alias`, made in the vault if there is none; no person is asked when it signs. It
    /// goes to the network when the agent is bound, as `kid`.
    ///
    /// # Errors
    /// [`WalletError::Isp`] with the vault's own error.
    #[uniffi::constructor]
    pub async fn open(
        vault: Arc<dyn KeyVault>,
        alias: String,
        kid: String,
        l2: String,
        aud: String,
    ) -> Result<Arc<Self>, WalletError> {
        let made = runtime::blocking(move || {
            VaultSigner::open_or_create(Arc::new(Vault(vault)), &alias, KeyPolicy::None)
        });
        let signer = made.await.map_err(|_| WalletError::Interrupted)?;
        let signer = Arc::new(signer.map_err(crate::identity::IspError::from)?.with_kid(&kid));
        let session = wallet::AgentSession::new(signer.clone(), Arc::new(SystemClock), l2, aud);
        Ok(Arc::new(Self { session: Arc::new(session), signer, _alive: Alive::of(Kind::AgentSession) }))
    }

    /// The agent's public key, with its `kid`.
    ///
    /// # Errors
    /// None today.
    pub fn key(&self) -> Result<PublicJwk, WalletError> {
        Ok(Signer::public_jwk(self.signer.as_ref()))
    }

    /// Signs one order as L3: the payment token request. Each call makes a new one.
    ///
    /// # Errors
    /// [`WalletError::Build`] for an order that L3 cannot carry, [`WalletError::Isp`] with the vault's own error,
    /// [`WalletError::Entropy`].
    pub async fn sign_checkout(&self, checkout: Checkout) -> Result<String, WalletError> {
        self.signed(checkout).await
    }
}

#[cfg(feature = "network")]
#[uniffi::export]
impl AgentSession {
    /// Asks for a payment token for one order: signs it as L3, anew, and sends it with the chain to the credential
    /// provider at `provider_url`, where the mandate's session is `session_id`. The token is what the merchant is handed. It
    /// is asked for once: after a lost answer ask again, with another L3; what the first one held is given back when its
    /// token ends.
    ///
    /// # Errors
    /// Those of [`AgentSession::sign_checkout`]; [`WalletError::Network`], `network.refused` where provider, network or the
    /// user's wallet say no.
    pub async fn request_token(
        &self,
        provider_url: String,
        session_id: String,
        l1: String,
        checkout: Checkout,
    ) -> Result<String, WalletError> {
        let l3 = self.signed(checkout.clone()).await?;
        let request = self.session.token_request(session_id, l1, l3, &checkout);
        let asked = runtime::run(async move {
            let endpoint = Endpoint::parse(&provider_url)?;
            let transport = Transport::new(&TransportOptions::default())?;
            let answered =
                CredentialProviderClient::new(transport, endpoint).apply_credential(&request).await?;
            answered.payment_token.ok_or_else(|| WalletError::invalid("paymentToken", "missing"))
        });
        asked.await.map_err(|_| WalletError::Interrupted)?
    }
}

impl AgentSession {
    async fn signed(&self, checkout: Checkout) -> Result<String, WalletError> {
        let session = Arc::clone(&self.session);
        let signer = Arc::clone(&self.signer);
        let signed = runtime::blocking(move || {
            // Only what failed at the signature is the vault's: an order that L3 cannot carry was never signed.
            session.sign_checkout(&checkout).map_err(|error| match error.code() {
                "jose.sign" => signer.refusal().map_or(error, WalletError::from),
                _ => error,
            })
        });
        signed.await.map_err(|_| WalletError::Interrupted)?
    }
}

//! An agent on the device.

use std::sync::Arc;

use super::host::{KeyVault, Vault};
use crate::assurance::Checkout;
use crate::clock::SystemClock;
use crate::identity::{KeyPolicy, VaultSigner};
use crate::jose::PublicJwk;
use crate::runtime;
use crate::wallet::{self, WalletError};

/// An agent that acts under one AUTONOMOUS mandate with a key of its own, in the device's vault. It holds nothing of
/// the user's.
#[derive(uniffi::Object)]
pub struct AgentSession {
    session: Arc<wallet::AgentSession>,
    key: PublicJwk,
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
        let key = crate::jose::Signer::public_jwk(signer.as_ref());
        let session = wallet::AgentSession::new(signer, Arc::new(SystemClock), l2, aud);
        Ok(Arc::new(Self { session: Arc::new(session), key }))
    }

    /// The agent's public key, with its `kid`.
    ///
    /// # Errors
    /// None today.
    pub fn key(&self) -> Result<PublicJwk, WalletError> {
        Ok(self.key.clone())
    }

    /// Signs one order as L3: the payment token request. Each call makes a new one.
    ///
    /// # Errors
    /// [`WalletError::Build`] for an order that L3 cannot carry, [`WalletError::Sign`], [`WalletError::Entropy`].
    pub async fn sign_checkout(&self, checkout: Checkout) -> Result<String, WalletError> {
        let session = Arc::clone(&self.session);
        let signed = runtime::blocking(move || session.sign_checkout(&checkout));
        signed.await.map_err(|_| WalletError::Interrupted)?
    }
}

//! The Identity Signature Provider: who holds the user's signing key, on the device or at the wallet provider.

use std::fmt;
use std::sync::Arc;

use ring::digest::{SHA256, digest};
use thiserror::Error;

use super::entropy::hex;
use super::{IdvEvidence, KeyPolicy, KeyVault, VaultError, VaultSigner};
use crate::jose::{PublicJwk, Signer};

/// Where the key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IspKind {
    /// In the device's vault.
    Device,
    /// At the wallet provider's server.
    Remote,
}

/// One authorization that is to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IspRequest {
    /// Whose key.
    pub wallet_id: String,
    /// The key as L1 bound it, with its `kid`: no other may sign.
    pub bound_key: PublicJwk,
    /// What the person was verified for; a remote provider gets it with each signing input.
    pub evidence: IdvEvidence,
    /// The app's text for the device's prompt.
    pub reason: String,
}

/// Holds one key pair per wallet and signs mandate authorizations (L2) with it (AMP, "ISP").
///
/// Calls wait for a person or a server: make them on a blocking thread, holding no lock and outside a transaction.
pub trait IdentitySignatureProvider: Send + Sync {
    /// Where the key is.
    fn kind(&self) -> IspKind;

    /// The wallet's public key, its pair made if there is none; the same one every time. It goes to the network when
    /// an agent is bound, and comes back in L1.
    ///
    /// # Errors
    /// Any [`IspError`].
    fn enroll(&self, wallet_id: &str) -> Result<PublicJwk, IspError>;

    /// A signer for this one authorization. Each of its signatures was verified with the bound key.
    ///
    /// # Errors
    /// [`IspError::KeyChanged`] if the wallet's key is no longer the bound one, and the others.
    fn signer(&self, request: IspRequest) -> Result<Box<dyn IspSigner>, IspError>;

    /// Deletes the wallet's key for good; one that is not there is deleted already. A provider's server keeps its own: the
    /// person asks the provider to delete it.
    ///
    /// # Errors
    /// Any [`IspError`].
    fn forget(&self, wallet_id: &str) -> Result<(), IspError>;
}

/// A signer that remembers why it gave no signature: the layers above know a [`Signer`]'s code alone.
pub trait IspSigner: Signer {
    /// Why the latest attempt gave no signature; none if it gave one, or there was none.
    fn refusal(&self) -> Option<IspError>;
}

/// Why no key or signature was given.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum IspError {
    /// The device's vault refused.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The key is not the one that L1 bound: the wallet has to be bound anew.
    #[error("the key is no longer the one that was bound as {bound_kid:?}")]
    KeyChanged {
        /// The key id that L1 bound.
        bound_kid: String,
    },
    /// The server's answer proves nothing: no key, or a signature that does not verify.
    #[error("the provider's answer proves nothing")]
    Unproved,
    /// The server refused this evidence or this wallet.
    #[error("the provider refused")]
    Refused {
        /// The provider's code; for a debugger, cut to 64 characters.
        provider_code: String,
    },
    /// The server could not be reached.
    #[error("the provider cannot be reached")]
    Unreachable,
}

impl IspError {
    /// The stable code of this error, the same in every language. A vault's error keeps its own.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.code(),
            Self::KeyChanged { .. } => "isp.key_changed",
            Self::Unproved => "isp.unproved",
            Self::Refused { .. } => "isp.refused",
            Self::Unreachable => "isp.unreachable",
        }
    }
}

/// The vault's alias of a wallet's key. Derived, so any identifier gives a valid alias of fixed length.
#[must_use]
pub fn isp_key_alias(wallet_id: &str) -> String {
    let hash = digest(&SHA256, wallet_id.as_bytes());
    format!("amp-isp-{}", hex(hash.as_ref().get(..16).unwrap_or_default()))
}

/// The key in the device's vault: its prompt is the person's confirmation.
pub struct DeviceIsp {
    vault: Arc<dyn KeyVault>,
    policy: KeyPolicy,
}

impl DeviceIsp {
    /// Over a vault; keys are made with `policy`, which should be [`KeyPolicy::EveryUse`] for people.
    #[must_use]
    pub fn new(vault: Arc<dyn KeyVault>, policy: KeyPolicy) -> Self {
        Self { vault, policy }
    }
}

impl IdentitySignatureProvider for DeviceIsp {
    fn kind(&self) -> IspKind {
        IspKind::Device
    }

    fn enroll(&self, wallet_id: &str) -> Result<PublicJwk, IspError> {
        let vault = Arc::clone(&self.vault);
        let signer = VaultSigner::open_or_create(vault, &isp_key_alias(wallet_id), self.policy)?;
        Ok(signer.public_jwk())
    }

    fn signer(&self, request: IspRequest) -> Result<Box<dyn IspSigner>, IspError> {
        // Never made here: a new key could not be the bound one.
        let signer = VaultSigner::open(Arc::clone(&self.vault), &isp_key_alias(&request.wallet_id))?;
        if !signer.public_jwk().same_point(&request.bound_key) {
            return Err(IspError::KeyChanged { bound_kid: request.bound_key.kid });
        }
        Ok(Box::new(signer.with_kid(&request.bound_key.kid).with_reason(&request.reason)))
    }

    fn forget(&self, wallet_id: &str) -> Result<(), IspError> {
        let alias = isp_key_alias(wallet_id);
        self.vault.delete_key(alias.clone())?;
        // The host's yes proves nothing: the key must be gone. One that was invalidated signs nothing any more either.
        match self.vault.public_key(alias.clone()) {
            Err(VaultError::KeyLost { .. } | VaultError::KeyInvalidated { .. }) => Ok(()),
            Ok(_) => Err(VaultError::Unproved { alias }.into()),
            Err(error) => Err(error.into()),
        }
    }
}

impl fmt::Debug for DeviceIsp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceIsp").field("policy", &self.policy).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "isp_tests.rs"]
mod tests;

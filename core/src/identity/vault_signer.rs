//! A vault's key as a [`Signer`] whose every answer is proved.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::vault::check_alias;
use super::{IspError, IspSigner, KeyPolicy, KeyVault, VaultError, signature};
use crate::jose::{PublicJwk, SignError, Signer};

/// One key of a [`KeyVault`].
///
/// The public key is checked to be a point on the curve, and each signature is verified with it before it is handed
/// on: a host that fails with an empty answer, or answers for another key, gets no further.
pub struct VaultSigner {
    vault: Arc<dyn KeyVault>,
    alias: String,
    reason: String,
    key: PublicJwk,
    refused: Mutex<Option<VaultError>>,
}

impl VaultSigner {
    /// The existing key `alias`; `kid` is its RFC 7638 thumbprint.
    ///
    /// # Errors
    /// [`VaultError::KeyLost`] without such a key, [`VaultError::Unproved`] if the host's answer is no P-256 key.
    pub fn open(vault: Arc<dyn KeyVault>, alias: &str) -> Result<Self, VaultError> {
        check_alias(alias)?;
        let point = vault.public_key(alias.to_owned())?;
        let key =
            PublicJwk::from_sec1(&point).map_err(|_| VaultError::Unproved { alias: alias.to_owned() })?;
        Ok(Self { vault, alias: alias.to_owned(), reason: String::new(), key, refused: Mutex::new(None) })
    }

    /// The key `alias`, made with `policy` if there is none.
    ///
    /// # Errors
    /// Any [`VaultError`].
    pub fn open_or_create(
        vault: Arc<dyn KeyVault>,
        alias: &str,
        policy: KeyPolicy,
    ) -> Result<Self, VaultError> {
        match Self::open(Arc::clone(&vault), alias) {
            Err(VaultError::KeyLost { .. }) => {
                let made = vault.create_key(alias.to_owned(), policy)?;
                // What it says now is what counts: the answer of create_key alone would not show a lost key.
                let signer = Self::open(vault, alias)?;
                if made != signer.key.to_sec1() {
                    return Err(VaultError::Unproved { alias: alias.to_owned() });
                }
                Ok(signer)
            }
            other => other,
        }
    }

    /// The same key under another `kid`, for peers that name keys themselves.
    #[must_use]
    pub fn with_kid(mut self, kid: &str) -> Self {
        kid.clone_into(&mut self.key.kid);
        self
    }

    /// The app's text for the prompt that the person sees.
    #[must_use]
    pub fn with_reason(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.reason);
        self
    }

    /// Signs, with the vault's own error.
    ///
    /// # Errors
    /// The vault's, and [`VaultError::Unproved`] for a signature that does not verify.
    pub fn try_sign(&self, message: &[u8]) -> Result<[u8; 64], VaultError> {
        let answer = self.vault.sign(self.alias.clone(), message.to_vec(), self.reason.clone())?;
        proved(&self.key, message, &answer).ok_or_else(|| VaultError::Unproved { alias: self.alias.clone() })
    }
}

/// A signature as `r || s`, if it is one by `key` over `message` in either encoding.
pub(super) fn proved(key: &PublicJwk, message: &[u8], answer: &[u8]) -> Option<[u8; 64]> {
    let fixed = <[u8; 64]>::try_from(answer).ok();
    [fixed, signature::from_der(answer)]
        .into_iter()
        .flatten()
        .find(|candidate| key.verify(message, candidate).is_ok())
}

impl Signer for VaultSigner {
    fn public_jwk(&self) -> PublicJwk {
        self.key.clone()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        let signed = self.try_sign(message);
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = signed.as_ref().err().cloned();
        signed.map_err(|error| SignError { kid: self.key.kid.clone(), code: error.code().to_owned() })
    }
}

impl IspSigner for VaultSigner {
    fn refusal(&self) -> Option<IspError> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.clone().map(IspError::Vault)
    }
}

impl fmt::Debug for VaultSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultSigner")
            .field("alias", &self.alias)
            .field("kid", &self.key.kid)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "vault_signer_tests.rs"]
mod tests;

//! The Identity Signature Provider at the wallet provider's server.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::vault_signer::proved;
use super::{IdentitySignatureProvider, IdvEvidence, IspError, IspKind, IspRequest, IspSigner};
use crate::jose::{PublicJwk, SignError, Signer};

/// A wallet's public key as the server tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteKey {
    /// The server's key id; empty if it names none, then the RFC 7638 thumbprint is taken.
    pub kid: String,
    /// SEC1 uncompressed, 65 bytes.
    pub public_key: Vec<u8>,
}

/// One signature asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteSigningRequest {
    /// Whose key.
    pub wallet_id: String,
    /// Which key.
    pub kid: String,
    /// What is to be signed (ES256: the server hashes with SHA-256).
    pub signing_input: Vec<u8>,
    /// What the person was verified for; the server judges it before it signs.
    pub evidence: IdvEvidence,
}

/// How the server is reached. Implemented by a host or over the network; its answers are proved before use.
pub trait RemoteSigning: Send + Sync {
    /// The wallet's public key, its pair made if there is none.
    ///
    /// # Errors
    /// [`IspError::Refused`], [`IspError::Unreachable`].
    fn enroll(&self, wallet_id: String) -> Result<RemoteKey, IspError>;

    /// Signs; returns DER or `r || s`.
    ///
    /// # Errors
    /// [`IspError::Refused`], [`IspError::Unreachable`].
    fn sign(&self, request: RemoteSigningRequest) -> Result<Vec<u8>, IspError>;
}

/// The key at the wallet provider's server.
///
/// The server is trusted to hold the key and to judge the evidence, not to answer right: a signature is handed on
/// only if it verifies with the key that L1 bound.
pub struct RemoteIsp {
    transport: Arc<dyn RemoteSigning>,
}

impl RemoteIsp {
    /// Over a way to the server.
    #[must_use]
    pub fn new(transport: Arc<dyn RemoteSigning>) -> Self {
        Self { transport }
    }
}

impl IdentitySignatureProvider for RemoteIsp {
    fn kind(&self) -> IspKind {
        IspKind::Remote
    }

    fn enroll(&self, wallet_id: &str) -> Result<PublicJwk, IspError> {
        let answer = self.transport.enroll(wallet_id.to_owned())?;
        let mut key = PublicJwk::from_sec1(&answer.public_key).map_err(|_| IspError::Unproved)?;
        if !answer.kid.is_empty() {
            key.kid = answer.kid;
        }
        Ok(key)
    }

    fn signer(&self, request: IspRequest) -> Result<Box<dyn IspSigner>, IspError> {
        let transport = Arc::clone(&self.transport);
        Ok(Box::new(RemoteSigner { transport, request, refused: Mutex::new(None) }))
    }

    /// The key is the provider's: nothing of it is on the device.
    fn forget(&self, _wallet_id: &str) -> Result<(), IspError> {
        Ok(())
    }
}

impl fmt::Debug for RemoteIsp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RemoteIsp")
    }
}

/// Signs one authorization at the server.
struct RemoteSigner {
    transport: Arc<dyn RemoteSigning>,
    request: IspRequest,
    refused: Mutex<Option<IspError>>,
}

impl RemoteSigner {
    fn try_sign(&self, message: &[u8]) -> Result<[u8; 64], IspError> {
        let answer = self.transport.sign(RemoteSigningRequest {
            wallet_id: self.request.wallet_id.clone(),
            kid: self.request.bound_key.kid.clone(),
            signing_input: message.to_vec(),
            evidence: self.request.evidence.clone(),
        })?;
        proved(&self.request.bound_key, message, &answer).ok_or(IspError::Unproved)
    }
}

impl Signer for RemoteSigner {
    fn public_jwk(&self) -> PublicJwk {
        self.request.bound_key.clone()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        let signed = self.try_sign(message);
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = signed.as_ref().err().cloned();
        signed.map_err(|error| SignError {
            kid: self.request.bound_key.kid.clone(),
            code: error.code().to_owned(),
        })
    }
}

impl IspSigner for RemoteSigner {
    fn refusal(&self) -> Option<IspError> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

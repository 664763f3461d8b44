//! Keys and secrets: the seams a host implements, and the software ones.
//!
//! A host's answer is never trusted unproved: a signature is verified before it is used ([`VaultSigner`]), a secret
//! is read back and a counter must have moved ([`Secrets`]). Every trait here is synchronous and may wait for a
//! person: call it on a blocking thread, holding no lock and outside a transaction.

mod entropy;
mod file_secrets;
mod idv;
mod isp;
mod memory_secrets;
mod presence;
mod private_folder;
mod remote_isp;
mod sealed_key;
#[cfg(all(feature = "keyring", target_os = "linux"))]
mod secret_service;
mod secret_store;
mod secrets;
mod signature;
mod software_vault;
mod vault;
mod vault_signer;

pub use entropy::{EntropyError, random_bytes, random_id, timely_id};
pub use file_secrets::FileSecretStore;
pub use idv::{IDV_MAX_AGE_MILLIS, IdvError, IdvEvidence, IdvMethod, IdvProof};
pub use isp::{
    DeviceIsp, IdentitySignatureProvider, IspError, IspKind, IspRequest, IspSigner, isp_key_alias,
};
pub use memory_secrets::MemorySecretStore;
pub use presence::{Unattended, UserPresence};
pub use remote_isp::{RemoteIsp, RemoteKey, RemoteSigning, RemoteSigningRequest};
#[cfg(all(feature = "keyring", target_os = "linux"))]
pub use secret_service::SecretServiceStore;
pub use secret_store::{SecretError, SecretStore};
pub use secrets::Secrets;
pub use software_vault::SoftwareVault;
pub use vault::{KeyPolicy, KeyVault, VaultError};
pub use vault_signer::VaultSigner;

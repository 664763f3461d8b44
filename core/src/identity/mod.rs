//! Keys and secrets: the seams a host implements, and the software ones.
//!
//! A host's answer is never trusted unproved: a signature is verified before it is used ([`VaultSigner`]), a secret
//! is read back and a counter must have moved ([`Secrets`]). Every trait here is synchronous and may wait for a
//! person: call it on a blocking thread, holding no lock and outside a transaction.

mod entropy;
mod file_secrets;
mod memory_secrets;
mod p256;
mod presence;
mod private_folder;
mod sealed_key;
mod secret_store;
mod secrets;
mod signature;
mod software_vault;
mod vault;
mod vault_signer;

pub use entropy::{EntropyError, random_bytes, random_id};
pub use file_secrets::FileSecretStore;
pub use memory_secrets::MemorySecretStore;
pub use presence::{Unattended, UserPresence};
pub use secret_store::{SecretError, SecretStore};
pub use secrets::Secrets;
pub use software_vault::SoftwareVault;
pub use vault::{KeyPolicy, KeyVault, VaultError};
pub use vault_signer::VaultSigner;

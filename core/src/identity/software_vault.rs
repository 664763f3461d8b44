//! A vault without secure hardware: P-256 keys of ring, sealed at rest.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::private_folder::PrivateFolder;
use super::sealed_key::{SEALED_MAX, UnsealedKey, seal, unseal};
use super::vault::check_alias;
use super::{KeyPolicy, KeyVault, SecretError, Secrets, UserPresence, VaultError};
use crate::clock::{Clock, Timestamp};
use crate::jose::{Signer, SoftwareKey};

/// The name of the key that seals the others, in the [`SecretStore`](super::SecretStore).
const WRAPPING_KEY: &str = "amp-vault-wrapping-key";
const SUFFIX: &str = ".key";

/// Keys in files (0600), each sealed with AES-256-GCM under a key from the secret store. For desktops, tests and
/// headless machines; a phone's host brings its secure hardware instead.
///
/// A key is unsealed for one signature and dropped. Files survive restarts and crashes whole; a damaged or swapped
/// one is [`VaultError::KeyCorrupt`], a lost sealing key is [`VaultError::KeyLost`] and is never replaced while keys
/// are sealed with it.
pub struct SoftwareVault {
    folder: PrivateFolder,
    secrets: Secrets,
    presence: Arc<dyn UserPresence>,
    clock: Arc<dyn Clock>,
    confirmed: Mutex<HashMap<String, Timestamp>>,
}

impl SoftwareVault {
    /// Opens the folder of sealed keys, made if it is not there.
    ///
    /// # Errors
    /// [`VaultError::Failed`] if the folder can be neither opened nor made.
    pub fn open(
        folder: &Path,
        secrets: Secrets,
        presence: Arc<dyn UserPresence>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, VaultError> {
        let folder = PrivateFolder::open(folder).map_err(|e| failed(&e))?;
        Ok(Self { folder, secrets, presence, clock, confirmed: Mutex::default() })
    }

    fn unseal(&self, alias: &str) -> Result<UnsealedKey, VaultError> {
        check_alias(alias)?;
        let corrupt = || VaultError::KeyCorrupt { alias: alias.to_owned() };
        let file = self.folder.read(&file_name(alias), SEALED_MAX).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => corrupt(),
            _ => failed(&error),
        })?;
        let file = file.ok_or_else(|| VaultError::KeyLost { alias: alias.to_owned() })?;
        let wrapping_key = self.secrets.key(WRAPPING_KEY, true).map_err(|e| sealing(alias, e))?;
        unseal(&wrapping_key, alias, &file).ok_or_else(corrupt)
    }

    /// Asks the person if the policy says so.
    fn confirm(&self, alias: &str, policy: KeyPolicy, reason: &str) -> Result<(), VaultError> {
        match policy {
            KeyPolicy::None => Ok(()),
            KeyPolicy::EveryUse => self.presence.confirm(reason),
            KeyPolicy::Timed { seconds } => {
                let now = self.clock.now();
                let last = self.confirmed_at(alias);
                // A clock that was set back makes no confirmation valid again.
                if last.is_some_and(|t| t <= now && now < t.plus_seconds(i64::from(seconds))) {
                    return Ok(());
                }
                self.presence.confirm(reason)?; // no lock is held while the person thinks
                let mut confirmed = self.confirmed.lock().unwrap_or_else(PoisonError::into_inner);
                confirmed.insert(alias.to_owned(), self.clock.now());
                Ok(())
            }
        }
    }

    fn confirmed_at(&self, alias: &str) -> Option<Timestamp> {
        self.confirmed.lock().unwrap_or_else(PoisonError::into_inner).get(alias).copied()
    }
}

impl KeyVault for SoftwareVault {
    fn create_key(&self, alias: String, policy: KeyPolicy) -> Result<Vec<u8>, VaultError> {
        check_alias(&alias)?;
        let lock = self.folder.lock().map_err(|e| failed(&e))?;
        if self.folder.holds(&file_name(&alias)).map_err(|e| failed(&e))? {
            return Err(VaultError::KeyExists { alias });
        }
        let in_use = self.folder.holds_any(SUFFIX).map_err(|e| failed(&e))?;
        let wrapping_key = self.secrets.key(WRAPPING_KEY, in_use).map_err(|e| sealing(&alias, e))?;
        let no_randomness = || VaultError::Failed { reason: "entropy.unavailable".to_owned() };
        let pkcs8 = SoftwareKey::generate_pkcs8().map_err(|_| no_randomness())?;
        let file = seal(&wrapping_key, &alias, policy, &pkcs8).map_err(|_| no_randomness())?;
        self.folder.write(&file_name(&alias), &file, &lock).map_err(|e| failed(&e))?;
        self.public_key(alias)
    }

    fn public_key(&self, alias: String) -> Result<Vec<u8>, VaultError> {
        Ok(self.unseal(&alias)?.key.public().to_sec1())
    }

    fn sign(&self, alias: String, message: Vec<u8>, reason: String) -> Result<Vec<u8>, VaultError> {
        let policy = self.unseal(&alias)?.policy;
        self.confirm(&alias, policy, &reason)?;
        // Unsealed anew: no key lies open while the person thinks.
        let key = self.unseal(&alias)?.key;
        let signature = key.sign(&message).map_err(|error| VaultError::Failed { reason: error.code })?;
        Ok(signature.to_vec())
    }

    fn delete_key(&self, alias: String) -> Result<(), VaultError> {
        check_alias(&alias)?;
        let lock = self.folder.lock().map_err(|e| failed(&e))?;
        self.folder.remove(&file_name(&alias), &lock).map_err(|e| failed(&e))?;
        self.confirmed.lock().unwrap_or_else(PoisonError::into_inner).remove(&alias);
        Ok(())
    }

    fn attestation(&self, _alias: String, _challenge: Vec<u8>) -> Result<Vec<Vec<u8>>, VaultError> {
        Err(VaultError::Unsupported) // no hardware vouches for a file
    }
}

fn file_name(alias: &str) -> String {
    format!("k-{alias}{SUFFIX}")
}

fn failed(error: &io::Error) -> VaultError {
    VaultError::Failed { reason: format!("file: {}", error.kind()) }
}

fn sealing(alias: &str, error: SecretError) -> VaultError {
    match error {
        SecretError::Locked => VaultError::UnavailableWhileLocked,
        SecretError::Lost { .. } => VaultError::KeyLost { alias: alias.to_owned() },
        SecretError::Corrupt { .. } => VaultError::KeyCorrupt { alias: alias.to_owned() },
        other => VaultError::Failed { reason: other.code().to_owned() },
    }
}

impl fmt::Debug for SoftwareVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareVault").field("folder", &self.folder).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "software_vault_tests.rs"]
mod tests;

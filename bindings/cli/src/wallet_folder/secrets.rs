//! Where a wallet's secrets are kept. Chosen once, by name; nothing else is ever used instead.

use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::identity::{FileSecretStore, SecretError, SecretStore};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::error::CliError;

/// The folder of secrets below the data folder.
const FOLDER: &str = "secrets";

/// Where a wallet's secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SecretsPlace {
    /// The desktop's Secret Service (GNOME Keyring, KDE Wallet)
    Service,
    /// Files below the data folder that only this user may read
    File,
}

impl SecretsPlace {
    /// Whether this place is in the data folder, and made.
    pub(crate) fn is_below(self, folder: &Path) -> bool {
        self == Self::File && folder.join(FOLDER).is_dir()
    }

    /// Opens the store of the wallet called `wallet_id`; a Secret Service is shared by all wallets of a user, so each
    /// has its own name there.
    ///
    /// # Errors
    /// [`CliError::Secrets`]: there is no such store, or it cannot be opened.
    pub(crate) fn open(self, folder: &Path, wallet_id: &str) -> Result<Arc<dyn SecretStore>, CliError> {
        match self {
            Self::File => Ok(Arc::new(FileSecretStore::open(&folder.join(FOLDER)).map_err(refused)?)),
            Self::Service => service(wallet_id),
        }
    }
}

#[cfg(target_os = "linux")]
fn service(wallet_id: &str) -> Result<Arc<dyn SecretStore>, CliError> {
    use amp_wallet_core::identity::SecretServiceStore;
    let store = SecretServiceStore::open(&format!("amp-wallet-{wallet_id}")).map_err(refused)?;
    Ok(Arc::new(store))
}

#[cfg(not(target_os = "linux"))]
fn service(_wallet_id: &str) -> Result<Arc<dyn SecretStore>, CliError> {
    Err(refused(SecretError::Unavailable { what: "Secret Service on this system".to_owned() }))
}

#[allow(clippy::needless_pass_by_value, reason = "an adapter for map_err")]
fn refused(error: SecretError) -> CliError {
    CliError::Secrets { code: error.code(), reason: error.to_string() }
}

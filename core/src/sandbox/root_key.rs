//! The network's root key, kept over restarts: a wallet goes on trusting the sandbox that it knows.

use std::io::Write;
use std::path::Path;

use super::error::SandboxError;
use crate::jose::SoftwareKey;
use crate::storage::{StoreError, create_private, private_folder};
use crate::wallet::WalletError;

const FILE: &str = "sandbox-root.pkcs8";

/// The key in `folder`, made if there is none. It is a sandbox's: it is worth nothing, and lies there unsealed, for the user
/// alone.
///
/// # Errors
/// [`SandboxError::Wallet`] with `store.io` and the like; [`SandboxError::RootKey`] for a file that holds no key.
pub fn kept_root(folder: &Path) -> Result<Vec<u8>, SandboxError> {
    let io = |error: StoreError| SandboxError::from(WalletError::from(error));
    let path = folder.join(FILE);
    match std::fs::read(&path) {
        Ok(kept) => {
            SoftwareKey::from_pkcs8("", &kept)?;
            Ok(kept)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            private_folder(folder).map_err(io)?;
            let made = SoftwareKey::generate_pkcs8()?;
            let mut file = create_private(&path, true).map_err(io)?;
            file.write_all(&made).and_then(|()| file.sync_all()).map_err(|error| io(error.into()))?;
            Ok(made.to_vec())
        }
        Err(error) => Err(io(error.into())),
    }
}

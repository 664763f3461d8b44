//! Which library this is.

use crate::wallet::WalletError;

/// The version of the core, for example `0.1.0`.
///
/// # Errors
/// None today.
#[uniffi::export]
pub fn library_version() -> Result<String, WalletError> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}

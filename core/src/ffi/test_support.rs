//! Exports of a test build only (feature `failpoints`): a call that does nothing, a panic, the objects that are alive.

use super::handle::live;
use crate::wallet::WalletError;

/// Does nothing: what a call costs.
///
/// # Errors
/// None.
#[uniffi::export]
pub fn empty_call() -> Result<(), WalletError> {
    Ok(())
}

/// Panics, as a fault in the core would.
///
/// # Errors
/// None: it does not return.
#[uniffi::export]
#[allow(clippy::panic)] // what it is for
pub fn panic_now() -> Result<(), WalletError> {
    panic!("a panic that a test ordered")
}

/// Panics in an `async` call.
///
/// # Errors
/// None: it does not return.
#[uniffi::export]
#[allow(clippy::panic)] // what it is for
pub async fn panic_soon() -> Result<(), WalletError> {
    panic!("a panic that a test ordered")
}

/// How many objects of wallets the host has not given back.
///
/// # Errors
/// None.
#[uniffi::export]
pub fn live_handles() -> Result<u64, WalletError> {
    Ok(live())
}

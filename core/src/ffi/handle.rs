//! What every object of one wallet shares.

use std::future::Future;
use std::pin::Pin;

use super::alive::{Alive, Kind};
use super::error_code::ErrorCode;
use super::host::Log;
use crate::wallet;

/// The core's wallet and the way to the host's log.
pub(super) struct Handle {
    pub(super) wallet: wallet::Wallet,
    log: Log,
    _alive: Alive,
}

impl Clone for Handle {
    fn clone(&self) -> Self {
        Self::new(self.wallet.clone(), self.log.clone())
    }
}

impl Handle {
    pub(super) fn new(wallet: wallet::Wallet, log: Log) -> Self {
        Self { wallet, log, _alive: Alive::of(Kind::OfWallet) }
    }

    /// Runs one call of the wallet and logs how it ended. Boxed, so that each call compiles only what is its own.
    pub(super) fn run<'a, T: 'a, E: ErrorCode + 'a>(
        &'a self,
        operation: &'static str,
        work: impl Future<Output = Result<T, E>> + Send + 'a,
    ) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>> {
        Box::pin(self.log.over(operation, Box::pin(work)))
    }
}

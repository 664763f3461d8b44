//! What every object of one wallet shares.

use std::future::Future;

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

    /// Runs one call of the wallet and logs how it ended.
    pub(super) fn run<'a, T: 'a, E: ErrorCode + 'a>(
        &'a self,
        operation: &'static str,
        work: impl Future<Output = Result<T, E>> + Send + 'a,
    ) -> impl Future<Output = Result<T, E>> + 'a {
        self.log.over(operation, Box::pin(work))
    }
}

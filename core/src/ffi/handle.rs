//! What every object of one wallet shares.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};

use super::error_code::ErrorCode;
use super::host::Log;
use crate::wallet;

/// How many handles there are: each object that a host holds has one.
static LIVE: AtomicU64 = AtomicU64::new(0);

/// How many handles there are.
#[cfg(feature = "failpoints")]
pub(super) fn live() -> u64 {
    LIVE.load(Ordering::Relaxed)
}

/// The core's wallet and the way to the host's log.
pub(super) struct Handle {
    pub(super) wallet: wallet::Wallet,
    log: Log,
}

impl Clone for Handle {
    fn clone(&self) -> Self {
        Self::new(self.wallet.clone(), self.log.clone())
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Handle {
    pub(super) fn new(wallet: wallet::Wallet, log: Log) -> Self {
        LIVE.fetch_add(1, Ordering::Relaxed);
        Self { wallet, log }
    }

    /// Runs one call of the wallet and logs how it ended.
    pub(super) async fn run<T, E: ErrorCode>(
        &self,
        operation: &'static str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.log.over(operation, work).await
    }
}

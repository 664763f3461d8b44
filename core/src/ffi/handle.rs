//! What every object of one wallet shares.

use std::future::Future;

use super::error_code::ErrorCode;
use super::host::Log;
use crate::wallet;

/// The core's wallet and the way to the host's log.
#[derive(Clone)]
pub(super) struct Handle {
    pub(super) wallet: wallet::Wallet,
    pub(super) log: Log,
}

impl Handle {
    /// Runs one call of the wallet and logs how it ended.
    pub(super) async fn run<T, E: ErrorCode>(
        &self,
        operation: &'static str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.log.over(operation, work).await
    }
}

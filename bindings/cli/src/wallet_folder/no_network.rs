//! No network at all, for a wallet that is only looked into.

use amp_wallet_core::network::messages::TokenRecord;
use amp_wallet_core::network::{Network, NetworkError, NetworkFuture, NotifyAnswer};

/// Reaches nobody.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoNetwork;

fn unreachable() -> NetworkError {
    NetworkError::Unreachable { endpoint: "none".to_owned(), detail: "no network is set up".to_owned() }
}

impl Network for NoNetwork {
    fn notify_authorization<'a>(&'a self, _body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer> {
        Box::pin(async { Err(unreachable()) })
    }

    fn inquiry_payment_token<'a>(&'a self, _payment_token: &'a str) -> NetworkFuture<'a, TokenRecord> {
        Box::pin(async { Err(unreachable()) })
    }
}

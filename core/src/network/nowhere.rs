//! No network at all.

use super::messages::TokenRecord;
use super::{Network, NetworkError, NetworkFuture, NotifyAnswer};

/// Reaches nobody: for a companion device that only looks, and for a wallet that is opened beside its process.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

fn unreachable() -> NetworkError {
    NetworkError::Unreachable { endpoint: "none".to_owned(), detail: "no network is set up".to_owned() }
}

impl Network for Nowhere {
    fn notify_authorization<'a>(&'a self, _body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer> {
        Box::pin(async { Err(unreachable()) })
    }

    fn inquiry_payment_token<'a>(&'a self, _payment_token: &'a str) -> NetworkFuture<'a, TokenRecord> {
        Box::pin(async { Err(unreachable()) })
    }
}

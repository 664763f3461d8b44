//! What a wallet asks of the network.

use std::future::Future;
use std::pin::Pin;

use super::messages::TokenRecord;
use super::{NetworkError, NotifyAnswer};

/// A call under way.
pub type NetworkFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, NetworkError>> + Send + 'a>>;

/// The AMP network as the wallet sees it. Implemented by [`HttpNetwork`](super::HttpNetwork), and by fakes in
/// tests.
pub trait Network: Send + Sync {
    /// Tells the network that the user authorized (POST `/network/notifyAuthorization`). `body` is the JSON of
    /// a [`NotifyRequest`](super::messages::NotifyRequest), sent byte for byte as it was recorded.
    ///
    /// Not idempotent at the network: an implementation repeats it only where the first one surely did not arrive,
    /// and a caller never runs two for one session at once.
    ///
    /// # Errors
    /// [`NetworkError::Refused`] when the network said no; any other when its answer is not known.
    fn notify_authorization<'a>(&'a self, body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer>;

    /// Asks what a payment token stands for (our extension X1, POST `/network/inquiryPaymentToken`). Idempotent.
    ///
    /// # Errors
    /// [`NetworkError::Refused`] with `PAYMENT_TOKEN_INVALID` for an unknown token; [`NetworkError::Status`] 404 or
    /// 405 from a network without the extension.
    fn inquiry_payment_token<'a>(&'a self, payment_token: &'a str) -> NetworkFuture<'a, TokenRecord>;
}

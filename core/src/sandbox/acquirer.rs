//! The acquirer: from the merchant to the network.

use crate::guard::ResultCode;
use crate::network::messages::{PayAnswer, PayRequest};

use super::denial::Denial;
use super::world::World;

/// The reference allows 5 s here, less than the network's 10 s for the wallet: a slow wallet is not heard.
const NETWORK_MILLIS: u64 = 5_000;

/// Passes the payment on.
pub(super) async fn pay(world: &World, request: PayRequest) -> Result<PayAnswer, Denial> {
    let answer = world.transport.post(&world.own.at("/network/pay"), &request, NETWORK_MILLIS).await;
    answer.map_err(|error| Denial::new(ResultCode::PaymentFailed, error.to_string()))
}

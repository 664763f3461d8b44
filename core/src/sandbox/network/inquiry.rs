//! X1: what a payment token stands for.

use crate::guard::ResultCode;
use crate::network::messages::TokenRecord;
use crate::sandbox::denial::Denial;
use crate::sandbox::world::{World, lock};

/// The token's record, for the wallet.
pub(in crate::sandbox) fn inquiry_payment_token(
    world: &World,
    payment_token: &str,
) -> Result<TokenRecord, Denial> {
    lock(&world.network)
        .tokens
        .get(payment_token)
        .map(super::token::IssuedToken::record)
        .ok_or_else(|| Denial::new(ResultCode::PaymentTokenInvalid, "no such payment token"))
}

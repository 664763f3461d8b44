//! Whether the order a token is asked for is the one that was signed.

use crate::assurance::{Checkout, Mode, VerifiedChain};
use crate::guard::ResultCode;
use crate::jose::json::{self, Limits};
use crate::network::messages::OrderBody;
use crate::network::write_body;
use crate::payments::{checkout_hash, compare_orders};
use crate::sandbox::denial::Denial;

/// The signed order, by the agent or by the user, if the presented one is the same: field by field, and for
/// IMMEDIATE by the checkout hash too.
pub(super) fn signed_order<'a>(
    chain: &'a VerifiedChain,
    presented: &OrderBody,
) -> Result<&'a Checkout, Denial> {
    let signed = match chain.mode {
        Mode::Autonomous => chain.l3.as_ref().map(|l3| &l3.checkout),
        Mode::Immediate => chain.l2.checkout.as_ref(),
    };
    let signed = signed.ok_or_else(|| Denial::new(ResultCode::ParamIllegal, "no order was signed"))?;
    let presented = presented.to_checkout();
    let same_hash = chain.mode == Mode::Autonomous || hash(signed)? == hash(&presented)?;
    if !same_hash || !compare_orders(signed, &presented).is_empty() {
        return Err(inconsistent("the order is not the signed one"));
    }
    Ok(signed)
}

fn inconsistent(words: &str) -> Denial {
    Denial::new(ResultCode::CheckoutHashInconsistent, words)
}

/// Both sides go through one spelling, so that only their contents count.
fn hash(order: &Checkout) -> Result<String, Denial> {
    let bytes = write_body(&OrderBody::from(order)).map_err(|fault| inconsistent(&fault.to_string()))?;
    let json = json::parse(&bytes, &Limits::DEFAULT).map_err(|error| inconsistent(&error.to_string()))?;
    checkout_hash(&json).map_err(|error| inconsistent(&error.to_string()))
}

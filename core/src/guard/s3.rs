//! S3: the merchant's payment request arrives.

use super::s2::{check_merchant, order_reason};
use super::{Reason, Refusal, Stage};
use crate::assurance::Checkout;
use crate::clock::Timestamp;
use crate::mandates::Mandate;
use crate::money::Amount;
use crate::payments::{Payment, TokenUseError, compare_orders, compare_totals};

/// A payment request with the token of a payment that is held.
#[derive(Debug, Clone, Copy)]
pub struct PaymentCheck<'a> {
    /// The mandate that shall pay.
    pub mandate: &'a Mandate,
    /// The payment that the token belongs to.
    pub payment: &'a Payment,
    /// The merchant's order, where the network passes it on (extension X4).
    pub order: Option<&'a Checkout>,
    /// The amount asked for. Without an order it is all that can be compared; with one, S4 judges it.
    pub amount: Amount,
    /// The time now.
    pub now: Timestamp,
}

/// Decides whether the request is for the order that the token was made for.
///
/// # Errors
/// [`Refusal`] with every reason.
pub fn s3(request: &PaymentCheck<'_>) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    if let Err(error) = request.payment.usable(request.now) {
        reasons.push(match error {
            TokenUseError::Used => Reason::TokenUsed,
            TokenUseError::Released { because } => Reason::TokenReleased { because },
            TokenUseError::Expired { expired_at } => Reason::TokenExpired { expired_at },
        });
    }
    let bound = &request.payment.checkout;
    match request.order {
        Some(order) => {
            reasons.extend(compare_orders(bound, order).into_iter().map(order_reason));
            // The merchant's own order may show the identifier that the agent left out.
            let mut shown = bound.clone();
            if !order.merchant.reference_merchant_id.is_empty() {
                shown.merchant.reference_merchant_id.clone_from(&order.merchant.reference_merchant_id);
            }
            check_merchant(request.mandate, &shown, &mut reasons);
        }
        None => reasons.extend(compare_totals(bound.total_amount, request.amount).map(order_reason)),
    }
    Refusal::unless_empty(Stage::S3, reasons)
}

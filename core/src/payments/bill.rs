//! One line of a task's bill.

use serde::{Deserialize, Serialize};

use super::{Payment, PaymentState};
use crate::clock::Timestamp;
use crate::money::Amount;

/// One payment as the person sees it on the bill of a task. No tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct BillLine {
    /// The payment.
    pub payment_id: String,
    /// Who is paid.
    pub merchant_name: String,
    /// In which category (ISO 18245).
    pub merchant_mcc: String,
    /// The merchant's order, where it has a number.
    pub order_id: Option<String>,
    /// Where the payment is.
    pub state: PaymentState,
    /// What was debited; before that, what is or was held.
    pub amount: Amount,
    /// What was given back of it.
    pub refunded: Amount,
    /// Why it was not debited; a stable code.
    pub released_because: Option<String>,
    /// When the amount was held.
    pub created_at: Timestamp,
    /// When it was debited or given back.
    pub ended_at: Option<Timestamp>,
}

impl BillLine {
    /// The line of a payment of which `refunded` was given back.
    #[must_use]
    pub fn of(payment: Payment, refunded: Amount) -> Self {
        Self {
            amount: payment.captured.unwrap_or(payment.held),
            payment_id: payment.payment_id,
            merchant_name: payment.checkout.merchant.merchant_name,
            merchant_mcc: payment.checkout.merchant.merchant_mcc,
            order_id: payment.checkout.reference_checkout_id,
            state: payment.state,
            refunded,
            released_because: payment.released_because,
            created_at: payment.created_at,
            ended_at: payment.ended_at,
        }
    }
}

//! A merchant gives back: a part, several parts, all of what was debited.

use super::{Wallet, WalletError};
use crate::events::EventKind;
use crate::mandates::check_text;
use crate::money::Amount;
use crate::payments::Refund;

/// Longest identifier of a refund, in characters.
const MAX_REFUND_ID: u32 = 256;

/// A refund that a merchant announces.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundRequest {
    /// The merchant's identifier of the refund, among those of the payment; 1 to 256 characters. It makes the request
    /// safe to repeat.
    pub refund_id: String,
    /// The payment.
    pub payment_id: String,
    /// How much; what was debited bounds all refunds together.
    pub amount: Amount,
}

impl Wallet {
    /// Records what a merchant gave back. The app calls it: over HTTP there is no such message, neither in the reference
    /// nor in our extensions (amp-http, section 5).
    ///
    /// The same request again is answered with the first refund. The budget is not
    /// restored, and a mandate that has ended stays ended.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for an unknown payment; [`WalletError::Conflict`] for a known refund with another
    /// amount; [`WalletError::Store`] with `payment.not_captured` or `payment.exceeds_capture`;
    /// [`WalletError::Invalid`] for an identifier that cannot be.
    pub async fn refund(&self, request: RefundRequest) -> Result<Refund, WalletError> {
        if request.refund_id.is_empty() || check_text(&request.refund_id, MAX_REFUND_ID).is_err() {
            return Err(WalletError::invalid("refundId", "empty, too long, or not fit to be shown"));
        }
        self.decide(move |tx, now| {
            if let Some(first) = tx.refunds().get(&request.payment_id, &request.refund_id)? {
                return if first.amount == request.amount {
                    Ok(first)
                } else {
                    Err(WalletError::conflict("refund", &first.refund_id))
                };
            }
            if tx.payments().get(&request.payment_id)?.is_none() {
                return Err(WalletError::not_found("payment", &request.payment_id));
            }
            let refund = Refund {
                refund_id: request.refund_id,
                payment_id: request.payment_id,
                amount: request.amount,
                at: now,
            };
            let payment = tx.refunds().give_back(&refund)?;
            let what = EventKind::PaymentRefunded {
                payment_id: refund.payment_id.clone(),
                mandate_id: payment.mandate_id,
                agent_id: payment.agent_id,
                merchant_name: payment.checkout.merchant.merchant_name,
                refund_id: refund.refund_id.clone(),
                amount: refund.amount,
            };
            tx.events().append(&what, now)?;
            Ok(refund)
        })
        .await
    }

    /// What was given back of a payment, in the order of time.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn refunds(&self, payment_id: &str) -> Result<Vec<Refund>, WalletError> {
        let id = payment_id.to_owned();
        self.inner.store.read(move |tx| Ok(tx.refunds().list_by_payment(&id)?)).await
    }
}

//! Giving back what was debited: a part, several parts, all of it; never more.

use serde::{Deserialize, Serialize};

use super::SagaError;
use super::step::posting;
use crate::clock::Timestamp;
use crate::ledger::{LedgerError, Movement, Posting};
use crate::money::Amount;
use crate::payments::{Payment, PaymentState};

/// What a merchant gave back of one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Refund {
    /// The merchant's identifier of the refund: the same one again is the same refund.
    pub refund_id: String,
    /// The payment.
    pub payment_id: String,
    /// How much.
    pub amount: Amount,
    /// When.
    pub at: Timestamp,
}

/// The posting of a refund of `amount` when `refunded` was given back before.
///
/// # Errors
/// [`SagaError::NotCaptured`]; [`SagaError::ExceedsCapture`] beyond what was debited; [`SagaError::Ledger`] for an
/// amount that is not positive or in another currency.
pub fn refund(
    payment: &Payment,
    refunded: Amount,
    amount: Amount,
    now: Timestamp,
) -> Result<Posting, SagaError> {
    let (PaymentState::Captured, Some(captured)) = (payment.state, payment.captured) else {
        return Err(SagaError::NotCaptured { state: payment.state });
    };
    let refund = posting(payment, Movement::Refund, amount, now);
    refund.check()?;
    let left = captured.checked_sub(refunded).map_err(LedgerError::from)?;
    if left.checked_sub(amount).map_err(LedgerError::from)?.is_negative() {
        return Err(SagaError::ExceedsCapture { captured, refunded, requested: amount });
    }
    Ok(refund)
}

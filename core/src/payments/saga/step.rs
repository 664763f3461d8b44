//! The steps of a hold: begun, captured or released.

use serde::{Deserialize, Serialize};

use super::SagaError;
use crate::clock::Timestamp;
use crate::ledger::{LedgerError, Movement, Posting};
use crate::money::Amount;
use crate::payments::{Payment, PaymentState};

/// What happens to a payment that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentEvent {
    /// The debit, of this final amount.
    Capture {
        /// At most what is held.
        amount: Amount,
    },
    /// The hold is given back.
    Release {
        /// Why; a stable code.
        because: String,
    },
}

/// One step: the payment after it, and the postings that belong to it. Both are recorded, or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentStep {
    /// The payment after the step.
    pub payment: Payment,
    /// The postings, in order; never empty.
    pub postings: Vec<Posting>,
}

/// The posting that begins `payment`: its hold.
///
/// # Errors
/// [`SagaError::NotHeld`] for a payment in another state; [`SagaError::Ledger`] for an amount that is not positive.
pub fn begin(payment: &Payment) -> Result<Posting, SagaError> {
    if payment.state != PaymentState::Held {
        return Err(SagaError::NotHeld { state: payment.state });
    }
    let hold = posting(payment, Movement::Hold, payment.held, payment.created_at);
    hold.check()?;
    Ok(hold)
}

/// The step that `event` makes `payment` take at `now`.
///
/// # Errors
/// [`SagaError::Ended`] for a payment that is no longer held; [`SagaError::TokenExpired`] for a debit at or after
/// the token's expiry; [`SagaError::ExceedsHold`] for one beyond the hold; [`SagaError::Ledger`] for one that is not
/// positive or in another currency.
pub fn next(payment: &Payment, event: &PaymentEvent, now: Timestamp) -> Result<PaymentStep, SagaError> {
    if payment.state != PaymentState::Held {
        return Err(SagaError::Ended { state: payment.state });
    }
    match event {
        PaymentEvent::Capture { amount } => capture(payment, *amount, now),
        PaymentEvent::Release { because } => Ok(release(payment, because, now)),
    }
}

fn capture(payment: &Payment, amount: Amount, now: Timestamp) -> Result<PaymentStep, SagaError> {
    if now >= payment.token_expires_at {
        return Err(SagaError::TokenExpired { expired_at: payment.token_expires_at });
    }
    let capture = posting(payment, Movement::Capture, amount, now);
    capture.check()?;
    let rest = payment.held.checked_sub(amount).map_err(LedgerError::from)?;
    if rest.is_negative() {
        return Err(SagaError::ExceedsHold { held: payment.held, requested: amount });
    }
    let mut postings = vec![capture];
    if rest.is_positive() {
        postings.push(posting(payment, Movement::Release, rest, now));
    }
    let payment = Payment {
        state: PaymentState::Captured,
        captured: Some(amount),
        ended_at: Some(now),
        ..payment.clone()
    };
    Ok(PaymentStep { payment, postings })
}

fn release(payment: &Payment, because: &str, now: Timestamp) -> PaymentStep {
    let postings = vec![posting(payment, Movement::Release, payment.held, now)];
    let payment = Payment {
        state: PaymentState::Released,
        released_because: Some(because.to_owned()),
        ended_at: Some(now),
        ..payment.clone()
    };
    PaymentStep { payment, postings }
}

pub(super) fn posting(payment: &Payment, movement: Movement, amount: Amount, at: Timestamp) -> Posting {
    Posting {
        mandate_id: payment.mandate_id.clone(),
        movement,
        amount,
        payment_id: Some(payment.payment_id.clone()),
        at,
    }
}

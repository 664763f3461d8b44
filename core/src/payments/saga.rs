//! The steps of one payment as data: which state follows, which postings go with it, and what is left to do after
//! a crash.
//!
//! ```text
//!   S2 ──hold──▶ Held ──capture (S4)──▶ Captured        the rest of a larger hold is released in the same step
//!                 │
//!                 └──release──────────▶ Released        expired, failed, refused later
//! ```
//!
//! A state and its postings are written in one transaction, so a crash always leaves one of the three states, whole:
//!
//! | the process ended | found afterwards | left to do |
//! |---|---|---|
//! | before the hold was written | nothing | nothing; no token was handed out |
//! | after it, before or after the answer | `Held` | wait for the debit, or release when the token's time is over |
//! | after the capture, before the answer | `Captured` | nothing; the same token is refused |
//! | after the release | `Released` | nothing; the token pays nothing |

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Payment, PaymentState};
use crate::clock::Timestamp;
use crate::ledger::{LedgerError, Movement, Posting};
use crate::money::Amount;

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

/// What is left to do for a payment that is found in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfinished {
    /// It has ended.
    Nothing,
    /// The token is out: the debit may still come until then.
    AwaitDebit {
        /// The token's expiry.
        until: Timestamp,
    },
    /// The token's time is over: the hold is to be given back.
    Release,
}

/// A step that a payment cannot take. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SagaError {
    /// It has ended already: a hold is captured or released exactly once.
    #[error("the payment has ended already: {state:?}")]
    Ended {
        /// The state it is in.
        state: PaymentState,
    },
    /// Only a payment that is held can be begun.
    #[error("a payment begins as held, not as {state:?}")]
    NotHeld {
        /// The state it was given in.
        state: PaymentState,
    },
    /// The debit exceeds the hold.
    #[error("a debit of {requested} exceeds the hold of {held}")]
    ExceedsHold {
        /// What is held.
        held: Amount,
        /// What was to be debited.
        requested: Amount,
    },
    /// The token's time is over.
    #[error("the payment token expired at {expired_at}")]
    TokenExpired {
        /// When.
        expired_at: Timestamp,
    },
    /// An amount that cannot be posted.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl SagaError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ended { .. } => "payment.ended",
            Self::NotHeld { .. } => "payment.not_held",
            Self::ExceedsHold { .. } => "payment.exceeds_hold",
            Self::TokenExpired { .. } => "payment.token_expired",
            Self::Ledger(ledger) => ledger.code(),
        }
    }
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

/// What is left to do for `payment` at `now`.
#[must_use]
pub fn unfinished(payment: &Payment, now: Timestamp) -> Unfinished {
    match payment.state {
        PaymentState::Captured | PaymentState::Released => Unfinished::Nothing,
        PaymentState::Held if now >= payment.token_expires_at => Unfinished::Release,
        PaymentState::Held => Unfinished::AwaitDebit { until: payment.token_expires_at },
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

fn posting(payment: &Payment, movement: Movement, amount: Amount, at: Timestamp) -> Posting {
    Posting {
        mandate_id: payment.mandate_id.clone(),
        movement,
        amount,
        payment_id: Some(payment.payment_id.clone()),
        at,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::assurance::{Checkout, Merchant};
    use crate::ledger::Balances;
    use crate::money::Currency;

    const BEFORE: Timestamp = Timestamp::from_seconds(100);
    const EXPIRY: Timestamp = Timestamp::from_seconds(600);

    fn hkd(micros: i64) -> Amount {
        Amount::from_micros(micros, Currency::HKD)
    }

    fn held(micros: i64) -> Payment {
        Payment {
            payment_id: "p".to_owned(),
            mandate_id: "m".to_owned(),
            agent_id: "a".to_owned(),
            payment_token: "28166623aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned(),
            token_id: "t".to_owned(),
            checkout: Checkout {
                total_amount: hkd(micros),
                merchant: Merchant {
                    reference_merchant_id: String::new(),
                    merchant_name: "Demo Store".to_owned(),
                    merchant_mcc: "5411".to_owned(),
                    merchant_website_url: None,
                },
                goods: Vec::new(),
                reference_checkout_id: None,
            },
            state: PaymentState::Held,
            held: hkd(micros),
            captured: None,
            released_because: None,
            token_expires_at: EXPIRY,
            created_at: Timestamp::from_seconds(0),
            ended_at: None,
        }
    }

    fn capture_of(micros: i64) -> PaymentEvent {
        PaymentEvent::Capture { amount: hkd(micros) }
    }

    fn give_back() -> PaymentEvent {
        PaymentEvent::Release { because: "payment.failed".to_owned() }
    }

    #[test]
    fn a_smaller_debit_releases_the_rest_in_the_same_step() {
        let step = next(&held(100), &capture_of(70), BEFORE).unwrap();
        let moved: Vec<_> = step.postings.iter().map(|p| (p.movement, p.amount.micros())).collect();
        assert_eq!(moved, [(Movement::Capture, 70), (Movement::Release, 30)]);
        assert_eq!(step.payment.state, PaymentState::Captured);
        assert_eq!(step.payment.captured, Some(hkd(70)));
        assert_eq!(step.payment.ended_at, Some(BEFORE));
    }

    #[test]
    fn an_exact_debit_releases_nothing() {
        assert_eq!(next(&held(100), &capture_of(100), BEFORE).unwrap().postings.len(), 1);
    }

    #[test]
    fn a_debit_beyond_the_hold_is_refused() {
        let refused = next(&held(100), &capture_of(101), BEFORE);
        assert_eq!(refused, Err(SagaError::ExceedsHold { held: hkd(100), requested: hkd(101) }));
    }

    #[test]
    fn a_debit_of_nothing_less_or_another_currency_is_refused() {
        for amount in [hkd(0), hkd(-1), Amount::from_micros(5, Currency::USD)] {
            let refused = next(&held(100), &PaymentEvent::Capture { amount }, BEFORE);
            assert!(matches!(refused, Err(SagaError::Ledger(_))), "{amount}");
        }
    }

    #[test]
    fn nothing_is_captured_at_or_after_the_tokens_expiry_but_it_is_released() {
        let refused = next(&held(100), &capture_of(100), EXPIRY);
        assert_eq!(refused, Err(SagaError::TokenExpired { expired_at: EXPIRY }));
        assert!(next(&held(100), &capture_of(100), EXPIRY.plus_millis(-1)).is_ok());
        assert!(next(&held(100), &give_back(), EXPIRY).is_ok());
    }

    #[test]
    fn a_hold_ends_exactly_once() {
        for first in [capture_of(60), give_back()] {
            let ended = next(&held(100), &first, BEFORE).unwrap().payment;
            for second in [capture_of(60), give_back()] {
                assert_eq!(next(&ended, &second, BEFORE), Err(SagaError::Ended { state: ended.state }));
            }
            assert!(matches!(begin(&ended), Err(SagaError::NotHeld { .. })));
        }
    }

    #[test]
    fn what_is_left_after_a_crash_follows_from_the_state_and_the_time() {
        let payment = held(100);
        assert_eq!(unfinished(&payment, BEFORE), Unfinished::AwaitDebit { until: EXPIRY });
        assert_eq!(unfinished(&payment, EXPIRY), Unfinished::Release);
        for event in [capture_of(100), give_back()] {
            let ended = next(&payment, &event, BEFORE).unwrap().payment;
            assert_eq!(unfinished(&ended, EXPIRY), Unfinished::Nothing);
        }
    }

    proptest! {
        #[test]
        fn a_step_empties_the_hold_to_the_last_unit(hold in 1_i64..i64::MAX, debit in any::<i64>(), expired: bool) {
            let payment = held(hold);
            let open = Posting { movement: Movement::Delegate, ..begin(&payment).unwrap() };
            let balances = Balances::empty(Currency::HKD)
                .after(&open)
                .and_then(|balances| balances.after(&begin(&payment).unwrap()))
                .unwrap();
            let now = if expired { EXPIRY } else { BEFORE };
            for event in [capture_of(debit), give_back()] {
                let Ok(step) = next(&payment, &event, now) else { continue };
                let mut after = balances;
                for posting in &step.postings {
                    after = after.after(posting).unwrap();
                }
                prop_assert!(after.held.is_zero() && after.is_sound());
                prop_assert_eq!(after.spent, step.payment.captured.unwrap_or(hkd(0)));
            }
        }
    }
}

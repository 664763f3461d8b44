//! A hold ends once; refunds never exceed the debit.

use proptest::prelude::*;

use super::*;
use crate::assurance::{Checkout, Merchant};
use crate::clock::Timestamp;
use crate::ledger::Balances;
use crate::ledger::{Movement, Posting};
use crate::money::Amount;
use crate::money::Currency;
use crate::payments::{Payment, PaymentState};

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
                merchant_region: None,
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
        device_id: None,
        rate: None,
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

fn captured(hold: i64, debit: i64) -> Payment {
    next(&held(hold), &capture_of(debit), BEFORE).unwrap().payment
}

#[test]
fn only_a_debit_can_be_given_back_and_it_moves_from_spent_to_refunded() {
    let posting = refund(&captured(100, 70), hkd(0), hkd(30), BEFORE).unwrap();
    assert_eq!((posting.movement, posting.amount), (Movement::Refund, hkd(30)));
    let released = next(&held(100), &give_back(), BEFORE).unwrap().payment;
    for payment in [held(100), released] {
        let refused = refund(&payment, hkd(0), hkd(1), BEFORE);
        assert_eq!(refused, Err(SagaError::NotCaptured { state: payment.state }));
    }
}

#[test]
fn refunds_together_reach_the_debit_and_not_the_hold() {
    let payment = captured(100, 70);
    assert!(refund(&payment, hkd(30), hkd(40), BEFORE).is_ok());
    let refused = refund(&payment, hkd(30), hkd(41), BEFORE).unwrap_err();
    assert_eq!(refused.code(), "payment.exceeds_capture");
}

#[test]
fn a_refund_of_nothing_less_or_another_currency_is_refused() {
    for amount in [hkd(0), hkd(-1), Amount::from_micros(5, Currency::USD)] {
        let refused = refund(&captured(100, 70), hkd(0), amount, BEFORE);
        assert!(matches!(refused, Err(SagaError::Ledger(_))), "{amount}");
    }
}

proptest! {
    #[test]
    fn no_sequence_of_refunds_gives_back_more_than_the_debit(
        debit in 1_i64..1_000,
        refunds in prop::collection::vec(prop_oneof![6 => 1_i64..400, 1 => any::<i64>()], 0..20),
    ) {
        let payment = captured(1_000, debit);
        let open = Posting { movement: Movement::Delegate, ..begin(&held(1_000)).unwrap() };
        let mut balances = Balances::empty(Currency::HKD).after(&open).unwrap();
        balances = balances.after(&begin(&held(1_000)).unwrap()).unwrap();
        for posting in next(&held(1_000), &capture_of(debit), BEFORE).unwrap().postings {
            balances = balances.after(&posting).unwrap();
        }
        let available = balances.available;
        let mut given = 0;
        for micros in refunds {
            let verdict = refund(&payment, hkd(given), hkd(micros), BEFORE);
            prop_assert_eq!(verdict.is_ok(), micros > 0 && i128::from(given) + i128::from(micros) <= i128::from(debit));
            if let Ok(posting) = verdict {
                balances = balances.after(&posting).unwrap();
                given += micros;
            }
            prop_assert!(balances.is_sound());
            prop_assert_eq!(balances.available, available, "a refund restores no budget");
            prop_assert_eq!((balances.spent, balances.refunded), (hkd(debit - given), hkd(given)));
        }
    }
}

use super::codes;
use crate::assurance::{Checkout, Mode};
use crate::clock::Timestamp;
use crate::guard::{Balances, Capture, Debit, PaymentCheck, Refusal, Restraints, ResultCode, s3, s4};
use crate::mandates::sample::{NOW, checkout, hkd, mandate, payment};
use crate::mandates::{Mandate, MandateState};
use crate::money::{Amount, Currency};
use crate::payments::{Payment, PaymentState};

fn ask(order: Option<&Checkout>, amount: Amount) -> Result<(), Refusal> {
    let mandate = mandate(Mode::Autonomous, 10_000);
    s3(&PaymentCheck { mandate: &mandate, payment: &payment(2_500), order, amount, now: NOW })
}

fn with_order(change: impl FnOnce(&mut Checkout)) -> Result<(), Refusal> {
    let mut order = checkout(2_500);
    change(&mut order);
    ask(Some(&order), hkd(2_500))
}

fn with_payment(change: impl FnOnce(&mut Payment), now: Timestamp) -> Result<(), Refusal> {
    let mut payment = payment(2_500);
    change(&mut payment);
    let mandate = mandate(Mode::Autonomous, 10_000);
    s3(&PaymentCheck { mandate: &mandate, payment: &payment, order: None, amount: hkd(2_500), now })
}

#[test]
fn the_order_that_the_token_was_made_for_passes() {
    assert_eq!(ask(None, hkd(2_500)), Ok(()));
    assert_eq!(with_order(|_| {}), Ok(()));
    // The reference's network loses the merchant's id on the way.
    assert_eq!(with_order(|o| o.merchant.reference_merchant_id.clear()), Ok(()));
}

#[test]
fn a_merchant_that_shows_a_blocked_identifier_only_when_it_asks_for_money_is_refused() {
    let mut mandate = mandate(Mode::Autonomous, 10_000);
    let bounds = mandate.intent.constraints.as_mut().unwrap();
    bounds.extensions.blocked_merchant_ids = vec!["M-1".into()];
    let mut payment = payment(2_500);
    payment.checkout.merchant.reference_merchant_id.clear();
    let order = checkout(2_500);
    assert_eq!(order.merchant.reference_merchant_id, "M-1");
    let request = PaymentCheck {
        mandate: &mandate,
        payment: &payment,
        order: Some(&order),
        amount: hkd(2_500),
        now: NOW,
    };
    assert_eq!(codes(s3(&request)), ["merchant_blocked"]);
}

#[test]
fn a_tampered_order_is_refused_field_by_field() {
    let changes: [fn(&mut Checkout); 10] = [
        |o| o.merchant.reference_merchant_id = "M-2".into(),
        |o| o.merchant.merchant_name.push(' '),
        |o| o.merchant.merchant_mcc = "5999".into(),
        |o| o.merchant.merchant_website_url = Some("https://evil.example".into()),
        |o| o.reference_checkout_id = Some("order-2".into()),
        |o| o.total_amount = hkd(2_499),
        |o| o.goods[0].goods_name = "Cruise".into(),
        |o| o.goods[0].goods_quantity = "2".into(),
        |o| o.goods[0].goods_unit_amount = hkd(1),
        |o| o.goods.clear(),
    ];
    for change in changes {
        assert_eq!(codes(with_order(change)), ["order_differs"]);
    }
    let refusal = with_order(|o| o.merchant.merchant_mcc = "5999".into()).unwrap_err();
    assert_eq!(refusal.result_code(), ResultCode::CheckoutHashInconsistent);
    let usd = Amount::from_minor(2_500, Currency::USD).unwrap();
    assert_eq!(codes(with_order(|o| o.total_amount = usd)), ["currency_mismatch"]);
}

#[test]
fn without_an_order_the_amount_must_be_the_orders_total() {
    for minor in [2_499, 2_501, 0, -2_500] {
        assert_eq!(codes(ask(None, hkd(minor))), ["order_differs"], "{minor}");
    }
    for minor in [250_000, 25] {
        assert_eq!(codes(ask(None, hkd(minor))), ["unit_mismatch"], "{minor}");
    }
    let usd = Amount::from_minor(2_500, Currency::USD).unwrap();
    assert_eq!(codes(ask(None, usd)), ["currency_mismatch"]);
}

#[test]
fn a_token_pays_once_and_in_its_time() {
    let ends = payment(1).token_expires_at;
    assert_eq!(with_payment(|_| {}, ends.plus_millis(-1)), Ok(()));
    assert_eq!(codes(with_payment(|_| {}, ends)), ["token_expired"]);
    assert_eq!(codes(with_payment(|p| p.state = PaymentState::Captured, NOW)), ["token_used"]);
    assert_eq!(codes(with_payment(|p| p.state = PaymentState::Released, NOW)), ["token_released"]);
    let refusal = with_payment(|p| p.state = PaymentState::Captured, NOW).unwrap_err();
    assert_eq!(refusal.result_code(), ResultCode::PaymentTokenAlreadyUsed);
}

/// A debit of `amount` on a hold of 2500 under a mandate of 10000 with 3000 spent and 4500 held in all.
fn debit(
    amount: Amount,
    change: impl FnOnce(&mut Mandate, &mut Payment, &mut Balances),
) -> Result<Capture, Refusal> {
    let (mut mandate, mut payment) = (mandate(Mode::Autonomous, 10_000), payment(2_500));
    let mut balances = Balances { held: hkd(4_500), spent: hkd(3_000) };
    change(&mut mandate, &mut payment, &mut balances);
    s4(&Debit {
        mandate: &mandate,
        balances,
        payment: &payment,
        amount,
        restraints: Restraints::NONE,
        now: NOW,
    })
}

#[test]
fn the_held_amount_is_captured_and_what_is_not_needed_released() {
    let all = Capture { captured: hkd(2_500), released: hkd(0) };
    assert_eq!(debit(hkd(2_500), |_, _, _| {}), Ok(all));
    let part = Capture { captured: hkd(2_400), released: hkd(100) };
    assert_eq!(debit(hkd(2_400), |_, _, _| {}), Ok(part));
}

#[test]
fn a_changed_price_is_refused() {
    assert_eq!(codes(debit(hkd(2_501), |_, _, _| {})), ["amount_over_hold"]);
    for minor in [0, -1] {
        assert_eq!(codes(debit(hkd(minor), |_, _, _| {})), ["amount_not_positive"]);
    }
    assert_eq!(codes(debit(hkd(25), |_, _, _| {})), ["unit_mismatch"]);
    let huge = debit(hkd(250_000), |m, _, _| m.budget = hkd(1_000_000));
    assert_eq!(codes(huge), ["unit_mismatch", "amount_over_hold", "transaction_over_max"]);
    let usd = Amount::from_minor(1, Currency::USD).unwrap();
    assert_eq!(codes(debit(usd, |_, _, _| {})), ["currency_mismatch"]);
}

#[test]
fn a_mandate_revoked_or_expired_after_the_hold_pays_nothing() {
    assert_eq!(
        codes(debit(hkd(2_500), |m, _, _| m.state = MandateState::Revoked)),
        ["mandate_not_activated"]
    );
    assert_eq!(codes(debit(hkd(2_500), |m, _, _| m.expires_at = NOW)), ["mandate_expired"]);
}

#[test]
fn a_budget_lowered_after_the_hold_still_binds() {
    assert!(debit(hkd(2_500), |m, _, _| m.budget = hkd(7_500)).is_ok());
    let refusal = debit(hkd(2_500), |m, _, _| m.budget = hkd(7_499));
    assert_eq!(codes(refusal), ["accumulated_over_budget"]);
    assert!(debit(hkd(2_499), |m, _, _| m.budget = hkd(7_499)).is_ok());
}

#[test]
fn a_hold_is_captured_once_and_only_under_its_own_mandate() {
    assert_eq!(codes(debit(hkd(1), |_, p, _| p.state = PaymentState::Captured)), ["token_used"]);
    assert_eq!(codes(debit(hkd(1), |_, p, _| p.state = PaymentState::Released)), ["token_released"]);
    assert_eq!(codes(debit(hkd(1), |_, p, _| p.mandate_id.push('x'))), ["token_not_bound"]);
    assert_eq!(codes(debit(hkd(1), |_, _, b| b.held = hkd(2_499))), ["amount_out_of_range"]);
}

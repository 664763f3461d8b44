//! What happens to a payment besides being paid: called off, given back in parts, given back whole.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::money::Amount;
use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::wallet::{RefundRequest, VoidedBy, WalletError};
use wallet_story::{Granted, Story, hkd};

/// A story in which a seat of HKD 180.00 was paid out of `budget`.
async fn paid(budget: Amount) -> (Story, Granted, String) {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, budget).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    let payment_id = story.wallet.payments().await.unwrap()[0].payment_id.clone();
    (story, granted, payment_id)
}

fn refund(refund_id: &str, payment_id: &str, amount: Amount) -> RefundRequest {
    RefundRequest { refund_id: refund_id.to_owned(), payment_id: payment_id.to_owned(), amount }
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_in_parts_reach_the_debit_and_no_further_and_restore_no_budget() {
    let (story, granted, payment_id) = paid(hkd(100_000)).await;
    let give = |id: &'static str, cents| story.wallet.refund(refund(id, &payment_id, hkd(cents)));
    give("r-1", 8_000).await.unwrap();
    give("r-2", 10_000).await.unwrap();
    let refused = give("r-3", 1).await.unwrap_err();
    assert_eq!(refused.code(), "payment.exceeds_capture");
    assert_eq!(
        story.books(&granted).await,
        (hkd(0), hkd(18_000), hkd(82_000)),
        "what was debited stays told"
    );
    let given: Vec<_> =
        story.wallet.refunds(&payment_id).await.unwrap().into_iter().map(|r| r.amount).collect();
    assert_eq!(given, [hkd(8_000), hkd(10_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_comes_twice_is_one_refund_and_with_another_content_a_conflict() {
    let (mut story, _, payment_id) = paid(hkd(100_000)).await;
    let first = story.wallet.refund(refund("r-1", &payment_id, hkd(5_000))).await.unwrap();
    story.later(5);
    story.restart().await;
    assert_eq!(story.wallet.refund(refund("r-1", &payment_id, hkd(5_000))).await, Ok(first));
    let refused = story.wallet.refund(refund("r-1", &payment_id, hkd(5_001))).await;
    assert!(matches!(refused, Err(WalletError::Conflict { kind: "refund", .. })));
    let unknown = story.wallet.refund(refund("r-1", "another", hkd(5_000))).await;
    assert!(matches!(unknown, Err(WalletError::NotFound { kind: "payment", .. })));
    assert_eq!(story.wallet.refunds(&payment_id).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_refund_sent_by_many_at_once_is_given_once() {
    let (story, _, payment_id) = paid(hkd(100_000)).await;
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            // Two refunds of which each alone fits and both together do not.
            let request = refund(if number % 2 == 0 { "r-even" } else { "r-odd" }, &payment_id, hkd(10_000));
            let wallet = story.wallet.clone();
            tokio::spawn(async move { wallet.refund(request).await })
        })
        .collect();
    for task in tasks {
        if let Err(error) = task.await.unwrap() {
            assert_eq!(error.code(), "payment.exceeds_capture");
        }
    }
    assert_eq!(story.wallet.refunds(&payment_id).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_has_finished_stays_finished_when_its_payment_is_given_back() {
    let (story, granted, payment_id) = paid(hkd(18_000)).await;
    story.wallet.refund(refund("r-1", &payment_id, hkd(18_000))).await.unwrap();
    let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
    assert_eq!((view.mandate.state, view.available), (MandateState::Finished, hkd(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_is_called_off_gives_its_hold_back_and_its_token_pays_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(100_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    let payment_id = story.wallet.payments().await.unwrap()[0].payment_id.clone();
    let voided = story.wallet.void_payment(&payment_id, VoidedBy::Merchant).await.unwrap();
    assert_eq!(voided.state, PaymentState::Released);
    assert_eq!(story.wallet.void_payment(&payment_id, VoidedBy::User).await, Ok(voided), "as it is");
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(100_000)));
    assert!(!story.pay(&order, &token).await.result.is_success());
    let refused = story.wallet.refund(refund("r-1", &payment_id, hkd(1))).await.unwrap_err();
    assert_eq!(refused.code(), "payment.not_captured");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_debited_cannot_be_called_off() {
    let (story, granted, payment_id) = paid(hkd(100_000)).await;
    let refused = story.wallet.void_payment(&payment_id, VoidedBy::User).await.unwrap_err();
    assert_eq!(refused.code(), "payment.ended");
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(18_000), hkd(82_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_payments_may_have_refunds_of_one_name() {
    let (story, granted, first) = paid(hkd(100_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    let second = story.wallet.payments().await.unwrap()[0].payment_id.clone();
    assert_ne!(first, second);
    for payment_id in [&first, &second] {
        story.wallet.refund(refund("r-1", payment_id, hkd(5_000))).await.unwrap();
        assert_eq!(story.wallet.refunds(payment_id).await.unwrap().len(), 1);
    }
    story.wallet.verify().await.unwrap();
}

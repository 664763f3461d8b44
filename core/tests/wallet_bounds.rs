//! Every bound that a mandate can carry, from the agent's request to the payment that breaks it; and what the user does in
//! the middle of one.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::sync::Arc;

use amp_wallet_core::assurance::{Checkout, FrequencyPeriod};
use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::network::messages::{ConstraintsBody, FrequencyBody, WireAmount};
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::wallet::{AdjustmentRequest, PaymentRequest, TokenAnnouncement, WalletError};
use wallet_story::{Granted, Story, hkd};

const SEAT: i64 = 18_000;

/// Airline and hotel, by category; `change` adds a bound.
fn bounded(change: impl FnOnce(&mut ConstraintsBody)) -> ConstraintsBody {
    let mut constraints = ConstraintsBody {
        budget_amount: Some(WireAmount(hkd(900_000))),
        merchant_mcc_list: Some(vec!["4511".to_owned(), "7011".to_owned()]),
        ..ConstraintsBody::default()
    };
    change(&mut constraints);
    constraints
}

async fn granted(story: &Story, constraints: ConstraintsBody) -> Granted {
    let token_id = story.bind().await;
    let (session, wallet_session) = story.ask(&token_id, Some(constraints), None).await;
    story.grant(session, &wallet_session).await
}

/// The wallet's own verdict on an order that the agent signed, from a network that checks nothing.
async fn announced(story: &Story, granted: &Granted, order: &Checkout) -> Result<Payment, WalletError> {
    let mandate = story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate;
    let token_id = story.wallet.agents().await.unwrap().swap_remove(0).token_id.unwrap();
    let number = story.wallet.payments().await.unwrap().len();
    let announcement = TokenAnnouncement {
        payment_token: format!("28166623{number:032}"),
        network_mandate_id: mandate.network_mandate_id.unwrap(),
        token_id,
        auth_session_id: None,
        expires_at: story.wallet.now().plus_seconds(600),
        l1: None,
        l2: None,
        l3: Some(story.sign(granted, order)),
        checkout: None,
        device_id: None,
    };
    story.wallet.pre_verify(announcement).await
}

fn texts(of: &[&str]) -> Option<Vec<String>> {
    Some(of.iter().map(|&text| text.to_owned()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bound_of_a_mandate_refuses_what_breaks_it_and_nothing_else() {
    type Change = fn(&mut ConstraintsBody);
    const CASES: [(Change, &str, Result<&str, &str>); 9] = [
        (
            |c| c.per_transaction_max = Some(WireAmount(hkd(SEAT))),
            "hotel-kul-transfer",
            Err("chain.above_payment_maximum"),
        ),
        (
            |c| c.per_transaction_min = Some(WireAmount(hkd(SEAT + 1))),
            "flight-seat",
            Err("chain.below_payment_minimum"),
        ),
        (|c| c.merchant_mcc_list = texts(&["7011"]), "flight-seat", Err("chain.mcc_not_allowed")),
        (
            |c| c.merchant_name_list = texts(&["Harbour Airways"]),
            "hotel-kul-dinner",
            Err("chain.merchant_not_allowed"),
        ),
        (
            |c| c.merchant_id_allow_list = texts(&["M-7011-01"]),
            "flight-seat",
            Err("chain.merchant_not_allowed"),
        ),
        (|c| c.merchant_id_block_list = texts(&["M-4511-01"]), "flight-seat", Err("chain.merchant_blocked")),
        (
            |c| c.merchant_name_block_list = texts(&["HARBOUR AIRWAYS"]),
            "flight-seat",
            Err("chain.merchant_blocked"),
        ),
        (|c| c.region_list = texts(&["HK"]), "flight-seat", Err("chain.region_not_allowed")),
        // An agreed identifier beats the name: the name's list does not count beside it.
        (
            |c| {
                c.merchant_id_allow_list = texts(&["M-4511-01"]);
                c.merchant_name_list = texts(&["Another Name"]);
            },
            "flight-seat",
            Ok("held"),
        ),
    ];
    for (number, (change, sku, expected)) in CASES.into_iter().enumerate() {
        let story = Story::begin().await;
        let order = story.order(sku, 1).await;
        let granted = granted(&story, bounded(change)).await;
        let verdict = announced(&story, &granted, &order.to_checkout()).await;
        let verdict = verdict.map(drop).map_err(|error| error.code().to_owned());
        assert_eq!(verdict, expected.map(drop).map_err(str::to_owned), "case {number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_tried_no_more_often_than_its_mandate_says_whether_the_agent_signs_its_number_or_not() {
    let story = Story::begin().await;
    let granted = granted(&story, bounded(|c| c.max_retries = Some(2))).await;
    let order = story.order("flight-seat", 1).await;
    let shown = |number: bool| {
        let order = order.to_checkout();
        let reference_checkout_id = order.reference_checkout_id.clone().filter(|_| number);
        Checkout { reference_checkout_id, ..order }
    };
    for signed in [true, false, true] {
        announced(&story, &granted, &shown(signed)).await.unwrap();
        story.later(601);
    }
    for signed in [true, false] {
        let refused = announced(&story, &granted, &shown(signed)).await.unwrap_err();
        assert_eq!(refused.code(), "guard.retries_exhausted");
    }
    let elsewhere = story.order("hotel-kul-night", 1).await.to_checkout();
    assert!(announced(&story, &granted, &elsewhere).await.is_ok(), "another merchant's order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_order_number_begins_no_new_row_of_tries_a_payment_does() {
    let story = Story::begin().await;
    let granted = granted(&story, bounded(|c| c.max_retries = Some(2))).await;
    let mut tries = 0;
    let mut anew = async || {
        tries += 1;
        let order = story.order("flight-seat", 1 + tries % 2).await.to_checkout();
        assert!(order.reference_checkout_id.is_some());
        announced(&story, &granted, &order).await.map(|payment| (payment, order))
    };
    for _ in 0..2 {
        anew().await.unwrap();
        story.later(601);
    }
    let (Payment { payment_token, held: amount, .. }, order) = anew().await.unwrap();
    story.wallet.pay(PaymentRequest { payment_token, amount, order: Some(order) }).await.unwrap();
    for _ in 0..3 {
        anew().await.unwrap();
        story.later(601);
    }
    let refused = anew().await.unwrap_err();
    assert_eq!(refused.code(), "guard.retries_exhausted", "three in a row came to nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_pays_so_often_a_day_pays_again_the_next_day() {
    let story = Story::begin().await;
    let often = FrequencyBody { max_payments: 1, period: FrequencyPeriod::Day };
    let granted = granted(&story, bounded(|c| c.payment_frequency = Some(often))).await;
    let order = story.order("flight-seat", 1).await.to_checkout();
    let Payment { payment_token, held: amount, .. } = announced(&story, &granted, &order).await.unwrap();
    story.wallet.pay(PaymentRequest { payment_token, amount, order: Some(order.clone()) }).await.unwrap();
    let refused = announced(&story, &granted, &order).await.unwrap_err();
    assert_eq!(refused.code(), "guard.payment_frequency_exceeded");
    story.later(86_400);
    assert!(announced(&story, &granted, &order).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_or_lowered_while_it_is_paid_a_mandate_pays_whole_or_not_at_all() {
    let story = Arc::new(Story::begin().await);
    let token_id = story.bind().await;
    for round in 0..24 {
        let granted = story.authorize(&token_id, hkd(2 * SEAT)).await;
        let order = story.order("flight-seat", 1).await;
        let payment_token = story.token(&granted, &order).await.unwrap();
        let checkout = order.to_checkout();
        let request = PaymentRequest { payment_token, amount: checkout.total_amount, order: Some(checkout) };
        let (wallet, id) = (story.wallet.clone(), granted.mandate_id.clone());
        let paying = tokio::spawn(async move { wallet.pay(request).await });
        let wallet = story.wallet.clone();
        let stopping = tokio::spawn(async move {
            if round % 2 == 0 {
                return wallet.revoke_mandate(&id).await.map(drop);
            }
            let adjustment_id = format!("lower-{round}");
            let request =
                AdjustmentRequest { adjustment_id, mandate_id: id, budget: hkd(SEAT), approval: None };
            wallet.adjust_mandate(request).await.map(drop)
        });
        let (paid, stopped) = (paying.await.unwrap(), stopping.await.unwrap());
        let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
        let debited = if paid.is_ok() { hkd(SEAT) } else { hkd(0) };
        assert_eq!((view.held, view.spent), (hkd(0), debited), "round {round}");
        if round % 2 == 0 {
            assert_eq!((view.mandate.state, stopped.is_ok()), (MandateState::Revoked, true), "{stopped:?}");
        } else {
            assert!(paid.is_ok() && stopped.is_ok(), "what is held stays covered: {paid:?} {stopped:?}");
            assert_eq!(view.mandate.state, MandateState::Finished);
        }
        let payments = story.wallet.payments().await.unwrap();
        let captured = payments.first().unwrap().state == PaymentState::Captured;
        assert_eq!(captured, paid.is_ok(), "the answer is what was recorded");
    }
    story.wallet.verify().await.unwrap();
}

//! Payments through the wallet, every hop over real HTTP: what is paid, what is refused, and what is left afterwards.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::clock::Clock;
use amp_wallet_core::guard::Stage;
use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::sandbox::{ContractExtensions, Fault, FaultOrder, OrderChange};
use amp_wallet_core::wallet::WalletError;
use wallet_story::{Story, hkd};

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_agent_pays_within_its_mandate_and_the_books_show_it() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-hkg-kul", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert_eq!(story.books(&granted).await, (hkd(280_000), hkd(0), hkd(720_000)));
    assert!(story.pay(&order, &token).await.result.is_success());
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(280_000), hkd(720_000)));
    let report = story.wallet.report(story.clock.now(), story.later(1)).await.unwrap();
    assert_eq!((report.spent, report.payments), (vec![hkd(280_000)], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_exceeds_the_budget_gets_no_token_and_holds_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(300_000)).await;
    let order = story.order("hotel-kul-night", 1).await;
    assert!(story.token(&granted, &order).await.is_ok());
    let second = story.order("hotel-kul-night", 1).await;
    assert!(story.token(&granted, &second).await.is_err(), "what is held counts");
    assert_eq!(story.books(&granted).await, (hkd(165_000), hkd(0), hkd(135_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tampered_order_is_refused_at_s3_and_a_dearer_amount_at_s4_and_both_give_the_hold_back() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    for (change, stage) in [
        (OrderChange::SwapGoods, Stage::S3),
        (OrderChange::SwapMerchant, Stage::S3),
        (OrderChange::ChangeTotal { minor: 100 }, Stage::S3),
        (OrderChange::ChangeAmount { minor: 1 }, Stage::S4),
    ] {
        let order = story.order("hotel-kul-dinner", 1).await;
        let token = story.token(&granted, &order).await.unwrap();
        story.sandbox.change_next_order(change);
        assert!(!story.pay(&order, &token).await.result.is_success(), "{change:?}");
        assert_eq!(story.wallet.refusals().first().map(|refusal| refusal.stage), Some(stage), "{change:?}");
        assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(1_000_000)), "{change:?}");
        let paid_late = story.wallet.pay(request(&token, &order)).await;
        assert!(matches!(paid_late, Err(WalletError::Refused(_))), "a token that was refused pays nothing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_pays_once_however_often_and_whenever_it_comes() {
    let mut story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    let (mut paid, mut attempts) = (0, Vec::new());
    for _ in 0..16 {
        let (wallet, request) = (story.wallet.clone(), request(&token, &order));
        attempts.push(tokio::spawn(async move { wallet.pay(request).await }));
    }
    for attempt in attempts {
        paid += i32::from(attempt.await.unwrap().is_ok());
    }
    assert_eq!(paid, 1);
    story.restart().await;
    assert!(story.wallet.pay(request(&token, &order)).await.is_err());
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(18_000), hkd(982_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_tokens_at_once_only_as_many_are_held_as_the_budget_has_room_for() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    // Room for exactly ten seats.
    let granted = story.authorize(&token_id, hkd(180_000)).await;
    let order = story.order("flight-seat", 1).await;
    // The network keeps a budget of its own, so the wallet is asked directly.
    let mandate = story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate;
    let mut attempts = Vec::new();
    for number in 0..40 {
        let announcement = amp_wallet_core::wallet::TokenAnnouncement {
            payment_token: format!("28166623{number:032x}"),
            network_mandate_id: mandate.network_mandate_id.clone().unwrap(),
            token_id: token_id.clone(),
            auth_session_id: None,
            expires_at: story.clock.now().plus_seconds(600),
            l1: Some(granted.l1.clone()),
            l2: Some(granted.l2.clone()),
            l3: Some(story.sign(&granted, &order.to_checkout())),
            checkout: Some(order.to_checkout()),
            device_id: None,
        };
        let wallet = story.wallet.clone();
        attempts.push(tokio::spawn(async move { wallet.pre_verify(announcement).await }));
    }
    let mut held = 0;
    for attempt in attempts {
        held += i32::from(attempt.await.unwrap().is_ok());
    }
    assert_eq!(held, 10);
    assert_eq!(story.books(&granted).await, (hkd(180_000), hkd(0), hkd(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_mandate_pays_nothing_even_with_a_token_that_is_out() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    story.wallet.revoke_mandate(&granted.mandate_id).await.unwrap();
    assert!(!story.pay(&order, &token).await.result.is_success());
    let second = story.order("flight-seat", 1).await;
    assert!(story.token(&granted, &second).await.is_err());
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(1_000_000)));
    let again = story.wallet.revoke_mandate(&granted.mandate_id).await;
    assert!(matches!(again, Err(WalletError::Mandate(_))), "terminal states stay terminal");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_l3_that_was_used_cannot_be_replayed_for_a_second_token() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let l3 = story.sign(&granted, &order.to_checkout());
    let mandate = story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate;
    let announce = |payment_token: &str| amp_wallet_core::wallet::TokenAnnouncement {
        payment_token: payment_token.to_owned(),
        network_mandate_id: mandate.network_mandate_id.clone().unwrap(),
        token_id: token_id.clone(),
        auth_session_id: None,
        expires_at: story.clock.now().plus_seconds(600),
        l1: None,
        l2: None,
        l3: Some(l3.clone()),
        checkout: None,
        device_id: None,
    };
    let first = announce("2816662300000000000000000000000000000001");
    let payment = story.wallet.pre_verify(first.clone()).await.unwrap();
    let repeated = story.wallet.pre_verify(first).await.unwrap();
    assert_eq!(payment, repeated, "the same announcement again is answered with the first outcome");
    let replayed = story.wallet.pre_verify(announce("2816662300000000000000000000000000000002")).await;
    assert_eq!(replayed, Err(WalletError::Replayed));
    assert_eq!(story.books(&granted).await, (hkd(18_000), hkd(0), hkd(982_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_announced_after_its_end_holds_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let mandate = story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate;
    let announcement = amp_wallet_core::wallet::TokenAnnouncement {
        payment_token: "2816662300000000000000000000000000000003".to_owned(),
        network_mandate_id: mandate.network_mandate_id.unwrap(),
        token_id,
        auth_session_id: None,
        expires_at: story.clock.now(),
        l1: None,
        l2: None,
        l3: Some(story.sign(&granted, &order.to_checkout())),
        checkout: None,
        device_id: None,
    };
    let refused = story.wallet.pre_verify(announcement).await.unwrap_err();
    assert_eq!(refused.code(), "guard.token_expired");
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(1_000_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_l3_that_is_over_by_the_latest_time_the_wallet_has_seen_holds_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let l3 = story.sign(&granted, &order.to_checkout());
    let ends = l3_ends(&l3);
    // The wallet has seen a time at which the L3 is over; the clock lags behind it, within the leeway.
    story.clock.set(ends.plus_seconds(61));
    story.wallet.freeze(None).await.unwrap();
    story.wallet.unfreeze(None).await.unwrap();
    story.later(-30);
    let mandate = story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate;
    let announcement = amp_wallet_core::wallet::TokenAnnouncement {
        payment_token: "2816662300000000000000000000000000000004".to_owned(),
        network_mandate_id: mandate.network_mandate_id.unwrap(),
        token_id,
        auth_session_id: None,
        expires_at: story.clock.now().plus_seconds(600),
        l1: None,
        l2: None,
        l3: Some(l3),
        checkout: None,
        device_id: None,
    };
    let refused = story.wallet.pre_verify(announcement).await.unwrap_err();
    assert_eq!(refused.code(), "chain.expired");
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(1_000_000)));
}

/// `exp` of an L3.
fn l3_ends(l3: &str) -> amp_wallet_core::clock::Timestamp {
    let payload = l3.split('.').nth(1).unwrap();
    let json = amp_wallet_core::jose::base64url::decode(payload).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&json).unwrap();
    amp_wallet_core::clock::Timestamp::from_seconds(claims["exp"].as_i64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_whose_token_ended_is_given_back() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(18_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    story.later(601);
    assert!(story.wallet.pay(request(&token, &order)).await.is_err());
    assert_eq!(story.wallet.release_expired_holds().await.unwrap(), 0, "the refused payment gave it back");
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(18_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_held_or_paid_after_the_mandates_end() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    story.later(184 * 86_400);
    assert!(story.token(&granted, &order).await.is_err());
    let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
    assert_eq!(view.mandate.state, MandateState::Expired);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_pays_nothing_until_a_trusted_time_is_given() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    story.clock.advance_millis(-61_000);
    let refused = story.wallet.pay(request(&token, &order)).await.unwrap_err();
    assert_eq!(refused.code(), "clock.set_back");
    assert_eq!(story.books(&granted).await.0, hkd(18_000), "nothing is lost");
    story.wallet.trust_time(story.clock.now()).await.unwrap();
    let paid = story.wallet.pay(request(&token, &order)).await.unwrap();
    assert_eq!(paid.state, PaymentState::Captured);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_immediate_mandate_pays_its_one_order_once() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let order = story.order("tea-oolong", 1).await;
    let (session_id, wallet_session) = story.ask(&token_id, None, Some(order.clone())).await;
    let granted = story.grant(session_id, &wallet_session).await;
    let token = story.token_with(&granted, None, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
    assert_eq!(view.mandate.state, MandateState::Finished);
    assert!(story.token_with(&granted, None, &order).await.is_err(), "single use");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_not_announced_is_asked_for_at_the_network_and_judged_late() {
    let story = Story::begin().await;
    story.sandbox.set_extensions(ContractExtensions { x2: false, ..ContractExtensions::default() });
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert_eq!(story.books(&granted).await.0, hkd(0), "nobody told the wallet yet");
    assert!(story.pay(&order, &token).await.result.is_success());
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(18_000), hkd(982_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_nobody_vouches_for_is_refused() {
    let story = Story::begin().await;
    story.sandbox.set_extensions(ContractExtensions {
        x1: false,
        x2: false,
        ..ContractExtensions::default()
    });
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    let answer = story.pay(&order, &token).await;
    assert_eq!(answer.result.result_code, "PAYMENT_TOKEN_INVALID");
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(1_000_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pay_that_arrives_twice_or_whose_answer_is_lost_debits_once() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    for (path, fault) in [("/network/pay", Fault::LoseAnswer), ("/mpp/pay", Fault::Duplicate)] {
        story.sandbox.clear_faults();
        story.sandbox.add_fault(FaultOrder::next(path, fault, 1));
        let order = story.order("flight-seat", 1).await;
        let token = story.token(&granted, &order).await.unwrap();
        let reference = order.reference_checkout_id.clone().unwrap();
        let _ = story.sandbox.merchant().pay_order(&reference, &token).await;
    }
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(36_000), hkd(964_000)));
}

fn request(
    token: &str,
    order: &amp_wallet_core::network::messages::OrderBody,
) -> amp_wallet_core::wallet::PaymentRequest {
    amp_wallet_core::wallet::PaymentRequest {
        payment_token: token.to_owned(),
        amount: order.total_amount.0,
        order: Some(order.to_checkout()),
    }
}

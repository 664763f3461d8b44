//! What the sandbox's network refuses, each with its code, and what it does not take from a budget.

#![cfg(feature = "sandbox")]
// clippy's leave for tests ends at `#[test]` functions
#![allow(clippy::unwrap_used)]

mod sandbox_story;

use amp_wallet_core::assurance::build_l2;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::network::messages::OrderItem;
use amp_wallet_core::network::{Network, NotifyAnswer};
use amp_wallet_core::sandbox::ContractExtensions;
use sandbox_story::{Story, hkd, left, refused, trip};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_for_no_session_or_without_what_it_is_for_issues_nothing() {
    let story = Story::begin().await;
    assert_eq!(refused(story.notify(&story.enrollment_notice("nothing")).await), "PARAM_ILLEGAL");
    let session = story.ask_binding().await.unwrap().idv.unwrap().auth_session_id;
    assert_eq!(refused(story.notify(&story.mandate_notice(&session, "l2~")).await), "PARAM_ILLEGAL");
    let mut other_kid = story.enrollment_notice(&session);
    other_kid.isp_kid = Some("another".to_owned());
    assert_eq!(refused(story.notify(&other_kid).await), "PARAM_ILLEGAL");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authorization_that_does_not_verify_makes_no_mandate() {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let session = story.ask_mandate(&token_id, Some(Story::trip_constraints()), None).await.unwrap();
    let session = session.idv.unwrap().auth_session_id;
    let good = story.l2_claims(None);
    let stranger = SoftwareKey::generate("mpp-key-1").unwrap();

    let mut elsewhere = good.clone();
    elsewhere.aud = "another.network".to_owned();
    let mut stolen = good.clone();
    stolen.agent_key = Some(stranger.public().clone());

    for (name, token, code) in [
        ("another key", build_l2(&good, &l1, &stranger).unwrap(), "PARAM_ILLEGAL"),
        ("another L1", build_l2(&good, "x.y.z~", &story.isp).unwrap(), "PARAM_ILLEGAL"),
        ("another audience", build_l2(&elsewhere, &l1, &story.isp).unwrap(), "PARAM_ILLEGAL"),
        ("another agent's key", build_l2(&stolen, &l1, &story.isp).unwrap(), "TOKEN_NOT_MATCH_MANDATE"),
        ("garbage", "~".to_owned(), "PARAM_ILLEGAL"),
    ] {
        assert_eq!(refused(story.notify(&story.mandate_notice(&session, &token)).await), code, "{name}");
    }
    let token = build_l2(&good, &l1, &story.isp).unwrap();
    assert!(story.notify(&story.mandate_notice(&session, &token)).await.is_ok());
    let again = refused(story.notify(&story.mandate_notice(&session, &token)).await);
    assert_eq!(again, "REPEAT_REQ_INCONSISTENT", "one L2 is one mandate");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_notification_issues_anew_as_the_reference_does() {
    let story = Story::begin().await;
    let session = story.ask_binding().await.unwrap().idv.unwrap().auth_session_id;
    let notice = story.enrollment_notice(&session);
    let (first, second) = (story.notify(&notice).await.unwrap(), story.notify(&notice).await.unwrap());
    assert_ne!(first, second);
    assert!(matches!(second, NotifyAnswer::Enrolled { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_is_asked_for_by_the_bound_agent_only() {
    let story = Story::begin().await;
    let (token_id, _) = story.bind().await;
    assert_eq!(refused(story.ask_mandate("no-token", None, None).await), "TOKEN_NOT_MATCH_MANDATE");
    let request = amp_wallet_core::network::messages::CreateMandateSessionRequest {
        token_id,
        agent_id: "agent-other".to_owned(),
        intent_raw: "buy".to_owned(),
        ..Default::default()
    };
    let other = story.sandbox.agent().create_mandate_session(&request).await;
    assert_eq!(refused(other), "TOKEN_NOT_MATCH_MANDATE");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wallet_s_refusal_of_an_authorization_reaches_the_agent() {
    let story = Story::begin().await;
    story.wallet.refuse("/mpp/createAuthorization", "PARAM_ILLEGAL");
    assert_eq!(refused(story.ask_binding().await), "PARAM_ILLEGAL");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_was_tampered_with_gets_no_token() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 3).await;
    let l3 = story.l3(&mandate, &order);

    let mut flipped = l3.clone().into_bytes();
    let middle = flipped.len() / 3;
    flipped[middle] = if flipped[middle] == b'A' { b'B' } else { b'A' };
    let flipped = String::from_utf8(flipped).unwrap();
    assert_eq!(refused(story.apply(&mandate, Some(flipped), &order).await), "PARAM_ILLEGAL");
    assert_eq!(refused(story.apply(&mandate, None, &order).await), "PARAM_ILLEGAL", "no L3");

    let dearer = story.order("hotel-kul-night", 4).await;
    let swapped = story.apply(&mandate, Some(l3.clone()), &dearer).await;
    assert_eq!(refused(swapped), "CHECKOUT_HASH_INCONSISTENT", "another order than L3's");

    let mut other_l1 = mandate.clone();
    other_l1.l1 = story.bind().await.1;
    assert_eq!(refused(story.apply(&other_l1, Some(l3.clone()), &order).await), "TOKEN_NOT_MATCH_MANDATE");

    assert!(story.wallet.asked("/mpp/preVerify").is_empty(), "the wallet is not asked about any of them");
    assert!(story.apply(&mandate, Some(l3.clone()), &order).await.is_ok());
    assert_eq!(refused(story.apply(&mandate, Some(l3), &order).await), "REPEAT_REQ_INCONSISTENT", "L3 again");
    assert_eq!(left(&story, &mandate).await.used_amount.0, hkd(495_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_outside_the_mandate_gets_no_token() {
    let (story, mandate) = trip().await;
    for (sku, quantity, code) in [
        ("tea-oolong", 1, "CHECKOUT_CURRENCY_MISMATCH"),
        ("hotel-kul-suite", 2, "CHECKOUT_AMOUNT_EXCEEDS_BUDGET"),
    ] {
        let order = story.order(sku, quantity).await;
        let outcome = story.apply(&mandate, Some(story.l3(&mandate, &order)), &order).await;
        assert_eq!(refused(outcome), code, "{sku}");
    }
    let mut elsewhere = story.order("hotel-kul-night", 1).await;
    elsewhere.merchant.merchant_name = "Menara Grand Hote1".to_owned();
    let outcome = story.apply(&mandate, Some(story.l3(&mandate, &elsewhere)), &elsewhere).await;
    assert_eq!(refused(outcome), "MERCHANT_NOT_IN_CONSTRAINTS");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_the_wallet_refused_never_exists_and_takes_nothing() {
    let (story, mandate) = trip().await;
    story.wallet.refuse("/mpp/preVerify", "MANDATE_BALANCE_INSUFFICIENT");
    let order = story.order("hotel-kul-night", 1).await;
    let outcome = story.apply(&mandate, Some(story.l3(&mandate, &order)), &order).await;
    assert_eq!(refused(outcome), "MANDATE_BALANCE_INSUFFICIENT");
    let announced = story.wallet.asked("/mpp/preVerify")[0]["paymentToken"].as_str().unwrap().to_owned();
    let unknown = story.sandbox.network().inquiry_payment_token(&announced).await;
    assert_eq!(refused(unknown), "PAYMENT_TOKEN_INVALID");
    let order_id = order.reference_checkout_id.unwrap();
    let paid = story.sandbox.merchant().pay_order(&order_id, &announced).await.unwrap();
    assert_eq!(paid.result.result_code, "PAYMENT_TOKEN_INVALID");
    assert_eq!(left(&story, &mandate).await.budget.0, hkd(1_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_pays_once_and_only_in_its_time() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 1).await;
    let order_id = order.reference_checkout_id.clone().unwrap();
    let token = story.token(&mandate, &order).await;
    let merchant = story.sandbox.merchant();
    assert!(merchant.pay_order(&order_id, &token).await.unwrap().result.is_success());
    let again = merchant.pay_order(&order_id, &token).await.unwrap();
    assert_eq!(again.result.result_code, "PAYMENT_TOKEN_ALREADY_USED");

    let late = story.token(&mandate, &order).await;
    story.clock.advance_millis(600_000);
    let outcome = merchant.pay_order(&order_id, &late).await.unwrap();
    assert_eq!(outcome.result.result_code, "PAYMENT_TOKEN_EXPIRED");
    assert_eq!(story.wallet.asked("/mpp/pay").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_extension_can_be_switched_off() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 1).await;
    story.sandbox.set_extensions(ContractExtensions::NONE);
    let token = story.token(&mandate, &order).await;
    assert!(story.wallet.asked("/mpp/preVerify").is_empty());
    let error = story.sandbox.network().inquiry_payment_token(&token).await.unwrap_err();
    assert!(matches!(error, amp_wallet_core::network::NetworkError::Status { status: 404, .. }));
    story.sandbox.merchant().pay_order(&order.reference_checkout_id.unwrap(), &token).await.unwrap();
    let paid = story.wallet.asked("/mpp/pay");
    assert_eq!(paid[0], json!({"paymentToken": token, "amount": {"cent": 165_000, "currency": "HKD"}}));
    story.bind().await;
    assert!(story.wallet.asked("/mpp/createAuthorization").last().unwrap().get("agentPk").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_tells_the_wallet_what_a_token_stands_for() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 1).await;
    let token = story.token(&mandate, &order).await;
    let record = story.sandbox.network().inquiry_payment_token(&token).await.unwrap();
    assert_eq!((&record.mandate_id, record.payment_status.as_str()), (&mandate.mandate_id, "INIT"));
    assert_eq!((record.checkout, record.l3_serialized.is_some()), (order, true));
    assert_eq!(
        refused(story.sandbox.network().inquiry_payment_token("28166623").await),
        "PAYMENT_TOKEN_INVALID"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_merchant_makes_orders_of_its_own_articles_only() {
    let story = Story::begin().await;
    let item = |sku: &str, quantity| OrderItem { sku: sku.to_owned(), quantity };
    for items in [
        vec![],
        vec![item("unicorn", 1)],
        vec![item("tea-oolong", 0)],
        vec![item("tea-oolong", 1_000)],
        vec![item("tea-oolong", 1), item("hotel-kul-night", 1)],
        vec![item("tea-oolong", 1); 51],
    ] {
        assert_eq!(
            refused(story.sandbox.merchant().create_order(items.clone()).await),
            "PARAM_ILLEGAL",
            "{items:?}"
        );
    }
    let order =
        story.sandbox.merchant().create_order(vec![item("tea-oolong", 2), item("tea-jasmine", 1)]).await;
    assert_eq!(order.unwrap().total_amount.0, sandbox_story::usd(2 * 4_599 + 1_250));
    assert_eq!(story.sandbox.merchant().catalogue().await.unwrap().len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_l3_sent_many_times_at_once_is_one_token() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 1).await;
    let l3 = story.l3(&mandate, &order);
    let story = std::sync::Arc::new(story);
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let (story, mandate, order, l3) = (story.clone(), mandate.clone(), order.clone(), l3.clone());
            tokio::spawn(async move { story.apply(&mandate, Some(l3), &order).await.is_ok() })
        })
        .collect();
    let mut granted = 0;
    for call in calls {
        granted += i64::from(call.await.unwrap());
    }
    assert_eq!((granted, story.wallet.asked("/mpp/preVerify").len()), (1, 1));
}

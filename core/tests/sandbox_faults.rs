//! Everything that can be made to go wrong, seen from the wallet's client and from a fake wallet.

#![cfg(feature = "sandbox")]
// clippy's leave for tests ends at `#[test]` functions
#![allow(clippy::unwrap_used)]

mod sandbox_story;

use amp_wallet_core::network::messages::ProviderSessionStatus;
use amp_wallet_core::network::{Network, NetworkError, Transport, TransportOptions};
use amp_wallet_core::sandbox::{Fault, FaultOrder, OrderChange, Sandbox, SandboxConfig, SandboxError};
use axum::http::StatusCode;
use sandbox_story::{AGENT, Authorized, Story, refused};
use serde_json::{Value, json};

const NOTIFY: &str = "/network/notifyAuthorization";

async fn enroll(story: &Story) -> Result<amp_wallet_core::network::NotifyAnswer, NetworkError> {
    let session = story.ask_binding().await.unwrap().idv.unwrap().auth_session_id;
    story.notify(&story.enrollment_notice(&session)).await
}

/// How many bindings came about.
async fn bound(story: &Story) -> usize {
    let methods = story.sandbox.agent().query_payment_method_list(AGENT).await.unwrap();
    methods.iter().filter(|method| method.status == ProviderSessionStatus::Completed).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_on_a_path_of_the_sandbox_is_the_error_it_should_be() {
    let story = Story::begin().await;
    for (fault, code, processed) in [
        (Fault::Drop, "network.answer_lost", 0),
        (Fault::Status { status: 500 }, "network.status", 0),
        (Fault::Garbage, "network.garbage", 0),
        (Fault::Oversize, "network.too_large", 0),
        (Fault::Refuse { code: "PARAM_ILLEGAL".to_owned() }, "network.refused", 0),
        (Fault::LoseAnswer, "network.answer_lost", 1),
    ] {
        story.sandbox.reset();
        story.sandbox.add_fault(FaultOrder::next(NOTIFY, fault.clone(), 1));
        assert_eq!(enroll(&story).await.unwrap_err().code(), code, "{fault:?}");
        assert_eq!(bound(&story).await, processed, "{fault:?}");
        assert!(enroll(&story).await.is_ok(), "once was ordered: {fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_beyond_the_time_limit_is_a_timeout_and_a_shorter_one_is_not() {
    let story = Story::begin().await;
    let session = story.ask_binding().await.unwrap().idv.unwrap().auth_session_id;
    let body = amp_wallet_core::network::write_body(&story.enrollment_notice(&session)).unwrap();
    let hasty = story.sandbox.network().with_limits(100, 100);
    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Delay { millis: 600 }, 1));
    assert_eq!(hasty.notify_authorization(&body).await.unwrap_err().code(), "network.timeout");
    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Delay { millis: 20 }, 1));
    assert!(story.sandbox.network().notify_authorization(&body).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tampered_l1_does_not_verify() {
    let story = Story::begin().await;
    story.sandbox.add_fault(FaultOrder::always(NOTIFY, Fault::Tamper));
    let answer = enroll(&story).await.unwrap();
    let amp_wallet_core::network::NotifyAnswer::Enrolled { l1, .. } = answer else { panic!("{answer:?}") };
    let policy = amp_wallet_core::assurance::VerificationPolicy::strict(
        story.sandbox.root_jwk(),
        story.sandbox.issuer(),
        story.sandbox.audience(),
    );
    let now = amp_wallet_core::clock::Clock::now(story.clock.as_ref());
    assert!(amp_wallet_core::assurance::verify_l1(&l1, &policy, now).is_err());
}

async fn token_for_one_night(story: &Story) -> (Authorized, String, String) {
    let (token_id, l1) = story.bind().await;
    let mandate = story.authorize(&token_id, &l1, None).await;
    let order = story.order("hotel-kul-night", 1).await;
    let token = story.token(&mandate, &order).await;
    (mandate, order.reference_checkout_id.unwrap(), token)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicated_payment_reaches_the_wallet_twice_and_the_first_answer_counts() {
    let story = Story::begin().await;
    let (_, order_id, token) = token_for_one_night(&story).await;
    story.sandbox.add_fault(FaultOrder::next("/mpp/pay", Fault::Duplicate, 1));
    let paid = story.sandbox.merchant().pay_order(&order_id, &token).await.unwrap();
    assert!(paid.result.is_success());
    let asked = story.wallet.asked("/mpp/pay");
    assert_eq!((asked.len(), &asked[0]), (2, &asked[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_whose_answer_is_lost_has_reached_the_wallet_and_failed_for_the_merchant() {
    let story = Story::begin().await;
    let (_, order_id, token) = token_for_one_night(&story).await;
    story.sandbox.add_fault(FaultOrder::next("/mpp/pay", Fault::LoseAnswer, 1));
    let outcome = story.sandbox.merchant().pay_order(&order_id, &token).await.unwrap();
    assert_eq!(
        (outcome.result.result_code.as_str(), story.wallet.asked("/mpp/pay").len()),
        ("PAYMENT_FAILED", 1)
    );
    let again = story.sandbox.merchant().pay_order(&order_id, &token).await.unwrap();
    assert_eq!(again.result.result_code, "PAYMENT_TOKEN_ALREADY_USED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_payment_has_not_reached_the_wallet_and_a_tampered_one_has_another_token() {
    let story = Story::begin().await;
    let (mandate, order_id, token) = token_for_one_night(&story).await;
    story.sandbox.add_fault(FaultOrder::next("/mpp/pay", Fault::Drop, 1));
    let outcome = story.sandbox.merchant().pay_order(&order_id, &token).await.unwrap();
    assert_eq!(
        (outcome.result.result_code.as_str(), story.wallet.asked("/mpp/pay").len()),
        ("PAYMENT_FAILED", 0)
    );

    let order = story.order("hotel-kul-night", 1).await;
    let token = story.token(&mandate, &order).await;
    story.sandbox.add_fault(FaultOrder::next("/mpp/pay", Fault::Tamper, 1));
    story.sandbox.merchant().pay_order(&order.reference_checkout_id.unwrap(), &token).await.unwrap();
    assert_ne!(story.wallet.asked("/mpp/pay")[0]["paymentToken"], json!(token));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_is_missing_silent_or_talks_garbage_is_an_answer_for_the_agent() {
    let story = Story::begin().await;
    for (status, body) in [
        (StatusCode::OK, "no json"),
        (StatusCode::INTERNAL_SERVER_ERROR, ""),
        (StatusCode::NOT_FOUND, ""),
        (StatusCode::UNPROCESSABLE_ENTITY, r#"{"detail":[]}"#),
    ] {
        story.wallet.answer_raw("/mpp/createAuthorization", status, body);
        assert_eq!(refused(story.ask_binding().await), "SYSTEM_ERROR", "{status} {body}");
    }
    story.sandbox.set_wallet_url(Some("http://127.0.0.1:1")).unwrap();
    assert_eq!(refused(story.ask_binding().await), "SYSTEM_ERROR");
    story.sandbox.set_wallet_url(None).unwrap();
    assert_eq!(refused(story.ask_binding().await), "SYSTEM_ERROR");
    let error = story.sandbox.set_wallet_url(Some("http://10.0.0.1")).unwrap_err();
    assert_eq!(error.code(), "network.bad_address");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_without_pre_verify_still_gets_its_payments_but_a_broken_one_gets_no_token_out() {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let mandate = story.authorize(&token_id, &l1, None).await;
    let order = story.order("hotel-kul-night", 1).await;
    story.wallet.answer_raw("/mpp/preVerify", StatusCode::METHOD_NOT_ALLOWED, "");
    story.token(&mandate, &order).await;
    story.wallet.answer_raw("/mpp/preVerify", StatusCode::OK, "oops");
    assert_eq!(
        refused(story.apply(&mandate, Some(story.l3(&mandate, &order)), &order).await),
        "SYSTEM_ERROR"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_answers_pay_without_a_result_has_not_paid_whatever_the_status() {
    let story = Story::begin().await;
    let (mandate, order_id, token) = token_for_one_night(&story).await;
    story.wallet.answer_raw("/mpp/pay", StatusCode::OK, r#"{"payResult":"SUCCESS"}"#);
    let outcome = story.sandbox.merchant().pay_order(&order_id, &token).await.unwrap();
    assert_eq!(outcome.result.result_code, "PAYMENT_FAILED");

    let order = story.order("hotel-kul-night", 1).await;
    let token = story.token(&mandate, &order).await;
    let paid = json!({"result": sandbox_story::success()}).to_string();
    story.wallet.answer_raw("/mpp/pay", StatusCode::INTERNAL_SERVER_ERROR, &paid);
    let outcome =
        story.sandbox.merchant().pay_order(&order.reference_checkout_id.unwrap(), &token).await.unwrap();
    assert!(outcome.result.is_success(), "the network reads only the JSON");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merchant_s_changes_reach_the_wallet_as_ordered() {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let mandate = story.authorize(&token_id, &l1, None).await;
    let mut seen = Vec::new();
    for change in [
        OrderChange::SwapGoods,
        OrderChange::SwapMerchant,
        OrderChange::ChangeTotal { minor: 100 },
        OrderChange::ChangeAmount { minor: 100 },
        OrderChange::MistakeUnit,
    ] {
        let order = story.order("hotel-kul-transfer", 1).await;
        let token = story.token(&mandate, &order).await;
        story.sandbox.change_next_order(change);
        story.sandbox.merchant().pay_order(&order.reference_checkout_id.unwrap(), &token).await.unwrap();
        let paid = story.wallet.asked("/mpp/pay").pop().unwrap();
        seen.push((
            paid["amount"]["cent"].clone(),
            paid["order"]["totalAmount"]["cent"].clone(),
            paid["order"]["merchant"]["merchantName"].clone(),
            paid["order"]["goods"][0]["goodsName"].clone(),
        ));
    }
    let (price, name, goods) = (json!(32_000), json!("Menara Grand Hotel"), json!("Airport transfer"));
    let expected = [
        (price.clone(), price.clone(), name.clone(), json!("Casino chips")),
        (price.clone(), price.clone(), json!("Menara Grand Hote1"), goods.clone()),
        (json!(32_100), json!(32_100), name.clone(), goods.clone()),
        (json!(32_100), price.clone(), name.clone(), goods.clone()),
        (json!(320), price, name, goods),
    ];
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_port_is_an_error_that_names_it() {
    let first = Sandbox::start(SandboxConfig::default()).await.unwrap();
    let port = first.address().port();
    let second = Sandbox::start(SandboxConfig { port, ..SandboxConfig::default() }).await;
    assert_eq!(second.err(), Some(SandboxError::PortBusy { port }));
    first.stop().await;
    let third = Sandbox::start(SandboxConfig { port, ..SandboxConfig::default() }).await.unwrap();
    assert_eq!(third.address().port(), port);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_sandbox_is_unreachable() {
    let story = Story::begin().await;
    let network = story.sandbox.network();
    story.sandbox.stop().await;
    let error = network.notify_authorization(b"{}").await.unwrap_err();
    assert_eq!(error.code(), "network.unreachable");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_programs_steer_the_sandbox_over_http() {
    let story = Story::begin().await;
    let transport = Transport::new(&TransportOptions::default()).unwrap();
    let at = |path: &str| story.sandbox.endpoint().at(path);
    let health: Value = transport.get(&at("/sandbox/health"), 5_000).await.unwrap();
    assert_eq!(health["status"], json!("ok"));
    let root: Value = transport.get(&at("/sandbox/root"), 5_000).await.unwrap();
    assert_eq!(root, Value::from(story.sandbox.root_jwk().to_json()));

    let order = json!({"path": NOTIFY, "fault": {"kind": "status", "status": 503}, "times": 1});
    let _: Value = transport.post(&at("/sandbox/faults"), &order, 5_000).await.unwrap();
    let orders: Value = transport.get(&at("/sandbox/faults"), 5_000).await.unwrap();
    assert_eq!(orders, json!([order]));
    assert!(matches!(enroll(&story).await, Err(NetworkError::Status { status: 503, .. })));

    let _: Value =
        transport.post(&at("/sandbox/wallet"), &json!({"url": "http://127.0.0.1:1"}), 5_000).await.unwrap();
    let wallet: Value = transport.get(&at("/sandbox/wallet"), 5_000).await.unwrap();
    assert_eq!(wallet["url"], json!("http://127.0.0.1:1"));
    let (status, _) =
        transport.post_any_status(&at("/sandbox/wallet"), &json!({"url": "ftp://x"}), 5_000).await.unwrap();
    assert_eq!(status, 400);

    let _: Value = transport.post(&at("/sandbox/extensions"), &json!({"x1": false}), 5_000).await.unwrap();
    let extensions: Value = transport.get(&at("/sandbox/extensions"), 5_000).await.unwrap();
    assert_eq!(extensions, json!({"x1": false, "x2": true, "x3": true, "x4": true}));
    let change = json!({"kind": "change_amount", "minor": 5});
    let _: Value = transport.post(&at("/sandbox/change"), &change, 5_000).await.unwrap();
    let _: Value = transport.post(&at("/sandbox/reset"), &json!({}), 5_000).await.unwrap();
    assert_eq!(bound(&story).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_not_in_the_contract_is_answered_as_the_reference_s_framework_does() {
    let story = Story::begin().await;
    let transport = Transport::new(&TransportOptions::default()).unwrap();
    let at = |path: &str| story.sandbox.endpoint().at(path);
    let missing = transport.post_any_status(&at(NOTIFY), &json!({"sessionId": "s"}), 5_000).await.unwrap();
    let detail: Value = serde_json::from_slice(&missing.1).unwrap();
    assert_eq!((missing.0, &detail["detail"][0]["loc"]), (422, &json!(["body", "idvResult"])));
    assert_eq!(detail["detail"][0]["type"], json!("missing"));
    let amount = json!({"paymentToken": "x", "amount": {"cent": 1.5, "currency": "USD"}});
    let (status, body) = transport.post_any_status(&at("/network/pay"), &amount, 5_000).await.unwrap();
    let detail: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, &detail["detail"][0]["loc"]), (422, &json!(["body", "amount", "cent"])));
    assert_eq!(transport.post_any_status(&at("/network/other"), &json!({}), 5_000).await.unwrap().0, 404);
    let wrong_method = transport.get::<Value>(&at(NOTIFY), 5_000).await;
    assert!(matches!(wrong_method, Err(NetworkError::Status { status: 405, .. })));
    let long = json!({"sessionId": "s".repeat(2_000_000)});
    let outcome = transport.post_any_status(&at(NOTIFY), &long, 5_000).await;
    assert!(outcome.is_err() || outcome.is_ok_and(|(status, _)| status == 413));
}

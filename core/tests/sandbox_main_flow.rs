//! The main job through the sandbox, every hop over real HTTP: bind, authorize, pay.

#![cfg(feature = "sandbox")]

mod sandbox_story;

use amp_wallet_core::assurance::{VerificationPolicy, verify, verify_l1};
use amp_wallet_core::clock::Clock;
use amp_wallet_core::network::messages::ProviderSessionStatus;
use amp_wallet_core::payments::PaymentToken;
use sandbox_story::{AGENT, Story, refused};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_binding_ends_with_an_l1_that_the_root_key_signed_over_our_key() {
    let story = Story::begin().await;
    let pending = story.ask_binding().await.unwrap();
    assert_eq!(pending.status, ProviderSessionStatus::PendingIdv);
    let idv = pending.idv.unwrap();
    assert!(idv.auth_url.ends_with(&idv.auth_session_id), "{idv:?}");

    let asked = story.wallet.asked("/mpp/createAuthorization");
    assert_eq!(asked[0]["authSessionId"], json!(idv.auth_session_id));
    assert_eq!(asked[0]["authContext"], json!(["ENROLLMENT"]));
    assert_eq!((&asked[0]["agentId"], &asked[0]["customerId"]), (&json!(AGENT), &json!("")));

    let waiting = story.sandbox.agent().query_payment_method_list(AGENT).await.unwrap();
    assert_eq!((waiting[0].status, &waiting[0].token_id), (ProviderSessionStatus::PendingIdv, &None));

    let answer = story.notify(&story.enrollment_notice(&idv.auth_session_id)).await.unwrap();
    let amp_wallet_core::network::NotifyAnswer::Enrolled { token_id, l1 } = answer else {
        panic!("{answer:?}")
    };
    let policy = VerificationPolicy::strict(
        story.sandbox.root_jwk(),
        story.sandbox.issuer(),
        story.sandbox.audience(),
    );
    let claims = verify_l1(&l1, &policy, story.clock.now()).unwrap();
    assert_eq!(&claims.isp_key, story.isp.public());

    let bound = story.sandbox.agent().query_payment_method_list(AGENT).await.unwrap();
    assert_eq!((bound[0].status, &bound[0].token_id), (ProviderSessionStatus::Completed, &Some(token_id)));
    assert_eq!(bound[0].l1_serialized, Some(l1));
    assert!(story.sandbox.agent().query_payment_method_list("another").await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_autonomous_mandate_pays_an_order_over_every_hop() {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let mandate = story.authorize(&token_id, &l1, None).await;

    let asked = story.wallet.asked("/mpp/createAuthorization");
    let request = &asked[1];
    assert_eq!(request["authContext"], json!(["MANDATE"]));
    assert_eq!((&request["l1Serialized"], &request["customerId"]), (&json!(l1), &json!("customer-1")));
    assert_eq!(request["agentPk"]["kid"], json!("agent-key-1"));
    assert_eq!(
        request["intent"]["constraints"]["budgetAmount"],
        json!({"cent": 1_000_000, "currency": "HKD"})
    );
    assert_eq!(
        request["intent"]["expireTime"],
        json!(story.clock.now().plus_seconds(183 * 86_400).to_iso8601())
    );
    assert!(request.get("checkout").is_none());

    let session = story.sandbox.agent().inquiry_mandate_session(&mandate.session_id).await.unwrap();
    assert_eq!(session.status, ProviderSessionStatus::Completed);
    assert_eq!(
        (session.mandate_id, session.l2_serialized),
        (Some(mandate.mandate_id.clone()), Some(mandate.l2.clone()))
    );
    assert_eq!(session.mandate_type.as_deref(), Some("AUTONOMOUS"));

    let order = story.order("hotel-kul-night", 3).await;
    let l3 = story.l3(&mandate, &order);
    let granted = story.apply(&mandate, Some(l3.clone()), &order).await.unwrap();
    let token = granted.payment_token.unwrap();
    assert!(PaymentToken::parse(&token).is_ok());
    assert_eq!(granted.budget, None, "the agent learns no budget");

    let verified = story.wallet.asked("/mpp/preVerify");
    let announced = &verified[0];
    assert_eq!(
        (&announced["paymentToken"], &announced["mandateId"]),
        (&json!(token), &json!(mandate.mandate_id))
    );
    assert_eq!((&announced["tokenId"], &announced["mandateType"]), (&json!(token_id), &json!("AUTONOMOUS")));
    assert_eq!(announced["expiryTime"], json!(story.clock.now().plus_seconds(600).to_iso8601()));
    assert_eq!(announced["checkout"]["totalAmount"], json!({"cent": 495_000, "currency": "HKD"}));
    let policy = VerificationPolicy::strict(story.sandbox.root_jwk(), "alipayplus.com", "alipayplus.com");
    let layers =
        ["l1Serialized", "l2Serialized", "l3Serialized"].map(|name| announced[name].as_str().unwrap());
    assert!(verify(layers[0], layers[1], Some(layers[2]), &policy, story.clock.now()).is_ok());

    let paid = story
        .sandbox
        .merchant()
        .pay_order(order.reference_checkout_id.as_ref().unwrap(), &token)
        .await
        .unwrap();
    assert!(paid.result.is_success());
    assert_eq!(paid.psp_user_id.as_deref(), Some("user-demo"));
    let debited = story.wallet.asked("/mpp/pay");
    assert_eq!(debited[0]["amount"], json!({"cent": 495_000, "currency": "HKD"}));
    assert_eq!(debited[0]["order"]["referenceCheckoutId"], json!(order.reference_checkout_id));
    assert_eq!(debited.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_immediate_mandate_pays_its_order_once_without_l3() {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let order = story.order("tea-oolong", 2).await;
    let mandate = story.authorize(&token_id, &l1, Some(&order)).await;

    let other = story.order("tea-oolong", 1).await;
    assert_eq!(refused(story.apply(&mandate, None, &other).await), "CHECKOUT_HASH_INCONSISTENT");

    let granted = story.apply(&mandate, None, &order).await.unwrap();
    assert_eq!(granted.mandate_type.as_deref(), Some("IMMEDIATE"));
    assert_eq!(story.wallet.asked("/mpp/preVerify")[0]["l3Serialized"], json!(null));
    assert_eq!(refused(story.apply(&mandate, None, &order).await), "REPEAT_REQ_INCONSISTENT");

    let token = granted.payment_token.unwrap();
    let paid = story
        .sandbox
        .merchant()
        .pay_order(order.reference_checkout_id.as_ref().unwrap(), &token)
        .await
        .unwrap();
    assert!(paid.result.is_success());
    assert_eq!(refused(story.apply(&mandate, None, &order).await), "MANDATE_STATUS_INVALID");
}

//! The network's budget of a mandate: what is taken, given back, and refused.

#![cfg(feature = "sandbox")]
// clippy's leave for tests ends at `#[test]` functions
#![allow(clippy::unwrap_used)]

mod sandbox_story;

use amp_wallet_core::assurance::build_l2;
use amp_wallet_core::network::messages::{
    AdvanceStatusRequest, CreateMandateRequest, DeductAmountRequest, ValidateMandateRequest,
};
use sandbox_story::{Story, hkd, left, mandate_service, refused, trip};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_of_the_budget_bounds_the_next_token() {
    let (story, mandate) = trip().await;
    let suite = story.order("hotel-kul-suite", 1).await;
    story.token(&mandate, &suite).await;
    let again = story.order("hotel-kul-suite", 1).await;
    let outcome = story.apply(&mandate, Some(story.l3(&mandate, &again)), &again).await;
    assert_eq!(refused(outcome), "MANDATE_BALANCE_INSUFFICIENT");
    assert_eq!(left(&story, &mandate).await.budget.0, hkd(480_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_the_wallet_refuses_gives_the_budget_back_once() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 1).await;
    let token = story.token(&mandate, &order).await;
    assert_eq!(left(&story, &mandate).await.budget.0, hkd(835_000));
    story.wallet.refuse("/mpp/pay", "CHECKOUT_HASH_INCONSISTENT");
    let order_id = order.reference_checkout_id.unwrap();
    let outcome = story.sandbox.merchant().pay_order(&order_id, &token).await.unwrap();
    assert_eq!(outcome.result.result_code, "CHECKOUT_HASH_INCONSISTENT", "passed on as the wallet said it");
    assert_eq!(left(&story, &mandate).await.budget.0, hkd(1_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_is_over_or_revoked_gets_no_token() {
    let (story, mandate) = trip().await;
    let order = story.order("hotel-kul-night", 1).await;
    let revoke =
        AdvanceStatusRequest { mandate_id: mandate.mandate_id.clone(), mandate_status: "REVOKED".to_owned() };
    let record = mandate_service(&story, "advance-status", &revoke).await.data.unwrap();
    assert_eq!(record.mandate_status, "REVOKED");
    let outcome = story.apply(&mandate, Some(story.l3(&mandate, &order)), &order).await;
    assert_eq!(refused(outcome), "MANDATE_STATUS_INVALID");
    let back = AdvanceStatusRequest { mandate_status: "ACTIVE".to_owned(), ..revoke };
    assert_eq!(mandate_service(&story, "advance-status", &back).await.result_code, "MANDATE_STATUS_INVALID");

    let (story, mandate) = trip().await;
    story.clock.advance_millis(86_400_000);
    let outcome = story.apply(&mandate, Some(story.l3(&mandate, &order)), &order).await;
    assert_eq!(refused(outcome), "MANDATE_EXPIRED");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mandate_service_takes_once_per_serial_number() {
    let (story, mandate) = trip().await;
    let deduct = |serial: &str, cents| DeductAmountRequest {
        mandate_id: mandate.mandate_id.clone(),
        serial_no: serial.to_owned(),
        amount: hkd(cents).into(),
    };
    for (request, code, used) in [
        (deduct("1", 10_000), "SUCCESS", 10_000),
        (deduct("1", 10_000), "SUCCESS", 10_000),
        (deduct("1", 10_001), "REPEAT_REQ_INCONSISTENT", 10_000),
        (deduct("2", 0), "PARAM_ILLEGAL", 10_000),
        (deduct("", 5), "PARAM_ILLEGAL", 10_000),
        (deduct("2", 990_001), "MANDATE_BALANCE_INSUFFICIENT", 10_000),
        (deduct("2", 990_000), "SUCCESS", 1_000_000),
    ] {
        let answer = mandate_service(&story, "deduct-amount", &request).await;
        assert_eq!(answer.result_code, code, "{request:?}");
        assert_eq!(left(&story, &mandate).await.used_amount.0, hkd(used), "{request:?}");
    }
    let nobody = ValidateMandateRequest { mandate_id: "nobody".to_owned(), amount: None };
    assert_eq!(mandate_service(&story, "validate", &nobody).await.result_code, "MANDATE_NOT_EXIST");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mandate_service_makes_a_mandate_from_a_verified_authorization_only() {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let l2 = build_l2(&story.l2_claims(None), &l1, &story.isp).unwrap();
    let request = CreateMandateRequest { token_id: token_id.clone(), l2_serialized: l2 };
    let record = mandate_service(&story, "create", &request).await.data.unwrap();
    assert_eq!((record.mandate_status.as_str(), record.budget.0), ("ACTIVE", hkd(1_000_000)));
    let request = CreateMandateRequest { token_id, l2_serialized: "~".to_owned() };
    assert_eq!(mandate_service(&story, "create", &request).await.result_code, "PARAM_ILLEGAL");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_agents_calls_at_once_never_take_more_than_the_budget() {
    let (story, mandate) = trip().await;
    let story = std::sync::Arc::new(story);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let (story, mandate) = (story.clone(), mandate.clone());
            tokio::spawn(async move {
                let order = story.order("hotel-kul-night", 1).await;
                story.apply(&mandate, Some(story.l3(&mandate, &order)), &order).await.is_ok()
            })
        })
        .collect();
    let mut granted = 0;
    for call in calls {
        granted += i64::from(call.await.unwrap());
    }
    assert_eq!(granted, 6, "1,650.00 fits six times into 10,000.00");
    assert_eq!(left(&story, &mandate).await.used_amount.0, hkd(6 * 165_000));
}

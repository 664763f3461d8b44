//! Delegated tasks, their bills, the end of their time, and the spending report.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::mandates::{TaskPayments, TaskStatus};
use amp_wallet_core::payments::{PaymentState, SpendingReport};
use amp_wallet_core::wallet::{RefundRequest, WalletError};
use wallet_story::{Granted, Story, hkd};

const ALWAYS: Timestamp = Timestamp::from_millis(i64::MAX);

async fn begun() -> (Story, Granted) {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(200_000)).await;
    (story, granted)
}

async fn pay_seat(story: &Story, granted: &Granted) {
    let order = story.order("flight-seat", 1).await;
    let token = story.token(granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
}

async fn report(story: &Story) -> SpendingReport {
    story.wallet.report(Timestamp::from_seconds(0), ALWAYS).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_shows_its_progress_its_payments_and_what_was_refused() {
    let (story, granted) = begun().await;
    pay_seat(&story, &granted).await;
    let held = story.order("flight-seat", 1).await;
    story.token(&granted, &held).await.unwrap();
    let dear = story.order("hotel-kul-night", 1).await;
    assert!(story.token(&granted, &dear).await.is_err());
    assert!(story.token(&granted, &dear).await.is_err());
    let task = story.wallet.task(&granted.mandate_id).await.unwrap();
    assert_eq!(task.status, TaskStatus::AgentProcessing);
    assert_eq!((task.spent, task.held, task.remaining), (hkd(18_000), hkd(18_000), hkd(164_000)));
    assert_eq!((task.used_permille, task.budget), (180, hkd(200_000)));
    assert_eq!(task.payments, TaskPayments { held: 1, captured: 1, released: 0 });
    let refusals = task.refusals.clone().unwrap();
    assert_eq!((refusals.refused, refusals.code.as_str()), (2, "guard.budget_exceeded"));
    assert_eq!(story.wallet.tasks().await.unwrap(), [task]);
    let bill = story.wallet.bill(&granted.mandate_id, None, 200).await.unwrap();
    let states: Vec<_> = bill.lines.iter().map(|line| line.state).collect();
    assert_eq!(states, [PaymentState::Held, PaymentState::Captured]);
    assert_eq!(bill.next, None);
    let first = story.wallet.bill(&granted.mandate_id, None, 1).await.unwrap();
    assert_eq!(first.lines, bill.lines[..1]);
    let second = story.wallet.bill(&granted.mandate_id, first.next, 1).await.unwrap();
    assert_eq!((&second.lines[..], second.next), (&bill.lines[1..], None));
    for (after, limit) in [(None, 0), (None, 1_001), (Some("x".to_owned()), 1)] {
        let refused = story.wallet.bill(&granted.mandate_id, after, limit).await;
        assert!(matches!(refused, Err(WalletError::Invalid { .. })), "{limit}");
    }
    assert!(matches!(story.wallet.task("another").await, Err(WalletError::NotFound { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_task_has_nothing_left_and_its_history_stays() {
    let (story, granted) = begun().await;
    pay_seat(&story, &granted).await;
    story.wallet.revoke_mandate(&granted.mandate_id).await.unwrap();
    let bill = story.wallet.bill(&granted.mandate_id, None, 200).await.unwrap();
    assert_eq!((bill.task.status, bill.task.remaining), (TaskStatus::Cancelled, hkd(0)));
    assert_eq!((bill.task.spent, bill.lines.len()), (hkd(18_000), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_whose_time_is_over_is_recorded_as_expired_once_with_its_holds_and_told() {
    let (story, granted) = begun().await;
    let order = story.order("flight-seat", 1).await;
    story.token(&granted, &order).await.unwrap();
    assert_eq!(story.wallet.expire_mandates().await, Ok(0));
    story.later(184 * 86_400);
    assert_eq!(story.wallet.task(&granted.mandate_id).await.unwrap().status, TaskStatus::Expired);
    let told = story.wallet.events(0).await.unwrap().len();
    assert_eq!(story.wallet.expire_mandates().await, Ok(1));
    assert_eq!(story.wallet.expire_mandates().await, Ok(0));
    let told: Vec<_> =
        story.wallet.events(0).await.unwrap()[told..].iter().map(|event| event.what.code()).collect();
    assert_eq!(told, ["payment.released", "mandate.expired"]);
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(200_000)));
    let refused = story.wallet.revoke_mandate(&granted.mandate_id).await;
    assert!(matches!(refused, Err(WalletError::Mandate(_))), "terminal states stay terminal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_nobody_approved_expires_with_its_session() {
    let (story, _) = begun().await;
    let token_id = story.bind().await;
    let (_, wallet_session) = story.ask_mandate(&token_id, hkd(1_000)).await;
    story.later(184 * 86_400);
    assert_eq!(story.wallet.expire_mandates().await, Ok(2));
    assert!(matches!(story.approve(&wallet_session).await, Err(WalletError::NotPending { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_tells_debits_and_refunds_by_agent_merchant_category_and_month() {
    let (story, granted) = begun().await;
    pay_seat(&story, &granted).await;
    pay_seat(&story, &granted).await;
    let held = story.order("flight-seat", 1).await;
    story.token(&granted, &held).await.unwrap();
    let payment_id = story.wallet.payments().await.unwrap()[1].payment_id.clone();
    let request = RefundRequest { refund_id: "r-1".to_owned(), payment_id, amount: hkd(5_000) };
    story.wallet.refund(request).await.unwrap();
    let report = report(&story).await;
    assert_eq!((report.spent.clone(), report.payments), (vec![hkd(36_000)], 2));
    assert_eq!((report.refunded.clone(), report.held.clone()), (vec![hkd(5_000)], vec![hkd(18_000)]));
    for lines in [&report.by_agent, &report.by_merchant, &report.by_mcc, &report.by_month] {
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        assert_eq!((line.total, line.refunded, line.payments), (hkd(36_000), hkd(5_000), 2));
    }
    assert_eq!(report.by_mcc[0].key, "4511");
    assert_eq!(report.by_month[0].key, story.wallet.now().to_iso8601()[..7]);
    let row = format!("merchant,{},HKD,360.00,50.00,2\r\n", report.by_merchant[0].key);
    assert!(report.to_csv().contains(&row), "{}", report.to_csv());
    let before = story.wallet.report(Timestamp::from_seconds(0), Timestamp::from_seconds(1)).await.unwrap();
    assert_eq!((before.spent, before.refunded, before.payments), (vec![], vec![], 0));
}

//! The user's limits over the whole wallet: what counts, what is given back, and what no sequence of operations exceeds.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::assurance::FrequencyPeriod;
use amp_wallet_core::events::EventKind;
use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, LimitSet, Scope, Window};
use amp_wallet_core::money::Amount;
use amp_wallet_core::network::messages::{ConstraintsBody, FrequencyBody, WireAmount};
use amp_wallet_core::wallet::PaymentRequest;
use wallet_story::{Granted, Story, hkd};

const SEAT: i64 = 18_000;

fn spending(limit_id: &str, window: Window, scope: Scope, max: Cap) -> LimitSet {
    let limit_id = limit_id.to_owned();
    LimitSet { limits: vec![Limit { limit_id, kind: LimitKind::Spending, window, scope, max }] }
}

/// A token for one seat; why it was refused otherwise.
async fn seat(story: &Story, granted: &Granted) -> Result<(String, PaymentRequest), &'static str> {
    let order = story.order("flight-seat", 1).await;
    let refused_before = story.wallet.refusals().len();
    match story.token(granted, &order).await {
        Ok(token) => {
            let (payment_token, amount) = (token.clone(), order.to_checkout().total_amount);
            Ok((token, PaymentRequest { payment_token, amount, order: Some(order.to_checkout()) }))
        }
        Err(error) => {
            assert!(story.wallet.refusals().len() > refused_before, "{error}");
            Err(story.wallet.refusals()[0].code())
        }
    }
}

async fn used(story: &Story) -> Vec<(Vec<Amount>, i64)> {
    let usage = story.wallet.limit_usage().await.unwrap();
    usage.into_iter().map(|usage| (usage.counted, usage.payments)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_days_spending_counts_holds_over_all_mandates_and_gives_back_what_is_released() {
    let story = Story::begin().await;
    story
        .wallet
        .set_limits(spending("day", Window::Day, Scope::ALL, Cap::Amount(hkd(2 * SEAT))))
        .await
        .unwrap();
    let token_id = story.bind().await;
    let (one, other) =
        (story.authorize(&token_id, hkd(500_000)).await, story.authorize(&token_id, hkd(500_000)).await);
    let (_, first) = seat(&story, &one).await.unwrap();
    seat(&story, &other).await.unwrap();
    assert_eq!(seat(&story, &one).await.unwrap_err(), "guard.limit_exceeded");
    assert_eq!(used(&story).await, [(vec![hkd(2 * SEAT)], 2)]);
    story.wallet.pay(first).await.unwrap();
    story.wallet.revoke_mandate(&other.mandate_id).await.unwrap();
    assert_eq!(
        used(&story).await,
        [(vec![hkd(SEAT)], 1)],
        "what was debited counts, what was released does not"
    );
    assert!(seat(&story, &one).await.is_ok());
    assert_eq!(seat(&story, &one).await.unwrap_err(), "guard.limit_exceeded");
    story.later(86_400);
    assert!(seat(&story, &one).await.is_ok(), "another day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_whose_token_ended_is_given_back_in_its_window_even_under_another_mandate() {
    let story = Story::begin().await;
    story.wallet.set_limits(spending("week", Window::Week, Scope::ALL, Cap::Count(1))).await.unwrap();
    let token_id = story.bind().await;
    let (one, other) =
        (story.authorize(&token_id, hkd(500_000)).await, story.authorize(&token_id, hkd(500_000)).await);
    seat(&story, &one).await.unwrap();
    assert_eq!(seat(&story, &other).await.unwrap_err(), "guard.limit_count_exceeded");
    story.later(601);
    assert!(seat(&story, &other).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_limits_touch_later_mandates_only_and_earlier_spending_counts_for_them() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let earlier = story.authorize(&token_id, hkd(500_000)).await;
    let (_, paid) = seat(&story, &earlier).await.unwrap();
    story.wallet.pay(paid).await.unwrap();
    let limit = spending(
        "airline",
        Window::Month,
        Scope::only(Dimension::Merchant, "M-4511-01"),
        Cap::Amount(hkd(2 * SEAT)),
    );
    story.wallet.set_limits(limit).await.unwrap();
    assert_eq!(used(&story).await, [(vec![hkd(SEAT)], 1)], "counted from the history once");
    let later = story.authorize(&token_id, hkd(500_000)).await;
    seat(&story, &later).await.unwrap();
    assert_eq!(seat(&story, &later).await.unwrap_err(), "guard.limit_exceeded");
    assert!(seat(&story, &earlier).await.is_ok(), "it keeps what it was authorized under");
    assert_eq!(used(&story).await, [(vec![hkd(3 * SEAT)], 3)]);
    story.wallet.set_limits(LimitSet::default()).await.unwrap();
    assert_eq!(seat(&story, &later).await.unwrap_err(), "guard.limit_exceeded", "so does the later one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_stops_tokens_and_debits_at_once_and_ends_when_it_is_lifted() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(500_000)).await;
    let (_, held) = seat(&story, &granted).await.unwrap();
    assert_eq!(story.wallet.freeze(Some("nobody")).await.unwrap_err().code(), "wallet.not_found");
    for agent in [Some(wallet_story::AGENT), None] {
        story.wallet.freeze(agent).await.unwrap();
        assert_eq!(seat(&story, &granted).await.unwrap_err(), "guard.frozen");
        let refused = story.wallet.pay(held.clone()).await.unwrap_err();
        assert!(refused.code().starts_with("guard."), "{refused}");
        story.wallet.unfreeze(agent).await.unwrap();
    }
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(500_000)), "the hold was given back");
    story.wallet.unfreeze(None).await.unwrap();
    let told = story.wallet.events(0).await.unwrap().into_iter().filter_map(|event| match event.what {
        EventKind::FreezeChanged { all, agents } => Some((all, agents.len())),
        _ => None,
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(false, 1), (false, 0), (true, 0), (false, 0)],
        "each change once, and what changed nothing not at all"
    );
    assert!(seat(&story, &granted).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_pays_as_often_as_its_own_frequency_allows_whatever_the_user_sets_meanwhile() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let constraints = ConstraintsBody {
        budget_amount: Some(WireAmount(hkd(500_000))),
        merchant_mcc_list: Some(vec!["4511".to_owned()]),
        merchant_id_allow_list: Some(vec!["M-4511-01".to_owned()]),
        payment_frequency: Some(FrequencyBody { max_payments: 2, period: FrequencyPeriod::Validity }),
        ..ConstraintsBody::default()
    };
    let (session, wallet_session) = story.ask(&token_id, Some(constraints), None).await;
    let granted = story.grant(session, &wallet_session).await;
    seat(&story, &granted).await.unwrap();
    story.wallet.set_limits(spending("day", Window::Day, Scope::ALL, Cap::Count(99))).await.unwrap();
    let (_, second) = seat(&story, &granted).await.unwrap();
    story.wallet.pay(second).await.unwrap();
    assert_eq!(seat(&story, &granted).await.unwrap_err(), "guard.payment_frequency_exceeded");
    story.later(601);
    assert!(seat(&story, &granted).await.is_ok(), "the first token ended unpaid");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_tokens_at_once_a_limit_lets_through_what_it_has_room_for() {
    let story = std::sync::Arc::new(Story::begin().await);
    let set = spending("agent", Window::Day, Scope::each(Dimension::Agent), Cap::Amount(hkd(3 * SEAT)));
    story.wallet.set_limits(set).await.unwrap();
    let token_id = story.bind().await;
    let mut attempts = Vec::new();
    for _ in 0..4 {
        let granted = std::sync::Arc::new(story.authorize(&token_id, hkd(500_000)).await);
        for _ in 0..3 {
            let (story, granted) = (story.clone(), granted.clone());
            attempts.push(tokio::spawn(async move {
                let order = story.order("flight-seat", 1).await;
                story.token(&granted, &order).await.is_ok()
            }));
        }
    }
    let mut held = 0;
    for attempt in attempts {
        held += i32::from(attempt.await.unwrap());
    }
    assert_eq!(held, 3);
}

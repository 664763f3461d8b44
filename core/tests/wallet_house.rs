//! What one call of housekeeping puts away, and what it leaves.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::assurance::FrequencyPeriod;
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::events::{Event, EventKind};
use amp_wallet_core::limits::{Cap, Limit, LimitKind, LimitSet, Scope, Window};
use amp_wallet_core::mandates::{MandateState, SessionStatus};
use amp_wallet_core::network::messages::{ConstraintsBody, FrequencyBody, WireAmount};
use amp_wallet_core::wallet::{
    AuthorizationRequest, AuthorizationSubject, Housekeeping, MandateRequest, RetentionPolicy, WalletConfig,
    WalletError,
};
use wallet_story::{Story, config, hkd};

const DAY: i64 = 86_400;

/// A request that S1 refuses: its agent was never bound.
fn refused(number: u32) -> AuthorizationRequest {
    AuthorizationRequest {
        auth_session_id: format!("refused-{number}"),
        agent_id: "stranger".to_owned(),
        customer_id: String::new(),
        subject: AuthorizationSubject::Mandate(Box::new(MandateRequest {
            raw: "anything".to_owned(),
            desc: String::new(),
            expires_at: None,
            constraints: None,
            checkout: None,
            l1: None,
            agent_key: None,
        })),
    }
}

/// Whether the wallet judged the request now; it remembers it otherwise.
async fn judged(story: &Story, number: u32) -> bool {
    story.wallet.receive_authorization(refused(number)).await.unwrap().refusal.is_some()
}

fn one_a_day() -> LimitSet {
    let limit_id = "day".to_owned();
    LimitSet {
        limits: vec![Limit {
            limit_id,
            kind: LimitKind::Spending,
            window: Window::Day,
            scope: Scope::ALL,
            max: Cap::Count(9),
        }],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_call_puts_away_what_time_has_ended_and_the_next_finds_nothing() {
    let story = Story::begin().await;
    story.wallet.set_limits(one_a_day()).await.unwrap();
    let token_id = story.bind().await;
    let constraints = ConstraintsBody {
        budget_amount: Some(WireAmount(hkd(100_000))),
        merchant_mcc_list: Some(vec!["4511".to_owned()]),
        max_retries: Some(3),
        payment_frequency: Some(FrequencyBody { max_payments: 9, period: FrequencyPeriod::Validity }),
        ..ConstraintsBody::default()
    };
    let (session, wallet_session) = story.ask(&token_id, Some(constraints), None).await;
    let granted = story.grant(session, &wallet_session).await;
    let order = story.order("flight-seat", 1).await;
    story.token(&granted, &order).await.unwrap();
    let (_, waiting) = story.ask_mandate(&token_id, hkd(1_000)).await;
    let (_, declined) = story.ask_mandate(&token_id, hkd(1_000)).await;
    story.wallet.decline(&declined).await.unwrap();
    let enrollment = story.ask_binding().await;
    assert!(judged(&story, 0).await && !judged(&story, 0).await);
    assert_eq!(story.wallet.keep_house().await, Ok(Housekeeping::default()), "nothing has ended yet");

    story.later(601);
    let done = story.wallet.keep_house().await.unwrap();
    assert_eq!(done, Housekeeping { holds_released: 1, nonces_dropped: 1, ..Housekeeping::default() });
    assert_eq!(story.books(&granted).await, (hkd(0), hkd(0), hkd(100_000)));

    story.later(DAY);
    let done = story.wallet.keep_house().await.unwrap();
    assert_eq!(done, Housekeeping { sessions_expired: 2, ..Housekeeping::default() });
    for session in [&waiting, &enrollment] {
        let failed = story.wallet.session(session).await.unwrap();
        assert_eq!(failed.failure_code.as_deref(), Some("wallet.approval_expired"));
    }

    story.later(183 * DAY);
    let done = story.wallet.keep_house().await.unwrap();
    let expected = Housekeeping {
        mandates_expired: 1,
        sessions_dropped: 4,
        counters_dropped: 1,
        // Of the order by its number and by what it says, and of the row in vain; each by the merchant's id and name.
        attempts_dropped: 6,
        ..Housekeeping::default()
    };
    assert_eq!(done, expected);
    assert_eq!(story.wallet.keep_house().await, Ok(Housekeeping::default()));
    story.later(40 * DAY);
    let done = story.wallet.keep_house().await.unwrap();
    assert_eq!(
        done,
        Housekeeping { counters_dropped: 1, ..Housekeeping::default() },
        "the mandate's own count"
    );
    let mandates = story.wallet.mandates().await.unwrap();
    let states: Vec<_> = mandates.iter().map(|view| (&view.mandate.mandate_id, view.mandate.state)).collect();
    assert_eq!(states, [(&granted.mandate_id, MandateState::Expired)], "what was authorized stays");
    for session in [&waiting, &declined, &enrollment] {
        assert!(matches!(story.wallet.session(session).await, Err(WalletError::NotFound { .. })));
    }
    assert!(judged(&story, 0).await, "as if it had never been asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_sessions_do_not_grow_without_bound_and_the_youngest_are_remembered() {
    let story = Story::begin().await;
    for number in 0..1_100 {
        assert!(judged(&story, number).await);
    }
    assert!(!judged(&story, 1_099).await && !judged(&story, 100).await, "still remembered");
    assert!(judged(&story, 0).await, "dropped, so judged anew");
    assert_eq!(story.wallet.keep_house().await.unwrap().sessions_dropped, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_pushes_out_no_session_that_the_user_declined() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, declined) = story.ask_mandate(&token_id, hkd(1_000)).await;
    story.wallet.decline(&declined).await.unwrap();
    for number in 0..1_100 {
        assert!(judged(&story, number).await);
    }
    story.wallet.keep_house().await.unwrap();
    let kept = story.wallet.session(&declined).await.unwrap();
    assert_eq!(kept.status, SessionStatus::Failed);
    assert!(!judged(&story, 1_099).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_push_no_other_event_out_and_those_untold_are_counted() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    for number in 0..200 {
        assert!(judged(&story, number).await);
    }
    story.ask_mandate(&token_id, hkd(1_000)).await;
    let waiting = story.wallet.events(0).await.unwrap();
    let refused = |event: &Event| matches!(event.what, EventKind::AuthorizationRefused { .. });
    assert_eq!(waiting.iter().filter(|event| refused(event)).count(), 64, "of all strangers together");
    let others: Vec<_> = waiting.iter().filter(|event| !refused(event)).map(|event| event.event_id).collect();
    assert_eq!(others, [1, 2, 3, 3 + 64 + 1], "what is no refusal is always told");

    story.wallet.acknowledge_event(waiting.last().unwrap().event_id).await.unwrap();
    let mut untold = Vec::new();
    for number in 200..202 {
        assert!(judged(&story, number).await);
        let latest = story.wallet.event_history(None, 1).await.unwrap().remove(0);
        let EventKind::AuthorizationRefused { untold: missing, .. } = latest.what else {
            panic!("{latest:?}")
        };
        untold.push(missing);
    }
    assert_eq!(untold, [200 - 64, 0]);
    assert!(story.wallet.check().await.unwrap().is_sound());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_does_so_much_and_says_that_there_is_more() {
    let story = Story::begin().await;
    for number in 0..1_024 {
        assert!(judged(&story, number).await);
    }
    story.later(31 * DAY);
    let first = story.wallet.keep_house().await.unwrap();
    assert_eq!(first, Housekeeping { sessions_dropped: 1_024, more: true, ..Housekeeping::default() });
    assert_eq!(story.wallet.keep_house().await, Ok(Housekeeping::default()));
}

/// The numbers of what history tells, the latest first.
async fn told(story: &Story) -> Vec<i64> {
    let history = story.wallet.event_history(None, 200).await.unwrap();
    history.iter().map(|event| event.event_id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_were_acknowledged_are_history_until_the_policy_drops_them() {
    let mut story = Story::begin().await;
    story.bind().await;
    story.wallet.acknowledge_event(2).await.unwrap();
    assert_eq!(story.wallet.next_event().await.unwrap().map(|event| event.event_id), Some(3));
    assert_eq!(told(&story).await, [3, 2, 1], "waiting or not");
    assert_eq!(story.wallet.event_history(Some(3), 1).await.unwrap().len(), 1);
    assert_eq!(story.wallet.event_history(None, 0).await.unwrap().len(), 1, "one at least");

    story.wallet.keep_house().await.unwrap();
    for days in [399, 7] {
        story.later(days * DAY);
        assert_eq!(story.wallet.keep_house().await.unwrap().events_dropped, 0);
    }
    assert_eq!(told(&story).await, [3, 2, 1], "the clock has not shown the 401st day for a week");
    story.later(7 * DAY);
    assert_eq!(story.wallet.keep_house().await.unwrap().events_dropped, 2);
    assert_eq!(told(&story).await, [3], "what waits is kept, however old");

    let usual = config(story.folder.path(), story.sandbox.root_jwk());
    let retention = RetentionPolicy { events: 1, ..usual.retention };
    story.restart_with(WalletConfig { retention, ..usual }).await;
    for number in 0..2 {
        assert!(judged(&story, number).await);
    }
    story.wallet.acknowledge_event(4).await.unwrap();
    assert_eq!(told(&story).await, [5, 4], "one of those acknowledged, at once");
    assert!(story.wallet.check().await.unwrap().is_sound());
}

/// A wallet that keeps what has ended for a hundred days.
async fn forgetful() -> Story {
    let mut story = Story::begin().await;
    let usual = config(story.folder.path(), story.sandbox.root_jwk());
    let retention = RetentionPolicy { ended_days: Some(1), ..usual.retention };
    story.restart_with(WalletConfig { retention, ..usual }).await;
    story
}

/// A week goes by, and the house is kept, until nothing is left to do.
async fn weeks(story: &Story, weeks: u32) -> (u64, u64) {
    let mut dropped = (0, 0);
    for _ in 0..weeks {
        story.later(7 * DAY);
        let done = story.wallet.keep_house().await.unwrap();
        assert!(!done.more);
        dropped = (dropped.0 + done.mandates_dropped, dropped.1 + done.payments_dropped);
    }
    dropped
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_long_ago_goes_where_the_policy_says_so_and_what_is_disputed_stays() {
    let story = forgetful().await;
    let token_id = story.bind().await;
    let mut granted = Vec::new();
    for _ in 0..2 {
        let mandate = story.authorize(&token_id, hkd(100_000)).await;
        let order = story.order("flight-seat", 1).await;
        let token = story.token(&mandate, &order).await.unwrap();
        assert!(story.pay(&order, &token).await.result.is_success());
        granted.push(mandate);
    }
    let payments = story.wallet.payments().await.unwrap();
    let disputed = &payments.iter().find(|paid| paid.mandate_id == granted[1].mandate_id).unwrap().payment_id;
    let appeal = story.wallet.appeal(disputed, "The seat was never booked").await.unwrap();
    let before = story.wallet.report(Timestamp::default(), story.wallet.now().plus_seconds(1)).await.unwrap();
    assert_eq!(before.spent, [hkd(36_000)]);

    // Mandates end after a day or later; what one day counts for is ninety days.
    assert_eq!(weeks(&story, 13).await, (0, 0));
    assert_eq!(weeks(&story, 30).await, (1, 1));
    let left: Vec<_> = story.wallet.mandates().await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].mandate.mandate_id, granted[1].mandate_id);
    assert!(story.wallet.check().await.unwrap().is_sound());
    let report = story.wallet.report(Timestamp::default(), story.wallet.now().plus_seconds(1)).await.unwrap();
    assert_eq!(report.spent, [hkd(18_000)], "reports end where the payments do");

    story.wallet.close_appeal(&appeal.appeal_id, "appeal.settled").await.unwrap();
    assert_eq!(weeks(&story, 13).await, (0, 0));
    assert_eq!(weeks(&story, 3).await, (1, 1));
    assert_eq!(story.wallet.payments().await.unwrap(), []);
    assert!(story.wallet.check().await.unwrap().is_sound());
    assert_eq!(story.wallet.agents().await.unwrap().len(), 1, "who was bound stays on record");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_ahead_for_some_days_drops_no_history() {
    let story = forgetful().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(100_000)).await;
    story.wallet.acknowledge_event(3).await.unwrap();
    assert_eq!(weeks(&story, 2).await, (0, 0));
    story.later(10_000 * DAY);
    for _ in 0..3 {
        let done = story.wallet.keep_house().await.unwrap();
        assert_eq!((done.events_dropped, done.mandates_dropped), (0, 0));
        story.later(2 * DAY);
    }
    story.later(-10_006 * DAY);
    story.wallet.trust_time(story.wallet.now()).await.unwrap();
    assert_eq!(weeks(&story, 8).await, (0, 0));
    assert!(told(&story).await.contains(&1));
    assert_eq!(
        story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate.mandate_id,
        granted.mandate_id
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_keeps_payments_for_good_unless_it_is_told_otherwise() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(100_000)).await;
    assert_eq!(weeks(&story, 150).await, (0, 0));
    assert!(story.wallet.mandate(&granted.mandate_id).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_ends_nothing() {
    let story = Story::begin().await;
    story.ask_binding().await;
    story.later(-DAY);
    assert_eq!(story.wallet.keep_house().await.unwrap_err().code(), "clock.set_back");
}

//! Days that lie elsewhere or come again: the zone of the wallet is changed, its clock was ahead.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::sync::Arc;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{Cap, Limit, LimitKind, LimitSet, Scope, Window};
use amp_wallet_core::wallet::{PaymentRequest, TokenAnnouncement, Wallet, WalletConfig, WalletError};
use wallet_story::{Granted, Story, config, hkd, host};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn so_many_a_day(max: u32) -> LimitSet {
    let limit_id = "day".to_owned();
    let (kind, window, scope, max) = (LimitKind::Spending, Window::Day, Scope::ALL, Cap::Count(max));
    LimitSet { limits: vec![Limit { limit_id, kind, window, scope, max }] }
}

/// A story whose limit is one payment a day, at half past three in the afternoon of a day to come (UTC).
async fn begun() -> (Story, Granted) {
    let story = Story::begin().await;
    let today = story.wallet.now().seconds().div_euclid(DAY) * DAY;
    story.clock.set(Timestamp::from_seconds(today + DAY + 15 * HOUR + 30 * MINUTE));
    story.wallet.set_limits(so_many_a_day(1)).await.unwrap();
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(900_000)).await;
    (story, granted)
}

/// Pays for a seat; why it got no token otherwise.
async fn pay(story: &Story, granted: &Granted) -> Result<(), &'static str> {
    let order = story.order("flight-seat", 1).await;
    let Ok(payment_token) = story.token(granted, &order).await else {
        return Err(story.wallet.refusals().last().unwrap().code());
    };
    let checkout = order.to_checkout();
    let request = PaymentRequest { payment_token, amount: checkout.total_amount, order: Some(checkout) };
    story.wallet.pay(request).await.unwrap();
    Ok(())
}

fn in_hong_kong(story: &Story) -> WalletConfig {
    let config = config(story.folder.path(), story.sandbox.root_jwk());
    WalletConfig { time_zone: "Asia/Hong_Kong".to_owned(), ..config }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_handle_decides_by_the_zone_that_is_counted_whichever_it_was_opened_with() {
    let (story, granted) = begun().await;
    assert_eq!(pay(&story, &granted).await, Ok(()));
    story.later(HOUR);
    assert_eq!(
        pay(&story, &granted).await,
        Err("guard.limit_count_exceeded"),
        "half past four, the same day"
    );

    let network = Arc::new(story.sandbox.network());
    let host = host(story.folder.path(), &story.secrets, &story.clock, network.clone());
    let beside = Wallet::open_beside(in_hong_kong(&story), host.clone()).await.unwrap();
    assert_eq!(beside.limit_usage().await.unwrap(), story.wallet.limit_usage().await.unwrap());
    assert_eq!(pay(&story, &granted).await, Err("guard.limit_count_exceeded"), "to look changes no zone");
    beside.close();

    let other = Wallet::open(in_hong_kong(&story), host).await.unwrap();
    assert_eq!(pay(&story, &granted).await, Ok(()), "half past midnight in Hong Kong, another day");
    assert_eq!(pay(&story, &granted).await, Err("guard.limit_count_exceeded"));
    assert_eq!(other.limit_usage().await.unwrap(), story.wallet.limit_usage().await.unwrap());
    story.later(8 * HOUR);
    assert_eq!(pay(&story, &granted).await, Err("guard.limit_count_exceeded"), "another day in UTC only");
    story.wallet.set_limits(so_many_a_day(2)).await.unwrap();
    assert_eq!(pay(&story, &granted).await, Err("guard.limit_count_exceeded"), "set by the older handle");
    story.later(16 * HOUR);
    assert_eq!(pay(&story, &granted).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_groups_by_the_months_that_are_counted_whichever_zone_its_handle_was_opened_with() {
    let (story, granted) = begun().await;
    // Still this month in UTC, the next one in Hong Kong already.
    story.clock.set(Timestamp::parse("2031-01-31T20:00:00Z").unwrap());
    let token_id = story.bind().await;
    drop(granted);
    let granted = story.authorize(&token_id, hkd(900_000)).await;
    assert_eq!(pay(&story, &granted).await, Ok(()));
    let network = Arc::new(story.sandbox.network());
    let host = host(story.folder.path(), &story.secrets, &story.clock, network);
    let beside = Wallet::open_beside(in_hong_kong(&story), host).await.unwrap();
    let until = story.later(1);
    for wallet in [&story.wallet, &beside] {
        let report = wallet.report(Timestamp::default(), until).await.unwrap();
        let months: Vec<_> = report.by_month.iter().map(|line| line.key.as_str()).collect();
        assert_eq!(months, ["2031-01"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_comes_again_after_the_clock_was_ahead_is_as_full_as_it_was() {
    let (story, granted) = begun().await;
    assert_eq!(pay(&story, &granted).await, Ok(()));
    let today = story.wallet.now();
    for ahead in [2 * DAY, 60 * DAY] {
        story.clock.set(today.plus_seconds(ahead));
        assert_eq!(pay(&story, &granted).await, Ok(()));
        story.wallet.keep_house().await.unwrap();
        let max = u32::try_from(ahead / DAY).unwrap();
        story.wallet.set_limits(so_many_a_day(max)).await.unwrap();
        story.clock.set(today);
        assert_eq!(story.wallet.keep_house().await.unwrap_err().code(), "clock.set_back");
        story.wallet.trust_time(today).await.unwrap();
        assert_eq!(pay(&story, &granted).await, Err("guard.limit_count_exceeded"), "{ahead}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zone_changed_while_the_clock_is_ahead_forgets_no_day() {
    let (story, granted) = begun().await;
    story.later(HOUR);
    assert_eq!(pay(&story, &granted).await, Ok(()));
    let today = story.wallet.now();
    story.clock.set(today.plus_seconds(60 * DAY));
    let network = Arc::new(story.sandbox.network());
    let host = host(story.folder.path(), &story.secrets, &story.clock, network);
    Wallet::open(in_hong_kong(&story), host).await.unwrap().close();
    story.clock.set(today);
    assert_eq!(pay(&story, &granted).await, Err("guard.limit_count_exceeded"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_agent_signed_once_is_known_after_the_clock_was_ahead() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(900_000)).await;
    let mandate = story.wallet.mandate(&granted.mandate_id).await.unwrap().mandate;
    let today = story.wallet.now();
    let announce = |number: u32, l3: &str| TokenAnnouncement {
        payment_token: format!("28166623{number:032}"),
        network_mandate_id: mandate.network_mandate_id.clone().unwrap(),
        token_id: token_id.clone(),
        auth_session_id: None,
        expires_at: story.wallet.now().plus_seconds(600),
        l1: None,
        l2: None,
        l3: Some(l3.to_owned()),
        checkout: None,
        device_id: None,
    };
    let order = story.order("flight-seat", 1).await.to_checkout();
    let before = story.sign(&granted, &order);
    story.wallet.pre_verify(announce(1, &before)).await.unwrap();
    story.clock.set(today.plus_seconds(DAY));
    // The agent's clock is the same device's.
    let ahead = story.sign(&granted, &order);
    story.wallet.pre_verify(announce(2, &ahead)).await.unwrap();
    story.clock.set(today.plus_seconds(2 * DAY));
    // The first is swept by the second, if their tags lie so, or by this.
    let dropped = story.wallet.keep_house().await.unwrap().nonces_dropped;
    assert!((1..=2).contains(&dropped), "{dropped}");
    story.clock.set(today);
    story.wallet.trust_time(today).await.unwrap();
    assert_eq!(story.wallet.pre_verify(announce(3, &before)).await, Err(WalletError::Replayed));
    story.clock.set(today.plus_seconds(DAY));
    assert_eq!(story.wallet.pre_verify(announce(4, &ahead)).await, Err(WalletError::Replayed));
    story.wallet.pre_verify(announce(5, &story.sign(&granted, &order))).await.unwrap();
}

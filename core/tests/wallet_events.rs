//! What the app is told of a whole story, and that nothing of it is lost when the app ends in the middle.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::events::{EventKind, SubjectKind};
use amp_wallet_core::sandbox::OrderChange;
use amp_wallet_core::wallet::{Wallet, WalletError};
use wallet_story::{Story, hkd};

/// Everything that waits, acknowledged one by one.
async fn drain(wallet: &Wallet) -> Vec<EventKind> {
    let mut told = Vec::new();
    while let Some(event) = wallet.next_event().await.unwrap() {
        assert_eq!(wallet.next_event().await.unwrap().as_ref(), Some(&event), "until it is acknowledged");
        wallet.acknowledge_event(event.event_id).await.unwrap();
        told.push(event.what);
    }
    told
}

fn codes(events: &[EventKind]) -> Vec<&'static str> {
    events.iter().map(EventKind::code).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_is_told_in_its_order_and_once_it_is_acknowledged_no_more() {
    let mut story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(300_000)).await;
    let order = story.order("hotel-kul-night", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    let second = story.order("hotel-kul-night", 1).await;
    assert!(story.token(&granted, &second).await.is_err());
    assert!(story.pay(&order, &token).await.result.is_success());
    story.restart().await;
    story.wallet.revoke_mandate(&granted.mandate_id).await.unwrap();
    let told = drain(&story.wallet).await;
    assert_eq!(
        codes(&told),
        [
            "authorization.received",
            "authorization.approved",
            "agent.bound",
            "authorization.received",
            "authorization.approved",
            "mandate.activated",
            "payment.held",
            "payment.refused",
            "payment.captured",
            "mandate.revoked",
        ]
    );
    let EventKind::PaymentRefused { because, .. } = &told[7] else { panic!("{:?}", told[7]) };
    assert_eq!(because.code, "guard.budget_exceeded");
    assert_eq!(told[9].subject(), (SubjectKind::Mandate, Some(granted.mandate_id.as_str())));
    story.restart().await;
    assert_eq!(story.wallet.next_event().await.unwrap(), None);
    assert!(matches!(story.wallet.acknowledge_event(11).await, Err(WalletError::NotFound { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_is_refused_tells_its_release_and_its_reasons() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("hotel-kul-dinner", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    drain(&story.wallet).await;
    story.sandbox.change_next_order(OrderChange::SwapGoods);
    assert!(!story.pay(&order, &token).await.result.is_success());
    assert_eq!(codes(&drain(&story.wallet).await), ["payment.released", "payment.refused"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_user_declines_is_told() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, wallet_session) = story.ask_mandate(&token_id, hkd(1_000)).await;
    drain(&story.wallet).await;
    story.wallet.decline(&wallet_session).await.unwrap();
    assert_eq!(codes(&drain(&story.wallet).await), ["mandate.revoked", "authorization.failed"]);
}

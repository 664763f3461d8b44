//! The user disputes a payment, and what is kept for it proves what happened.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::assurance::{self, VerificationPolicy};
use amp_wallet_core::claims::Evidence;
use amp_wallet_core::ledger::Movement;
use amp_wallet_core::wallet::{RefundRequest, WalletError};
use wallet_story::{Granted, Story, hkd};

async fn paid() -> (Story, Granted, String, String) {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(100_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    let payment_id = story.wallet.payments().await.unwrap()[0].payment_id.clone();
    let early = story.wallet.appeal(&payment_id, "Not mine").await.unwrap_err();
    assert_eq!(early.code(), "payment.not_captured", "what was not debited is called off instead");
    assert!(story.pay(&order, &token).await.result.is_success());
    (story, granted, payment_id, token)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_keeps_a_chain_that_verifies_and_postings_that_tell_the_payment() {
    let (mut story, granted, payment_id, token) = paid().await;
    let appeal = story.wallet.appeal(&payment_id, "The seat was never booked").await.unwrap();
    let evidence = &appeal.evidence;
    assert_eq!((evidence.l1.as_deref(), evidence.l2.as_deref()), (Some(&*granted.l1), Some(&*granted.l2)));
    let config = story.wallet.config();
    let policy = VerificationPolicy {
        roots: config.roots.clone(),
        iss: config.iss.clone(),
        l2_aud: config.l2_aud.clone(),
        l3_aud: config.l3_aud.clone(),
        leeway_seconds: 60,
        profile: config.profile,
    };
    let l3 = evidence.l3.as_deref();
    let chain = assurance::verify(&granted.l1, &granted.l2, l3, &policy, story.wallet.now()).unwrap();
    assert_eq!(chain.l3.unwrap().checkout, evidence.order, "the agent signed this very order");
    assert_eq!(evidence.token_hash, Evidence::hash_of(&token));
    let moved: Vec<_> = evidence.entries.iter().map(|entry| entry.posting.movement).collect();
    assert_eq!(moved, [Movement::Hold, Movement::Capture]);
    assert!(evidence.idv_time.is_some() && evidence.activated_at.is_some());
    let json = serde_json::to_string(&appeal).unwrap();
    assert!(!json.contains(&token), "the token itself is nobody's business");
    assert!(!format!("{appeal:?}").contains(&granted.l2[..40]));
    story.restart().await;
    let request = RefundRequest { refund_id: "r-1".to_owned(), payment_id, amount: hkd(18_000) };
    story.wallet.refund(request).await.unwrap();
    assert_eq!(story.wallet.appeals().await.unwrap(), [appeal], "what happens later does not change it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_has_one_open_appeal_and_may_be_disputed_again_when_it_is_closed() {
    let (story, _, payment_id, _) = paid().await;
    let first = story.wallet.appeal(&payment_id, "Wrong seat").await.unwrap();
    assert_eq!(story.wallet.appeal(&payment_id, "Wrong seat").await.as_ref(), Ok(&first));
    let other = story.wallet.appeal(&payment_id, "No seat at all").await;
    assert!(matches!(other, Err(WalletError::Conflict { kind: "appeal", .. })));
    let closed = story.wallet.close_appeal(&first.appeal_id, "appeal.rejected").await.unwrap();
    assert_eq!(closed.outcome.as_deref(), Some("appeal.rejected"));
    let twice = story.wallet.close_appeal(&first.appeal_id, "appeal.accepted").await;
    assert!(matches!(twice, Err(WalletError::Conflict { .. })), "closed is closed");
    let second = story.wallet.appeal(&payment_id, "No seat at all").await.unwrap();
    assert_ne!(second.appeal_id, first.appeal_id);
    let told: Vec<_> = story.wallet.events(0).await.unwrap().iter().map(|event| event.what.code()).collect();
    assert_eq!(told[told.len() - 3..], ["appeal.opened", "appeal.closed", "appeal.opened"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_payment_and_a_reason_that_cannot_be_open_nothing() {
    let (story, _, payment_id, _) = paid().await;
    for reason in [String::new(), "x".repeat(1_001), "a\u{202e}b".to_owned()] {
        let refused = story.wallet.appeal(&payment_id, &reason).await;
        assert!(matches!(refused, Err(WalletError::Invalid { name: "reason", .. })));
    }
    assert!(matches!(story.wallet.appeal("another", "Why").await, Err(WalletError::NotFound { .. })));
    assert_eq!(story.wallet.appeals().await.unwrap(), []);
}

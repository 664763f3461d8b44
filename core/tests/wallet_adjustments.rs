//! A budget that the user lowers or raises in the middle of a task.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::guard::Stage;
use amp_wallet_core::identity::{IdvEvidence, IdvMethod};
use amp_wallet_core::limits::LimitSet;
use amp_wallet_core::mandates::{MandateState, SurfaceError};
use amp_wallet_core::money::Amount;
use amp_wallet_core::wallet::{AdjustmentApproval, AdjustmentRequest, WalletError};
use wallet_story::{Granted, Story, hkd};

async fn funded(budget: Amount) -> (Story, Granted) {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, budget).await;
    (story, granted)
}

fn plain(adjustment_id: &str, granted: &Granted, budget: Amount) -> AdjustmentRequest {
    let (adjustment_id, mandate_id) = (adjustment_id.to_owned(), granted.mandate_id.clone());
    AdjustmentRequest { adjustment_id, mandate_id, budget, approval: None }
}

/// The same with the user's yes to what is shown.
async fn approved(
    story: &Story,
    adjustment_id: &str,
    granted: &Granted,
    budget: Amount,
) -> AdjustmentRequest {
    let surface = story.wallet.adjustment_surface(adjustment_id, &granted.mandate_id, budget).await.unwrap();
    let evidence = IdvEvidence {
        result: "FACE".to_owned(),
        time: story.wallet.now(),
        method: IdvMethod::DeviceBiometric,
        surface_digest: surface.digest,
    };
    let approval = Some(AdjustmentApproval { evidence, reason: "Confirm".to_owned() });
    AdjustmentRequest { approval, ..plain(adjustment_id, granted, budget) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_is_lowered_at_once_and_not_below_what_is_held_and_debited() {
    let (story, granted) = funded(hkd(100_000)).await;
    let (order, held) = (story.order("flight-seat", 1).await, story.order("flight-seat", 1).await);
    let token = story.token(&granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    let out = story.token(&granted, &held).await.unwrap();
    let refused = story.wallet.adjust_mandate(plain("a-1", &granted, hkd(35_999))).await.unwrap_err();
    assert_eq!(refused.code(), "ledger.overdrawn");
    let lowered = story.wallet.adjust_mandate(plain("a-2", &granted, hkd(36_000))).await.unwrap();
    assert_eq!((lowered.before, lowered.after), (hkd(100_000), hkd(36_000)));
    assert_eq!(story.books(&granted).await, (hkd(18_000), hkd(18_000), hkd(0)));
    let more = story.order("flight-seat", 1).await;
    assert!(story.token(&granted, &more).await.is_err(), "nothing is left");
    assert!(story.pay(&held, &out).await.result.is_success(), "what was held is still covered");
    let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
    assert_eq!(view.mandate.state, MandateState::Finished);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_lowered_to_what_was_debited_ends_the_mandate() {
    let (story, granted) = funded(hkd(100_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    story.wallet.adjust_mandate(plain("a-1", &granted, hkd(18_000))).await.unwrap();
    let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
    assert_eq!(view.mandate.state, MandateState::Finished);
    let again = story.wallet.adjust_mandate(plain("a-2", &granted, hkd(20_000))).await;
    assert!(matches!(again, Err(WalletError::Mandate(_))), "terminal states stay terminal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_is_raised_with_the_users_approval_of_that_very_raise_alone() {
    let (story, granted) = funded(hkd(10_000)).await;
    let raise = plain("a-1", &granted, hkd(50_000));
    assert_eq!(story.wallet.adjust_mandate(raise.clone()).await, Err(WalletError::ApprovalNeeded));
    let other = approved(&story, "a-1", &granted, hkd(40_000)).await;
    let stolen = AdjustmentRequest { approval: other.approval, ..raise };
    assert_eq!(
        story.wallet.adjust_mandate(stolen).await,
        Err(WalletError::Surface(SurfaceError::DigestMismatch))
    );
    let late = approved(&story, "a-1", &granted, hkd(50_000)).await;
    story.later(301);
    assert!(matches!(story.wallet.adjust_mandate(late).await, Err(WalletError::Idv(_))));
    assert_eq!(story.books(&granted).await.2, hkd(10_000), "none of these raised anything");
    let raise = approved(&story, "a-1", &granted, hkd(50_000)).await;
    story.wallet.adjust_mandate(raise).await.unwrap();
    assert_eq!(story.books(&granted).await.2, hkd(50_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adjustment_that_comes_twice_is_one_and_with_another_content_a_conflict() {
    let (mut story, granted) = funded(hkd(10_000)).await;
    let raise = approved(&story, "a-1", &granted, hkd(50_000)).await;
    let first = story.wallet.adjust_mandate(raise.clone()).await.unwrap();
    story.restart().await;
    assert_eq!(story.wallet.adjust_mandate(raise).await, Ok(first));
    let other = story.wallet.adjust_mandate(plain("a-1", &granted, hkd(9_000))).await;
    assert!(matches!(other, Err(WalletError::Conflict { kind: "adjustment", .. })));
    assert_eq!(story.books(&granted).await.2, hkd(50_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raise_bit_by_bit_passes_no_limit_that_it_could_not_pass_at_once() {
    let (story, granted) = funded(hkd(10_000)).await;
    let limits = LimitSet::of_delegation(None, Some(hkd(20_000)));
    story.wallet.set_limits(limits).await.unwrap();
    for (number, budget, allowed) in [(1, 15_000, true), (2, 20_000, true), (3, 20_001, false)] {
        let raise = approved(&story, &format!("a-{number}"), &granted, hkd(budget)).await;
        match story.wallet.adjust_mandate(raise).await {
            Ok(_) => assert!(allowed, "{budget}"),
            Err(WalletError::Refused(refusal)) => assert_eq!((refusal.stage, allowed), (Stage::S1, false)),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(story.books(&granted).await.2, hkd(20_000));
    story.later(86_400);
    let raise = approved(&story, "a-4", &granted, hkd(20_001)).await;
    let refused = story.wallet.adjust_mandate(raise).await;
    assert!(
        matches!(refused, Err(WalletError::Refused(_))),
        "the whole budget counts on the day of the raise"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_ended_or_has_an_exact_order_is_not_adjusted() {
    let (story, granted) = funded(hkd(10_000)).await;
    story.wallet.revoke_mandate(&granted.mandate_id).await.unwrap();
    for budget in [hkd(5_000), hkd(50_000)] {
        let refused = story.wallet.adjust_mandate(plain("a-1", &granted, budget)).await.unwrap_err();
        assert_eq!(refused.code(), "mandate.not_activated");
    }
    let token_id = story.bind().await;
    let order = story.order("tea-oolong", 1).await;
    let (session_id, wallet_session) = story.ask(&token_id, None, Some(order)).await;
    let immediate = story.grant(session_id, &wallet_session).await;
    let refused = story.wallet.adjust_mandate(plain("a-2", &immediate, hkd(1))).await;
    assert!(matches!(refused, Err(WalletError::Invalid { name: "mandateType", .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_adjustments_at_once_of_which_only_one_fits_leave_sound_books() {
    let (story, granted) = funded(hkd(100_000)).await;
    let tasks: Vec<_> = (0..12)
        .map(|number| {
            let wallet = story.wallet.clone();
            let request = plain(&format!("a-{number}"), &granted, hkd(10_000 + number));
            tokio::spawn(async move { wallet.adjust_mandate(request).await })
        })
        .collect();
    let mut last = None;
    for task in tasks {
        match task.await.unwrap() {
            Ok(adjustment) => last = last.max(Some(adjustment.after.micros())),
            Err(WalletError::Conflict { .. } | WalletError::ApprovalNeeded) => {}
            Err(error) => panic!("{error}"),
        }
    }
    let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
    assert_eq!(view.available, view.mandate.budget);
    assert!(last.is_some_and(|last| last >= view.mandate.budget.micros()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raise_on_a_later_day_counts_on_that_day_as_a_whole() {
    let (story, granted) = funded(hkd(10_000)).await;
    story.wallet.set_limits(LimitSet::of_delegation(None, Some(hkd(20_000)))).await.unwrap();
    story.later(86_400);
    for budget in [12_000, 14_000] {
        let raise = approved(&story, &format!("a-{budget}"), &granted, hkd(budget)).await;
        story.wallet.adjust_mandate(raise).await.unwrap();
        let usage = story.wallet.limit_usage().await.unwrap();
        assert_eq!((usage[0].counted.clone(), usage[0].payments), (vec![hkd(budget)], 1));
    }
    story.wallet.adjust_mandate(plain("a-lower", &granted, hkd(13_000))).await.unwrap();
    let usage = story.wallet.limit_usage().await.unwrap();
    assert_eq!((usage[0].counted.clone(), usage[0].payments), (vec![hkd(13_000)], 1));
}

//! What a home screen reads: pages of history, everything at a glance, limits before they are set, one payment's proof.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::assurance::Mode;
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, LimitSet, LimitUsage, Scope, Window};
use amp_wallet_core::money::Amount;
use amp_wallet_core::network::messages::OrderBody;
use amp_wallet_core::payments::{Payment, PaymentState, ReportFormat};
use amp_wallet_core::wallet::{PaymentRequest, TokenAnnouncement, WalletError};
use wallet_story::{AGENT, Granted, Story, hkd};

const ALWAYS: Timestamp = Timestamp::from_millis(i64::MAX);

async fn begun() -> (Story, Granted) {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(200_000)).await;
    (story, granted)
}

async fn hold(story: &Story, granted: &Granted) -> (OrderBody, String) {
    let order = story.order("flight-seat", 1).await;
    let token = story.token(granted, &order).await.unwrap();
    (order, token)
}

async fn pay_seat(story: &Story, granted: &Granted) -> Payment {
    let (order, token) = hold(story, granted).await;
    assert!(story.pay(&order, &token).await.result.is_success());
    story.wallet.payments().await.unwrap().remove(0)
}

fn limit(limit_id: &str, kind: LimitKind, window: Window, scope: Scope, max: Cap) -> Limit {
    Limit { limit_id: limit_id.to_owned(), kind, window, scope, max }
}

async fn walked(story: &Story, limit: u32) -> Vec<Payment> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = story.wallet.payments_page(after, limit).await.unwrap();
        assert!(!page.payments.is_empty() && page.payments.len() <= usize::try_from(limit).unwrap());
        found.extend(page.payments);
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_any_length_are_the_whole_list_and_what_is_paid_meanwhile_moves_none() {
    let (story, granted) = begun().await;
    for _ in 0..5 {
        pay_seat(&story, &granted).await;
    }
    let all = story.wallet.payments().await.unwrap();
    for limit in [1, 2, 4, 5, 6, 1_000] {
        assert_eq!(walked(&story, limit).await, all);
    }
    let first = story.wallet.payments_page(None, 2).await.unwrap();
    pay_seat(&story, &granted).await;
    let second = story.wallet.payments_page(first.next, 2).await.unwrap();
    assert_eq!(second.payments, all[2..4]);
    for (after, limit) in
        [(None, 0), (None, 1_001), (Some("x"), 1), (Some("0"), 1), (Some("-1"), 1), (Some(""), 1)]
    {
        let refused = story.wallet.payments_page(after.map(str::to_owned), limit).await;
        assert!(matches!(refused, Err(WalletError::Invalid { .. })), "{after:?} {limit}");
    }
    assert_eq!(story.wallet.payment(&all[0].payment_id).await.unwrap(), all[0]);
    assert!(matches!(story.wallet.payment("nothing").await, Err(WalletError::NotFound { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn mandates_and_tasks_are_paged_in_the_same_order() {
    let (story, granted) = begun().await;
    for cents in 1..4 {
        story.authorize(&granted.token_id, hkd(cents)).await;
    }
    let (mandates, tasks) = (story.wallet.mandates().await.unwrap(), story.wallet.tasks().await.unwrap());
    let (mut after, mut seen) = (None, 0);
    loop {
        let page = story.wallet.mandates_page(after.clone(), 3).await.unwrap();
        let same = story.wallet.tasks_page(after, 3).await.unwrap();
        assert_eq!(page.next, same.next);
        assert_eq!(page.mandates, mandates[seen..seen + page.mandates.len()]);
        assert_eq!(same.tasks, tasks[seen..seen + same.tasks.len()]);
        seen += page.mandates.len();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, 4);
    assert!(matches!(story.wallet.mandates_page(None, 0).await, Err(WalletError::Invalid { .. })));
    assert!(matches!(story.wallet.tasks_page(None, 1_001).await, Err(WalletError::Invalid { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_at_a_glance_is_what_each_part_says_by_itself() {
    let story = Story::begin().await;
    let empty = story.wallet.overview().await.unwrap();
    assert!(empty.waiting.is_empty() && empty.agents.is_empty() && empty.budgets.is_empty());
    let asked = story.ask_binding().await;
    let waiting = story.wallet.overview().await.unwrap().waiting.remove(0);
    assert_eq!(waiting.session, story.wallet.session(&asked).await.unwrap());
    assert_eq!(waiting.surface, Some(story.wallet.surface(&asked).await.unwrap()));
    story.approve(&asked).await.unwrap();
    let token_id = story.agent().bound_token().await.unwrap().unwrap();
    let own = limit("own", LimitKind::Spending, Window::Day, Scope::each(Dimension::Agent), Cap::Count(4));
    let all = limit("all", LimitKind::Spending, Window::Day, Scope::ALL, Cap::Amount(hkd(72_000)));
    story.wallet.set_limits(LimitSet { limits: vec![own, all] }).await.unwrap();
    let first = story.authorize(&token_id, hkd(200_000)).await;
    let second = story.authorize(&token_id, hkd(100_000)).await;
    pay_seat(&story, &first).await;
    hold(&story, &second).await;
    let seen = story.wallet.overview().await.unwrap();
    let agent = &seen.agents[0];
    assert_eq!((seen.agents.len(), agent.live_tasks, agent.frozen, agent.may_request), (1, 2, false, true));
    let budget = agent.budgets[0];
    assert_eq!((budget.budget, budget.spent, budget.held), (hkd(300_000), hkd(18_000), hkd(18_000)));
    assert_eq!((budget.remaining, budget.used_permille), (hkd(264_000), 120));
    assert_eq!((seen.budgets.as_slice(), agent.budgets.len()), (&[budget][..], 1));
    let used = |usage: &LimitUsage| (usage.limit.limit_id.clone(), usage.remaining, usage.used_permille);
    let own = agent.limits.iter().map(used).collect::<Vec<_>>();
    assert_eq!(own, [("own".to_owned(), Some(Cap::Count(2)), Some(500))]);
    let all = seen.limits.iter().map(used).collect::<Vec<_>>();
    assert_eq!(all, [("all".to_owned(), Some(Cap::Amount(hkd(36_000))), Some(500))]);
    assert_eq!(seen.limits, story.wallet.limit_usage().await.unwrap());
    story.wallet.revoke_mandate(&first.mandate_id).await.unwrap();
    story.wallet.freeze(Some(AGENT)).await.unwrap();
    let after = story.wallet.overview().await.unwrap();
    assert_eq!((after.agents[0].live_tasks, after.agents[0].frozen), (1, true));
    assert_eq!(after.budgets[0].budget, hkd(100_000));
    assert_eq!(after.freeze, story.wallet.frozen().await.unwrap());
    story.later(184 * 86_400);
    let later = story.wallet.overview().await.unwrap();
    assert_eq!((later.agents[0].live_tasks, later.budgets.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_set_back_hides_no_overview_and_shows_nothing_to_approve() {
    let (story, _) = begun().await;
    story.ask_binding().await;
    story.clock.advance_millis(-3_600_000);
    let seen = story.wallet.overview().await.unwrap();
    assert_eq!((seen.waiting.len(), seen.waiting[0].surface.clone(), seen.agents.len()), (1, None, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_of_limits_is_what_their_usage_is_once_they_are_set() {
    let (story, granted) = begun().await;
    pay_seat(&story, &granted).await;
    hold(&story, &granted).await;
    let merchant = "Harbour Airways";
    let only = |dimension, which| Scope::only(dimension, which);
    let (spend, grant) = (LimitKind::Spending, LimitKind::Delegation);
    let sets = [
        vec![limit("a", spend, Window::Day, Scope::ALL, Cap::Amount(hkd(10_000)))],
        vec![
            limit("a", spend, Window::Week, Scope::ALL, Cap::Count(9)),
            limit("b", spend, Window::Month, only(Dimension::Merchant, merchant), Cap::Amount(hkd(90_000))),
            limit("c", spend, Window::Day, only(Dimension::Category, "4511"), Cap::Amount(hkd(90_000))),
            limit("d", spend, Window::Day, only(Dimension::Category, "7011"), Cap::Amount(hkd(90_000))),
            limit("e", spend, Window::Day, only(Dimension::Agent, AGENT), Cap::Count(3)),
            limit("f", spend, Window::Day, only(Dimension::Device, "phone"), Cap::Count(3)),
            limit("g", grant, Window::Day, Scope::ALL, Cap::Amount(hkd(300_000))),
            limit("h", grant, Window::Month, only(Dimension::Agent, AGENT), Cap::Count(3)),
            limit("i", grant, Window::Mandate, Scope::ALL, Cap::Amount(hkd(300_000))),
            limit("j", spend, Window::Day, Scope::each(Dimension::Agent), Cap::Count(1)),
        ],
        vec![limit("z", spend, Window::Day, only(Dimension::Agent, "another"), Cap::Count(3))],
    ];
    for limits in sets {
        let set = LimitSet { limits };
        let before = story.wallet.limits().await.unwrap();
        let preview = story.wallet.preview_limits(set.clone()).await.unwrap();
        assert_eq!(story.wallet.limits().await.unwrap(), before, "a preview sets nothing");
        story.wallet.set_limits(set.clone()).await.unwrap();
        assert_eq!(preview, story.wallet.limit_usage().await.unwrap());
        assert_eq!(preview, story.wallet.preview_limits(set).await.unwrap(), "and so when they are in force");
        assert!(!preview.is_empty());
    }
    let broken = LimitSet { limits: vec![limit("no name", spend, Window::Day, Scope::ALL, Cap::Count(1))] };
    assert!(matches!(story.wallet.preview_limits(broken).await, Err(WalletError::Limit(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_of_a_payment_verifies_long_after_its_tokens_have_ended() {
    let (story, granted) = begun().await;
    let paid = pay_seat(&story, &granted).await;
    let (_, _) = hold(&story, &granted).await;
    let held = story.wallet.payments().await.unwrap().remove(0);
    story.later(400 * 86_400);
    for payment in [&paid, &held] {
        let chain = story.wallet.verify_payment(&payment.payment_id).await.unwrap();
        assert_eq!(
            (chain.mode, chain.l1.isp_key.clone()),
            (Mode::Autonomous, story.wallet.isp_key().await.unwrap())
        );
        assert_eq!(chain.l3.unwrap().checkout.total_amount, payment.held);
    }
    let kept = story.wallet.payment_evidence(&paid.payment_id).await.unwrap();
    assert_eq!(
        (kept.order, kept.captured, kept.captured_at),
        (paid.checkout, Some(paid.held), paid.ended_at)
    );
    assert!(kept.l1.is_some() && kept.l2.is_some() && kept.l3.is_some());
    let kept = story.wallet.payment_evidence(&held.payment_id).await.unwrap();
    assert_eq!((kept.captured, kept.captured_at, kept.entries.len()), (None, None, 1));
    for wrong in ["", "nothing"] {
        assert!(matches!(story.wallet.verify_payment(wrong).await, Err(WalletError::NotFound { .. })));
        assert!(matches!(story.wallet.payment_evidence(wrong).await, Err(WalletError::NotFound { .. })));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_trusts_another_network_does_not_believe_the_chain() {
    let (mut story, granted) = begun().await;
    let paid = pay_seat(&story, &granted).await;
    let other = amp_wallet_core::jose::SoftwareKey::generate("amp-root-1").unwrap();
    let root = amp_wallet_core::jose::Signer::public_jwk(&other);
    story.restart_with(wallet_story::config(story.folder.path(), root)).await;
    assert!(matches!(story.wallet.verify_payment(&paid.payment_id).await, Err(WalletError::Chain(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_known_by_what_it_paid() {
    let (story, granted) = begun().await;
    pay_seat(&story, &granted).await;
    assert_eq!(story.wallet.devices().await.unwrap(), []);
    let order = story.order("flight-seat", 1).await.to_checkout();
    let announcement = TokenAnnouncement {
        payment_token: "2810012300000000000000000001".to_owned(),
        network_mandate_id: granted.network_mandate_id.clone(),
        token_id: granted.token_id.clone(),
        auth_session_id: Some(granted.auth_session_id.clone()),
        expires_at: story.wallet.now().plus_seconds(600),
        l1: Some(granted.l1.clone()),
        l2: Some(granted.l2.clone()),
        l3: Some(story.sign(&granted, &order)),
        checkout: Some(order.clone()),
        device_id: Some("watch-1".to_owned()),
    };
    story.wallet.pre_verify(announcement.clone()).await.unwrap();
    let known = story.wallet.devices().await.unwrap();
    assert_eq!((known[0].device_id.as_str(), known[0].payments, known[0].last_paid_at), ("watch-1", 0, None));
    let amount: Amount = order.total_amount;
    let request = PaymentRequest { payment_token: announcement.payment_token, amount, order: Some(order) };
    let paid = story.wallet.pay(request).await.unwrap();
    assert_eq!(paid.state, PaymentState::Captured);
    let known = story.wallet.devices().await.unwrap();
    assert_eq!((known.len(), known[0].payments, known[0].last_paid_at), (1, 1, paid.ended_at));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_leaves_the_wallet_as_csv_and_as_json() {
    let (story, granted) = begun().await;
    pay_seat(&story, &granted).await;
    let start = Timestamp::from_seconds(0);
    let report = story.wallet.report(start, ALWAYS).await.unwrap();
    let csv = story.wallet.export_report(start, ALWAYS, ReportFormat::Csv).await.unwrap();
    assert_eq!(csv, report.to_csv());
    let json = story.wallet.export_report(start, ALWAYS, ReportFormat::Json).await.unwrap();
    assert_eq!(serde_json::from_str::<amp_wallet_core::payments::SpendingReport>(&json).unwrap(), report);
}

//! No sequence of what users, agents, merchants and time do leads out of a terminal state, and nothing is paid in one.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::collections::HashMap;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{Cap, Limit, LimitKind, LimitSet, Scope, Window};
use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::money::Amount;
use amp_wallet_core::network::messages::OrderBody;
use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::wallet::{AdjustmentRequest, PaymentRequest, RefundRequest, VoidedBy};
use proptest::prelude::*;
use wallet_story::{AGENT, Granted, Story, hkd};

const DAY: i64 = 86_400;

/// One step; numbers choose among what there is.
#[derive(Debug, Clone, Copy)]
enum Step {
    Ask,
    Approve(usize),
    Decline(usize),
    Revoke(usize),
    Lower(usize, i64),
    Token(usize),
    Pay(usize),
    Void(usize),
    Refund(usize),
    Limit(u32),
    Freeze(bool),
    KeepHouse,
    Restart,
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let which = any::<usize>;
    prop_oneof![
        4 => Just(Step::Ask),
        6 => which().prop_map(Step::Approve),
        1 => which().prop_map(Step::Decline),
        2 => which().prop_map(Step::Revoke),
        2 => (which(), 0..60_000_i64).prop_map(|(which, budget)| Step::Lower(which, budget)),
        6 => which().prop_map(Step::Token),
        6 => which().prop_map(Step::Pay),
        1 => which().prop_map(Step::Void),
        1 => which().prop_map(Step::Refund),
        1 => (1..9_u32).prop_map(Step::Limit),
        1 => any::<bool>().prop_map(Step::Freeze),
        2 => Just(Step::KeepHouse),
        1 => Just(Step::Restart),
        1 => prop_oneof![Just(601), Just(901), Just(DAY), Just(184 * DAY)].prop_map(Step::Wait),
    ]
}

/// What the agent has got so far.
#[derive(Default)]
struct Hands {
    token_id: String,
    bound_at: Timestamp,
    /// Sessions at the provider and at the wallet that were asked for.
    asked: Vec<(String, String)>,
    granted: Vec<Granted>,
    tokens: Vec<(OrderBody, String)>,
    adjusted: u32,
}

fn pick<T>(from: &[T], which: usize) -> Option<&T> {
    from.get(which.checked_rem(from.len())?)
}

fn so_many_a_day(max: u32) -> LimitSet {
    let limit_id = "day".to_owned();
    let (kind, window, scope, max) = (LimitKind::Spending, Window::Day, Scope::ALL, Cap::Count(max));
    LimitSet { limits: vec![Limit { limit_id, kind, window, scope, max }] }
}

/// Takes the step. What is refused is refused: the properties are about what is left.
async fn take(story: &mut Story, hands: &mut Hands, step: Step) {
    let wallet = story.wallet.clone();
    match step {
        // A binding ends after a year, and an agent has so many requests waiting: nothing more is asked then.
        Step::Ask if wallet.now() > hands.bound_at.plus_seconds(180 * DAY) || hands.asked.len() > 30 => {}
        Step::Ask => hands.asked.push(story.ask_mandate(&hands.token_id, hkd(60_000)).await),
        Step::Approve(which) => {
            let Some((session, wallet_session)) = pick(&hands.asked, which).cloned() else { return };
            hands.granted.extend(story.try_grant(session, &wallet_session).await);
        }
        Step::Decline(which) => {
            let Some((_, wallet_session)) = pick(&hands.asked, which) else { return };
            let _ = wallet.decline(wallet_session).await;
        }
        Step::Revoke(which) => {
            let mandates = wallet.mandates().await.unwrap();
            let Some(view) = pick(&mandates, which) else { return };
            let _ = wallet.revoke_mandate(&view.mandate.mandate_id).await;
        }
        Step::Lower(which, budget) => {
            let Some(granted) = pick(&hands.granted, which) else { return };
            hands.adjusted += 1;
            let (adjustment_id, mandate_id) = (hands.adjusted.to_string(), granted.mandate_id.clone());
            let request =
                AdjustmentRequest { adjustment_id, mandate_id, budget: hkd(budget), approval: None };
            let _ = wallet.adjust_mandate(request).await;
        }
        Step::Token(which) => {
            let Some(granted) = pick(&hands.granted, which) else { return };
            let order = story.order("flight-seat", 1).await;
            if let Ok(token) = story.token(granted, &order).await {
                hands.tokens.push((order, token));
            }
        }
        Step::Pay(which) => {
            let Some((order, token)) = pick(&hands.tokens, which) else { return };
            let order = order.to_checkout();
            let (payment_token, amount) = (token.clone(), order.total_amount);
            let _ = wallet.pay(PaymentRequest { payment_token, amount, order: Some(order) }).await;
        }
        Step::Void(which) => {
            let payments = wallet.payments().await.unwrap();
            let Some(payment) = pick(&payments, which) else { return };
            let _ = wallet.void_payment(&payment.payment_id, VoidedBy::User).await;
        }
        Step::Refund(which) => {
            let payments = wallet.payments().await.unwrap();
            let Some(payment) = pick(&payments, which) else { return };
            let (refund_id, payment_id) = (payment.payment_id.clone(), payment.payment_id.clone());
            let _ = wallet.refund(RefundRequest { refund_id, payment_id, amount: hkd(1_000) }).await;
        }
        Step::Limit(max) => wallet.set_limits(so_many_a_day(max)).await.unwrap(),
        Step::Freeze(true) => drop(wallet.freeze(Some(AGENT)).await.unwrap()),
        Step::Freeze(false) => drop(wallet.unfreeze(Some(AGENT)).await.unwrap()),
        Step::KeepHouse => drop(wallet.keep_house().await.unwrap()),
        Step::Restart => story.restart().await,
        Step::Wait(seconds) => drop(story.later(seconds)),
    }
}

/// What a mandate that has ended must keep: its state, and what was debited under it until then.
type Ended = HashMap<String, (MandateState, Amount)>;

async fn check(story: &Story, ended: &mut Ended) -> Result<(), TestCaseError> {
    for view in story.wallet.mandates().await.unwrap() {
        let id = view.mandate.mandate_id;
        let bill = story.wallet.bill(&id, None, 1_000).await.unwrap().lines;
        let debits = bill.iter().filter(|line| line.state == PaymentState::Captured);
        let debited: i64 = debits.map(|line| line.amount.micros()).sum();
        let (state, debited) = (view.mandate.state, Amount::from_micros(debited, view.spent.currency()));
        if let Some(before) = ended.get(&id) {
            prop_assert_eq!(*before, (state, debited), "{}", id);
        }
        if state.is_terminal() {
            ended.insert(id, (state, debited));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_leads_out_of_a_terminal_state_and_nothing_is_debited_in_one(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut story = Story::begin().await;
            let (token_id, bound_at) = (story.bind().await, story.wallet.now());
            let mut hands = Hands { token_id, bound_at, ..Hands::default() };
            let mut ended = Ended::new();
            for step in steps {
                take(&mut story, &mut hands, step).await;
                check(&story, &mut ended).await?;
            }
            story.wallet.verify().await.unwrap();
            Ok::<_, TestCaseError>(())
        })?;
    }
}

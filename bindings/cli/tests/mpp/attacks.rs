//! Peers that repeat, reorder, delay and slice; a mandate used after its end; an old database put back.

use std::sync::Arc;

use amp_wallet_core::identity::random_id;
use amp_wallet_core::network::messages::WireAmount;
use amp_wallet_core::sandbox::ContractExtensions;
use serde_json::json;

use crate::world::{Granted, SEAT, SEAT_CENTS, World, code, hkd, new_token, succeeded};

const AGENT: &str = "agent-1";

async fn ready(budget_cents: i64) -> (World, Granted) {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let token_id = world.bind(AGENT, "").await;
    let granted = world.authorize(AGENT, &token_id, hkd(budget_cents)).await;
    (world, granted)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_that_is_sent_again_is_answered_and_changes_nothing() {
    let (mut world, granted) = ready(10 * SEAT_CENTS).await;
    let order = world.order(SEAT).await;
    let (token, l3) = (new_token(), world.sign(&granted, &order));
    for _ in 0..3 {
        assert!(succeeded(&world.pre_verify(&granted, &order, &token, &l3).await), "the first outcome again");
    }
    // The agent's signature buys one token.
    let stolen = world.pre_verify(&granted, &order, &new_token(), &l3).await;
    assert!(!succeeded(&stolen), "{stolen}");
    assert!(succeeded(&world.pay(&token).await));
    for _ in 0..3 {
        assert!(!succeeded(&world.pay(&token).await));
        assert!(!succeeded(&world.pre_verify(&granted, &order, &token, &l3).await));
        assert!(!succeeded(&world.approve(&granted.auth_session_id).await));
    }
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!((books[0].captured(), books[0].payments.len(), books[0].mandates.len()), (1, 1, 1));
    assert_eq!(books[0].mandates[0].spent, hkd(SEAT_CENTS));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_wallets_token_holds_nothing() {
    let mut world = World::begin(ContractExtensions::default(), &[]).await;
    let mut granted = Vec::new();
    for customer in ["customer-one", "customer-two"] {
        let token_id = world.bind(customer, customer).await;
        granted.push(world.authorize(customer, &token_id, hkd(SEAT_CENTS)).await);
    }
    let order = world.order(SEAT).await;
    let token = new_token();
    for (one, expected) in granted.iter().zip([true, false]) {
        let answer = world.pre_verify(one, &order, &token, &world.sign(one, &order)).await;
        assert_eq!(succeeded(&answer), expected, "{answer}");
    }
    assert!(succeeded(&world.pay(&token).await));
    // What the second wallet held for a moment is free again.
    assert_eq!(world.buy(&granted[1]).await, "SUCCESS");
    assert_eq!(world.provider.stop(), Some(0));
    let captured: Vec<_> = world.books().await.iter().map(|books| books.captured()).collect();
    assert_eq!(captured, [1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_in_another_order_pay_nothing_before_their_time() {
    let (mut world, granted) = ready(10 * SEAT_CENTS).await;
    let order = world.order(SEAT).await;
    let (token, l3) = (new_token(), world.sign(&granted, &order));
    assert_eq!(code(&world.pay(&token).await), "PAYMENT_TOKEN_INVALID", "before it was announced");
    assert_eq!(code(&world.approve("no-such-session").await), "SESSION_NOT_FOUND");
    // A mandate that nobody approved yet.
    let asked = world.ask_mandate(AGENT, &granted.token_id, Some(hkd(SEAT_CENTS)), None).await;
    let waiting = Granted {
        auth_session_id: asked.link.auth_session_id.clone(),
        network_mandate_id: asked.session_id,
        ..granted.clone()
    };
    assert!(!succeeded(&world.pre_verify(&waiting, &order, &new_token(), &l3).await));
    // In order at last: what came too early has spoiled nothing.
    assert!(succeeded(&world.pre_verify(&granted, &order, &token, &l3).await));
    assert!(succeeded(&world.pay(&token).await));
    assert_eq!(world.provider.stop(), Some(0));
    assert_eq!(world.books().await[0].captured(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_sliced_into_many_small_payments_pays_the_budget_and_no_more() {
    let (world, granted) = ready(40).await;
    let mut order = world.order(SEAT).await;
    order.total_amount = WireAmount(hkd(1));
    order.goods = None;
    let world = Arc::new(world);
    let slices: Vec<_> = (0..64)
        .map(|_| {
            let (world, granted, order) = (world.clone(), granted.clone(), order.clone());
            tokio::spawn(async move {
                let (token, held) = world.announce(&granted, &order).await;
                (succeeded(&held), succeeded(&world.pay_cents(&token, 1).await))
            })
        })
        .collect();
    let (mut held, mut paid) = (0, 0);
    for slice in slices {
        let (was_held, was_paid) = slice.await.unwrap();
        held += usize::from(was_held);
        paid += usize::from(was_paid);
    }
    assert_eq!((held, paid), (40, 40));
    let mut world = Arc::into_inner(world).unwrap();
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!(books[0].mandates[0].spent, hkd(40));
    assert!(books[0].mandates[0].available.is_zero());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_the_user_revoked_pays_nothing_though_its_token_is_out() {
    let (mut world, granted) = ready(10 * SEAT_CENTS).await;
    let order = world.order(SEAT).await;
    let (token, held) = world.announce(&granted, &order).await;
    assert!(succeeded(&held));
    // From another process, while the provider serves.
    let wallet = world.open_beside().await;
    let mandate_id = wallet.mandates().await.unwrap()[0].mandate.mandate_id.clone();
    wallet.revoke_mandate(&mandate_id).await.unwrap();
    wallet.close();
    let paid = world.pay(&token).await;
    assert!(!succeeded(&paid), "{paid}");
    let (_, again) = world.announce(&granted, &order).await;
    assert!(!succeeded(&again), "{again}");
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!((books[0].captured(), books[0].mandates[0].held.is_zero()), (0, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_database_that_is_put_back_serves_nobody_and_the_true_one_goes_on() {
    let (mut world, granted) = ready(10 * SEAT_CENTS).await;
    assert_eq!(world.provider.stop(), Some(0));
    let current = world.database();
    let (old, latest) = (world.folder.path().join("old.db"), world.folder.path().join("latest.db"));
    std::fs::copy(&current, &old).unwrap();
    world.restart(&[]);
    assert_eq!(world.buy(&granted).await, "SUCCESS");
    assert_eq!(world.provider.stop(), Some(0));
    std::fs::copy(&current, &latest).unwrap();

    std::fs::copy(&old, &current).unwrap();
    world.restart(&[]);
    let order = world.order(SEAT).await;
    let (token, held) = world.announce(&granted, &order).await;
    assert!(!succeeded(&held), "a budget that was spent already: {held}");
    assert!(!succeeded(&world.pay(&token).await));
    assert_eq!(world.provider.stop(), Some(0));

    std::fs::copy(&latest, &current).unwrap();
    world.restart(&[]);
    assert_eq!(world.buy(&granted).await, "SUCCESS");
    assert_eq!(world.provider.stop(), Some(0));
    assert_eq!(world.books().await[0].captured(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_a_peer_makes_up_or_takes_over_authorizes_nothing() {
    let (world, granted) = ready(10 * SEAT_CENTS).await;
    // A request of the peer's own for a session of the wallet's: the mandate would grow.
    let grown = json!({"authSessionId": granted.auth_session_id, "agentId": AGENT, "customerId": "",
        "authContext": ["MANDATE"], "l1Serialized": granted.l1,
        "intent": {"raw": "seats", "desc": "", "expireTime": "2036-10-10T23:59:59Z",
            "constraints": {"budgetAmount": {"cent": 99_999_999, "currency": "HKD"},
                "merchantNameList": ["Harbour Airways"]}}});
    let answer = world.post("/mpp/createAuthorization", &grown).await;
    assert_eq!(code(&answer), "REPEAT_REQ_INCONSISTENT", "{answer}");
    // A token under the mandate of another session.
    let order = world.order(SEAT).await;
    let other = Granted { auth_session_id: random_id().unwrap(), ..granted.clone() };
    let (token, held) = world.announce(&other, &order).await;
    assert!(!succeeded(&held), "{held}");
    assert!(!succeeded(&world.pay(&token).await));
}

//! Many payments at once, and the power cut.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use amp_wallet_core::sandbox::{ContractExtensions, Fault, FaultOrder};
use serde_json::Value;

use crate::world::{SEAT, SEAT_CENTS, World, hkd, succeeded};

const AGENT: &str = "agent-1";

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_payments_at_once_a_budget_for_fifty_pays_fifty() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let token_id = world.bind(AGENT, "").await;
    let granted = world.authorize(AGENT, &token_id, hkd(50 * SEAT_CENTS)).await;
    let order = world.order(SEAT).await;
    let world = Arc::new(world);
    let payments: Vec<_> = (0..200)
        .map(|_| {
            let (world, granted, order) = (world.clone(), granted.clone(), order.clone());
            tokio::spawn(async move {
                let (token, held) = world.announce(&granted, &order).await;
                // Paid whatever the announcement was answered.
                (succeeded(&held), succeeded(&world.pay(&token).await))
            })
        })
        .collect();
    let (mut held, mut paid) = (0, 0);
    for payment in payments {
        let (was_held, was_paid) = payment.await.unwrap();
        held += usize::from(was_held);
        paid += usize::from(was_paid);
    }
    assert_eq!((held, paid), (50, 50));
    let mut world = Arc::into_inner(world).unwrap();
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!((books[0].captured(), books[0].mandates[0].spent), (50, hkd(50 * SEAT_CENTS)));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_token_is_spent_once_however_many_ask_at_once() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let token_id = world.bind(AGENT, "").await;
    let granted = world.authorize(AGENT, &token_id, hkd(50 * SEAT_CENTS)).await;
    let (token, held) = world.announce(&granted, &world.order(SEAT).await).await;
    assert!(succeeded(&held));
    let world = Arc::new(world);
    let payments: Vec<_> = (0..50)
        .map(|_| {
            let (world, token) = (world.clone(), token.clone());
            tokio::spawn(async move { succeeded(&world.pay(&token).await) })
        })
        .collect();
    let mut paid = 0;
    for payment in payments {
        paid += usize::from(payment.await.unwrap());
    }
    assert_eq!(paid, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_debit_and_answer_debits_nothing_twice_and_loses_nothing() {
    let mut world = World::begin(ContractExtensions::default(), &[]).await;
    let token_id = world.bind(AGENT, "").await;
    let granted = world.authorize(AGENT, &token_id, hkd(1_000 * SEAT_CENTS)).await;
    let order = world.order(SEAT).await;
    let (mut tokens, mut successes) = (0, HashMap::<String, u32>::new());
    for round in 0..8_u64 {
        let mut under_way = Vec::new();
        for _ in 0..6 {
            let (token, held) = world.announce(&granted, &order).await;
            assert!(succeeded(&held));
            tokens += 1;
            under_way.push(token);
        }
        let address = format!("{}/mpp/pay", world.provider.url);
        let calls: Vec<_> = under_way
            .iter()
            .map(|token| {
                let (transport, address) = (world.transport.clone(), address.clone());
                let body = serde_json::json!({"paymentToken": token,
                    "amount": {"cent": SEAT_CENTS, "currency": "HKD"}});
                tokio::spawn(async move { transport.post_any_status(&address, &body, 10_000).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(round * 3)).await;
        world.provider.kill();
        for (token, call) in under_way.iter().zip(calls) {
            if let Ok((_, bytes)) = call.await.unwrap()
                && succeeded(&serde_json::from_slice::<Value>(&bytes).unwrap_or_default())
            {
                *successes.entry(token.clone()).or_default() += 1;
            }
        }
        world.restart(&[]);
        for token in &under_way {
            for _ in 0..2 {
                if succeeded(&world.pay(token).await) {
                    *successes.entry(token.clone()).or_default() += 1;
                }
            }
        }
    }
    assert!(successes.values().all(|count| *count == 1), "a token paid twice: {successes:?}");
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    // Every announced token was asked for again after the restart: it is debited now, once.
    assert_eq!(books[0].mandates[0].spent, hkd(tokens * SEAT_CENTS));
    assert!(books[0].mandates[0].held.is_zero());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_under_way_is_finished_before_the_server_stops() {
    let mut world =
        World::begin(ContractExtensions { x2: false, ..ContractExtensions::default() }, &[]).await;
    let token_id = world.bind(AGENT, "").await;
    let granted = world.authorize(AGENT, &token_id, hkd(SEAT_CENTS)).await;
    let order = world.order(SEAT).await;
    let token = world.token(&granted, Some(world.sign(&granted, &order)), &order).await.unwrap();
    // The wallet asks the network what the token stands for, and waits.
    let slow = FaultOrder::next("/network/inquiryPaymentToken", Fault::Delay { millis: 1_500 }, 1);
    world.sandbox.add_fault(slow);
    let (transport, address) = (world.transport.clone(), format!("{}/mpp/pay", world.provider.url));
    let body = serde_json::json!({"paymentToken": token, "amount": {"cent": SEAT_CENTS, "currency": "HKD"}});
    let payment = tokio::spawn(async move { transport.post_any_status(&address, &body, 10_000).await });
    while !world.sandbox.faults().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(world.provider.stop(), Some(0));
    let (_, answer) = payment.await.unwrap().unwrap();
    assert!(succeeded(&serde_json::from_slice::<Value>(&answer).unwrap()));
    assert_eq!(world.books().await[0].captured(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_few_files_serves_fewer_at_once_and_everybody() {
    let mut world = World::begin(ContractExtensions::default(), &[]).await;
    assert_eq!(world.provider.stop(), Some(0));
    world.restart_with_files(200);
    // Ten wallets and eighteen connections at once: what 200 files are enough for.
    let silent: Vec<_> =
        (0..12).map(|_| std::net::TcpStream::connect(world.provider.address()).unwrap()).collect();
    let mut granted = Vec::new();
    for number in 0..12 {
        let agent = format!("agent-{number}");
        let token_id = world.bind(&agent, &agent).await;
        granted.push(world.authorize(&agent, &token_id, hkd(SEAT_CENTS)).await);
    }
    drop(silent);
    for one in &granted {
        assert_eq!(world.buy(one).await, "SUCCESS");
    }
    assert_eq!(world.provider.stop(), Some(0));
    let log = world.provider.log();
    assert!(log.contains(r#""event":"serving","files":200,"open_wallets":10,"connections":18}"#), "{log}");
}

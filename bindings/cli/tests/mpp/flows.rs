//! Enrollment, both kinds of mandate, payment: with and without each extension.

use amp_wallet_core::sandbox::ContractExtensions;

use crate::world::{SEAT, World, code, hkd, succeeded};

const AGENT: &str = "agent-1";

async fn a_payment_is_made(extensions: ContractExtensions, more: &[&str], outcome: &str) {
    let mut world = World::begin(extensions, more).await;
    let token_id = world.bind(AGENT, "").await;
    let granted = world.authorize(AGENT, &token_id, hkd(100_000)).await;
    assert_eq!(world.buy(&granted).await, outcome, "{extensions:?}");
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!(books[0].captured(), usize::from(outcome == "SUCCESS"), "{extensions:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_with_every_extension_is_served() {
    a_payment_is_made(ContractExtensions::default(), &[], "SUCCESS").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unannounced_token_is_asked_for_and_paid() {
    a_payment_is_made(ContractExtensions { x2: false, ..ContractExtensions::default() }, &[], "SUCCESS")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_announced_token_is_paid_without_asking() {
    a_payment_is_made(ContractExtensions { x1: false, ..ContractExtensions::default() }, &[], "SUCCESS")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_nobody_vouches_for_is_refused() {
    a_payment_is_made(
        ContractExtensions { x1: false, x2: false, ..ContractExtensions::default() },
        &[],
        "PAYMENT_TOKEN_INVALID",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_agents_key_there_is_no_mandate_and_a_configured_one_helps() {
    let without = ContractExtensions { x3: false, ..ContractExtensions::default() };
    let mut world = World::begin(without, &[]).await;
    let token_id = world.bind(AGENT, "").await;
    let asked = world.ask_mandate(AGENT, &token_id, Some(hkd(100_000)), None).await;
    assert!(!succeeded(&world.approve(&asked.link.auth_session_id).await));
    assert_eq!(world.provider.stop(), Some(0));
    let known = format!("{AGENT}={}", world.folder.path().join("agent.json").display());
    world.restart(&["--agent-key", &known]);
    let granted = world.authorize(AGENT, &token_id, hkd(100_000)).await;
    assert_eq!(world.buy(&granted).await, "SUCCESS");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_immediate_mandate_pays_its_order_once_with_and_without_each_extension() {
    let all = ContractExtensions::default();
    for extensions in [
        all,
        ContractExtensions { x1: false, ..all },
        ContractExtensions { x2: false, ..all },
        ContractExtensions { x3: false, ..all },
    ] {
        let world = World::begin(extensions, &[]).await;
        let token_id = world.bind(AGENT, "").await;
        let order = world.order(SEAT).await;
        let asked = world.ask_mandate(AGENT, &token_id, None, Some(order.clone())).await;
        assert!(succeeded(&world.approve(&asked.link.auth_session_id).await), "{extensions:?}");
        let granted = world.granted(&token_id, asked).await;
        let token = world.token(&granted, None, &order).await.unwrap();
        assert_eq!(world.pay_order(&order, &token).await, "SUCCESS", "{extensions:?}");
        assert!(world.token(&granted, None, &order).await.is_err(), "{extensions:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_auto_approve_nobody_is_waited_for() {
    let world = World::begin(ContractExtensions::default(), &["--auto-approve"]).await;
    world.ask_binding(AGENT, "").await;
    let token_id = world.token_id(AGENT).await;
    let asked = world.ask_mandate(AGENT, &token_id, Some(hkd(100_000)), None).await;
    let granted = world.granted(&token_id, asked).await;
    assert_eq!(world.buy(&granted).await, "SUCCESS");
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_have_wallets_of_their_own_that_survive_being_closed_and_restarted() {
    // One wallet open at most: each request for the other closes the one before.
    let more = ["--open-wallets", "1", "--idle-seconds", "1"];
    let mut world = World::begin(ContractExtensions::default(), &more).await;
    let mut granted = Vec::new();
    for customer in ["customer-one", "customer-two"] {
        let token_id = world.bind(customer, customer).await;
        granted.push(world.authorize(customer, &token_id, hkd(100_000)).await);
    }
    for one in &granted {
        assert_eq!(world.buy(one).await, "SUCCESS");
    }
    assert_eq!(world.provider.stop(), Some(0));
    world.restart(&more);
    for one in &granted {
        assert_eq!(world.buy(one).await, "SUCCESS");
    }
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!(books.iter().map(|books| books.captured()).collect::<Vec<_>>(), [2, 2]);
    for entry in std::fs::read_dir(world.folder.path().join("data/wallets")).unwrap() {
        assert!(!entry.unwrap().file_name().to_string_lossy().contains("customer"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_session_again_is_answered_with_the_first_outcome_and_refused_when_it_changed() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let body = |agent: &str, customer: &str| {
        serde_json::json!({"authSessionId": "s-1", "agentId": agent, "customerId": customer,
            "authContext": ["ENROLLMENT"]})
    };
    let first = world.post("/mpp/createAuthorization", &body("a", "")).await;
    assert!(succeeded(&first));
    assert_eq!(world.post("/mpp/createAuthorization", &body("a", "")).await, first);
    for changed in [body("b", ""), body("a", "another")] {
        let answer = world.post("/mpp/createAuthorization", &changed).await;
        assert_eq!(code(&answer), "REPEAT_REQ_INCONSISTENT", "{answer}");
    }
}

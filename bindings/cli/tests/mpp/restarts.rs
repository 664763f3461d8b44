//! Who hears of an approval first; what a kill interrupts, and what is done about it when the server is back.

use std::time::Duration;

use amp_wallet_core::sandbox::{ContractExtensions, Fault, FaultOrder};
use serde_json::json;

use crate::world::{SEAT_CENTS, World, hkd};

const AGENT: &str = "agent-1";
const NOTIFY: &str = "/network/notifyAuthorization";

#[tokio::test(flavor = "multi_thread")]
async fn an_unattended_approval_that_a_kill_interrupted_is_made_after_the_restart() {
    let mut world = World::begin(ContractExtensions::default(), &["--auto-approve"]).await;
    let session = world.ask_binding(AGENT, "").await;
    world.provider.kill();
    let wallet = world.open(&world.only_wallet()).await;
    assert_eq!(wallet.waiting().await.unwrap()[0].auth_session_id, session, "nobody had approved it yet");
    wallet.close();
    world.restart(&["--auto-approve"]);
    assert!(!world.token_id(AGENT).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_is_not_closed_while_an_interrupted_notification_is_resumed() {
    let mut world = World::begin(ContractExtensions::default(), &[]).await;
    let session = world.ask_binding(AGENT, "").await;
    world.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Delay { millis: 60_000 }, 1));
    let (transport, address) = (world.transport.clone(), format!("{}/mpp/completeIdv", world.provider.url));
    let body = json!({ "authSessionId": session });
    let approval = tokio::spawn(async move { transport.post_any_status(&address, &body, 60_000).await });
    while !world.sandbox.faults().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.provider.kill();
    assert!(approval.await.unwrap().is_err());
    // The network answers only after an idle wallet would have been closed.
    world.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::DelayAnswer { millis: 3_000 }, 1));
    world.restart(&["--idle-seconds", "1"]);
    world.post("/mpp/inquiryAuthorization", &json!({"authSessionId": session, "authId": "x"})).await;
    let token_id = world.token_id(AGENT).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    // Only where the network's answer was recorded is the agent bound.
    world.authorize(AGENT, &token_id, hkd(SEAT_CENTS)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_that_hears_of_an_approval_before_the_wallet_does_is_served() {
    let world = World::begin(ContractExtensions::default(), &["--auto-approve"]).await;
    world.sandbox.add_fault(FaultOrder::always(NOTIFY, Fault::DelayAnswer { millis: 1_000 }));
    world.ask_binding(AGENT, "").await;
    // The network tells the agent while the wallet still waits for its answer.
    let token_id = world.token_id(AGENT).await;
    let asked = world.ask_mandate(AGENT, &token_id, Some(hkd(SEAT_CENTS)), None).await;
    let granted = world.granted(&token_id, asked).await;
    assert_eq!(world.buy(&granted).await, "SUCCESS");
}

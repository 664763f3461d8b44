//! The network slow, dropping, refusing, answering 500, at each message between it and the wallet: nothing is paid
//! twice, nothing is lost that was answered, and the next request is served.

use amp_wallet_core::sandbox::{ContractExtensions, Fault, FaultOrder};

use crate::world::{Granted, SEAT, SEAT_CENTS, World, hkd, succeeded};

const NOTIFY: &str = "/network/notifyAuthorization";
const INQUIRE: &str = "/network/inquiryPaymentToken";
const CREATE: &str = "/mpp/createAuthorization";
const PRE_VERIFY: &str = "/mpp/preVerify";
const PAY: &str = "/mpp/pay";

/// What a network can do to a call of the wallet's.
fn on_the_way_out() -> [Fault; 9] {
    [
        Fault::Delay { millis: 300 },
        Fault::Delay { millis: 5_500 },
        Fault::Drop,
        Fault::LoseAnswer,
        Fault::Duplicate,
        Fault::Status { status: 500 },
        Fault::Garbage,
        Fault::Oversize,
        Fault::Refuse { code: "SYSTEM_ERROR".to_owned() },
    ]
}

/// What can happen to a call of the network's on its way to the wallet and back.
fn on_the_way_in() -> [Fault; 4] {
    [Fault::Delay { millis: 300 }, Fault::Drop, Fault::LoseAnswer, Fault::Duplicate]
}

async fn ready() -> (World, Granted) {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let token_id = world.bind("agent-1", "").await;
    let granted = world.authorize("agent-1", &token_id, hkd(50 * SEAT_CENTS)).await;
    (world, granted)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrollment_that_the_network_fails_can_be_made_anew() {
    let mut world = World::begin(ContractExtensions::default(), &[]).await;
    for (number, fault) in on_the_way_out().into_iter().enumerate() {
        // Each with a wallet of its own.
        let (agent, customer) = (format!("agent-{number}"), format!("customer-{number}"));
        let first = world.ask_binding(&agent, &customer).await;
        world.sandbox.add_fault(FaultOrder::next(NOTIFY, fault.clone(), 1));
        let outcome = world.approve(&first).await;
        world.sandbox.clear_faults();
        let harmless = matches!(
            fault,
            Fault::Delay { millis: 300 } | Fault::Drop | Fault::LoseAnswer | Fault::Duplicate
        );
        assert_eq!(succeeded(&outcome), harmless, "{fault:?}: {outcome}");
        // A network that issued twice counts its second token, and the wallet the first: another agent is bound.
        let agent = if harmless && fault != Fault::Duplicate { agent } else { format!("{agent}-again") };
        if world.agent(&agent).bound_token().await.unwrap().is_none() {
            world.bind(&agent, &customer).await;
        }
        let token_id = world.token_id(&agent).await;
        let asked = world.ask_mandate(&agent, &token_id, Some(hkd(SEAT_CENTS)), None).await;
        assert!(succeeded(&world.approve(&asked.link.auth_session_id).await), "{fault:?}");
    }
    assert_eq!(world.provider.stop(), Some(0));
    assert_eq!(world.books().await.len(), on_the_way_out().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_the_network_fails_is_told_once_and_the_next_one_works() {
    let (world, granted) = ready().await;
    for fault in on_the_way_out() {
        world.sandbox.add_fault(FaultOrder::next(NOTIFY, fault.clone(), 1));
        let asked = world.ask_mandate("agent-1", &granted.token_id, Some(hkd(SEAT_CENTS)), None).await;
        let outcome = world.approve(&asked.link.auth_session_id).await;
        // Twice at the network is not twice from us, and its first answer is the one that counts.
        let harmless = matches!(fault, Fault::Delay { millis: 300 } | Fault::Duplicate);
        assert_eq!(succeeded(&outcome), harmless, "{fault:?}: {outcome}");
        assert!(
            !succeeded(&world.approve(&asked.link.auth_session_id).await),
            "{fault:?}: told once, not twice"
        );
        world.sandbox.clear_faults();
    }
    let next = world.authorize("agent-1", &granted.token_id, hkd(SEAT_CENTS)).await;
    assert_eq!(world.buy(&next).await, "SUCCESS");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authorization_request_that_is_lost_or_repeated_makes_one_session_at_most() {
    let (mut world, granted) = ready().await;
    for fault in on_the_way_in() {
        world.sandbox.add_fault(FaultOrder::next(CREATE, fault.clone(), 1));
        let asked = world.try_ask_mandate("agent-1", &granted.token_id, Some(hkd(SEAT_CENTS)), None).await;
        world.sandbox.clear_faults();
        let arrives = matches!(fault, Fault::Delay { .. } | Fault::Duplicate);
        assert_eq!(asked.is_ok(), arrives, "{fault:?}");
        if let Ok(asked) = asked {
            assert!(succeeded(&world.approve(&asked.link.auth_session_id).await), "{fault:?}");
            assert!(!succeeded(&world.approve(&asked.link.auth_session_id).await), "{fault:?}");
        }
    }
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    let activated = books[0].mandates.iter().filter(|view| view.mandate.activated_at.is_some()).count();
    // The first one, and those whose request arrived; what was answered and lost waits for nobody's approval.
    assert_eq!((activated, books[0].mandates.len()), (3, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_made_once_whatever_happens_to_its_announcement_and_its_debit() {
    let (mut world, granted) = ready().await;
    let mut captured = 0;
    for path in [PRE_VERIFY, PAY] {
        for fault in on_the_way_in() {
            world.sandbox.add_fault(FaultOrder::next(path, fault.clone(), 1));
            let outcome = world.buy(&granted).await;
            world.sandbox.clear_faults();
            let arrives = matches!(fault, Fault::Delay { .. } | Fault::Duplicate);
            assert_eq!(outcome == "SUCCESS", arrives, "{path}, {fault:?}: {outcome}");
            // The debit whose answer was lost was made all the same.
            captured += usize::from(arrives || (path == PAY && fault == Fault::LoseAnswer));
        }
    }
    assert_eq!(world.buy(&granted).await, "SUCCESS");
    assert_eq!(world.provider.stop(), Some(0));
    let books = world.books().await;
    assert_eq!(books[0].captured(), captured + 1);
    assert_eq!(books[0].mandates[0].spent, hkd(i64::try_from(captured + 1).unwrap() * SEAT_CENTS));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_the_network_fails_to_vouch_for_is_not_paid_and_not_spent() {
    let mut world =
        World::begin(ContractExtensions { x2: false, ..ContractExtensions::default() }, &[]).await;
    let token_id = world.bind("agent-1", "").await;
    let granted = world.authorize("agent-1", &token_id, hkd(50 * SEAT_CENTS)).await;
    for fault in on_the_way_out() {
        let order = world.order(SEAT).await;
        let l3 = world.sign(&granted, &order);
        let token = world.token(&granted, Some(l3), &order).await.unwrap();
        world.sandbox.add_fault(FaultOrder::always(INQUIRE, fault.clone()));
        let first = succeeded(&world.pay(&token).await);
        world.sandbox.clear_faults();
        assert_eq!(
            first,
            matches!(fault, Fault::Delay { millis: 300 } | Fault::Duplicate),
            "{fault:?}: paid without anybody's word, or not paid in spite of it"
        );
        let again = succeeded(&world.pay(&token).await);
        assert!(first != again, "{fault:?}: once in all");
        assert!(!succeeded(&world.pay(&token).await), "{fault:?}: never twice");
    }
    assert_eq!(world.provider.stop(), Some(0));
    assert_eq!(world.books().await[0].captured(), on_the_way_out().len());
}

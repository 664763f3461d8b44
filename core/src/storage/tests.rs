//! The main path through the store, and what it refuses.

use std::sync::Arc;

use super::{PendingSessions, Store, StoreError, StoreOptions};
use crate::agents::{Binding, BindingState};
use crate::assurance::{Checkout, Constraints, Extensions, Goods, Intent, Merchant, Mode};
use crate::clock::{HighWater, Timestamp};
use crate::identity::{MemorySecretStore, Secrets};
use crate::jose::PublicJwk;
use crate::ledger::{Movement, Posting};
use crate::limits::LimitSet;
use crate::mandates::{
    AuthorizationSession, Mandate, MandateState, Notification, NotificationState, SessionKind, SessionStatus,
};
use crate::money::{Amount, Currency};
use crate::payments::{Payment, PaymentState};

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

fn hkd(micros: i64) -> Amount {
    Amount::from_micros(micros, Currency::HKD)
}

fn secrets() -> Secrets {
    Secrets::new(Arc::new(MemorySecretStore::default()))
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    (folder, store)
}

fn binding(number: u32) -> Binding {
    Binding {
        agent_id: "agent-1".to_owned(),
        auth_session_id: format!("session-{number}"),
        customer_id: String::new(),
        state: BindingState::Active,
        isp_kid: "kid".to_owned(),
        token_id: Some(format!("token-{number}")),
        l1: Some("l1~".to_owned()),
        agent_key: Some(PublicJwk { kid: "k".to_owned(), x: [7; 32], y: [9; 32] }),
        created_at: NOW,
        expires_at: NOW.plus_seconds(60),
    }
}

fn checkout(micros: i64) -> Checkout {
    Checkout {
        total_amount: hkd(micros),
        merchant: Merchant {
            reference_merchant_id: "m-1".to_owned(),
            merchant_name: "Demo Store".to_owned(),
            merchant_mcc: "5411".to_owned(),
            merchant_website_url: None,
            merchant_region: None,
        },
        goods: vec![Goods {
            goods_name: "tea".to_owned(),
            goods_unit_amount: hkd(micros),
            goods_quantity: "1".to_owned(),
        }],
        reference_checkout_id: Some("order-1".to_owned()),
    }
}

fn mandate(number: u32) -> Mandate {
    Mandate {
        mandate_id: format!("mandate-{number}"),
        network_mandate_id: None,
        auth_session_id: format!("session-{number}"),
        agent_id: "agent-1".to_owned(),
        mode: Mode::Autonomous,
        state: MandateState::Inactive,
        intent: Intent {
            raw: "buy tea".to_owned(),
            desc: "tea".to_owned(),
            expiry_time: Some(NOW.plus_seconds(600)),
            constraints: Some(Constraints {
                budget: hkd(1_000),
                merchant_names: vec!["Demo Store".to_owned()],
                merchant_mccs: Vec::new(),
                per_transaction_max: None,
                per_transaction_min: None,
                extensions: Extensions::default(),
            }),
        },
        checkout: None,
        budget: hkd(1_000),
        expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        agent_key: None,
        approved_at: None,
        activated_at: None,
        limits_version: 0,
        rate: None,
        l2: None,
    }
}

fn session(number: u32) -> AuthorizationSession {
    AuthorizationSession {
        auth_session_id: format!("session-{number}"),
        auth_id: format!("auth-{number}"),
        kind: SessionKind::Mandate,
        agent_id: "agent-1".to_owned(),
        customer_id: String::new(),
        request_digest: "digest".to_owned(),
        status: SessionStatus::AuthInProcess,
        mandate_id: Some(format!("mandate-{number}")),
        surface_digest: None,
        notification: Notification::not_started(),
        idv_result: None,
        idv_time: None,
        failure_code: None,
        created_at: NOW,
        expires_at: NOW.plus_seconds(600),
    }
}

fn payment(number: u32, micros: i64) -> Payment {
    Payment {
        payment_id: format!("payment-{number}"),
        mandate_id: "mandate-1".to_owned(),
        agent_id: "agent-1".to_owned(),
        payment_token: format!("28166623{number:032}"),
        token_id: "token-1".to_owned(),
        checkout: checkout(micros),
        state: PaymentState::Held,
        held: hkd(micros),
        captured: None,
        released_because: None,
        token_expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        ended_at: None,
        device_id: None,
        rate: None,
    }
}

fn delegate(micros: i64) -> Posting {
    Posting {
        mandate_id: "mandate-1".to_owned(),
        movement: Movement::Delegate,
        amount: hkd(micros),
        payment_id: None,
        at: NOW,
    }
}

/// A store with one activated mandate and its budget.
fn funded(micros: i64) -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    store
        .write_blocking(move |tx| -> Result<_, StoreError> {
            tx.mandates().insert(&Mandate { state: MandateState::Activated, ..mandate(1) })?;
            tx.ledger().post(&delegate(micros))
        })
        .unwrap();
    (folder, store)
}

fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&super::WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.write_blocking(work)
}

fn read<T>(
    store: &Store,
    work: impl FnOnce(&super::ReadTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    store.read_blocking(work)
}

#[test]
fn a_binding_is_read_back_as_it_was_written() {
    let (_folder, store) = store();
    write(&store, |tx| tx.bindings().insert(&binding(1))).unwrap();
    let pending = Binding {
        state: BindingState::Pending,
        token_id: None,
        l1: None,
        agent_key: None,
        created_at: NOW.plus_seconds(1),
        ..binding(2)
    };
    let second = pending.clone();
    write(&store, move |tx| tx.bindings().insert(&second)).unwrap();
    read(&store, |tx| {
        assert_eq!(tx.bindings().get("agent-1")?, Some(binding(1)));
        assert_eq!(tx.bindings().by_session("session-2")?, Some(pending.clone()));
        assert_eq!(tx.bindings().by_token("token-1")?, Some(binding(1)));
        assert_eq!(tx.bindings().list()?, [pending, binding(1)]);
        assert_eq!(tx.bindings().get("agent-2")?, None);
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_agent_has_one_active_binding_at_a_time() {
    let (_folder, store) = store();
    write(&store, |tx| tx.bindings().insert(&binding(1))).unwrap();
    let refused = write(&store, |tx| tx.bindings().insert(&binding(2)));
    assert_eq!(refused.unwrap_err().code(), "store.conflict");
    write(&store, |tx| {
        tx.bindings().update(&Binding { state: BindingState::Ended, ..binding(1) })?;
        tx.bindings().insert(&binding(2))
    })
    .unwrap();
    assert_eq!(read(&store, |tx| tx.bindings().get("agent-1")), Ok(Some(binding(2))));
}

#[test]
fn a_session_is_read_back_and_counted_while_in_process() {
    let (_folder, store) = store();
    write(&store, |tx| {
        tx.sessions().insert(&session(1))?;
        tx.sessions().insert(&session(2))
    })
    .unwrap();
    let answered = AuthorizationSession {
        status: SessionStatus::Success,
        surface_digest: Some("shown".to_owned()),
        notification: Notification {
            state: NotificationState::Answered,
            request_body: Some(b"{}".to_vec()),
            answer_body: Some(vec![0, 255]),
        },
        idv_result: Some("FACE".to_owned()),
        idv_time: Some(NOW),
        ..session(1)
    };
    let update = answered.clone();
    write(&store, move |tx| tx.sessions().update(&update)).unwrap();
    read(&store, |tx| {
        assert_eq!(tx.sessions().get("session-1")?, Some(answered.clone()));
        assert_eq!(tx.sessions().by_auth_id("auth-1")?, Some(answered));
        assert_eq!(tx.sessions().in_process(10)?, [session(2)]);
        assert_eq!(
            tx.sessions().pending("agent-1", 10)?,
            PendingSessions { all: 1, of_agent: 1, enrollments: 0 }
        );
        Ok(())
    })
    .unwrap();
    assert_eq!(
        write(&store, |tx| {
            tx.sessions().insert(&AuthorizationSession { auth_id: "auth-3".to_owned(), ..session(1) })
        })
        .unwrap_err(),
        StoreError::Conflict { what: "session.auth_session_id".to_owned() }
    );
}

#[test]
fn a_mandate_is_read_back_by_each_of_its_names() {
    let (_folder, store) = store();
    write(&store, |tx| tx.mandates().insert(&mandate(1))).unwrap();
    let activated = Mandate {
        state: MandateState::Activated,
        network_mandate_id: Some("network-1".to_owned()),
        activated_at: Some(NOW),
        l2: Some("l2~".to_owned()),
        ..mandate(1)
    };
    let update = activated.clone();
    write(&store, move |tx| tx.mandates().update(&update)).unwrap();
    read(&store, |tx| {
        for found in [
            tx.mandates().get("mandate-1")?,
            tx.mandates().by_network_id("network-1")?,
            tx.mandates().by_session("session-1")?,
        ] {
            assert_eq!(found, Some(activated.clone()));
        }
        assert_eq!(tx.mandates().list(10)?, std::slice::from_ref(&activated));
        assert_eq!(tx.mandates().list_by_agent("agent-1")?, std::slice::from_ref(&activated));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_mandate_that_has_ended_stays_ended_whoever_writes() {
    let (_folder, store) = store();
    write(&store, |tx| tx.mandates().insert(&Mandate { state: MandateState::Revoked, ..mandate(1) }))
        .unwrap();
    let refused = write(&store, |tx| tx.mandates().set_state("mandate-1", MandateState::Activated));
    assert_eq!(refused.unwrap_err().code(), "store.forbidden");
    let missing = write(&store, |tx| tx.mandates().set_state("mandate-2", MandateState::Activated));
    assert_eq!(missing, Err(StoreError::Missing { what: "mandate" }));
}

#[test]
fn a_payment_is_held_then_captured_and_the_rest_released() {
    let (_folder, store) = funded(1_000);
    let balances = write(&store, |tx| tx.payments().hold(&payment(1, 600))).unwrap();
    assert_eq!((balances.available, balances.held), (hkd(400), hkd(600)));
    assert_eq!(read(&store, |tx| tx.payments().get("payment-1")), Ok(Some(payment(1, 600))));
    let captured = write(&store, |tx| tx.payments().capture("payment-1", hkd(550), NOW)).unwrap();
    read(&store, |tx| {
        assert_eq!(tx.payments().by_token(&captured.payment_token)?, Some(captured.clone()));
        let balances = tx.ledger().balances("mandate-1")?.unwrap();
        assert_eq!((balances.available, balances.held, balances.spent), (hkd(450), hkd(0), hkd(550)));
        let numbers: Vec<_> = tx.ledger().entries("mandate-1", 1, 10)?.iter().map(|e| e.number).collect();
        assert_eq!(numbers, [2, 3, 4]);
        assert_eq!(tx.check()?.findings, []);
        assert!(tx.payments().mandate_is_used("mandate-1")?);
        Ok(())
    })
    .unwrap();
    for again in ["capture", "release"] {
        let refused = write(&store, move |tx| match again {
            "capture" => tx.payments().capture("payment-1", hkd(1), NOW),
            _ => tx.payments().release("payment-1", "test", NOW),
        });
        assert_eq!(refused.unwrap_err().code(), "payment.ended", "{again}");
    }
}

#[test]
fn an_overdrawn_hold_leaves_no_payment_behind() {
    let (_folder, store) = funded(1_000);
    let refused = write(&store, |tx| tx.payments().hold(&payment(1, 1_001)));
    assert_eq!(refused.unwrap_err().code(), "ledger.overdrawn");
    assert_eq!(read(&store, |tx| tx.payments().list(10)), Ok(Vec::new()));
}

#[test]
fn nothing_is_held_under_a_mandate_that_is_not_there() {
    let (_folder, store) = store();
    let refused = write(&store, |tx| {
        let delegate = Posting {
            mandate_id: "mandate-1".to_owned(),
            movement: Movement::Delegate,
            amount: hkd(1_000),
            payment_id: None,
            at: NOW,
        };
        tx.ledger().post(&delegate)?;
        tx.payments().hold(&payment(1, 10))
    });
    assert_eq!(refused.unwrap_err().code(), "store.forbidden");
    assert_eq!(read(&store, |tx| tx.payments().list(10)), Ok(Vec::new()));
}

#[test]
fn one_token_is_held_once() {
    let (_folder, store) = funded(1_000);
    write(&store, |tx| tx.payments().hold(&payment(1, 10))).unwrap();
    let same_token = Payment { payment_id: "payment-2".to_owned(), ..payment(1, 10) };
    let refused = write(&store, move |tx| tx.payments().hold(&same_token));
    assert_eq!(refused, Err(StoreError::Conflict { what: "payment.payment_token".to_owned() }));
    let balances = read(&store, |tx| tx.ledger().balances("mandate-1")).unwrap().unwrap();
    assert_eq!(balances.held, hkd(10));
}

#[test]
fn overdue_holds_are_found_and_released() {
    let (_folder, store) = funded(1_000);
    write(&store, |tx| tx.payments().hold(&payment(1, 10))).unwrap();
    let overdue = |now| read(&store, move |tx| tx.payments().overdue_holds(now, 10)).unwrap().len();
    assert_eq!((overdue(NOW), overdue(NOW.plus_seconds(600))), (0, 1));
    let released =
        write(&store, |tx| tx.payments().release("payment-1", "payment.expired", NOW.plus_seconds(600)))
            .unwrap();
    assert_eq!(released.released_because.as_deref(), Some("payment.expired"));
    assert_eq!(read(&store, |tx| tx.payments().open_holds(10)), Ok(Vec::new()));
    assert_eq!(read(&store, |tx| tx.payments().mandate_is_used("mandate-1")), Ok(false));
}

#[test]
fn a_report_is_made_of_what_was_debited_in_its_time_and_what_is_held() {
    let (_folder, store) = funded(1_000);
    write(&store, |tx| {
        for number in 1..=4 {
            tx.payments().hold(&payment(number, 10))?;
        }
        tx.payments().capture("payment-1", hkd(10), NOW)?;
        tx.payments().capture("payment-2", hkd(10), NOW.plus_seconds(5))?;
        tx.payments().release("payment-3", "test", NOW)
    })
    .unwrap();
    let names = |payments: Vec<Payment>| payments.into_iter().map(|one| one.payment_id).collect::<Vec<_>>();
    let report = read(&store, |tx| {
        let mut visited = Vec::new();
        tx.payments().each_for_report(NOW, NOW.plus_seconds(5), |payment| visited.push(payment))?;
        Ok(visited)
    })
    .unwrap();
    assert_eq!(names(report), ["payment-1", "payment-4"]);
    let held = |mandate: &'static str| read(&store, move |tx| tx.payments().open_holds_of(mandate)).unwrap();
    assert_eq!(names(held("mandate-1")), ["payment-4"]);
    assert_eq!(held("mandate-2"), []);
}

#[test]
fn a_notification_under_way_is_found_until_it_is_answered() {
    let (_folder, store) = store();
    let sending = AuthorizationSession {
        notification: Notification { state: NotificationState::Sending, ..Notification::not_started() },
        ..session(1)
    };
    let first = sending.clone();
    write(&store, move |tx| {
        tx.sessions().insert(&first)?;
        tx.sessions().insert(&session(2))
    })
    .unwrap();
    assert_eq!(read(&store, |tx| tx.sessions().sending()), Ok(vec![sending]));
    write(&store, |tx| tx.sessions().update(&session(1))).unwrap();
    assert_eq!(read(&store, |tx| tx.sessions().sending()), Ok(Vec::new()));
}

#[test]
fn mandates_whose_approval_is_being_told_hold_no_other_overdue_one_up() {
    let (_folder, store) = store();
    let overdue = |store: &Store| {
        let found = read(store, |tx| tx.mandates().overdue(NOW.plus_seconds(700), 4)).unwrap();
        found.into_iter().map(|mandate| mandate.mandate_id).collect::<Vec<_>>()
    };
    write(&store, |tx| {
        for number in 0..5 {
            let mut session = session(number);
            session.notification.state =
                if number < 4 { NotificationState::Sending } else { NotificationState::NotStarted };
            tx.sessions().insert(&session)?;
            let expires_at = NOW.plus_seconds(600 + i64::from(number));
            tx.mandates().insert(&Mandate { expires_at, ..mandate(number) })?;
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(overdue(&store), ["mandate-4"]);
    write(&store, |tx| {
        let mut session = session(2);
        session.notification.state = NotificationState::Answered;
        tx.sessions().update(&session)
    })
    .unwrap();
    assert_eq!(overdue(&store), ["mandate-2", "mandate-4"]);
}

#[test]
fn a_nonce_serves_once_and_is_dropped_after_its_time() {
    let (_folder, store) = store();
    let expiry = NOW.plus_seconds(10);
    let register =
        |nonce: &'static str, now| write(&store, move |tx| tx.nonces().register(nonce, expiry, now));
    assert_eq!(register("a", NOW), Ok(()));
    assert_eq!(register("a", NOW), Err(StoreError::NonceSeen));
    assert_eq!(register("a", expiry.plus_seconds(120)), Err(StoreError::NonceSeen));
    assert_eq!(register("b", NOW), Ok(()));
    assert_eq!(write(&store, move |tx| tx.nonces().prune(expiry.plus_seconds(120), 64)), Ok(0));
    assert_eq!(write(&store, move |tx| tx.nonces().prune(expiry.plus_seconds(121), 64)), Ok(2));
    assert_eq!(write(&store, |tx| tx.nonces().count()), Ok(0));
    assert_eq!(register("", NOW).unwrap_err().code(), "store.forbidden");
}

#[test]
fn nonces_whose_time_is_over_stay_a_small_part_of_those_that_are_kept() {
    let (_folder, store) = store();
    let kept = write(&store, |tx| {
        for number in 0..20_000_i64 {
            // Each is needed for as long as it takes to register 1,000 more.
            let now = NOW.plus_millis(number * 1_000);
            tx.nonces().register(&number.to_string(), now.plus_seconds(1_000 - 120), now)?;
        }
        tx.nonces().count()
    });
    assert!((1_000..1_500).contains(&kept.clone().unwrap()), "{kept:?}");
}

#[test]
fn a_setting_that_cannot_be_read_is_damage_and_not_absence() {
    let (_folder, store) = store();
    write(&store, |tx| tx.settings().set("limits", &hkd(5))).unwrap();
    assert_eq!(read(&store, |tx| tx.settings().get("limits")), Ok(Some(hkd(5))));
    assert_eq!(read(&store, |tx| tx.settings().get::<Amount>("other")), Ok(None));
    let unreadable = read(&store, |tx| tx.settings().get::<u64>("limits"));
    assert_eq!(unreadable.unwrap_err().code(), "store.corrupt");
    assert_eq!(write(&store, |tx| tx.settings().clear("limits")), Ok(true));
    assert_eq!(read(&store, |tx| tx.settings().get::<Amount>("limits")), Ok(None));
}

#[test]
fn limits_are_none_until_set_and_never_lost() {
    let (_folder, store) = store();
    assert_eq!(read(&store, |tx| tx.limits().get()), Ok(LimitSet::default()));
    let first = LimitSet::of_delegation(Some(hkd(5)), None);
    let (one, two) = (first.clone(), LimitSet::default());
    assert_eq!(write(&store, move |tx| tx.limits().set(&one, NOW)), Ok(1));
    assert_eq!(write(&store, move |tx| tx.limits().set(&two, NOW)), Ok(2));
    assert_eq!(read(&store, |tx| tx.limits().get()), Ok(LimitSet::default()));
    assert_eq!(read(&store, |tx| tx.limits().of_version(1)), Ok(first));
    assert_eq!(read(&store, |tx| tx.limits().of_version(3)).unwrap_err().code(), "store.corrupt");
    write(&store, |tx| tx.settings().set("freeze", &"none")).unwrap();
    assert_eq!(read(&store, |tx| tx.limits().freeze()).unwrap_err().code(), "store.corrupt");
}

#[test]
fn the_high_water_mark_is_kept() {
    let (_folder, store) = store();
    assert_eq!(read(&store, |tx| tx.high_water().get()), Ok(HighWater::default()));
    for mark in [NOW, NOW, NOW.plus_seconds(-1)].map(HighWater) {
        write(&store, move |tx| tx.high_water().set(mark)).unwrap();
        assert_eq!(read(&store, |tx| tx.high_water().get()), Ok(mark));
    }
}

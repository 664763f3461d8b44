//! Authorizations through the wallet: what the user is shown is what is signed, and a network that fails never makes
//! a second mandate.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use amp_wallet_core::clock::{Clock, ManualClock, SystemClock};
use amp_wallet_core::identity::{MemorySecretStore, SecretStore};
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::limits::LimitSet;
use amp_wallet_core::mandates::{MandateState, NotificationState, SessionStatus, SurfaceWarning};
use amp_wallet_core::network::messages::TokenRecord;
use amp_wallet_core::network::{Network, NetworkError, NetworkFuture, NotifyAnswer};
use amp_wallet_core::sandbox::{Fault, FaultOrder};
use amp_wallet_core::wallet::{
    AuthorizationOutcome, AuthorizationRequest, AuthorizationSubject, MandateRequest, Wallet, WalletError,
};
use wallet_story::{AGENT, Story, approval, config, hkd, host};

const NOTIFY: &str = "/network/notifyAuthorization";

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_of_anything_else_than_what_was_shown_signs_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, one) = story.ask_mandate(&token_id, hkd(10_000)).await;
    let (_, other) = story.ask_mandate(&token_id, hkd(90_000)).await;
    let mut swapped = approval(&story.wallet, &one).await.unwrap();
    swapped.auth_session_id.clone_from(&other);
    let refused = story.wallet.approve(swapped).await.unwrap_err();
    assert!(matches!(refused, WalletError::Surface(_)), "{refused}");
    let mandates = story.wallet.mandates().await.unwrap();
    assert!(mandates.iter().all(|view| view.mandate.l2.is_none()));
    assert!(story.approve(&other).await.is_ok(), "the right approval still works");
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_is_old_or_says_no_approves_nothing() {
    let story = Story::begin().await;
    let session = story.ask_binding().await;
    let mut denied = approval(&story.wallet, &session).await.unwrap();
    denied.evidence.result = "FALSE".to_owned();
    assert!(matches!(story.wallet.approve(denied).await, Err(WalletError::NotVerified { .. })));
    let old = approval(&story.wallet, &session).await.unwrap();
    story.later(301);
    assert!(matches!(story.wallet.approve(old).await, Err(WalletError::Idv(_))));
    story.later(600);
    assert!(matches!(story.approve(&session).await, Err(WalletError::ApprovalExpired { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_signs_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
    let approval = approval(&story.wallet, &session).await.unwrap();
    story.clock.advance_millis(-61_000);
    assert_eq!(story.wallet.approve(approval.clone()).await.unwrap_err().code(), "clock.set_back");
    story.clock.advance_millis(61_000);
    assert!(story.wallet.approve(approval).await.is_ok(), "nothing is lost");
}

/// A request to bind the agent, in a session of its own.
fn enrollment(agent_id: &str, number: u32) -> AuthorizationRequest {
    AuthorizationRequest {
        auth_session_id: format!("session-{agent_id}-{number}"),
        agent_id: agent_id.to_owned(),
        customer_id: String::new(),
        subject: AuthorizationSubject::Enrollment { agent_key: None },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_nobody_approves_expire_and_make_room() {
    let story = Story::begin().await;
    for number in 0..32 {
        story.wallet.receive_authorization(enrollment(AGENT, number)).await.unwrap();
    }
    let refused = story.wallet.receive_authorization(enrollment(AGENT, 32)).await.unwrap_err();
    assert_eq!(refused, WalletError::TooManyPending { limit: 32 });
    story.later(901);
    assert!(story.wallet.receive_authorization(enrollment(AGENT, 32)).await.is_ok());
    let first = story.wallet.session("session-agent-1-0").await.unwrap();
    assert_eq!(first.failure_code.as_deref(), Some("wallet.approval_expired"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_that_asks_too_much_under_any_name_takes_no_room_from_one_that_is_bound() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let mut asked = 0;
    let refused = loop {
        let stranger = enrollment(&format!("stranger-{}", asked / 32), asked);
        match story.wallet.receive_authorization(stranger).await {
            Ok(_) => asked += 1,
            Err(refused) => break refused,
        }
    };
    assert_eq!((asked, refused), (64, WalletError::TooManyPending { limit: 64 }));
    for _ in 0..32 {
        story.ask_mandate(&token_id, hkd(1_000)).await;
    }
    assert_eq!(story.wallet.waiting().await.unwrap().len(), 96);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_of_a_binding_that_was_replaced_pays_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(100_000)).await;
    let newer = story.bind().await;
    assert_ne!(token_id, newer);
    let order = story.order("flight-seat", 1).await;
    assert!(story.token(&granted, &order).await.is_err());
    assert_eq!(story.wallet.refusals()[0].code(), "guard.agent_not_active");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_approvals_at_once_make_one_mandate() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
    let approval = approval(&story.wallet, &session).await.unwrap();
    let attempts: Vec<_> = (0..8)
        .map(|_| {
            let (wallet, approval) = (story.wallet.clone(), approval.clone());
            tokio::spawn(async move { wallet.approve(approval).await })
        })
        .collect();
    let mut authorized = 0;
    for attempt in attempts {
        authorized += i32::from(attempt.await.unwrap().is_ok());
    }
    assert_eq!(authorized, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_revoked_before_it_was_approved_is_never_signed_and_is_in_nobodys_way() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
    let approval = approval(&story.wallet, &session).await.unwrap();
    let waiting = story.wallet.mandates().await.unwrap().remove(0).mandate;
    story.wallet.revoke_mandate(&waiting.mandate_id).await.unwrap();
    let refused = story.wallet.approve(approval).await.unwrap_err();
    assert!(matches!(refused, WalletError::NotPending { .. }), "{refused}");
    let revoked = story.wallet.mandate(&waiting.mandate_id).await.unwrap().mandate;
    assert_eq!((revoked.state, revoked.l2), (MandateState::Revoked, None));
    let ended = story.wallet.session(&session).await.unwrap();
    assert_eq!(
        (ended.status, ended.failure_code.as_deref()),
        (SessionStatus::Failed, Some("mandate.revoked"))
    );
    story.later(901);
    story.authorize(&token_id, hkd(10_000)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_revoked_while_the_network_is_told_stays_revoked_and_the_wallet_opens_again() {
    let mut story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Delay { millis: 1_000 }, 1));
    let approving = approve_until_told(&story, &session).await;
    let mandate_id = story.wallet.mandates().await.unwrap().remove(0).mandate.mandate_id;
    story.wallet.revoke_mandate(&mandate_id).await.unwrap();
    let refused = approving.await.unwrap().unwrap_err();
    assert_eq!(refused.code(), "mandate.illegal_transition");
    assert_eq!(story.wallet.session(&session).await.unwrap().status, SessionStatus::Failed);
    story.restart().await;
    let mandate = story.wallet.mandate(&mandate_id).await.unwrap().mandate;
    assert_eq!(mandate.state, MandateState::Revoked);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_judged_again_when_the_user_approves() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let limits = LimitSet::of_delegation(Some(hkd(60_000)), Some(hkd(100_000)));
    story.wallet.set_limits(limits).await.unwrap();
    let (_, first) = story.ask_mandate(&token_id, hkd(60_000)).await;
    let (_, second) = story.ask_mandate(&token_id, hkd(60_000)).await;
    assert!(story.approve(&first).await.is_ok());
    let refused = story.approve(&second).await.unwrap_err();
    assert_eq!(refused.code(), "guard.limit_exceeded");
    story.later(86_400);
    let (_, third) = story.ask_mandate(&token_id, hkd(60_000)).await;
    assert!(story.approve(&third).await.is_ok(), "another day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_s1_refuses_is_never_shown() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    story.wallet.set_limits(LimitSet::of_delegation(Some(hkd(100)), None)).await.unwrap();
    let (_, session) = story.ask_mandate(&token_id, hkd(101)).await;
    assert!(matches!(story.wallet.surface(&session).await, Err(WalletError::NotPending { .. })));
    let session = story.wallet.session(&session).await.unwrap();
    assert_eq!(session.status, SessionStatus::Failed);
    assert_eq!(session.failure_code.as_deref(), Some("guard.limit_exceeded"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_session_again_is_answered_with_the_first_outcome_and_another_content_is_refused() {
    let story = Story::begin().await;
    let request = AuthorizationRequest {
        auth_session_id: "session-1".to_owned(),
        agent_id: AGENT.to_owned(),
        customer_id: String::new(),
        subject: AuthorizationSubject::Enrollment { agent_key: None },
    };
    let first = story.wallet.receive_authorization(request.clone()).await.unwrap();
    let again = story.wallet.receive_authorization(request.clone()).await.unwrap();
    assert_eq!(first.session, again.session);
    let other = AuthorizationRequest { agent_id: "agent-2".to_owned(), ..request };
    let refused = story.wallet.receive_authorization(other).await;
    assert!(matches!(refused, Err(WalletError::Conflict { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_for_an_agent_whose_key_nobody_knows_is_refused() {
    let story = Story::begin().await;
    story.bind().await;
    let request = AuthorizationRequest {
        auth_session_id: "session-1".to_owned(),
        agent_id: "agent-2".to_owned(),
        customer_id: String::new(),
        subject: AuthorizationSubject::Mandate(Box::new(MandateRequest {
            raw: "buy tea".to_owned(),
            desc: String::new(),
            expires_at: Some(story.clock.now().plus_seconds(3_600)),
            constraints: None,
            checkout: None,
            l1: None,
            agent_key: None,
        })),
    };
    let refusal = story.wallet.receive_authorization(request).await.unwrap().refusal.unwrap();
    let codes: Vec<_> = refusal.reasons.iter().map(|reason| reason.code()).collect();
    assert!(
        codes.contains(&"guard.agent_unknown") && codes.contains(&"guard.agent_key_unknown"),
        "{codes:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_whose_answer_was_lost_is_never_told_twice_and_never_pays() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    for fault in [Fault::LoseAnswer, Fault::Status { status: 500 }, Fault::Garbage] {
        let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
        story.sandbox.add_fault(FaultOrder::next(NOTIFY, fault, 1));
        let lost = story.approve(&session).await.unwrap_err();
        assert!(matches!(lost, WalletError::OutcomeUnknown { .. }), "{lost}");
        let again = story.approve(&session).await.unwrap_err();
        assert!(matches!(again, WalletError::NotPending { .. }), "{again}");
        let mandate = story.wallet.mandates().await.unwrap().remove(0).mandate;
        assert_eq!((mandate.state, mandate.auth_session_id), (MandateState::Revoked, session));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrollment_whose_answer_was_lost_is_told_again() {
    let story = Story::begin().await;
    let session = story.ask_binding().await;
    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::LoseAnswer, 2));
    assert!(story.approve(&session).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_answers_nonsense_to_an_enrollment_is_not_told_again() {
    let story = Story::begin().await;
    let session = story.ask_binding().await;
    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Status { status: 500 }, 1));
    let lost = story.approve(&session).await.unwrap_err();
    assert!(matches!(lost, WalletError::OutcomeUnknown { .. }), "it may still be at it: {lost}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_l1_that_does_not_verify_binds_nothing() {
    let story = Story::begin().await;
    let session = story.ask_binding().await;
    story.sandbox.add_fault(FaultOrder::always(NOTIFY, Fault::Tamper));
    let refused = story.approve(&session).await.unwrap_err();
    assert!(matches!(refused, WalletError::Chain(_)), "{refused}");
    assert!(story.wallet.agents().await.unwrap().iter().all(|binding| binding.l1.is_none()));
}

/// A network that tells how often it was asked, and says what it is told to say.
struct Scripted {
    asked: AtomicU32,
    say: Mutex<Vec<Result<NotifyAnswer, NetworkError>>>,
}

impl Network for Scripted {
    fn notify_authorization<'a>(&'a self, _body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.say.lock().unwrap().remove(0);
        Box::pin(async move { answer })
    }

    fn inquiry_payment_token<'a>(&'a self, _token: &'a str) -> NetworkFuture<'a, TokenRecord> {
        Box::pin(async { Err(NetworkError::Status { endpoint: "test".to_owned(), status: 404 }) })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_network_leaves_the_session_waiting_for_another_try() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let secrets: Arc<dyn SecretStore> = Arc::new(MemorySecretStore::default());
    let unreachable =
        || Err(NetworkError::Unreachable { endpoint: "test".to_owned(), detail: "refused".to_owned() });
    let refused = Err(NetworkError::Refused {
        endpoint: "test".to_owned(),
        result_code: "PARAM_ILLEGAL".to_owned(),
        result_text: String::new(),
    });
    let network =
        Arc::new(Scripted { asked: AtomicU32::new(0), say: Mutex::new(vec![unreachable(), refused]) });
    let root = SoftwareKey::generate("root").unwrap().public().clone();
    let host = host(folder.path(), &secrets, &clock, network.clone());
    let wallet = Wallet::open(config(folder.path(), root), host).await.unwrap();
    let request = AuthorizationRequest {
        auth_session_id: "session-1".to_owned(),
        agent_id: AGENT.to_owned(),
        customer_id: String::new(),
        subject: AuthorizationSubject::Enrollment { agent_key: None },
    };
    wallet.receive_authorization(request).await.unwrap();
    let first = wallet.approve(approval(&wallet, "session-1").await.unwrap()).await.unwrap_err();
    assert_eq!(first.code(), "network.unreachable");
    let second = wallet.approve(approval(&wallet, "session-1").await.unwrap()).await.unwrap_err();
    assert_eq!(second.code(), "network.refused");
    let third = wallet.surface("session-1").await.unwrap_err();
    assert!(matches!(third, WalletError::NotPending { .. }), "the network said no: {third}");
    assert_eq!(network.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn identifiers_that_cannot_be_are_not_kept() {
    let story = Story::begin().await;
    let request = |agent_id: &str, customer_id: &str| AuthorizationRequest {
        auth_session_id: "session-1".to_owned(),
        agent_id: agent_id.to_owned(),
        customer_id: customer_id.to_owned(),
        subject: AuthorizationSubject::Enrollment { agent_key: None },
    };
    for hostile in ["a\u{202e}b", "a\nb", &"x".repeat(257)] {
        for request in [request(hostile, ""), request(AGENT, hostile)] {
            let refused = story.wallet.receive_authorization(request).await;
            assert!(matches!(refused, Err(WalletError::Invalid { .. })), "{hostile:?}");
        }
    }
    assert!(story.wallet.session("session-1").await.is_err());
    assert!(story.wallet.receive_authorization(request(AGENT, "customer-1")).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_the_network_is_told_ends_the_mandate_and_a_clock_set_back_keeps_no_wallet_closed() {
    let mut story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Delay { millis: 1_000 }, 1));
    let approving = approve_until_told(&story, &session).await;
    story.clock.advance_millis(-3_600_000);
    story.restart().await;
    assert!(approving.await.unwrap().is_err(), "nobody was there to hear the answer");
    let refused = story.wallet.release_expired_holds().await.unwrap_err();
    assert_eq!(refused.code(), "clock.set_back");
    story.wallet.trust_time(story.clock.now()).await.unwrap();
    story.restart().await;
    let ended = story.wallet.session(&session).await.unwrap();
    assert_eq!(
        (ended.status, ended.failure_code.as_deref()),
        (SessionStatus::Failed, Some("wallet.outcome_unknown"))
    );
    assert_eq!(story.wallet.mandates().await.unwrap().remove(0).mandate.state, MandateState::Revoked);
}

/// An approval that waits for the network's answer.
async fn approve_until_told(
    story: &Story,
    session: &str,
) -> tokio::task::JoinHandle<Result<AuthorizationOutcome, WalletError>> {
    let approval = approval(&story.wallet, session).await.unwrap();
    let wallet = story.wallet.clone();
    let approving = tokio::spawn(async move { wallet.approve(approval).await });
    while story.wallet.session(session).await.unwrap().notification.state != NotificationState::Sending {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    approving
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_opened_beside_disturbs_nothing_that_is_under_way_and_makes_no_wallet() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let (_, session) = story.ask_mandate(&token_id, hkd(10_000)).await;
    let network = || Arc::new(story.sandbox.network());
    let open_beside = |folder: &std::path::Path| {
        let host = host(folder, &story.secrets, &story.clock, network());
        Wallet::open_beside(config(folder, story.sandbox.root_jwk()), host)
    };
    let beside = open_beside(story.folder.path()).await.unwrap();
    assert_eq!(beside.waiting().await.unwrap()[0].auth_session_id, session);
    beside.close();

    story.sandbox.add_fault(FaultOrder::next(NOTIFY, Fault::Delay { millis: 4_000 }, 1));
    let approving = approve_until_told(&story, &session).await;
    let beside = open_beside(story.folder.path()).await.unwrap();
    assert!(beside.waiting().await.unwrap().is_empty(), "nothing waits for the user any more");
    beside.close();
    let outcome = approving.await.unwrap();
    assert!(outcome.is_ok(), "{outcome:?}");

    let nowhere = tempfile::tempdir().unwrap();
    let error = open_beside(nowhere.path()).await.err().unwrap();
    assert_eq!(error.code(), "wallet.not_found");
    assert!(!nowhere.path().join("wallet.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_that_comes_with_another_key_is_pointed_out_before_it_is_bound() {
    let mut story = Story::begin().await;
    let session = story.ask_binding().await;
    let shown = story.wallet.surface(&session).await.unwrap();
    assert!(!shown.warnings.contains(&SurfaceWarning::AgentKeyChanged));
    story.approve(&session).await.unwrap();
    story.agent_key = Arc::new(SoftwareKey::generate("agent-key-1").unwrap());
    let session = story.ask_binding().await;
    let shown = story.wallet.surface(&session).await.unwrap();
    assert!(shown.warnings.contains(&SurfaceWarning::AgentKeyChanged), "{:?}", shown.warnings);
}

//! Telling the network of an approval: recorded before and after, once at a time, and never again where that could
//! make a second mandate.

use super::decline_authorization::end_session;
use super::revoke_mandate::REVOKED;
use super::telling::UnderWay;
use super::{AuthorizationOutcome, Wallet, WalletError};
use crate::agents::{Binding, BindingState};
use crate::assurance::{self, VerificationPolicy};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::jose::PublicJwk;
use crate::ledger::{Movement, Posting};
use crate::mandates::{
    AuthorizationSession, Mandate, MandateEvent, NotificationState, SessionKind, SessionStatus,
};
use crate::network::{NetworkError, NotifyAnswer};
use crate::storage::{StoreError, WriteTx};

/// How often an enrollment is told in all when answers are lost: each one that arrives makes a new token, of which
/// the wallet uses the last. A mandate is told once: a second one would have a budget of its own.
const ENROLLMENT_ATTEMPTS: u32 = 3;

impl Wallet {
    /// Sends the recorded notification of a session and records what came of it.
    pub(super) async fn tell_network(
        &self,
        id: &str,
        agent_id: &str,
    ) -> Result<AuthorizationOutcome, WalletError> {
        let under_way = self.inner.telling.begin(id, agent_id);
        self.tell(id, under_way).await
    }

    /// Tells, if the session was taken; it stays taken until this returns.
    async fn tell(&self, id: &str, under_way: Option<UnderWay>) -> Result<AuthorizationOutcome, WalletError> {
        let session = self.session(id).await?;
        // Not while another tells, and not what was answered or ended meanwhile: each notification makes a new token
        // or mandate.
        let under_way = under_way
            .filter(|_| session.notification.state == NotificationState::Sending)
            .ok_or_else(|| not_pending(id, &session))?;
        let body = session.notification.request_body.clone().unwrap_or_default();
        let attempts = match session.kind {
            SessionKind::Enrollment => ENROLLMENT_ATTEMPTS,
            SessionKind::Mandate => 1,
        };
        let mut answer = Err(WalletError::not_found("session", id));
        for _ in 0..attempts {
            answer = self.inner.host.network.notify_authorization(&body).await.map_err(WalletError::from);
            // A network that is slow or answers nonsense may still be at it: only a broken connection is tried again.
            if !matches!(&answer, Err(WalletError::Network(NetworkError::AnswerLost { .. }))) {
                break;
            }
        }
        match answer {
            Ok(answer) => self.keep_answer(session, answer, under_way).await,
            Err(WalletError::Network(error)) => Err(self.record_failure(session, error).await?),
            Err(error) => Err(error),
        }
    }

    /// Whether the network is being told of an approval right now. Closing the wallet meanwhile loses no more than a
    /// crash would, and no less: what the network answers would not be recorded.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.inner.telling.is_under_way()
    }

    /// Resumes what a crash interrupted while the network was being told.
    pub(super) async fn resume_notifications(&self) -> Result<(), WalletError> {
        let sending: Vec<AuthorizationSession> = self.inner.store.read(|tx| tx.sessions().sending()).await?;
        for session in sending {
            // After a short suspension the one who tells may still be at it.
            let Some(under_way) = self.inner.telling.begin(&session.auth_session_id, &session.agent_id)
            else {
                continue;
            };
            match session.kind {
                SessionKind::Enrollment => {
                    let wallet = self.clone();
                    // An unreachable network must not keep the wallet from opening: the session is told in the
                    // background, and stays as it is until then.
                    crate::runtime::start(async move {
                        let _ = wallet.tell(&session.auth_session_id, Some(under_way)).await;
                    })
                    .map_err(|_| WalletError::Interrupted)?;
                }
                SessionKind::Mandate => match self.end_unknown(session.auth_session_id).await {
                    // Nor must a clock that was set back: an open wallet is what can be given a trusted time. The
                    // session pays nothing as it is, and is ended the next time.
                    Ok(_) | Err(WalletError::Clock(_)) => {}
                    Err(error) => return Err(error),
                },
            }
        }
        Ok(())
    }

    /// Records what the network said to an approval.
    pub(super) async fn record_answer(
        &self,
        session: AuthorizationSession,
        answer: NotifyAnswer,
    ) -> Result<AuthorizationOutcome, WalletError> {
        let policy = self.policy();
        let isp_key = self.isp_key().await?;
        let id = session.auth_session_id.clone();
        let outcome = self
            .decide(move |tx, now| {
                let mut session = reload(tx, &session.auth_session_id)?;
                let outcome = match (session.kind, answer) {
                    (SessionKind::Enrollment, NotifyAnswer::Enrolled { token_id, l1 }) => {
                        check_l1(&l1, &policy, &isp_key, now)?;
                        AuthorizationOutcome::Bound(Box::new(activate_binding(
                            tx, &session, token_id, l1, now,
                        )?))
                    }
                    (SessionKind::Mandate, NotifyAnswer::Authorized { mandate_id, mandate_type }) => {
                        AuthorizationOutcome::Authorized(Box::new(activate_mandate(
                            tx,
                            &session,
                            mandate_id,
                            mandate_type.as_deref(),
                            now,
                        )?))
                    }
                    _ => return Err(WalletError::invalid("data", "not what was asked for")),
                };
                session.status = SessionStatus::Success;
                session.notification.state = NotificationState::Answered;
                tx.sessions().update(&session)?;
                Ok(outcome)
            })
            .await;
        match outcome {
            // The network said yes to something that does not hold: nothing of it may be used.
            // The same if the user revoked it meanwhile.
            Err(
                error @ (WalletError::Chain(_)
                | WalletError::Invalid { .. }
                | WalletError::Conflict { .. }
                | WalletError::Store(StoreError::Conflict { .. })
                | WalletError::Mandate(_)),
            ) => {
                self.fail(id, NotificationState::Failed, error.code().to_owned()).await?;
                Err(error)
            }
            outcome => outcome,
        }
    }

    /// Records that the network did not say yes, and returns what the caller is told.
    async fn record_failure(
        &self,
        session: AuthorizationSession,
        error: NetworkError,
    ) -> Result<WalletError, WalletError> {
        let id = session.auth_session_id;
        if error.surely_not_delivered() {
            self.wait_again(id).await?;
            return Ok(error.into());
        }
        if outcome_unknown(&error) {
            return self.end_unknown(id).await;
        }
        self.fail(id, NotificationState::Failed, error.code().to_owned()).await?;
        Ok(error.into())
    }

    /// Nobody has heard anything: the session waits for the user again, unless the user revoked the mandate meanwhile.
    async fn wait_again(&self, id: String) -> Result<(), WalletError> {
        self.decide(move |tx, now| {
            let mut session = reload(tx, &id)?;
            session.notification = crate::mandates::Notification::not_started();
            if let Some(mut mandate) = tx.mandates().by_session(&id)? {
                if mandate.state.is_terminal() {
                    return end_session(tx, session, MandateEvent::Revoke, REVOKED, now);
                }
                mandate.l2 = None;
                mandate.approved_at = None;
                tx.mandates().update(&mandate)?;
            }
            tx.sessions().update(&session)?;
            Ok(())
        })
        .await
    }

    async fn end_unknown(&self, id: String) -> Result<WalletError, WalletError> {
        let error = WalletError::OutcomeUnknown { id: id.chars().take(64).collect() };
        self.fail(id, NotificationState::Unknown, error.code().to_owned()).await?;
        Ok(error)
    }

    async fn fail(&self, id: String, state: NotificationState, code: String) -> Result<(), WalletError> {
        self.decide(move |tx, now| {
            let mut session = reload(tx, &id)?;
            session.notification.state = state;
            end_session(tx, session, MandateEvent::Revoke, &code, now)
        })
        .await
    }
}

/// Neither a yes nor a no, and the network may have acted.
const fn outcome_unknown(error: &NetworkError) -> bool {
    !matches!(error, NetworkError::Refused { .. }) && !error.surely_not_delivered()
}

fn not_pending(id: &str, session: &AuthorizationSession) -> WalletError {
    WalletError::NotPending { id: id.chars().take(64).collect(), status: session.status.as_str().to_owned() }
}

fn reload(tx: &WriteTx<'_>, id: &str) -> Result<AuthorizationSession, WalletError> {
    let session = tx.sessions().get(id)?.ok_or_else(|| WalletError::not_found("session", id))?;
    if session.notification.state != NotificationState::Sending {
        return Err(not_pending(id, &session));
    }
    Ok(session)
}

/// L1 must verify with a pinned root, and its `cnf` must be the very key that was sent (amp-http, section 6).
fn check_l1(
    l1: &str,
    policy: &VerificationPolicy,
    isp_key: &PublicJwk,
    now: Timestamp,
) -> Result<(), WalletError> {
    let claims = assurance::verify_l1(l1, policy, now)?;
    if claims.isp_key != *isp_key {
        return Err(WalletError::invalid("l1Serialized", "its cnf is not the key of this wallet"));
    }
    Ok(())
}

fn activate_binding(
    tx: &WriteTx<'_>,
    session: &AuthorizationSession,
    token_id: String,
    l1: String,
    now: Timestamp,
) -> Result<Binding, WalletError> {
    let id = &session.auth_session_id;
    let mut binding = tx.bindings().by_session(id)?.ok_or_else(|| WalletError::not_found("agent", id))?;
    // One active binding an agent: a newer one takes the place of the older.
    let older = tx.bindings().get(&binding.agent_id)?.filter(|older| older.state == BindingState::Active);
    if let Some(mut older) = older {
        older.state = BindingState::Ended;
        tx.bindings().update(&older)?;
        let Binding { agent_id, auth_session_id, .. } = older;
        tx.events().append(&EventKind::AgentUnbound { agent_id, auth_session_id }, now)?;
    }
    binding.state = BindingState::Active;
    binding.token_id = Some(token_id);
    binding.l1 = Some(l1);
    tx.bindings().update(&binding)?;
    let (agent_id, auth_session_id) = (binding.agent_id.clone(), binding.auth_session_id.clone());
    tx.events().append(&EventKind::AgentBound { agent_id, auth_session_id }, now)?;
    Ok(binding)
}

fn activate_mandate(
    tx: &WriteTx<'_>,
    session: &AuthorizationSession,
    network_mandate_id: String,
    mandate_type: Option<&str>,
    now: Timestamp,
) -> Result<Mandate, WalletError> {
    let id = &session.auth_session_id;
    let mut mandate = tx.mandates().by_session(id)?.ok_or_else(|| WalletError::not_found("mandate", id))?;
    if mandate_type.is_some_and(|kind| kind != mandate.mode.as_str()) {
        return Err(WalletError::invalid("mandateType", "not the mandate's type"));
    }
    if tx.mandates().by_network_id(&network_mandate_id)?.is_some() {
        return Err(WalletError::conflict("mandate", &network_mandate_id));
    }
    // The key that was given for this agent now serves its later requests without one (extension X3).
    let other =
        tx.bindings().get(&mandate.agent_id)?.filter(|binding| binding.agent_key != mandate.agent_key);
    if let Some(mut binding) = other.filter(|_| mandate.agent_key.is_some()) {
        binding.agent_key.clone_from(&mandate.agent_key);
        tx.bindings().update(&binding)?;
    }
    mandate.state = mandate.state.after(MandateEvent::Activate)?;
    mandate.network_mandate_id = Some(network_mandate_id);
    mandate.activated_at = Some(now);
    tx.mandates().update(&mandate)?;
    tx.ledger().post(&Posting {
        mandate_id: mandate.mandate_id.clone(),
        movement: Movement::Delegate,
        amount: mandate.budget,
        payment_id: None,
        at: now,
    })?;
    let what = EventKind::MandateActivated {
        mandate_id: mandate.mandate_id.clone(),
        agent_id: mandate.agent_id.clone(),
        budget: mandate.budget,
    };
    tx.events().append(&what, now)?;
    Ok(mandate)
}

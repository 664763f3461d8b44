//! The network asks for the user's authorization: enrollment or mandate. S1 decides whether it is ever shown.

use ring::digest::{SHA256, digest};

use super::decline_authorization::end_overdue;
use super::keep_house::drop_failed;
use super::{AuthorizationRequest, AuthorizationSubject, MandateRequest, Wallet, WalletError};
use crate::agents::{Binding, BindingState};
use crate::assurance::{Intent, Mode};
use crate::clock::Timestamp;
use crate::events::{EventKind, REFUSALS_LIMIT, Refused};
use crate::guard::Refusal;
use crate::identity::random_id;
use crate::jose::{PublicJwk, base64url};
use crate::mandates::{
    AuthorizationSession, DEFAULT_DESCRIPTION, IMMEDIATE_VALIDITY_SECONDS, Mandate, MandateState,
    Notification, SessionKind, SessionStatus,
};
use crate::money::{Amount, Currency};
use crate::storage::{ReadTx, WriteTx};

/// How long a binding serves, in days (the reference's `tokenExpiryTime`).
const BINDING_DAYS: i64 = 365;
const SECONDS_PER_DAY: i64 = 86_400;

/// How many sessions may wait for the user at once: who asks for more is refused.
const MAX_PENDING: u32 = 256;

/// How many of them may be one agent's, so that no agent crowds out the others.
const MAX_PENDING_OF_AGENT: u32 = 32;

/// How many of them may be enrollments: anybody may ask for one, under as many names as he likes, and agents that are bound
/// keep their room.
const MAX_PENDING_ENROLLMENTS: u32 = 64;

/// How many overdue sessions one request ends, and how many that came to nothing it drops: as many as it may add, so
/// that they do not grow without bound.
const OVERDUE_BATCH: u32 = 32;
const DROPPED_BATCH: u32 = OVERDUE_BATCH + 1;

/// What became of an authorization request.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Received {
    /// The session as it stands.
    pub session: AuthorizationSession,
    /// Why S1 refused it, if this call is the one that did. A refused session is `FAILED`, and was never shown.
    pub refusal: Option<Refusal>,
}

impl Wallet {
    /// Takes an authorization request from the network. What passes S1 waits for the user; what does not is `FAILED`
    /// at once. The same request again is answered with what became of the first.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for a known session with another content, [`WalletError::Invalid`] for identifiers
    /// that cannot be, [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn receive_authorization(
        &self,
        request: AuthorizationRequest,
    ) -> Result<Received, WalletError> {
        request.check_identifiers()?;
        let wallet = self.clone();
        let request_digest = digest_of(&request)?;
        if let Some(received) = self.answered_before(&request.auth_session_id, &request_digest).await? {
            return Ok(received);
        }
        // The user's key is made outside the transaction: a vault may take its time.
        let isp_key = match request.subject {
            AuthorizationSubject::Enrollment { .. } => Some(self.isp_key().await?),
            AuthorizationSubject::Mandate(_) => {
                // The network tells an agent of its binding before it has answered the wallet.
                self.inner.telling.agent_ended(&request.agent_id).await;
                None
            }
        };
        let auth_id = format!("mpp-auth-{}", random_id()?);
        let mandate_id = format!("mandate-{}", random_id()?);
        self.decide(move |tx, now| {
            if let Some(session) = tx.sessions().get(&request.auth_session_id)? {
                return repeated(session, &request_digest);
            }
            end_overdue(tx, now, OVERDUE_BATCH)?;
            drop_failed(tx, now, DROPPED_BATCH)?;
            check_room(tx, &request)?;
            let mut session = AuthorizationSession {
                auth_session_id: request.auth_session_id.clone(),
                auth_id,
                kind: SessionKind::Enrollment,
                agent_id: request.agent_id.clone(),
                customer_id: request.customer_id.clone(),
                request_digest,
                status: SessionStatus::AuthInProcess,
                mandate_id: None,
                surface_digest: None,
                notification: Notification::not_started(),
                idv_result: None,
                idv_time: None,
                failure_code: None,
                created_at: now,
                expires_at: now.plus_seconds(wallet.inner.config.approval_wait_seconds),
            };
            match request.subject {
                AuthorizationSubject::Enrollment { agent_key } => {
                    let isp_kid = isp_key.map(|key| key.kid).unwrap_or_default();
                    tx.sessions().insert(&session)?;
                    tx.bindings().insert(&new_binding(&session, agent_key, isp_kid))?;
                    tx.events().append(&received(&session), now)?;
                    Ok(Received { session, refusal: None })
                }
                AuthorizationSubject::Mandate(request) => {
                    session.kind = SessionKind::Mandate;
                    let mandate = new_mandate(&session, mandate_id, *request, tx, now)?;
                    // What is refused is never shown, so its content, hostile or huge, is not kept either.
                    if let Err(refusal) = wallet.judge_draft(tx, &mandate, now)? {
                        session.status = SessionStatus::Failed;
                        session.failure_code = Some(refusal.code().to_owned());
                        tx.sessions().insert(&session)?;
                        tell_refused(tx, &session, &refusal, now)?;
                        return Ok(Received { session, refusal: Some(refusal) });
                    }
                    session.mandate_id = Some(mandate.mandate_id.clone());
                    tx.mandates().insert(&mandate)?;
                    tx.sessions().insert(&session)?;
                    tx.events().append(&received(&session), now)?;
                    Ok(Received { session, refusal: None })
                }
            }
        })
        .await
    }

    /// The first outcome, where the very request was answered before.
    async fn answered_before(&self, id: &str, request_digest: &str) -> Result<Option<Received>, WalletError> {
        let id = id.to_owned();
        let session = self.inner.store.read(move |tx| Ok::<_, WalletError>(tx.sessions().get(&id)?)).await?;
        session.map(|session| repeated(session, request_digest)).transpose()
    }
}

/// Whether one more session may wait.
fn check_room(tx: &ReadTx<'_>, request: &AuthorizationRequest) -> Result<(), WalletError> {
    let pending = tx.sessions().pending(&request.agent_id, MAX_PENDING)?;
    let enrolls = matches!(request.subject, AuthorizationSubject::Enrollment { .. });
    let full = [
        (pending.of_agent, MAX_PENDING_OF_AGENT),
        (if enrolls { pending.enrollments } else { 0 }, MAX_PENDING_ENROLLMENTS),
        (pending.all, MAX_PENDING),
    ];
    match full.into_iter().find(|(waiting, limit)| waiting >= limit) {
        Some((_, limit)) => Err(WalletError::TooManyPending { limit }),
        None => Ok(()),
    }
}

/// The same session again: the first outcome if nothing changed.
fn repeated(session: AuthorizationSession, request_digest: &str) -> Result<Received, WalletError> {
    if session.request_digest == request_digest {
        Ok(Received { session, refusal: None })
    } else {
        Err(WalletError::conflict("session", &session.auth_session_id))
    }
}

/// Records what S1 refused. Anybody can ask, under as many names as he likes: strangers count as one.
fn tell_refused(
    tx: &WriteTx<'_>,
    session: &AuthorizationSession,
    refusal: &Refusal,
    now: Timestamp,
) -> Result<(), WalletError> {
    let known = tx.bindings().get(&session.agent_id)?.is_some();
    let agent = if known { session.agent_id.as_str() } else { "" };
    let what = |untold| EventKind::AuthorizationRefused {
        auth_session_id: session.auth_session_id.clone(),
        agent_id: session.agent_id.clone(),
        because: Refused::from(refusal),
        untold,
    };
    Ok(tx.events().append_refusal(agent, REFUSALS_LIMIT, what, now)?)
}

fn received(session: &AuthorizationSession) -> EventKind {
    EventKind::AuthorizationReceived {
        auth_session_id: session.auth_session_id.clone(),
        agent_id: session.agent_id.clone(),
        session: session.kind.as_str().to_owned(),
    }
}

fn new_binding(session: &AuthorizationSession, agent_key: Option<PublicJwk>, isp_kid: String) -> Binding {
    Binding {
        agent_id: session.agent_id.clone(),
        auth_session_id: session.auth_session_id.clone(),
        customer_id: session.customer_id.clone(),
        state: BindingState::Pending,
        isp_kid,
        token_id: None,
        l1: None,
        agent_key,
        created_at: session.created_at,
        expires_at: session.created_at.plus_seconds(BINDING_DAYS * SECONDS_PER_DAY),
    }
}

fn new_mandate(
    session: &AuthorizationSession,
    mandate_id: String,
    request: MandateRequest,
    tx: &WriteTx<'_>,
    now: Timestamp,
) -> Result<Mandate, WalletError> {
    let mode = request.mode();
    let agent_key = match request.agent_key {
        Some(key) => Some(key),
        None => tx.bindings().get(&session.agent_id)?.and_then(|binding| binding.agent_key),
    };
    let desc = if request.desc.is_empty() { DEFAULT_DESCRIPTION.to_owned() } else { request.desc };
    let (expires_at, expiry_time) = match mode {
        // A missing time is never made up: S1 refuses it.
        Mode::Autonomous => (request.expires_at.unwrap_or_default(), request.expires_at),
        Mode::Immediate => (request.expires_at.unwrap_or(now.plus_seconds(IMMEDIATE_VALIDITY_SECONDS)), None),
    };
    // With constraints the mandate is AUTONOMOUS, and a checkout beside them is dropped (amp-http, section 3).
    let checkout = request.checkout.filter(|_| mode == Mode::Immediate);
    let budget = match (&request.constraints, &checkout) {
        (Some(constraints), _) => constraints.budget,
        (None, Some(order)) => order.total_amount,
        (None, None) => Amount::zero(Currency::USD),
    };
    Ok(Mandate {
        mandate_id,
        network_mandate_id: None,
        auth_session_id: session.auth_session_id.clone(),
        agent_id: session.agent_id.clone(),
        agent_key,
        mode,
        state: MandateState::Inactive,
        intent: Intent { raw: request.raw, desc, expiry_time, constraints: request.constraints },
        checkout,
        budget,
        expires_at,
        created_at: now,
        approved_at: None,
        activated_at: None,
        limits_version: 0,
        rate: None,
        l2: None,
    })
}

fn digest_of(request: &AuthorizationRequest) -> Result<String, WalletError> {
    let bytes =
        serde_json::to_vec(request).map_err(|error| WalletError::invalid("request", error.to_string()))?;
    Ok(base64url::encode(digest(&SHA256, &bytes).as_ref()))
}

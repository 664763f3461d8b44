//! The user approves what was shown: sign, record, tell the network.

use super::limit_books::count_mandate;
use super::pending::{Pending, check_waiting};
use super::{Wallet, WalletError};
use crate::agents::Binding;
use crate::assurance::{self, L2Claims};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::identity::{IdvEvidence, IdvProof, IspRequest, IspSigner, random_id};
use crate::jose::PublicJwk;
use crate::mandates::{
    AuthorizationContent, AuthorizationSession, AuthorizationSurface, EnrollmentContent, Mandate,
    MandateState, NotificationState, SigningFacts,
};
use crate::network::messages::{NotifyRequest, WalletAccountInfo, WireJwk};
use crate::network::write_body;
use crate::runtime;

/// The user's approval of one authorization, as shown.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Approval {
    /// The authorization session.
    pub auth_session_id: String,
    /// That the person was verified, for the surface that was shown ([`AuthorizationSurface::digest`]).
    pub evidence: IdvEvidence,
    /// The app's text for the device's prompt.
    pub reason: String,
}

/// What an approval brought about.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum AuthorizationOutcome {
    /// The agent is bound.
    Bound(Box<Binding>),
    /// The mandate is activated.
    Authorized(Box<Mandate>),
}

/// What is recorded before the network is told.
struct Signed {
    body: Vec<u8>,
    l2: Option<String>,
    l2_expires_at: Option<Timestamp>,
}

impl Wallet {
    /// Approves a session: the evidence must be fresh and for exactly the surface that was shown; S1 is judged again;
    /// the user's key signs; what was signed is recorded; the network is told; its answer is verified and recorded.
    ///
    /// It runs to its end even when the caller stops waiting. After a transport failure in which the network surely
    /// heard nothing, the session still waits and may be approved again.
    ///
    /// # Errors
    /// [`WalletError::Surface`] or [`WalletError::Idv`] when the approval is not for what was shown,
    /// [`WalletError::Refused`] (S1), those of the user's key, [`WalletError::Network`],
    /// [`WalletError::OutcomeUnknown`], [`WalletError::Chain`] when the network's L1 does not verify.
    pub async fn approve(&self, approval: Approval) -> Result<AuthorizationOutcome, WalletError> {
        let wallet = self.clone();
        self.to_the_end(async move { wallet.approve_now(approval).await }).await
    }

    async fn approve_now(&self, approval: Approval) -> Result<AuthorizationOutcome, WalletError> {
        let pending = self.pending(&approval.auth_session_id).await?;
        let shown = AuthorizationSurface::of(&pending.content)?;
        let now = self.now();
        shown.confirm(&approval.evidence.surface_digest)?;
        approval.evidence.check(&shown.digest, now)?;
        check_verified(&approval.evidence)?;
        let signed = self.sign(&pending, &approval, now).await?;
        let (id, agent_id) = (approval.auth_session_id.clone(), pending.session.agent_id.clone());
        self.record_approval(pending, approval, signed).await?;
        self.tell_network(&id, &agent_id).await
    }

    async fn sign(
        &self,
        pending: &Pending,
        approval: &Approval,
        now: Timestamp,
    ) -> Result<Signed, WalletError> {
        match &pending.content {
            AuthorizationContent::Enrollment(content) => {
                self.prove_enrollment(pending, content, approval).await
            }
            AuthorizationContent::Mandate(content) => {
                let l1 = pending.binding.as_ref().and_then(|binding| binding.l1.clone());
                let l1 = l1.ok_or_else(|| WalletError::not_found("agent", &content.agent.agent_id))?;
                let claims = content.l2_claims(SigningFacts {
                    nonce: random_id()?,
                    aud: self.inner.config.l2_aud.clone(),
                    iat: now,
                    idv_result: approval.evidence.result.clone(),
                    idv_time: approval.evidence.time,
                });
                let l2 = self.sign_l2(l1, claims.clone(), approval).await?;
                let body = NotifyRequest {
                    l2_serialized: Some(l2.clone()),
                    ..notification(&pending.session, approval.evidence.time)
                };
                Ok(Signed { body: write_notification(&body)?, l2: Some(l2), l2_expires_at: Some(claims.exp) })
            }
        }
    }

    async fn sign_l2(
        &self,
        l1: String,
        claims: L2Claims,
        approval: &Approval,
    ) -> Result<String, WalletError> {
        let wallet = self.clone();
        let (evidence, reason) = (approval.evidence.clone(), approval.reason.clone());
        let policy = self.policy();
        runtime::blocking(move || {
            let bound_key = assurance::verify_l1(&l1, &policy, claims.iat)?.isp_key;
            let request = IspRequest { wallet_id: wallet.wallet_id(), bound_key, evidence, reason };
            let signer = wallet.inner.host.isp.signer(request)?;
            assurance::build_l2(&claims, &l1, signer.as_ref())
                .map_err(|error| refused_by(signer.as_ref(), error))
        })
        .await
        .map_err(|_| WalletError::Interrupted)?
    }

    /// Has the user's key sign the evidence: where no L2 is signed, the key's use is what proves that the person
    /// confirmed.
    pub(super) async fn prove_presence(
        &self,
        key: PublicJwk,
        evidence: &IdvEvidence,
        reason: &str,
    ) -> Result<(), WalletError> {
        let wallet = self.clone();
        let request = IspRequest {
            wallet_id: self.wallet_id(),
            bound_key: key.clone(),
            evidence: evidence.clone(),
            reason: reason.to_owned(),
        };
        let (evidence, now) = (evidence.clone(), self.now());
        runtime::blocking(move || {
            let signer = wallet.inner.host.isp.signer(request)?;
            let digest = evidence.surface_digest.clone();
            let proof = IdvProof::make(evidence, signer.as_ref());
            Ok(proof.map_err(|error| refused_by(signer.as_ref(), error))?.check(&key, &digest, now)?)
        })
        .await
        .map_err(|_| WalletError::Interrupted)?
    }

    async fn prove_enrollment(
        &self,
        pending: &Pending,
        content: &EnrollmentContent,
        approval: &Approval,
    ) -> Result<Signed, WalletError> {
        self.prove_presence(content.isp_key.clone(), &approval.evidence, &approval.reason).await?;
        let config = &self.inner.config;
        let body = NotifyRequest {
            isp_kid: Some(content.isp_key.kid.clone()),
            isp_pk: Some(WireJwk(content.isp_key.clone())),
            customer_id: Some(pending.session.customer_id.clone()),
            psp_id: Some(config.psp_id.clone()),
            token_expiry_time: Some(content.expires_at.to_iso8601()),
            wallet_account_info: Some(WalletAccountInfo {
                psp_id: config.psp_id.clone(),
                psp_user_id: config.psp_user_id.clone(),
                wallet_name: config.wallet_name.clone(),
            }),
            ..notification(&pending.session, approval.evidence.time)
        };
        Ok(Signed { body: write_notification(&body)?, l2: None, l2_expires_at: None })
    }

    /// Records what was signed, before anyone is told. Of two approvals at once, one finds the session taken.
    async fn record_approval(
        &self,
        pending: Pending,
        approval: Approval,
        signed: Signed,
    ) -> Result<(), WalletError> {
        let wallet = self.clone();
        self.decide(move |tx, now| {
            let id = &approval.auth_session_id;
            let mut session = tx.sessions().get(id)?.ok_or_else(|| WalletError::not_found("session", id))?;
            check_waiting(&session, now)?;
            if let Some(mut mandate) = pending.mandate {
                let state = tx.mandates().get(&mandate.mandate_id)?.map(|recorded| recorded.state);
                if state != Some(MandateState::Inactive) {
                    let status = state.map_or("unknown", MandateState::as_str).to_owned();
                    return Err(WalletError::NotPending { id: id.chars().take(64).collect(), status });
                }
                // Limits and sums may have moved since it was shown.
                mandate.rate = wallet.judge_draft(tx, &mandate, now)??;
                mandate.l2 = signed.l2;
                mandate.approved_at = Some(now);
                mandate.limits_version = tx.limits().version()?;
                if let Some(exp) = signed.l2_expires_at {
                    mandate.expires_at = mandate.expires_at.min(exp);
                }
                tx.mandates().update(&mandate)?;
                count_mandate(tx, &mandate, now, &wallet.inner.zone)?;
            }
            session.surface_digest = Some(approval.evidence.surface_digest);
            session.idv_result = Some(approval.evidence.result);
            session.idv_time = Some(approval.evidence.time);
            session.notification.state = NotificationState::Sending;
            session.notification.request_body = Some(signed.body);
            tx.sessions().update(&session)?;
            let auth_session_id = session.auth_session_id;
            Ok(tx.events().append(&EventKind::AuthorizationApproved { auth_session_id }, now)?)
        })
        .await
    }
}

/// A verification that says no approves nothing.
pub(super) fn check_verified(evidence: &IdvEvidence) -> Result<(), WalletError> {
    if assurance::says_not_verified(&evidence.result) {
        return Err(WalletError::NotVerified { result: evidence.result.chars().take(32).collect() });
    }
    Ok(())
}

/// The members that every notification has; `idvResult` is `"true"` on this hop (amp-http, section 2).
fn notification(session: &AuthorizationSession, idv_time: Timestamp) -> NotifyRequest {
    NotifyRequest {
        session_id: session.auth_session_id.clone(),
        idv_result: "true".to_owned(),
        idv_time: idv_time.to_iso8601(),
        isp_pk: None,
        isp_kid: None,
        customer_id: None,
        psp_id: None,
        token_expiry_time: None,
        wallet_account_info: None,
        l2_serialized: None,
    }
}

fn write_notification(body: &NotifyRequest) -> Result<Vec<u8>, WalletError> {
    write_body(body).map_err(|fault| WalletError::invalid("notification", fault.to_string()))
}

/// What the key's keeper said, where it refused; else the error as it came.
fn refused_by(signer: &dyn IspSigner, error: impl Into<WalletError>) -> WalletError {
    signer.refusal().map_or_else(|| error.into(), WalletError::from)
}

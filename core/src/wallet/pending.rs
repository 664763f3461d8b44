//! A session that waits for the user, and what he is shown of it.

use super::judge_draft::former_key;
use super::{Wallet, WalletError};
use crate::agents::{AgentProfile, Binding};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::mandates::{
    AuthorizationContent, AuthorizationSession, AuthorizationSurface, EnrollmentContent, Mandate,
    NotificationState, SessionKind, SessionStatus,
};
use crate::storage::ReadTx;

/// One session with everything that its surface is made of.
pub(super) struct Pending {
    pub(super) session: AuthorizationSession,
    pub(super) mandate: Option<Mandate>,
    pub(super) binding: Option<Binding>,
    pub(super) content: AuthorizationContent,
}

impl Wallet {
    /// What the user is shown for a session that waits for approval. The digest in it must come back with the approval.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::NotPending`], [`WalletError::ApprovalExpired`].
    pub async fn surface(&self, auth_session_id: &str) -> Result<AuthorizationSurface, WalletError> {
        let pending = self.pending(auth_session_id).await?;
        Ok(AuthorizationSurface::of(&pending.content)?)
    }

    /// Loads a session that waits for the user.
    pub(super) async fn pending(&self, auth_session_id: &str) -> Result<Pending, WalletError> {
        let wallet = self.clone();
        let id = auth_session_id.to_owned();
        let isp_key = self.isp_key().await?;
        let now = self.now();
        self.inner.store.read(move |tx| wallet.load_pending(tx, &id, isp_key, now)).await
    }

    /// The same within a read that asks for more, with the user's key.
    pub(super) fn load_pending(
        &self,
        tx: &ReadTx<'_>,
        id: &str,
        isp_key: PublicJwk,
        now: Timestamp,
    ) -> Result<Pending, WalletError> {
        // A clock that was set back signs nothing.
        tx.high_water().get()?.observe(now)?;
        let session = tx.sessions().get(id)?.ok_or_else(|| WalletError::not_found("session", id))?;
        check_waiting(&session, now)?;
        let config = &self.inner.config;
        match session.kind {
            SessionKind::Enrollment => {
                let binding = tx
                    .bindings()
                    .by_session(id)?
                    .ok_or_else(|| WalletError::not_found("agent", &session.agent_id))?;
                let bound = tx.bindings().get(&session.agent_id)?;
                let content = AuthorizationContent::Enrollment(EnrollmentContent {
                    auth_session_id: id.to_owned(),
                    agent: AgentProfile::unverified(&session.agent_id),
                    wallet_name: config.wallet_name.clone(),
                    user_login_id: config.user_login_id.clone(),
                    agent_key: binding.agent_key.clone(),
                    former_agent_key: former_key(bound.as_ref(), binding.agent_key.as_ref()),
                    isp_key,
                    expires_at: binding.expires_at,
                });
                Ok(Pending { session, mandate: None, binding: Some(binding), content })
            }
            SessionKind::Mandate => {
                let mandate =
                    tx.mandates().by_session(id)?.ok_or_else(|| WalletError::not_found("mandate", id))?;
                let binding = tx.bindings().get(&mandate.agent_id)?;
                let content = self.mandate_content(&mandate, binding.as_ref());
                let content = AuthorizationContent::Mandate(content);
                Ok(Pending { session, mandate: Some(mandate), binding, content })
            }
        }
    }
}

/// Whether a session may still be approved or declined.
pub(super) fn check_waiting(session: &AuthorizationSession, now: Timestamp) -> Result<(), WalletError> {
    let id = || session.auth_session_id.chars().take(64).collect();
    if session.status != SessionStatus::AuthInProcess
        || session.notification.state != NotificationState::NotStarted
    {
        return Err(WalletError::NotPending { id: id(), status: session.status.as_str().to_owned() });
    }
    if now >= session.expires_at {
        return Err(WalletError::ApprovalExpired { id: id() });
    }
    Ok(())
}

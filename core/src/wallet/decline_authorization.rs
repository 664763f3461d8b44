//! The user says no, or nothing in time: a session that comes to nothing.

use super::events::tell_mandate_end;
use super::pending::check_waiting;
use super::{Wallet, WalletError};
use crate::agents::BindingState;
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::mandates::{AuthorizationSession, MandateEvent, SessionStatus};
use crate::storage::WriteTx;

impl Wallet {
    /// The user says no, or the app gives up: the session is `FAILED`, and nobody is told, since AMP has no message
    /// for it.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::NotPending`], [`WalletError::Store`].
    pub async fn decline(&self, auth_session_id: &str) -> Result<(), WalletError> {
        let id = auth_session_id.to_owned();
        self.decide(move |tx, now| {
            let session = tx.sessions().get(&id)?.ok_or_else(|| WalletError::not_found("session", &id))?;
            check_waiting(&session, now)?;
            end_session(tx, session, MandateEvent::Revoke, "wallet.declined", now)
        })
        .await
    }
}

/// Ends a session that comes to nothing, and what was to come of it.
pub(super) fn end_session(
    tx: &WriteTx<'_>,
    mut session: AuthorizationSession,
    event: MandateEvent,
    code: &str,
    now: Timestamp,
) -> Result<(), WalletError> {
    session.status = SessionStatus::Failed;
    session.failure_code = Some(code.to_owned());
    if let Some(mut mandate) = tx.mandates().by_session(&session.auth_session_id)? {
        // The user may have revoked it meanwhile: what has ended stays as it ended, and holds nothing up.
        let ends = !mandate.state.is_terminal();
        if ends {
            mandate.state = mandate.state.after(event)?;
        }
        // Nothing came of it: it does not count towards the day.
        mandate.approved_at = None;
        tx.mandates().update(&mandate)?;
        if ends {
            tell_mandate_end(tx, &mandate, now)?;
        }
    }
    if let Some(mut binding) = tx.bindings().by_session(&session.auth_session_id)? {
        binding.state = BindingState::Ended;
        tx.bindings().update(&binding)?;
    }
    tx.sessions().update(&session)?;
    let auth_session_id = session.auth_session_id;
    let what = EventKind::AuthorizationFailed { auth_session_id, because: code.to_owned() };
    Ok(tx.events().append(&what, now)?)
}

/// Sessions that nobody approved in time, at most `limit`, have failed; their mandates have expired. How many.
pub(super) fn end_overdue(tx: &WriteTx<'_>, now: Timestamp, limit: u32) -> Result<u32, WalletError> {
    let overdue = tx.sessions().overdue(now, limit)?;
    let ended = u32::try_from(overdue.len()).unwrap_or(limit);
    for session in overdue {
        end_session(tx, session, MandateEvent::Expire, "wallet.approval_expired", now)?;
    }
    Ok(ended)
}

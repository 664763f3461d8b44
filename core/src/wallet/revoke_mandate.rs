//! The user cancels a mandate: nothing is paid under it any more, nothing already paid is reversed.

use super::decline_authorization::end_session;
use super::events::tell_mandate_end;
use super::pending::check_waiting;
use super::release_holds::release_hold;
use super::{Wallet, WalletError};
use crate::mandates::{Mandate, MandateEvent};

/// Why a hold was given back or a session ended; a stable code.
pub(super) const REVOKED: &str = "mandate.revoked";

impl Wallet {
    /// Ends a mandate for good. Amounts that are held are given back; what was paid stays paid. Tell the user so first.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Mandate`] when it has ended already; [`WalletError::Store`].
    pub async fn revoke_mandate(&self, mandate_id: &str) -> Result<Mandate, WalletError> {
        let id = mandate_id.to_owned();
        self.decide(move |tx, now| {
            let mut mandate =
                tx.mandates().get(&id)?.ok_or_else(|| WalletError::not_found("mandate", &id))?;
            // What time has ended has ended, recorded or not.
            mandate.state = mandate.state_at(now).after(MandateEvent::Revoke)?;
            tx.mandates().update(&mandate)?;
            // Not approved yet: then there is nothing to approve any more. While the network is told, its answer ends
            // the session.
            let session = tx.sessions().get(&mandate.auth_session_id)?;
            if let Some(session) = session.filter(|session| check_waiting(session, now).is_ok()) {
                end_session(tx, session, MandateEvent::Revoke, REVOKED, now)?;
            }
            for payment in tx.payments().open_holds_of(&id)? {
                release_hold(tx, &payment, REVOKED, now)?;
            }
            tell_mandate_end(tx, &mandate, now)?;
            Ok(mandate)
        })
        .await
    }
}

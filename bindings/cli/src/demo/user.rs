//! The person who owns the wallet.

use std::sync::{Arc, Mutex, PoisonError};

use amp_wallet_core::clock::{Clock, SystemClock};
use amp_wallet_core::identity::{IdvEvidence, IdvMethod, UserPresence, VaultError};
use amp_wallet_core::network::messages::IdvLink;
use amp_wallet_core::wallet::{Approval, AuthorizationOutcome, Wallet};

use crate::error::CliError;

/// What the user does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UserAction {
    /// Opens the link that the agent shows.
    OpenLink,
    /// Reads what the wallet shows.
    Review,
    /// Confirms with a biometric, as the vault asks for it.
    Biometric,
}

/// A person who says yes, with everything they had to do for it.
#[derive(Debug, Clone, Default)]
pub(super) struct User {
    actions: Arc<Mutex<Vec<UserAction>>>,
}

/// The vault asks before each use of the key; this is where a finger would be.
impl UserPresence for User {
    fn confirm(&self, _reason: &str) -> Result<(), VaultError> {
        self.does(UserAction::Biometric);
        Ok(())
    }
}

impl User {
    /// Opens the link, reads the surface, confirms it.
    pub(super) async fn approve(
        &self,
        link: &IdvLink,
        wallet: &Wallet,
        reason: &str,
    ) -> Result<AuthorizationOutcome, CliError> {
        self.does(UserAction::OpenLink);
        let shown = wallet.surface(&link.auth_session_id).await?;
        self.does(UserAction::Review);
        let evidence = IdvEvidence {
            result: "FACE".to_owned(),
            time: SystemClock.now(),
            method: IdvMethod::DeviceBiometric,
            surface_digest: shown.digest,
        };
        let auth_session_id = link.auth_session_id.clone();
        Ok(wallet.approve(Approval { auth_session_id, evidence, reason: reason.to_owned() }).await?)
    }

    /// What was done since the last call.
    pub(super) fn take_actions(&self) -> Vec<UserAction> {
        std::mem::take(&mut *self.actions.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn does(&self, action: UserAction) {
        self.actions.lock().unwrap_or_else(PoisonError::into_inner).push(action);
    }
}

//! What agents ask for, and what the user makes of it.

use super::handle::Handle;
use crate::mandates::{Adjustment, AuthorizationSession, AuthorizationSurface, Mandate};
use crate::money::Amount;
use crate::wallet::{
    AdjustmentRequest, Approval, AuthorizationOutcome, AuthorizationRequest, MandatePage, MandateView,
    Received, WalletError,
};

/// The authorizations and mandates of one wallet. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Mandates(pub(super) Handle);

#[uniffi::export]
impl Mandates {
    /// Takes an authorization request from the network. What passes S1 waits for the user; what does not is `FAILED`
    /// at once. The same request again is answered with what became of the first.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for a known session with another content, [`WalletError::Invalid`] for identifiers
    /// that cannot be, [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn receive(&self, request: AuthorizationRequest) -> Result<Received, WalletError> {
        self.0.run("mandates.receive", self.0.wallet.receive_authorization(request)).await
    }

    /// The sessions that wait for the user, the oldest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn waiting(&self) -> Result<Vec<AuthorizationSession>, WalletError> {
        self.0.run("mandates.waiting", self.0.wallet.waiting()).await
    }

    /// One authorization session.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn session(&self, auth_session_id: String) -> Result<AuthorizationSession, WalletError> {
        self.0.run("mandates.session", self.0.wallet.session(&auth_session_id)).await
    }

    /// What the user is shown for a session that waits for approval, field for field what will be signed. The digest
    /// in it must come back with the approval.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::NotPending`], [`WalletError::ApprovalExpired`].
    pub async fn surface(&self, auth_session_id: String) -> Result<AuthorizationSurface, WalletError> {
        self.0.run("mandates.surface", self.0.wallet.surface(&auth_session_id)).await
    }

    /// Approves what was shown: the user's key signs, which asks for the person, and the network is told.
    ///
    /// It runs to its end even when the caller stops waiting; the outcome arrives as an event too. After a transport
    /// failure in which the network surely heard nothing, the session still waits and may be approved again.
    ///
    /// # Errors
    /// [`WalletError::Surface`] or [`WalletError::Idv`] when the approval is not for what was shown,
    /// [`WalletError::Refused`] (S1), [`WalletError::Isp`] with the vault's own error, [`WalletError::Network`],
    /// [`WalletError::OutcomeUnknown`], [`WalletError::Chain`] when the network's L1 does not verify.
    pub async fn approve(&self, approval: Approval) -> Result<AuthorizationOutcome, WalletError> {
        self.0.run("mandates.approve", self.0.wallet.approve(approval)).await
    }

    /// Declines a session that waits for approval.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::NotPending`], [`WalletError::Store`].
    pub async fn decline(&self, auth_session_id: String) -> Result<(), WalletError> {
        self.0.run("mandates.decline", self.0.wallet.decline(&auth_session_id)).await
    }

    /// The mandates with their balances, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn list(&self) -> Result<Vec<MandateView>, WalletError> {
        self.0.run("mandates.list", self.0.wallet.mandates()).await
    }

    /// The mandates with their balances, newest first: at most `limit` (1 to 1,000), from the newest on or, with what a
    /// page gave as `next`, after that page. A page costs the same at any depth.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for an `after` that no page gave, or a `limit` out of range; [`WalletError::Store`].
    pub async fn page(&self, after: Option<String>, limit: u32) -> Result<MandatePage, WalletError> {
        self.0.run("mandates.page", self.0.wallet.mandates_page(after, limit)).await
    }

    /// One mandate with its balances.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn get(&self, mandate_id: String) -> Result<MandateView, WalletError> {
        self.0.run("mandates.get", self.0.wallet.mandate(&mandate_id)).await
    }

    /// Ends a mandate for good, at once: nothing more is paid under it, holds are given back.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Mandate`] for one that has ended otherwise, [`WalletError::Store`].
    pub async fn revoke(&self, mandate_id: String) -> Result<Mandate, WalletError> {
        self.0.run("mandates.revoke", self.0.wallet.revoke_mandate(&mandate_id)).await
    }

    /// What the user is shown before a budget is raised to `budget` by this adjustment. The digest in it must come back
    /// with the approval, which is for no other adjustment.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Mandate`] for one that is not activated; [`WalletError::Invalid`] for
    /// one that has no budget to adjust; [`WalletError::Clock`].
    pub async fn adjustment_surface(
        &self,
        adjustment_id: String,
        mandate_id: String,
        budget: Amount,
    ) -> Result<AuthorizationSurface, WalletError> {
        let shown = self.0.wallet.adjustment_surface(&adjustment_id, &mandate_id, budget);
        self.0.run("mandates.adjustment_surface", shown).await
    }

    /// The adjustments of a mandate's budget, in the order of time.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn adjustments(&self, mandate_id: String) -> Result<Vec<Adjustment>, WalletError> {
        self.0.run("mandates.adjustments", self.0.wallet.adjustments(&mandate_id)).await
    }

    /// Raises or lowers the budget of an activated mandate. To raise takes an approval of the surface above. The same
    /// request again is answered with the first adjustment.
    ///
    /// # Errors
    /// [`WalletError::ApprovalNeeded`]; [`WalletError::Surface`], [`WalletError::Idv`] and [`WalletError::NotVerified`]
    /// for an approval of something else; [`WalletError::Refused`] (S1); [`WalletError::Ledger`] for a budget below
    /// what is held and debited; [`WalletError::Conflict`]; [`WalletError::Invalid`]; those of the user's key.
    pub async fn adjust(&self, request: AdjustmentRequest) -> Result<Adjustment, WalletError> {
        self.0.run("mandates.adjust", self.0.wallet.adjust_mandate(request)).await
    }
}

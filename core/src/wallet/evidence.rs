//! What is kept of one payment, and its chain verified anew.

use super::{Wallet, WalletError};
use crate::assurance::{self, VerifiedChain};
use crate::claims::Evidence;
use crate::clock::Timestamp;
use crate::payments::Payment;
use crate::storage::ReadTx;

impl Wallet {
    /// What is kept of a payment: the chain, the order, the times, the postings, as they are now. An appeal copies the
    /// same.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn payment_evidence(&self, payment_id: &str) -> Result<Evidence, WalletError> {
        let id = payment_id.to_owned();
        self.inner.store.read(move |tx| evidence(tx, expect(tx, &id)?)).await
    }

    /// Verifies the chain that is kept of a payment once more: every signature, key binding and bound, against the
    /// network's keys of this wallet, as of the moment when the amount was held.
    ///
    /// # Errors
    /// [`WalletError::Chain`] with the layer, the claim and the code of the first fault; [`WalletError::NotFound`] for an
    /// unknown payment, and with `chain` for one whose layers are not kept; [`WalletError::Store`].
    pub async fn verify_payment(&self, payment_id: &str) -> Result<VerifiedChain, WalletError> {
        let kept = self.payment_evidence(payment_id).await?;
        let missing = || WalletError::not_found("chain", payment_id);
        let (l1, l2) = (kept.l1.ok_or_else(missing)?, kept.l2.ok_or_else(missing)?);
        Ok(assurance::verify(&l1, &l2, kept.l3.as_deref(), &self.policy(), kept.held_at)?)
    }
}

/// The payment, which must be there.
pub(super) fn expect(tx: &ReadTx<'_>, payment_id: &str) -> Result<Payment, WalletError> {
    tx.payments().get(payment_id)?.ok_or_else(|| WalletError::not_found("payment", payment_id))
}

/// What is kept of a payment.
pub(super) fn evidence(tx: &ReadTx<'_>, payment: Payment) -> Result<Evidence, WalletError> {
    let mandate = tx
        .mandates()
        .get(&payment.mandate_id)?
        .ok_or_else(|| WalletError::not_found("mandate", &payment.mandate_id))?;
    let binding = tx.bindings().by_token(&payment.token_id)?;
    let session = tx.sessions().get(&mandate.auth_session_id)?;
    let verified: (Option<String>, Option<Timestamp>) =
        session.map_or((None, None), |session| (session.idv_result, session.idv_time));
    Ok(Evidence {
        l1: binding.and_then(|binding| binding.l1),
        l2: mandate.l2,
        l3: tx.payments().l3(&payment.payment_id)?,
        token_hash: Evidence::hash_of(&payment.payment_token),
        budget: mandate.budget,
        idv_result: verified.0,
        idv_time: verified.1,
        activated_at: mandate.activated_at,
        refunds: tx.refunds().list_by_payment(&payment.payment_id)?,
        entries: tx.ledger().entries_of(&payment.mandate_id, &payment.payment_id)?,
        order: payment.checkout,
        mandate_id: payment.mandate_id,
        agent_id: payment.agent_id,
        held_at: payment.created_at,
        captured_at: payment.captured.and(payment.ended_at),
        held: payment.held,
        captured: payment.captured,
    })
}

//! The user disputes a payment: one call, and the evidence is kept.

use super::list::PAGE;
use super::{Wallet, WalletError};
use crate::claims::{Appeal, Evidence, MAX_REASON};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::identity::random_id;
use crate::mandates::check_text;
use crate::payments::{Payment, PaymentState, SagaError};
use crate::storage::{ReadTx, StoreError};

/// Longest outcome of an appeal, in characters.
const MAX_OUTCOME: u32 = 64;

impl Wallet {
    /// Disputes a payment that was debited; `reason` is in the user's own words, 1 to 1,000 characters. The chain, the
    /// order, the times and the postings are copied as they are now. While an appeal is open the same call is answered
    /// with it.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Store`] with `payment.not_captured`; [`WalletError::Conflict`] while
    /// an appeal with another reason is open; [`WalletError::Invalid`] for a reason that cannot be.
    pub async fn appeal(&self, payment_id: &str, reason: &str) -> Result<Appeal, WalletError> {
        if reason.is_empty() || check_text(reason, MAX_REASON).is_err() {
            return Err(WalletError::invalid("reason", "empty, too long, or not fit to be shown"));
        }
        let (payment_id, reason) = (payment_id.to_owned(), reason.to_owned());
        let appeal_id = format!("appeal-{}", random_id()?);
        self.decide(move |tx, now| {
            if let Some(open) = tx.appeals().open_of(&payment_id)? {
                let same = open.reason == reason;
                return if same { Ok(open) } else { Err(WalletError::conflict("appeal", &open.appeal_id)) };
            }
            let payment = tx
                .payments()
                .get(&payment_id)?
                .ok_or_else(|| WalletError::not_found("payment", &payment_id))?;
            let evidence = evidence(tx, payment)?;
            let appeal = Appeal {
                appeal_id,
                payment_id,
                reason,
                opened_at: now,
                closed_at: None,
                outcome: None,
                evidence,
            };
            tx.appeals().open(&appeal)?;
            let (payment_id, appeal_id) = (appeal.payment_id.clone(), appeal.appeal_id.clone());
            tx.events().append(&EventKind::AppealOpened { payment_id, appeal_id }, now)?;
            Ok(appeal)
        })
        .await
    }

    /// Closes an appeal with what the provider decided, a code of 1 to 64 characters. Money that is given back comes
    /// as a refund. The payment may be disputed again.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Conflict`] for one that is closed; [`WalletError::Invalid`].
    pub async fn close_appeal(&self, appeal_id: &str, outcome: &str) -> Result<Appeal, WalletError> {
        if outcome.is_empty() || check_text(outcome, MAX_OUTCOME).is_err() {
            return Err(WalletError::invalid("outcome", "empty, too long, or not fit to be shown"));
        }
        let (id, outcome) = (appeal_id.to_owned(), outcome.to_owned());
        self.decide(move |tx, now| {
            let appeal = tx.appeals().get(&id)?.ok_or_else(|| WalletError::not_found("appeal", &id))?;
            if appeal.closed_at.is_some() {
                return Err(WalletError::conflict("appeal", &id));
            }
            tx.appeals().close(&id, &outcome, now)?;
            let (payment_id, appeal_id) = (appeal.payment_id.clone(), id);
            tx.events().append(&EventKind::AppealClosed { payment_id, appeal_id }, now)?;
            Ok(Appeal { closed_at: Some(now), outcome: Some(outcome), ..appeal })
        })
        .await
    }

    /// The appeals, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn appeals(&self) -> Result<Vec<Appeal>, WalletError> {
        self.inner.store.read(|tx| Ok(tx.appeals().list(PAGE)?)).await
    }
}

fn evidence(tx: &ReadTx<'_>, payment: Payment) -> Result<Evidence, WalletError> {
    if payment.state != PaymentState::Captured {
        return Err(StoreError::from(SagaError::NotCaptured { state: payment.state }).into());
    }
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
        captured_at: payment.ended_at,
        held: payment.held,
        captured: payment.captured,
    })
}

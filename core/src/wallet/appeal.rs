//! The user disputes a payment: one call, and the evidence is kept.

use super::evidence::{evidence, expect};
use super::list::PAGE;
use super::{Wallet, WalletError};
use crate::claims::{Appeal, MAX_REASON};
use crate::events::EventKind;
use crate::identity::random_id;
use crate::mandates::check_text;
use crate::payments::{PaymentState, SagaError};
use crate::storage::StoreError;

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
            let payment = expect(tx, &payment_id)?;
            if payment.state != PaymentState::Captured {
                return Err(StoreError::from(SagaError::NotCaptured { state: payment.state }).into());
            }
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

//! Giving holds back: when their tokens end, when their mandate does, when a payment is refused.

use super::limit_books::count_vain_attempt;
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::payments::Payment;
use crate::storage::WriteTx;

/// Why such a hold was given back; a stable code.
const EXPIRED: &str = "token.expired";

/// How many holds one transaction gives back at most: it shares the writer with payments.
const BATCH: u32 = 64;

impl Wallet {
    /// Gives back every hold whose payment token has ended; how many. The next payment does so in any case, and
    /// [`Wallet::keep_house`].
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn release_expired_holds(&self) -> Result<u32, WalletError> {
        let mut released = 0_u32;
        loop {
            let batch = self.decide(release_overdue).await?;
            released = released.saturating_add(batch);
            if batch < BATCH {
                return Ok(released);
            }
        }
    }
}

#[cfg(feature = "mpp")]
impl Wallet {
    /// Gives one hold back, for a provider that does not hand its token out after all; `because` is a stable code.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Store`] for a payment that has ended; [`WalletError::Clock`].
    pub(crate) async fn give_back(
        &self,
        payment_id: &str,
        because: &'static str,
    ) -> Result<Payment, WalletError> {
        let id = payment_id.to_owned();
        self.decide(move |tx, now| {
            let payment = tx.payments().get(&id)?.ok_or_else(|| WalletError::not_found("payment", &id))?;
            release_hold(tx, &payment, because, now)
        })
        .await
    }
}

/// Gives back a batch of holds, of any mandate, whose tokens have ended; how many.
pub(super) fn release_overdue(tx: &WriteTx<'_>, now: Timestamp) -> Result<u32, WalletError> {
    let payments = tx.payments().overdue_holds(now, BATCH)?;
    for payment in &payments {
        release_hold(tx, payment, EXPIRED, now)?;
    }
    Ok(u32::try_from(payments.len()).unwrap_or(BATCH))
}

/// Gives back the holds of one mandate whose tokens have ended, so that they do not count against its budget.
pub(super) fn release_expired_of(
    tx: &WriteTx<'_>,
    mandate_id: &str,
    now: Timestamp,
) -> Result<(), WalletError> {
    for payment in tx.payments().overdue_holds_of(mandate_id, now)? {
        release_hold(tx, &payment, EXPIRED, now)?;
    }
    Ok(())
}

/// Gives one hold back; `because` is a stable code.
pub(super) fn release_hold(
    tx: &WriteTx<'_>,
    payment: &Payment,
    because: &str,
    now: Timestamp,
) -> Result<Payment, WalletError> {
    let released = tx.payments().release(&payment.payment_id, because, now)?;
    count_vain_attempt(tx, &released)?;
    let what = EventKind::PaymentReleased {
        payment_id: released.payment_id.clone(),
        mandate_id: released.mandate_id.clone(),
        agent_id: released.agent_id.clone(),
        merchant_name: released.checkout.merchant.merchant_name.clone(),
        amount: released.held,
        because: because.to_owned(),
    };
    tx.events().append(&what, now)?;
    Ok(released)
}

//! What the app is told: events, pulled one after another and acknowledged.

use std::time::Duration;

use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::events::{Event, EventKind, PENDING_LIMIT, REFUSALS_LIMIT, Refused};
use crate::guard::Refusal;
use crate::mandates::{MAX_NAME, Mandate, MandateState, check_text};
use crate::runtime;
use crate::storage::{StoreError, WriteTx};

/// The most events of one page.
const PAGE: u32 = 200;

/// How long who waits for an event may miss one that another process records.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

impl Wallet {
    /// The oldest event that was not acknowledged yet; none if everything was. Asking again answers the same event,
    /// after a restart too, until [`Wallet::acknowledge_event`].
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn next_event(&self) -> Result<Option<Event>, WalletError> {
        Ok(self.events(0).await?.into_iter().next())
    }

    /// At most 200 events that wait, those after the one numbered `after` (0 for the first), in order.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn events(&self, after: i64) -> Result<Vec<Event>, WalletError> {
        self.inner.store.read(move |tx| Ok(tx.events().waiting(after, PAGE)?)).await
    }

    /// What happened, the latest first, events that wait and events that were acknowledged: `limit` of them (1 to 200; what
    /// is beyond is taken as the nearer end) from before the one numbered `before`, or from the latest on. Acknowledged
    /// ones are there for as long as the [`RetentionPolicy`](super::RetentionPolicy) keeps them.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn event_history(&self, before: Option<i64>, limit: u32) -> Result<Vec<Event>, WalletError> {
        let limit = limit.clamp(1, PAGE);
        self.inner.store.read(move |tx| Ok(tx.events().history(before, limit)?)).await
    }

    /// Waits until there is an event after the one numbered `after` (0 for the first). A suspended wallet is waited for;
    /// what another process records is noticed within two seconds.
    ///
    /// # Errors
    /// [`WalletError::Store`], `store.closed` when the wallet is closed meanwhile.
    pub async fn event_after(&self, after: i64) -> Result<Event, WalletError> {
        let mut recorded = self.inner.recorded.subscribe();
        loop {
            recorded.mark_unchanged();
            match self.events(after).await {
                Ok(events) => {
                    if let Some(event) = events.into_iter().next() {
                        return Ok(event);
                    }
                }
                Err(WalletError::Store(StoreError::Suspended)) => {}
                Err(error) => return Err(error),
            }
            // The caller's own executor may have no timer: the pause runs on the wallet's runtime.
            let pause = runtime::run(async { tokio::time::sleep(LOOK_AGAIN).await });
            tokio::select! {
                _ = recorded.changed() => {}
                waited = pause => waited.map_err(|_| WalletError::Interrupted)?,
            }
        }
    }

    /// Acknowledges the event and every earlier one: they are not told again, and become history. Call it when what they
    /// brought about is safe. To acknowledge twice is harmless.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for a number that no event has yet; [`WalletError::Store`].
    pub async fn acknowledge_event(&self, event_id: i64) -> Result<(), WalletError> {
        let kept = self.inner.config.retention.events;
        let known = self
            .inner
            .store
            .write(move |tx| {
                let known = tx.events().acknowledge(event_id)?;
                // As many as can be acknowledged at once: so there are never more than are to be kept.
                tx.events().forget_surplus(kept, PENDING_LIMIT)?;
                Ok::<_, WalletError>(known)
            })
            .await?;
        if known { Ok(()) } else { Err(WalletError::not_found("event", &event_id.to_string())) }
    }
}

/// Records that the mandate has ended, in the transaction that ends it. One that is alive tells nothing.
pub(super) fn tell_mandate_end(
    tx: &WriteTx<'_>,
    mandate: &Mandate,
    now: Timestamp,
) -> Result<(), WalletError> {
    let mandate_id = mandate.mandate_id.clone();
    let what = match mandate.state {
        MandateState::Revoked => EventKind::MandateRevoked { mandate_id },
        MandateState::Expired => EventKind::MandateExpired { mandate_id },
        MandateState::Finished => EventKind::MandateFinished { mandate_id },
        MandateState::Inactive | MandateState::Activated => return Ok(()),
    };
    Ok(tx.events().append(&what, now)?)
}

/// Who wanted to be paid by whom, when S2, S3 or S4 refused.
pub(super) struct RefusedPayment<'a> {
    pub(super) mandate_id: &'a str,
    pub(super) payment_id: Option<&'a str>,
    pub(super) agent_id: &'a str,
    pub(super) merchant_name: &'a str,
}

/// Records what S2, S3 or S4 refused under a mandate.
pub(super) fn tell_refusal(
    tx: &WriteTx<'_>,
    refused: &RefusedPayment<'_>,
    refusal: &Refusal,
    now: Timestamp,
) -> Result<(), WalletError> {
    tx.refusals().count(refused.mandate_id, refusal.code(), now)?;
    // What is refused may be refused for its very name: then nobody is shown it.
    let shown = !refused.merchant_name.is_empty() && check_text(refused.merchant_name, MAX_NAME).is_ok();
    let what = |untold| EventKind::PaymentRefused {
        mandate_id: refused.mandate_id.to_owned(),
        payment_id: refused.payment_id.map(str::to_owned),
        agent_id: refused.agent_id.to_owned(),
        merchant_name: shown.then(|| refused.merchant_name.to_owned()),
        because: Refused::from(refusal),
        untold,
    };
    Ok(tx.events().append_refusal(refused.agent_id, REFUSALS_LIMIT, what, now)?)
}

//! Time ends mandates by itself; here it is written down and told.

use super::decline_authorization::end_session;
use super::events::tell_mandate_end;
use super::release_holds::release_hold;
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::mandates::{Mandate, MandateEvent, MandateState, SessionStatus};
use crate::storage::WriteTx;

/// How many mandates one transaction ends at most: it shares the writer with payments.
const BATCH: u32 = 64;

/// Why what belonged to such a mandate ended; a stable code.
const EXPIRED: &str = "mandate.expired";

impl Wallet {
    /// Records every mandate whose time is over as expired, gives its holds back, and tells it. Nothing depends on this
    /// being called: no decision lets an expired mandate pay. [`Wallet::keep_house`] does it too. Answers how many.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn expire_mandates(&self) -> Result<u32, WalletError> {
        let mut ended = 0_u32;
        loop {
            let batch = self.decide(|tx, now| end_mandates(tx, now, BATCH)).await?;
            ended = ended.saturating_add(batch);
            if batch < BATCH {
                return Ok(ended);
            }
        }
    }
}

/// Ends at most `limit` mandates whose time is over; how many. One whose approval the network is being told of ends
/// when the network has answered.
pub(super) fn end_mandates(tx: &WriteTx<'_>, now: Timestamp, limit: u32) -> Result<u32, WalletError> {
    let overdue = tx.mandates().overdue(now, limit)?;
    let ended = u32::try_from(overdue.len()).unwrap_or(limit);
    for mandate in overdue {
        end(tx, mandate, now)?;
    }
    Ok(ended)
}

fn end(tx: &WriteTx<'_>, mut mandate: Mandate, now: Timestamp) -> Result<(), WalletError> {
    let waiting = match mandate.state {
        MandateState::Inactive => tx.sessions().get(&mandate.auth_session_id)?,
        _ => None,
    };
    if let Some(session) = waiting.filter(|session| session.status == SessionStatus::AuthInProcess) {
        return end_session(tx, session, MandateEvent::Expire, EXPIRED, now);
    }
    for payment in tx.payments().open_holds_of(&mandate.mandate_id)? {
        release_hold(tx, &payment, EXPIRED, now)?;
    }
    mandate.state = mandate.state.after(MandateEvent::Expire)?;
    tx.mandates().update(&mandate)?;
    tell_mandate_end(tx, &mandate, now)
}

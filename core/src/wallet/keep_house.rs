//! What time has ended is put away: one call for a host to make now and then.

use super::decline_authorization::end_overdue;
use super::expire_mandates::end_mandates;
use super::release_holds::release_overdue;
use super::retention::drop_past_keeping;
use super::{RetentionPolicy, Wallet, WalletError};
use crate::clock::{LEEWAY_MILLIS, Timestamp};
use crate::storage::WriteTx;

/// How many rows of one kind a transaction touches at most: it shares the writer with payments.
const BATCH: u32 = 64;

/// How many transactions one call makes at most.
const ROUNDS: u32 = 16;

/// How long a session that came to nothing is kept, in days: so long the same request is answered with what became of
/// it, and the user finds what he declined.
const FAILED_KEPT_DAYS: i64 = 30;

/// How many of them are kept at most, however young.
const FAILED_KEPT: u32 = 1_024;

const SECONDS_PER_DAY: i64 = 86_400;

/// What one call of [`Wallet::keep_house`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, uniffi::Record)]
pub struct Housekeeping {
    /// Holds given back because their payment tokens had ended.
    pub holds_released: u64,
    /// Mandates recorded as expired.
    pub mandates_expired: u64,
    /// Authorization sessions that nobody approved in time, recorded as failed.
    pub sessions_expired: u64,
    /// Sessions that came to nothing long ago, dropped with what was to come of them.
    pub sessions_dropped: u64,
    /// Nonces dropped that nothing acceptable could carry any more.
    pub nonces_dropped: u64,
    /// Counts of limits dropped whose windows are long over.
    pub counters_dropped: u64,
    /// Counts of attempts dropped whose mandates have ended.
    pub attempts_dropped: u64,
    /// Acknowledged events dropped that were too old to keep, or too many.
    pub events_dropped: u64,
    /// Ended mandates dropped, each with everything under it.
    pub mandates_dropped: u64,
    /// Payments dropped with their mandates.
    pub payments_dropped: u64,
    /// Whether there is more to do than one call does: call again.
    pub more: bool,
}

impl Wallet {
    /// Gives back the holds of tokens that have ended, records mandates and sessions whose time is over, tells both,
    /// and drops what is past keeping: nonces, counts, sessions that came to nothing, and history beyond the
    /// wallet's [`RetentionPolicy`]. Call it after opening and every hour.
    ///
    /// No decision depends on it: nothing expired pays, called or not. Each call does a bounded amount of work in short
    /// transactions, and one that finds nothing to do changes nothing but the clock's mark.
    ///
    /// # Errors
    /// [`WalletError::Clock`] when the clock cannot be trusted: then nothing has ended; [`WalletError::Store`].
    pub async fn keep_house(&self) -> Result<Housekeeping, WalletError> {
        let retention = self.inner.config.retention;
        let mut done = Housekeeping::default();
        for _ in 0..ROUNDS {
            let round = self.decide(move |tx, now| tidy(tx, now, retention)).await?;
            done = done.and(round);
            if !done.more {
                break;
            }
        }
        Ok(done)
    }
}

impl Housekeeping {
    /// Both rounds together; whether there is more, the later one knows.
    const fn and(self, later: Self) -> Self {
        Self {
            holds_released: self.holds_released.saturating_add(later.holds_released),
            mandates_expired: self.mandates_expired.saturating_add(later.mandates_expired),
            sessions_expired: self.sessions_expired.saturating_add(later.sessions_expired),
            sessions_dropped: self.sessions_dropped.saturating_add(later.sessions_dropped),
            nonces_dropped: self.nonces_dropped.saturating_add(later.nonces_dropped),
            counters_dropped: self.counters_dropped.saturating_add(later.counters_dropped),
            attempts_dropped: self.attempts_dropped.saturating_add(later.attempts_dropped),
            events_dropped: self.events_dropped.saturating_add(later.events_dropped),
            mandates_dropped: self.mandates_dropped.saturating_add(later.mandates_dropped),
            payments_dropped: self.payments_dropped.saturating_add(later.payments_dropped),
            more: later.more,
        }
    }
}

/// One round: a batch of each kind. Mandates come before sessions, so that what ended with its mandate says so, and counts
/// before the history that they were made of.
fn tidy(tx: &WriteTx<'_>, now: Timestamp, retention: RetentionPolicy) -> Result<Housekeeping, WalletError> {
    let holds_released = u64::from(release_overdue(tx, now)?);
    let mandates_expired = u64::from(end_mandates(tx, now, BATCH)?);
    let mut round = Housekeeping {
        holds_released,
        mandates_expired,
        sessions_expired: u64::from(end_overdue(tx, now, BATCH)?),
        sessions_dropped: drop_failed(tx, now, BATCH)?,
        nonces_dropped: tx.nonces().prune(now, BATCH)?,
        counters_dropped: tx.counters().prune(now, BATCH)?,
        // Not before their mandates are on record as ended: until then the clock may turn out to be ahead.
        attempts_dropped: if mandates_expired < u64::from(BATCH) {
            tx.attempts().prune(now.plus_millis(-LEEWAY_MILLIS), BATCH)?
        } else {
            0
        },
        ..Housekeeping::default()
    };
    let history = drop_past_keeping(tx, now, retention, BATCH)?;
    round.events_dropped = history.events;
    round.mandates_dropped = history.mandates;
    round.payments_dropped = history.payments;
    round.more = [
        round.holds_released,
        round.mandates_expired,
        round.sessions_expired,
        round.sessions_dropped,
        round.nonces_dropped,
        round.counters_dropped,
        round.attempts_dropped,
        round.events_dropped,
        round.mandates_dropped.saturating_add(round.payments_dropped),
    ]
    .iter()
    .any(|dropped| *dropped >= u64::from(BATCH));
    Ok(round)
}

/// Drops at most `limit` sessions that came to nothing and are past keeping; how many.
pub(super) fn drop_failed(tx: &WriteTx<'_>, now: Timestamp, limit: u32) -> Result<u64, WalletError> {
    let before = now.plus_seconds(-FAILED_KEPT_DAYS * SECONDS_PER_DAY);
    Ok(tx.sessions().drop_failed(before, FAILED_KEPT, limit)?)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::assurance::Mode;
    use crate::identity::{MemorySecretStore, Secrets};
    use crate::limits::AttemptKey;
    use crate::mandates::sample;
    use crate::storage::{Store, StoreOptions};

    #[test]
    fn attempts_are_remembered_until_their_mandates_are_on_record_as_ended() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
        let store = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets).unwrap();
        let usual = sample::mandate(Mode::Autonomous, 100_000);
        let over = usual.expires_at.plus_seconds(3_600);
        let rounds = store.write_blocking(move |tx| {
            for number in 0..=BATCH {
                let mut mandate = usual.clone();
                mandate.mandate_id = format!("mandate-{number}");
                mandate.network_mandate_id = Some(format!("network-{number}"));
                mandate.auth_session_id = format!("session-{number}");
                tx.mandates().insert(&mandate)?;
            }
            for key in AttemptKey::in_vain("mandate-0", &sample::checkout(100)) {
                tx.attempts().count(&key, usual.expires_at)?;
            }
            let rounds = [(); 2].map(|()| tidy(tx, over, RetentionPolicy::default()));
            Ok::<_, WalletError>(rounds.map(|round| round.unwrap()))
        });
        let [first, second] = rounds.unwrap();
        assert_eq!((first.mandates_expired, first.attempts_dropped, first.more), (64, 0, true));
        assert_eq!((second.mandates_expired, second.attempts_dropped, second.more), (1, 2, false));
    }
}

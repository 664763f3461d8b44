//! What has ended long ago goes as a whole: a mandate with its payments, its book in the ledger and all that hangs on them,
//! in one transaction, so that what stays still agrees with itself.

use rusqlite::params;

use super::columns::value;
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::mandates::Mandate;

/// How much was dropped of what has ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DroppedHistory {
    /// Mandates.
    pub mandates: u64,
    /// Payments under them.
    pub payments: u64,
}

/// Mandates that ended before ?1 and of which nothing is needed any more, the earliest first. Needed is
/// - what happened at ?1 or later: a posting (refunds and adjustments have theirs), a token's end, the end of a dispute;
/// - what is unfinished: a hold, an open dispute, an authorization of which the network is being told;
/// - what a limit still counts.
const DROPPABLE: &str = "
    SELECT mandate_id, auth_session_id FROM mandate INDEXED BY mandate_ended
    WHERE state IN ('revoked', 'expired', 'finished') AND expires_at < ?1 AND created_at < ?1
      AND NOT EXISTS (SELECT 1 FROM json_each(mandate.counted) AS counts JOIN limit_counter ON number = counts.value)
      AND NOT EXISTS (SELECT 1 FROM session WHERE session.auth_session_id = mandate.auth_session_id
        AND (status = 'AUTH_IN_PROCESS' OR session.created_at >= ?1))
      AND NOT EXISTS (SELECT 1 FROM ledger_posting AS posting
        WHERE posting.mandate_id = mandate.mandate_id AND posting.at >= ?1)
      AND NOT EXISTS (SELECT 1 FROM ledger_posting AS posting CROSS JOIN payment USING (payment_id)
        WHERE posting.mandate_id = mandate.mandate_id AND movement = 'hold'
          AND (payment.state = 'held' OR token_expires_at >= ?1
            OR EXISTS (SELECT 1 FROM json_each(payment.counted) AS counts
              JOIN limit_counter ON limit_counter.number = counts.value)
            OR EXISTS (SELECT 1 FROM appeal WHERE appeal.payment_id = payment.payment_id
              AND (closed_at IS NULL OR closed_at >= ?1))))
    ORDER BY expires_at LIMIT ?2";

const PAYMENTS: &str = "SELECT payment_id FROM ledger_posting WHERE mandate_id = ?1 AND movement = 'hold' AND payment_id IS NOT NULL";

impl Rows<'_, Mandate, Write> {
    /// Drops mandates that ended before `before` and of which nothing is needed any more, each with everything under it:
    /// its chain, its authorization session, payments with their chains, refunds and disputes, postings and balances,
    /// adjustments, the tally of refusals. It ends with the mandate that makes it `limit` rows of mandates and payments.
    ///
    /// # Errors
    /// What the database says.
    pub fn drop_ended(&self, before: Timestamp, limit: u32) -> Result<DroppedHistory, StoreError> {
        let found = self.all(DROPPABLE, params![before.millis(), limit], |row| {
            Ok((value::<String>(row, "mandate_id")?, value::<String>(row, "auth_session_id")?))
        })?;
        let mut dropped = DroppedHistory::default();
        for (mandate_id, session) in found {
            if dropped.mandates.saturating_add(dropped.payments) >= u64::from(limit) {
                break;
            }
            dropped.payments = dropped.payments.saturating_add(self.drop_whole(&mandate_id, &session)?);
            dropped.mandates = dropped.mandates.saturating_add(1);
        }
        Ok(dropped)
    }

    /// Drops one mandate and everything under it; how many payments. The book is closed first: as long as it is open the
    /// schema lets nothing of it go.
    fn drop_whole(&self, mandate_id: &str, auth_session_id: &str) -> Result<u64, StoreError> {
        let payments = self.all(PAYMENTS, [mandate_id], |row| value::<String>(row, "payment_id"))?;
        self.change("DELETE FROM ledger_balance WHERE mandate_id = ?1", [mandate_id])?;
        self.change("DELETE FROM ledger_posting WHERE mandate_id = ?1", [mandate_id])?;
        let mut dropped = 0_u64;
        for payment in &payments {
            self.change("DELETE FROM appeal WHERE payment_id = ?1", [payment])?;
            self.change("DELETE FROM refund WHERE payment_id = ?1", [payment])?;
            let gone = self.change("DELETE FROM payment WHERE payment_id = ?1", [payment])?;
            dropped = dropped.saturating_add(gone);
        }
        self.change("DELETE FROM adjustment WHERE mandate_id = ?1", [mandate_id])?;
        self.change("DELETE FROM refusal WHERE mandate_id = ?1", [mandate_id])?;
        self.change_one("mandate", "DELETE FROM mandate WHERE mandate_id = ?1", [mandate_id])?;
        self.change("DELETE FROM session WHERE auth_session_id = ?1", [auth_session_id])?;
        Ok(dropped)
    }
}

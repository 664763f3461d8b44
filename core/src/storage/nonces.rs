//! Nonces that were seen: kept until nothing that carries them could be accepted any more, then dropped.

use rusqlite::params;

use super::{Rows, StoreError, Write};
use crate::clock::{LEEWAY_MILLIS, Timestamp};

/// One nonce.
#[derive(Debug)]
pub enum Nonce {}

/// A verifier accepts a token for the leeway after its expiry, on a clock that may be behind by the leeway.
const KEPT_AFTER_EXPIRY: i64 = 2 * LEEWAY_MILLIS;

/// How many each new one drops: more than it adds.
const DROPPED_AT_ONCE: u32 = 4;

impl Rows<'_, Nonce, Write> {
    /// Registers the nonce of something that expires at `expires_at`, and drops a few that are no longer needed, so
    /// that the table stays as large as what is valid.
    ///
    /// # Errors
    /// [`StoreError::NonceSeen`] for a replay; [`StoreError::Forbidden`] for one that is empty or longer than 512
    /// characters.
    pub fn register(&self, nonce: &str, expires_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        self.prune(now, DROPPED_AT_ONCE)?;
        let keep_until = expires_at.plus_millis(KEPT_AFTER_EXPIRY);
        let added = self.change(
            "INSERT INTO nonce (nonce, keep_until) VALUES (?1, ?2) ON CONFLICT (nonce) DO NOTHING",
            params![nonce, keep_until.millis()],
        )?;
        if added == 1 { Ok(()) } else { Err(StoreError::NonceSeen) }
    }

    /// Remembers a nonce that was registered before and may have been dropped, if anything acceptable could carry it.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] for one that is empty or longer than 512 characters.
    pub fn restore(&self, nonce: &str, expires_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        let keep_until = expires_at.plus_millis(KEPT_AFTER_EXPIRY);
        if keep_until >= now {
            self.change(
                "INSERT INTO nonce (nonce, keep_until) VALUES (?1, ?2) ON CONFLICT (nonce) DO NOTHING",
                params![nonce, keep_until.millis()],
            )?;
        }
        Ok(())
    }

    /// Drops at most `limit` nonces that nothing acceptable could carry any more; how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn prune(&self, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.change(
            "DELETE FROM nonce WHERE nonce IN
               (SELECT nonce FROM nonce WHERE keep_until < ?1 ORDER BY keep_until LIMIT ?2)",
            params![now.millis(), limit],
        )
    }

    /// How many are kept.
    ///
    /// # Errors
    /// What the database says.
    pub fn count(&self) -> Result<u64, StoreError> {
        let count = self.find("SELECT count(*) AS kept FROM nonce", [], |row| {
            super::columns::value::<i64>(row, "kept")
        })?;
        Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
    }
}

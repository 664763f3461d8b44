//! How often orders were tried, and how often in a row in vain, where their mandate bounds it.

use rusqlite::params;

use super::columns::value;
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::limits::AttemptKey;

impl<Access> Rows<'_, AttemptKey, Access> {
    /// How many attempts count under these keys together.
    ///
    /// # Errors
    /// What the database says.
    pub fn sum(&self, keys: &[AttemptKey]) -> Result<i64, StoreError> {
        let mut tried = 0_i64;
        for key in keys {
            self.each("SELECT attempts FROM attempt WHERE digest = ?1", params![key.digest], |row| {
                tried = tried.saturating_add(value(row, "attempts")?);
                Ok(())
            })?;
        }
        Ok(tried)
    }
}

impl Rows<'_, AttemptKey, Write> {
    /// Counts one more attempt, remembered until `keep_until`, the end of the mandate.
    ///
    /// # Errors
    /// What the database says.
    pub fn count(&self, key: &AttemptKey, keep_until: Timestamp) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO attempt (digest, attempts, keep_until) VALUES (?1, 1, ?2)
             ON CONFLICT (digest) DO UPDATE SET attempts = attempts + 1, keep_until = excluded.keep_until",
            params![key.digest, keep_until.millis()],
        )?;
        Ok(())
    }

    /// Begins to count anew.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget(&self, key: &AttemptKey) -> Result<(), StoreError> {
        self.change("DELETE FROM attempt WHERE digest = ?1", params![key.digest])?;
        Ok(())
    }

    /// Forgets the attempts under mandates that ended before `before`, at most `limit` of them; how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn prune(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.change(
            "DELETE FROM attempt WHERE digest IN
               (SELECT digest FROM attempt WHERE keep_until <= ?1 ORDER BY keep_until LIMIT ?2)",
            params![before.millis(), limit],
        )
    }
}

//! How often orders were tried, where their mandate bounds it.

use rusqlite::params;

use super::columns::value;
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::limits::AttemptKey;

impl<Access> Rows<'_, AttemptKey, Access> {
    /// How often the order was tried.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, key: &AttemptKey) -> Result<i64, StoreError> {
        let tried =
            self.find("SELECT attempts FROM attempt WHERE digest = ?1", params![key.digest], |row| {
                value(row, "attempts")
            })?;
        Ok(tried.unwrap_or(0))
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

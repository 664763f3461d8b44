//! How often the Intent Guard refused under a mandate: one row a mandate, so that it does not grow with an agent's zeal.

use rusqlite::params;

use super::columns::{time, value};
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::mandates::RefusalTally;

impl<Access> Rows<'_, RefusalTally, Access> {
    /// What was refused under the mandate; none if nothing was.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, mandate_id: &str) -> Result<Option<RefusalTally>, StoreError> {
        self.find("SELECT * FROM refusal WHERE mandate_id = ?1", params![mandate_id], |row| {
            Ok(RefusalTally {
                refused: value(row, "refused")?,
                code: value(row, "code")?,
                at: time(row, "at")?,
            })
        })
    }
}

impl Rows<'_, RefusalTally, Write> {
    /// Counts one refusal; `code` is its stable code.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] for a mandate that is not there.
    pub fn count(&self, mandate_id: &str, code: &str, now: Timestamp) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO refusal (mandate_id, refused, code, at) VALUES (?1, 1, ?2, ?3)
             ON CONFLICT (mandate_id) DO UPDATE SET refused = refused + 1, code = excluded.code, at = excluded.at",
            params![mandate_id, code, now.millis()],
        )?;
        Ok(())
    }
}

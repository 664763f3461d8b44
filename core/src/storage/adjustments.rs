//! Budgets that were raised or lowered.

use rusqlite::params;

use super::columns::{amount, time, value};
use super::rows::Row;
use super::{Rows, StoreError, Write};
use crate::mandates::Adjustment;

impl<Access> Rows<'_, Adjustment, Access> {
    /// The adjustment with the app's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, adjustment_id: &str) -> Result<Option<Adjustment>, StoreError> {
        self.find("SELECT * FROM adjustment WHERE adjustment_id = ?1", params![adjustment_id], read)
    }

    /// The adjustments of one mandate, in the order of time.
    ///
    /// # Errors
    /// What the database says.
    pub fn list_by_mandate(&self, mandate_id: &str) -> Result<Vec<Adjustment>, StoreError> {
        self.all(
            "SELECT * FROM adjustment WHERE mandate_id = ?1 ORDER BY at, adjustment_id",
            params![mandate_id],
            read,
        )
    }
}

impl Rows<'_, Adjustment, Write> {
    /// Records an adjustment; the mandate and the ledger are changed beside it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for an identifier that is there.
    pub fn insert(&self, adjustment: &Adjustment) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO adjustment (adjustment_id, mandate_id, currency, before, after, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                adjustment.adjustment_id,
                adjustment.mandate_id,
                adjustment.after.currency().code(),
                adjustment.before.micros(),
                adjustment.after.micros(),
                adjustment.at.millis(),
            ],
        )?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Adjustment, StoreError> {
    Ok(Adjustment {
        adjustment_id: value(row, "adjustment_id")?,
        mandate_id: value(row, "mandate_id")?,
        before: amount(row, "before")?,
        after: amount(row, "after")?,
        at: time(row, "at")?,
    })
}

//! Payments that the user disputes, with their evidence.

use rusqlite::params;

use super::columns::{optional_time, time, to_json, value};
use super::rows::Row;
use super::sealed::{self, APPEAL_EVIDENCE, APPEAL_REASON};
use super::{Rows, StoreError, Write};
use crate::claims::Appeal;
use crate::clock::Timestamp;

const WHAT: &str = "appeal";

impl<Access> Rows<'_, Appeal, Access> {
    /// The appeal with the wallet's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, appeal_id: &str) -> Result<Option<Appeal>, StoreError> {
        self.find("SELECT * FROM appeal WHERE appeal_id = ?1", params![appeal_id], read)
    }

    /// The open appeal about a payment, if there is one.
    ///
    /// # Errors
    /// What the database says.
    pub fn open_of(&self, payment_id: &str) -> Result<Option<Appeal>, StoreError> {
        self.find(
            "SELECT * FROM appeal WHERE payment_id = ?1 AND closed_at IS NULL",
            params![payment_id],
            read,
        )
    }

    /// At most `limit` appeals, the latest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, limit: u32) -> Result<Vec<Appeal>, StoreError> {
        self.all("SELECT * FROM appeal ORDER BY rowid DESC LIMIT ?1", params![limit], read)
    }
}

impl Rows<'_, Appeal, Write> {
    /// Opens an appeal.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] while another about the same payment is open.
    pub fn open(&self, appeal: &Appeal) -> Result<(), StoreError> {
        let row = &appeal.appeal_id;
        self.change(
            "INSERT INTO appeal (appeal_id, payment_id, reason, evidence, opened_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                appeal.appeal_id,
                appeal.payment_id,
                self.sealed(APPEAL_REASON, row, &appeal.reason)?,
                self.sealed(APPEAL_EVIDENCE, row, to_json(&appeal.evidence)?)?,
                appeal.opened_at.millis(),
            ],
        )?;
        Ok(())
    }

    /// Closes an open appeal; `outcome` is a stable code.
    ///
    /// # Errors
    /// [`StoreError::Missing`], also for one that is closed.
    pub fn close(&self, appeal_id: &str, outcome: &str, now: Timestamp) -> Result<(), StoreError> {
        self.change_one(
            WHAT,
            "UPDATE appeal SET closed_at = ?3, outcome = ?2 WHERE appeal_id = ?1 AND closed_at IS NULL",
            params![appeal_id, outcome, now.millis()],
        )
    }
}

fn read(row: &Row<'_>) -> Result<Appeal, StoreError> {
    Ok(Appeal {
        appeal_id: value(row, "appeal_id")?,
        payment_id: value(row, "payment_id")?,
        reason: sealed::text(row, APPEAL_REASON)?,
        opened_at: time(row, "opened_at")?,
        closed_at: optional_time(row, "closed_at")?,
        outcome: value(row, "outcome")?,
        evidence: sealed::json(row, APPEAL_EVIDENCE)?,
    })
}

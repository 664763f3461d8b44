//! The clock's high-water mark: the latest time this wallet has seen.

use rusqlite::params;

use super::columns::value;
use super::{Rows, StoreError, Write};
use crate::clock::{HighWater, Timestamp};

impl<Access> Rows<'_, HighWater, Access> {
    /// The mark; 1970 before any was set.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self) -> Result<HighWater, StoreError> {
        let mark = self.find("SELECT mark FROM high_water WHERE one = 1", [], |row| value(row, "mark"))?;
        Ok(HighWater(Timestamp::from_millis(mark.unwrap_or(0))))
    }
}

impl Rows<'_, HighWater, Write> {
    /// Sets the mark to what [`HighWater::observe`] answered, or [`HighWater::trust`].
    ///
    /// # Errors
    /// What the database says.
    pub fn set(&self, mark: HighWater) -> Result<(), StoreError> {
        // The row is there since the database has a name. A mark that did not move is not written: that saves a page of
        // the log.
        let moved = params![mark.0.millis()];
        self.change("UPDATE high_water SET mark = ?1 WHERE one = 1 AND mark <> ?1", moved)?;
        Ok(())
    }
}

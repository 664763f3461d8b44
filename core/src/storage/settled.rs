//! The time by which things go for good: one that the clock has shown for a week.

use super::settings::Setting;
use super::{Rows, StoreError, Write};
use crate::clock::{SettledTime, Timestamp};

/// The setting that keeps it.
const SETTLED: &str = "settled_time";

impl<Access> Rows<'_, Setting, Access> {
    /// The time that had settled when this was last asked for by [`settle`](Rows::settle); none before the first week is over.
    ///
    /// # Errors
    /// What the database says.
    pub fn settled(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.get::<SettledTime>(SETTLED)?.and_then(SettledTime::time))
    }
}

impl Rows<'_, Setting, Write> {
    /// The time that has settled at `now`, written down where it moved.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let before: Option<SettledTime> = self.get(SETTLED)?;
        let settled = SettledTime::observe(before, now);
        if before != Some(settled) {
            self.set(SETTLED, &settled)?;
        }
        Ok(settled.time())
    }
}

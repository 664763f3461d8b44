//! The user's limits: every set that was in force, the freeze, and what has to be counted.

use rusqlite::params;

use super::columns::{json, to_json, unreadable, value};
use super::settings::Setting;
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::limits::{Freeze, LimitSet, Series};

const FREEZE: &str = "freeze";
const COUNTING: &str = "limit_counting";

/// What has to be counted, and in which time zone its windows lie.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counting {
    /// The name of the zone.
    pub zone: String,
    /// The series that any limit in use looks at.
    pub series: Vec<Series>,
}

impl<Access> Rows<'_, LimitSet, Access> {
    /// The limits in force for mandates authorized from now on; none before the user set any.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when they cannot be read: that never means "no limits".
    pub fn get(&self) -> Result<LimitSet, StoreError> {
        self.of_version(self.version()?)
    }

    /// The version of the limits in force; 0 before the user set any.
    ///
    /// # Errors
    /// What the database says.
    pub fn version(&self) -> Result<i64, StoreError> {
        let latest = self.find("SELECT version FROM limit_set ORDER BY version DESC LIMIT 1", [], |row| {
            value(row, "version")
        });
        Ok(latest?.unwrap_or(0))
    }

    /// The limits of one version.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a version that is not there or cannot be read.
    pub fn of_version(&self, version: i64) -> Result<LimitSet, StoreError> {
        if version == 0 {
            return Ok(LimitSet::default());
        }
        self.find("SELECT limits FROM limit_set WHERE version = ?1", params![version], |row| {
            json(row, "limits")
        })?
        .ok_or_else(|| unreadable("set of limits"))
    }

    /// The sets that decide something: the latest, and those of mandates that may still pay.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for one that cannot be read.
    pub fn in_use(&self) -> Result<Vec<LimitSet>, StoreError> {
        self.all(
            "SELECT limits FROM limit_set
             WHERE version = (SELECT max(version) FROM limit_set)
                OR version IN (SELECT limits_version FROM mandate WHERE state IN ('inactive', 'activated'))",
            [],
            |row| json(row, "limits"),
        )
    }

    /// What is counted.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be read.
    pub fn counting(&self) -> Result<Counting, StoreError> {
        Ok(self.of::<Setting>().get(COUNTING)?.unwrap_or_default())
    }

    /// Who pays nothing at the moment.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be read: that never means "nobody is frozen".
    pub fn freeze(&self) -> Result<Freeze, StoreError> {
        Ok(self.of::<Setting>().get(FREEZE)?.unwrap_or_default())
    }
}

impl Rows<'_, LimitSet, Write> {
    /// Adds a set, the latest from now on, and answers its version. Earlier ones stay for the mandates that have them.
    ///
    /// # Errors
    /// What the database says.
    pub fn set(&self, limits: &LimitSet, now: Timestamp) -> Result<i64, StoreError> {
        let version = self.version()?.checked_add(1).ok_or_else(|| unreadable("version of the limits"))?;
        self.change(
            "INSERT INTO limit_set (version, limits, set_at) VALUES (?1, ?2, ?3)",
            params![version, to_json(limits)?, now.millis()],
        )?;
        Ok(version)
    }

    /// Sets what is counted from now on. The counters must be made anew with it.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_counting(&self, counting: &Counting) -> Result<(), StoreError> {
        self.of::<Setting>().set(COUNTING, counting)
    }

    /// Sets who pays nothing.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_freeze(&self, freeze: &Freeze) -> Result<(), StoreError> {
        self.of::<Setting>().set(FREEZE, freeze)
    }
}

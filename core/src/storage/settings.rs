//! Settings by name, each one JSON value.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::columns::{json, to_json};
use super::{Rows, StoreError, Write};

/// One setting.
#[derive(Debug)]
pub enum Setting {}

impl<Access> Rows<'_, Setting, Access> {
    /// The setting called `name`, if it was set.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be read as a `T`: limits that cannot be read are never "no limits".
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        self.find("SELECT value FROM setting WHERE name = ?1", params![name], |row| json(row, "value"))
    }
}

impl Rows<'_, Setting, Write> {
    /// Sets it.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] for a value that JSON cannot express.
    pub fn set<T: Serialize>(&self, name: &str, value: &T) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![name, to_json(value)?],
        )?;
        Ok(())
    }

    /// Clears it; whether it was set.
    ///
    /// # Errors
    /// What the database says.
    pub fn clear(&self, name: &str) -> Result<bool, StoreError> {
        Ok(self.change("DELETE FROM setting WHERE name = ?1", params![name])? > 0)
    }
}

//! The user's delegation limits.

use super::settings::Setting;
use super::{Rows, StoreError, Write};
use crate::limits::DelegationLimits;

const NAME: &str = "delegation_limits";

impl<Access> Rows<'_, DelegationLimits, Access> {
    /// The limits in force; none before the user set any.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when they cannot be read: that never means "no limits".
    pub fn get(&self) -> Result<DelegationLimits, StoreError> {
        Ok(self.of::<Setting>().get(NAME)?.unwrap_or_default())
    }
}

impl Rows<'_, DelegationLimits, Write> {
    /// Sets the limits, all of them. They touch mandates that are authorized later.
    ///
    /// # Errors
    /// What the database says.
    pub fn set(&self, limits: &DelegationLimits) -> Result<(), StoreError> {
        self.of::<Setting>().set(NAME, limits)
    }
}

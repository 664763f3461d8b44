//! Long lists a page at a time. A page begins below a number: it costs the same wherever it begins, and what is added
//! meanwhile moves nothing.

use rusqlite::params;

use super::columns::{amount, optional_time, value};
use super::{Rows, StoreError, mandates, payments};
use crate::clock::Timestamp;
use crate::mandates::Mandate;
use crate::money::Amount;
use crate::payments::{DeviceView, Payment};

const PAYMENTS: &str = "SELECT * FROM payment WHERE number < ?1 ORDER BY number DESC LIMIT ?2";

const MANDATES: &str = "SELECT * FROM mandate WHERE number < ?1 ORDER BY number DESC LIMIT ?2";

/// The index on what waits or is activated is found by its very condition.
const LIVE: &str = "SELECT mandate_id, agent_id, budget, currency FROM mandate
   WHERE state IN ('inactive', 'activated') AND state = 'activated' AND expires_at > ?1";

const DEVICES: &str = "SELECT device_id, count(captured) AS payments,
     max(ended_at) FILTER (WHERE state = 'captured') AS last_paid_at
   FROM payment WHERE device_id IS NOT NULL GROUP BY device_id ORDER BY device_id";

/// What is known of a live mandate without opening what is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveMandate {
    /// The wallet's identifier.
    pub mandate_id: String,
    /// Who may act under it.
    pub agent_id: String,
    /// Its budget.
    pub budget: Amount,
}

impl<Access> Rows<'_, Payment, Access> {
    /// At most `limit` payments with a smaller number than `below`, the latest first, each with its number.
    ///
    /// # Errors
    /// What the database says.
    pub fn page(&self, below: i64, limit: u32) -> Result<Vec<(i64, Payment)>, StoreError> {
        self.all(PAYMENTS, params![below, limit], |row| Ok((value(row, "number")?, payments::read(row)?)))
    }

    /// The paired devices that ever asked for a payment, in the order of their names.
    ///
    /// # Errors
    /// What the database says.
    pub fn devices(&self) -> Result<Vec<DeviceView>, StoreError> {
        self.all(DEVICES, [], |row| {
            Ok(DeviceView {
                device_id: value(row, "device_id")?,
                payments: value(row, "payments")?,
                last_paid_at: optional_time(row, "last_paid_at")?,
            })
        })
    }
}

impl<Access> Rows<'_, Mandate, Access> {
    /// At most `limit` mandates with a smaller number than `below`, the latest first, each with its number.
    ///
    /// # Errors
    /// What the database says.
    pub fn page(&self, below: i64, limit: u32) -> Result<Vec<(i64, Mandate)>, StoreError> {
        self.all(MANDATES, params![below, limit], |row| Ok((value(row, "number")?, mandates::read(row)?)))
    }

    /// The mandates under which something may be paid at `now`.
    ///
    /// # Errors
    /// What the database says.
    pub fn live(&self, now: Timestamp) -> Result<Vec<LiveMandate>, StoreError> {
        self.all(LIVE, params![now.millis()], |row| {
            Ok(LiveMandate {
                mandate_id: value(row, "mandate_id")?,
                agent_id: value(row, "agent_id")?,
                budget: amount(row, "budget")?,
            })
        })
    }
}

/// How SQLite goes about it, step by step.
#[cfg(test)]
pub(super) fn plan(sql: &str) -> Vec<String> {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    super::migrations::run(&mut connection).unwrap();
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // What the parameters are changes nothing about the way.
    statement.raw_query().mapped(|row| row.get("detail")).map(Result::unwrap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_at_its_number_and_sorts_and_scans_nothing() {
        assert_eq!(plan(PAYMENTS), ["SEARCH payment USING INTEGER PRIMARY KEY (rowid<?)"]);
        assert_eq!(plan(MANDATES), ["SEARCH mandate USING INTEGER PRIMARY KEY (rowid<?)"]);
    }

    #[test]
    fn live_mandates_and_devices_are_found_by_their_index() {
        assert_eq!(plan(LIVE), ["SEARCH mandate USING INDEX mandate_ending (expires_at>?)"]);
        assert_eq!(plan(DEVICES), ["SEARCH payment USING INDEX payment_by_device (device_id>?)"]);
    }
}

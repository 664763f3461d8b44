//! The payments of tasks: how many of each task are where, and a task's bill a page at a time.
//!
//! A mandate's postings lie together and each hold names its payment, so that both begin at a key and read no other
//! mandate's.

use std::collections::HashMap;

use rusqlite::params;

use super::columns::{amount, value};
use super::rows::Row;
use super::{Rows, StoreError, payments};
use crate::mandates::TaskPayments;
use crate::payments::{BillLine, Payment};

/// With what was given back of each payment. A refund never exceeds its debit, so that the sum is in range.
const BILL: &str = "SELECT payment.*, posting.number AS place,
     (SELECT ifnull(sum(refund.amount), 0) FROM refund WHERE refund.payment_id = payment.payment_id) AS refunded
   FROM ledger_posting AS posting CROSS JOIN payment USING (payment_id)
   WHERE posting.mandate_id = ?1 AND posting.number < ?2 AND movement = 'hold'
   ORDER BY posting.number DESC LIMIT ?3";

macro_rules! counts {
    ($which:literal) => {
        concat!(
            "SELECT mandate.number, sum(payment.state = 'held') AS held, sum(payment.state = 'captured') AS captured,
               sum(payment.state = 'released') AS released
             FROM mandate CROSS JOIN ledger_posting AS posting ON posting.mandate_id = mandate.mandate_id
               CROSS JOIN payment ON payment.payment_id = posting.payment_id
             WHERE movement = 'hold' AND ",
            $which,
            " GROUP BY mandate.number"
        )
    };
}

/// One task's, and those of a page of tasks, by the numbers of their mandates.
const COUNT: &str = counts!("mandate.mandate_id = ?1");
const COUNTS: &str = counts!("mandate.number BETWEEN ?1 AND ?2");

impl<Access> Rows<'_, Payment, Access> {
    /// How many payments under the mandate are where.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_by_mandate(&self, mandate_id: &str) -> Result<TaskPayments, StoreError> {
        Ok(self.find(COUNT, params![mandate_id], counted)?.unwrap_or_default())
    }

    /// The same for the mandates with the numbers `first` to `last`, by number; one without payments is not among them.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_by_mandates(&self, first: i64, last: i64) -> Result<HashMap<i64, TaskPayments>, StoreError> {
        let counts =
            self.all(COUNTS, params![first, last], |row| Ok((value(row, "number")?, counted(row)?)))?;
        Ok(counts.into_iter().collect())
    }

    /// At most `limit` lines of a mandate's bill, the latest first, each with its place, which is below `below`.
    ///
    /// # Errors
    /// What the database says.
    pub fn bill(&self, mandate_id: &str, below: i64, limit: u32) -> Result<Vec<(i64, BillLine)>, StoreError> {
        self.all(BILL, params![mandate_id, below, limit], |row| {
            let refunded = amount(row, "refunded")?;
            Ok((value(row, "place")?, BillLine::of(payments::read(row)?, refunded)))
        })
    }
}

fn counted(row: &Row<'_>) -> Result<TaskPayments, StoreError> {
    Ok(TaskPayments {
        held: value(row, "held")?,
        captured: value(row, "captured")?,
        released: value(row, "released")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::pages::plan;
    use super::*;

    #[test]
    fn a_bill_begins_at_its_place_and_sorts_scans_and_skips_nothing() {
        assert!(!BILL.contains("OFFSET"));
        assert_eq!(
            plan(BILL),
            [
                "SEARCH posting USING PRIMARY KEY (mandate_id=? AND number<?)",
                "SEARCH payment USING INDEX sqlite_autoindex_payment_1 (payment_id=?)",
                "CORRELATED SCALAR SUBQUERY 1",
                "SEARCH refund USING PRIMARY KEY (payment_id=?)",
            ]
        );
    }

    #[test]
    fn the_payments_of_a_page_of_tasks_are_counted_in_one_go_by_their_keys() {
        let of_each = [
            "SEARCH posting USING PRIMARY KEY (mandate_id=?)",
            "SEARCH payment USING INDEX sqlite_autoindex_payment_1 (payment_id=?)",
        ];
        assert_eq!(plan(COUNTS)[0], "SEARCH mandate USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        assert_eq!(plan(COUNTS)[1..], of_each);
        assert_eq!(
            plan(COUNT)[0],
            "SEARCH mandate USING COVERING INDEX sqlite_autoindex_mandate_1 (mandate_id=?)"
        );
        assert_eq!(plan(COUNT)[1..], of_each);
    }
}

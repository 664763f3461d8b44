//! The counters of the limits. A row is found by what is counted and when; a payment or a mandate remembers the numbers
//! of the rows it counts in, so that what is given back is taken off exactly where it was counted.

use rusqlite::params;

use super::columns::{amount, value};
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::limits::{COUNTS_KEPT_MILLIS, CounterKey};
use crate::money::Amount;

/// What counts in one counter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// One sum a currency.
    pub amounts: Vec<Amount>,
    /// How many payments, or mandates.
    pub payments: i64,
}

impl Counted {
    /// Adds to the sum of its currency. A sum beyond the range stays at its end: it is beyond every limit.
    fn add(&mut self, amount: Amount) {
        match self.amounts.iter_mut().find(|sum| sum.currency() == amount.currency()) {
            Some(sum) => {
                *sum = Amount::from_micros(sum.micros().saturating_add(amount.micros()), sum.currency())
            }
            None => self.amounts.push(amount),
        }
    }
}

impl<Access> Rows<'_, CounterKey, Access> {
    /// What counts in these counters together.
    ///
    /// # Errors
    /// What the database says.
    pub fn sum(&self, keys: &[CounterKey]) -> Result<Counted, StoreError> {
        let mut counted = Counted::default();
        for key in keys {
            self.each(
                "SELECT currency, amount, payments FROM limit_counter WHERE digest = ?1 AND starts_at = ?2",
                params![key.digest, key.starts_at.millis()],
                |row| {
                    counted.add(amount(row, "amount")?);
                    counted.payments = counted.payments.saturating_add(value(row, "payments")?);
                    Ok(())
                },
            )?;
        }
        Ok(counted)
    }
}

impl Rows<'_, CounterKey, Write> {
    /// Counts one payment, or mandate, of `amount` in every counter of `keys`; answers their numbers.
    ///
    /// # Errors
    /// What the database says, a sum beyond the range included.
    pub(super) fn add(&self, keys: &[CounterKey], amount: Amount) -> Result<Vec<i64>, StoreError> {
        keys.iter().map(|key| self.add_to(key, amount)).collect()
    }

    /// Moves the counters with these numbers: `change` may be negative, as may the number of payments. A counter that
    /// is not there any more needs no change.
    ///
    /// # Errors
    /// What the database says; a counter that would fall below zero is damage.
    pub(super) fn change_counted(
        &self,
        numbers: &[i64],
        change: Amount,
        payments: i64,
    ) -> Result<(), StoreError> {
        for number in numbers {
            self.change(
                "UPDATE limit_counter SET amount = amount + ?2, payments = payments + ?3 WHERE number = ?1",
                params![number, change.micros(), payments],
            )?;
        }
        Ok(())
    }

    /// Removes every counter, to count anew.
    ///
    /// # Errors
    /// What the database says.
    pub fn clear(&self) -> Result<(), StoreError> {
        self.change("UPDATE payment SET counted = '[]' WHERE counted <> '[]'", [])?;
        self.change("UPDATE unverified_payment SET counted = '[]' WHERE counted <> '[]'", [])?;
        self.change("UPDATE mandate SET counted = '[]' WHERE counted <> '[]'", [])?;
        self.change("DELETE FROM limit_counter", [])?;
        Ok(())
    }

    /// Removes the counters of windows that are long over, at most `limit` of them; how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn prune(&self, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.change(
            "DELETE FROM limit_counter WHERE number IN
               (SELECT number FROM limit_counter WHERE ends_at <= ?1 ORDER BY ends_at LIMIT ?2)",
            params![now.millis().saturating_sub(COUNTS_KEPT_MILLIS), limit],
        )
    }

    fn add_to(&self, key: &CounterKey, amount: Amount) -> Result<i64, StoreError> {
        let number = self.find(
            "INSERT INTO limit_counter (digest, starts_at, ends_at, currency, amount, payments)
             VALUES (?1, ?2, ?3, ?4, ?5, 1)
             ON CONFLICT (digest, starts_at, currency)
             DO UPDATE SET amount = amount + excluded.amount, payments = payments + 1
             RETURNING number",
            params![
                key.digest,
                key.starts_at.millis(),
                key.ends_at.millis(),
                amount.currency().code(),
                amount.micros(),
            ],
            |row| value(row, "number"),
        )?;
        number.ok_or(StoreError::Missing { what: "counter" })
    }
}

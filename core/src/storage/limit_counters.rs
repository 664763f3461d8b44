//! The counters of the limits. A row is found by what is counted and when; a payment or a mandate remembers the numbers
//! of the rows it counts in, so that what is given back is taken off exactly where it was counted.

use rusqlite::params;

use super::columns::{amount, named, value};
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::limits::{COUNTS_KEPT_MILLIS, Cap, Charge, CounterKey};
use crate::money::Amount;

/// What counts in one counter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Sums of amounts that are counted as they are, one a currency.
    pub plain: Vec<Amount>,
    /// Sums of amounts that are counted as what they are worth, too, one a currency.
    pub valued: Vec<Amount>,
    /// What those are worth.
    pub worth: Vec<Amount>,
    /// How many payments, or mandates.
    pub payments: i64,
}

/// What a row sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    Plain,
    Valued,
    Worth,
}

impl Basis {
    const ALL: [Self; 3] = [Self::Plain, Self::Valued, Self::Worth];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Valued => "valued",
            Self::Worth => "worth",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == text)
    }
}

impl Counted {
    /// Counts one payment, or mandate, more.
    pub fn add(&mut self, charge: Charge) {
        match charge.converted {
            None => add_to_sums(&mut self.plain, charge.amount),
            Some(worth) => {
                add_to_sums(&mut self.valued, charge.amount);
                add_to_sums(&mut self.worth, worth);
            }
        }
        self.payments = self.payments.saturating_add(1);
    }

    /// What counts, as a limit sees it: see [`LimitUsage::counted`](crate::limits::LimitUsage::counted). A limit on the
    /// number of payments sees every amount as it is.
    #[must_use]
    pub fn seen_by(&self, cap: Cap) -> Vec<Amount> {
        let currency = match cap {
            Cap::Amount(max) => Some(max.currency()),
            Cap::Count(_) => None,
        };
        let mut seen = self.plain.clone();
        let worth = self.worth.iter().find(|sum| Some(sum.currency()) == currency && !sum.is_zero());
        for valued in self.valued.iter().filter(|sum| worth.is_none() || Some(sum.currency()) == currency) {
            add_to_sums(&mut seen, *valued);
        }
        if let Some(worth) = worth {
            add_to_sums(&mut seen, *worth);
        }
        seen
    }
}

/// Adds to the sum of its currency. A sum beyond the range stays at its end: it is beyond every limit.
fn add_to_sums(sums: &mut Vec<Amount>, amount: Amount) {
    match sums.iter_mut().find(|sum| sum.currency() == amount.currency()) {
        Some(sum) => {
            *sum = Amount::from_micros(sum.micros().saturating_add(amount.micros()), sum.currency());
        }
        None => sums.push(amount),
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
                "SELECT currency, basis, amount, payments FROM limit_counter WHERE digest = ?1 AND starts_at = ?2",
                params![key.digest, key.starts_at.millis()],
                |row| {
                    let sums = match named(row, "basis", Basis::parse)? {
                        Basis::Plain => &mut counted.plain,
                        Basis::Valued => &mut counted.valued,
                        Basis::Worth => &mut counted.worth,
                    };
                    add_to_sums(sums, amount(row, "amount")?);
                    counted.payments = counted.payments.saturating_add(value(row, "payments")?);
                    Ok(())
                },
            )?;
        }
        Ok(counted)
    }
}

impl Rows<'_, CounterKey, Write> {
    /// Counts one payment, or mandate, of `charge` in every counter of `keys`; answers their numbers.
    ///
    /// # Errors
    /// What the database says, a sum beyond the range included.
    pub(super) fn add(&self, keys: &[CounterKey], charge: Charge) -> Result<Vec<i64>, StoreError> {
        let mut numbers = Vec::new();
        for key in keys {
            match charge.converted {
                None => numbers.push(self.add_to(key, charge.amount, Basis::Plain)?),
                Some(worth) => {
                    numbers.push(self.add_to(key, charge.amount, Basis::Valued)?);
                    numbers.push(self.add_to(key, worth, Basis::Worth)?);
                }
            }
        }
        Ok(numbers)
    }

    /// Moves the counters with these numbers: `change` may be negative, as may the number of payments. Each counter
    /// takes what is in its currency; one that is not there any more needs no change.
    ///
    /// # Errors
    /// What the database says; a counter that would fall below zero is damage.
    pub(super) fn change_counted(
        &self,
        numbers: &[i64],
        change: Charge,
        payments: i64,
    ) -> Result<(), StoreError> {
        for number in numbers {
            self.change(
                "UPDATE limit_counter SET amount = amount + ?2, payments = payments + ?3
                 WHERE number = ?1 AND currency = ?4",
                params![number, change.amount.micros(), payments, change.amount.currency().code()],
            )?;
            let Some(worth) = change.converted else { continue };
            self.change(
                "UPDATE limit_counter SET amount = amount + ?2 WHERE number = ?1 AND currency = ?3",
                params![number, worth.micros(), worth.currency().code()],
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

    fn add_to(&self, key: &CounterKey, amount: Amount, basis: Basis) -> Result<i64, StoreError> {
        // What a payment is worth is no second payment.
        let payments = i64::from(basis != Basis::Worth);
        let number = self.find(
            "INSERT INTO limit_counter (digest, starts_at, ends_at, currency, basis, amount, payments)
             VALUES (?1, ?2, ?3, ?4, ?6, ?5, ?7)
             ON CONFLICT (digest, starts_at, currency, basis)
             DO UPDATE SET amount = amount + excluded.amount, payments = payments + excluded.payments
             RETURNING number",
            params![
                key.digest,
                key.starts_at.millis(),
                key.ends_at.millis(),
                amount.currency().code(),
                amount.micros(),
                basis.as_str(),
                payments,
            ],
            |row| value(row, "number"),
        )?;
        number.ok_or(StoreError::Missing { what: "counter" })
    }
}

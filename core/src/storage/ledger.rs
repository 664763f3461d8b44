//! Postings, append-only, and the balances that are kept beside them.

use rusqlite::params;

use super::columns::{currency, named, time, unreadable, value};
use super::rows::Row;
use super::{Rows, StoreError, Write};
use crate::ledger::{Balances, Entry, Movement, Posting};
use crate::money::{Amount, Currency};

/// The balances of a mandate and how many postings made them.
struct Kept {
    balances: Balances,
    postings: i64,
}

impl<Access> Rows<'_, Entry, Access> {
    /// The balances of a mandate; none before anything was posted.
    ///
    /// # Errors
    /// What the database says.
    pub fn balances(&self, mandate_id: &str) -> Result<Option<Balances>, StoreError> {
        Ok(self.kept(mandate_id)?.map(|kept| kept.balances))
    }

    /// At most `limit` postings of one mandate after the one numbered `after` (0 for the first), in order.
    ///
    /// # Errors
    /// What the database says.
    pub fn entries(&self, mandate_id: &str, after: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let Some(kept) = self.kept(mandate_id)? else { return Ok(Vec::new()) };
        let currency = kept.balances.available.currency();
        self.all(
            "SELECT * FROM ledger_posting WHERE mandate_id = ?1 AND number > ?2 ORDER BY number LIMIT ?3",
            params![mandate_id, after, limit],
            |row| read_entry(row, currency),
        )
    }

    /// The postings of one payment, in order. It reads the postings of the mandate.
    ///
    /// # Errors
    /// What the database says.
    pub fn entries_of(&self, mandate_id: &str, payment_id: &str) -> Result<Vec<Entry>, StoreError> {
        let Some(kept) = self.kept(mandate_id)? else { return Ok(Vec::new()) };
        let currency = kept.balances.available.currency();
        self.all(
            "SELECT * FROM ledger_posting WHERE mandate_id = ?1 AND payment_id = ?2 ORDER BY number",
            params![mandate_id, payment_id],
            |row| read_entry(row, currency),
        )
    }

    fn kept(&self, mandate_id: &str) -> Result<Option<Kept>, StoreError> {
        self.find("SELECT * FROM ledger_balance WHERE mandate_id = ?1", params![mandate_id], read_kept)
    }
}

impl Rows<'_, Entry, Write> {
    /// Posts, and answers the balances after it. The cost does not depend on the history.
    ///
    /// # Errors
    /// [`StoreError::Ledger`] for a posting that the ledger's rules forbid.
    pub fn post(&self, posting: &Posting) -> Result<Balances, StoreError> {
        let before = self.kept(&posting.mandate_id)?;
        let (opening, postings) = match &before {
            Some(kept) => (kept.balances, kept.postings),
            None => (Balances::empty(posting.amount.currency()), 0),
        };
        let after = opening.after(posting)?;
        let number = postings.checked_add(1).ok_or_else(|| unreadable("number of postings"))?;
        self.append(posting, number)?;
        if before.is_some() {
            self.change_balances(&posting.mandate_id, &after, number)?;
        } else {
            self.insert_balances(&posting.mandate_id, &after, number)?;
        }
        Ok(after)
    }

    fn append(&self, posting: &Posting, number: i64) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO ledger_posting (mandate_id, number, movement, amount, payment_id, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                posting.mandate_id,
                number,
                posting.movement.as_str(),
                posting.amount.micros(),
                posting.payment_id,
                posting.at.millis(),
            ],
        )?;
        Ok(())
    }

    fn insert_balances(&self, mandate_id: &str, balances: &Balances, number: i64) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO ledger_balance (mandate_id, currency, delegated, available, held, spent, refunded, postings)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                mandate_id,
                balances.available.currency().code(),
                balances.delegated.micros(),
                balances.available.micros(),
                balances.held.micros(),
                balances.spent.micros(),
                balances.refunded.micros(),
                number,
            ],
        )?;
        Ok(())
    }

    fn change_balances(&self, mandate_id: &str, balances: &Balances, number: i64) -> Result<(), StoreError> {
        self.change_one(
            "balance",
            "UPDATE ledger_balance SET delegated = ?2, available = ?3, held = ?4, spent = ?5, refunded = ?6,
               postings = ?7
             WHERE mandate_id = ?1",
            params![
                mandate_id,
                balances.delegated.micros(),
                balances.available.micros(),
                balances.held.micros(),
                balances.spent.micros(),
                balances.refunded.micros(),
                number,
            ],
        )
    }
}

fn read_kept(row: &Row<'_>) -> Result<Kept, StoreError> {
    let currency = currency(row)?;
    let micros =
        |column| -> Result<Amount, StoreError> { Ok(Amount::from_micros(value(row, column)?, currency)) };
    let balances = Balances {
        delegated: micros("delegated")?,
        available: micros("available")?,
        held: micros("held")?,
        spent: micros("spent")?,
        refunded: micros("refunded")?,
    };
    Ok(Kept { balances, postings: value(row, "postings")? })
}

fn read_entry(row: &Row<'_>, currency: Currency) -> Result<Entry, StoreError> {
    Ok(Entry {
        number: value(row, "number")?,
        posting: Posting {
            mandate_id: value(row, "mandate_id")?,
            movement: named(row, "movement", Movement::parse)?,
            amount: Amount::from_micros(value(row, "amount")?, currency),
            payment_id: value(row, "payment_id")?,
            at: time(row, "at")?,
        },
    })
}

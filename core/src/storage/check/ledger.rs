//! Every balance computed anew from its postings, by the ledger's own rules.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row};

use super::super::StoreError;
use super::super::columns::unreadable;
use super::{Books, Finding};
use crate::clock::Timestamp;
use crate::ledger::{Balances, Movement, Posting};
use crate::money::{Amount, Currency};

/// A balance as it is kept, and how far its postings have been added up.
struct Account {
    kept: Balances,
    kept_postings: i64,
    added: Balances,
    added_postings: i64,
    broken_at: Option<i64>,
}

pub(super) fn check(connection: &Connection, books: &mut Books) -> Result<(), StoreError> {
    let mut accounts = accounts(connection)?;
    let unbooked = add_up(connection, &mut accounts, books)?;
    books.balances = u64::try_from(accounts.len()).unwrap_or(u64::MAX);
    books.findings.extend(unbooked.into_iter().map(|mandate_id| Finding::Unbooked { mandate_id }));
    books
        .findings
        .extend(accounts.into_iter().filter_map(|(mandate_id, account)| account.finding(mandate_id)));
    Ok(())
}

impl Account {
    /// The nearest cause alone: a broken history makes the sums differ too.
    fn finding(self, mandate_id: String) -> Option<Finding> {
        if !self.kept.is_sound() {
            return Some(Finding::Unbalanced { mandate_id });
        }
        if let Some(number) = self.broken_at {
            return Some(Finding::History { mandate_id, number });
        }
        let agrees = self.kept == self.added && self.kept_postings == self.added_postings;
        (!agrees).then_some(Finding::Balance { mandate_id })
    }

    fn add(&mut self, number: i64, posting: &Posting) {
        if self.broken_at.is_some() {
            return;
        }
        match self.added.after(posting) {
            Ok(after) if number == self.added_postings.saturating_add(1) => {
                self.added = after;
                self.added_postings = number;
            }
            _ => self.broken_at = Some(number),
        }
    }
}

fn accounts(connection: &Connection) -> Result<BTreeMap<String, Account>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT mandate_id, currency, delegated, available, held, spent, refunded, postings FROM ledger_balance",
    )?;
    let mut rows = statement.query([])?;
    let mut accounts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(1)?;
        let currency = Currency::from_code(&code).map_err(|_| unreadable("currency"))?;
        let micros = |at: usize| Ok::<_, StoreError>(Amount::from_micros(row.get(at)?, currency));
        let kept = Balances {
            delegated: micros(2)?,
            available: micros(3)?,
            held: micros(4)?,
            spent: micros(5)?,
            refunded: micros(6)?,
        };
        let account = Account {
            kept,
            kept_postings: row.get(7)?,
            added: Balances::empty(currency),
            added_postings: 0,
            broken_at: None,
        };
        accounts.insert(row.get(0)?, account);
    }
    Ok(accounts)
}

/// Adds every posting to its account; the mandates whose postings have none.
fn add_up(
    connection: &Connection,
    accounts: &mut BTreeMap<String, Account>,
    books: &mut Books,
) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT mandate_id, number, movement, amount FROM ledger_posting ORDER BY mandate_id, number",
    )?;
    let mut rows = statement.query([])?;
    let mut unbooked = BTreeSet::new();
    while let Some(row) = rows.next()? {
        books.postings = books.postings.saturating_add(1);
        let mandate_id: String = row.get(0)?;
        match accounts.get_mut(&mandate_id) {
            Some(account) => {
                let posting = posting(row, mandate_id, account.kept.available.currency())?;
                account.add(row.get(1)?, &posting);
            }
            None => {
                unbooked.insert(mandate_id);
            }
        }
    }
    Ok(unbooked)
}

fn posting(row: &Row<'_>, mandate_id: String, currency: Currency) -> Result<Posting, StoreError> {
    let movement: String = row.get(2)?;
    Ok(Posting {
        mandate_id,
        movement: Movement::parse(&movement).ok_or_else(|| unreadable("movement"))?,
        amount: Amount::from_micros(row.get(3)?, currency),
        payment_id: None,
        at: Timestamp::from_millis(0),
    })
}

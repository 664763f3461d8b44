//! The counters of what is paid and authorized in other currencies than the wallet's: what it is worth, computed anew at
//! the rates that are kept with it.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::super::StoreError;
use super::super::columns::unreadable;
use super::{Books, Finding};
use crate::limits::Charge;
use crate::money::{Amount, Currency};
use crate::payments::RateStatement;

const COUNTERS: &str = "SELECT number, currency, amount FROM limit_counter WHERE basis = 'worth'";

/// What counts at a rate, and where.
const VALUED: &str = "
    SELECT counts.value, currency, ifnull(captured, held), rate
    FROM payment, json_each(payment.counted) AS counts WHERE rate IS NOT NULL AND state <> 'released'
    UNION ALL
    SELECT counts.value, currency, budget, rate
    FROM mandate, json_each(mandate.counted) AS counts WHERE rate IS NOT NULL AND approved_at IS NOT NULL";

pub(super) fn check(connection: &Connection, books: &mut Books) -> Result<(), StoreError> {
    let mut counters: BTreeMap<i64, (Amount, Amount)> = BTreeMap::new();
    let mut statement = connection.prepare(COUNTERS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let counted = amount(row)?;
        counters.insert(row.get(0)?, (counted, Amount::zero(counted.currency())));
    }
    if counters.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare(VALUED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // The other counters of it sum the amount as it is.
        let Some((_, summed)) = counters.get_mut(&row.get(0)?) else { continue };
        let rate: String = row.get(3)?;
        let rate: RateStatement = serde_json::from_str(&rate).map_err(|_| unreadable("rate"))?;
        let worth = Charge::at(amount(row)?, Some(&rate.exchange))
            .map(|charge| charge.seen_in(summed.currency()))
            .and_then(|worth| summed.checked_add(worth));
        *summed = worth.map_err(|_| unreadable("what an amount is worth"))?;
    }
    for (number, (counted, summed)) in counters {
        if counted != summed {
            books.findings.push(Finding::Counter { number, counted, summed });
        }
    }
    Ok(())
}

/// The amount after an identifier.
fn amount(row: &Row<'_>) -> Result<Amount, StoreError> {
    let code: String = row.get(1)?;
    let currency = Currency::from_code(&code).map_err(|_| unreadable("currency"))?;
    Ok(Amount::from_micros(row.get(2)?, currency))
}

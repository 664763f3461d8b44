//! Whether the tables tell one story: mandates, payments, refunds, counters and events against the ledger and each other.

use rusqlite::{Connection, Row};

use super::super::StoreError;
use super::super::columns::unreadable;
use super::{Books, Finding, WaitingEvents, count};
use crate::clock::Timestamp;
use crate::money::{Amount, Currency};

/// Activated mandates whose budget the ledger tells otherwise.
const BUDGETS: &str = "
    SELECT mandate_id, mandate.currency, budget, -delegated FROM mandate JOIN ledger_balance USING (mandate_id)
    WHERE activated_at IS NOT NULL AND budget + delegated <> 0 ORDER BY mandate_id";

/// Activated mandates that the ledger does not know at all.
const UNBOOKED: &str = "
    SELECT mandate_id FROM mandate WHERE activated_at IS NOT NULL
      AND mandate_id NOT IN (SELECT mandate_id FROM ledger_balance)
      AND mandate_id NOT IN (SELECT mandate_id FROM ledger_posting) ORDER BY mandate_id";

/// Payments against the postings made for them, in both directions. What was held is posted as held; what was debited as
/// captured; the rest of a payment that has ended as released. What nobody vouched for has a book of its own.
const PAYMENTS: &str = "
    SELECT payment_id FROM (
      SELECT payment_id, mandate_id, held, ifnull(captured, 0) AS captured,
        CASE state WHEN 'held' THEN 0 ELSE held - ifnull(captured, 0) END AS released FROM payment
      UNION ALL SELECT payment_id, payment_id, amount, amount, 0 FROM unverified_payment
    ) AS paid FULL JOIN (
      SELECT payment_id, mandate_id, sum(CASE movement WHEN 'hold' THEN amount ELSE 0 END) AS held,
        sum(CASE movement WHEN 'capture' THEN amount ELSE 0 END) AS captured,
        sum(CASE movement WHEN 'release' THEN amount ELSE 0 END) AS released
      FROM ledger_posting WHERE payment_id IS NOT NULL GROUP BY payment_id, mandate_id
    ) AS posted USING (payment_id, mandate_id)
    WHERE paid.held IS NOT posted.held OR paid.captured IS NOT posted.captured OR paid.released IS NOT posted.released
    ORDER BY payment_id";

/// What merchants gave back of a payment, against what was posted for it.
const REFUNDS: &str = "
    SELECT payment_id FROM (
      SELECT payment_id, sum(amount) AS given FROM refund GROUP BY payment_id
    ) AS refunds FULL JOIN (
      SELECT payment_id, sum(amount) AS posted FROM ledger_posting
      WHERE movement = 'refund' AND payment_id IS NOT NULL GROUP BY payment_id
    ) AS postings USING (payment_id)
    WHERE given IS NOT posted ORDER BY payment_id";

/// Counters of the limits against the payments and mandates that count in them; what these are worth in another currency
/// is computed beside it (worth.rs).
const COUNTERS: &str = "
    SELECT counter.number, counter.currency, counter.amount, ifnull(anew.amount, 0) FROM limit_counter AS counter
    LEFT JOIN (
      SELECT number, sum(amount) AS amount, count(*) AS payments FROM (
        SELECT counts.value AS number, ifnull(captured, held) AS amount
        FROM payment, json_each(payment.counted) AS counts WHERE state <> 'released'
        UNION ALL
        SELECT counts.value, amount FROM unverified_payment, json_each(unverified_payment.counted) AS counts
        UNION ALL
        SELECT counts.value, budget FROM mandate, json_each(mandate.counted) AS counts WHERE approved_at IS NOT NULL
      ) GROUP BY number
    ) AS anew USING (number)
    WHERE counter.basis <> 'worth'
      AND (counter.amount <> ifnull(anew.amount, 0) OR counter.payments <> ifnull(anew.payments, 0))
    ORDER BY number";

const PAYMENT_COUNT: &str =
    "SELECT (SELECT count(*) FROM payment) + (SELECT count(*) FROM unverified_payment)";

const EVENTS: &str = "
    WITH mark AS (SELECT ifnull((SELECT acknowledged FROM event_mark), 0) AS acknowledged)
    SELECT (SELECT acknowledged FROM mark), count(*), ifnull(max(event_id) - min(event_id) + 1, 0),
      (SELECT at FROM event, mark WHERE event_id > acknowledged ORDER BY event_id LIMIT 1),
      (SELECT count(*) FROM event, mark WHERE event_id <= acknowledged)
    FROM event, mark WHERE event_id > acknowledged";

pub(super) fn check(connection: &Connection, books: &mut Books) -> Result<(), StoreError> {
    books.payments = count(connection, PAYMENT_COUNT)?;
    books.counters = count(connection, "SELECT count(*) FROM limit_counter")?;
    let found = &mut books.findings;
    collect(connection, UNBOOKED, found, |row| Ok(Finding::Unbooked { mandate_id: row.get(0)? }))?;
    collect(connection, BUDGETS, found, |row| {
        let (budget, delegated) = amounts(row)?;
        Ok(Finding::Budget { mandate_id: row.get(0)?, budget, delegated })
    })?;
    collect(connection, PAYMENTS, found, |row| Ok(Finding::Payment { payment_id: row.get(0)? }))?;
    collect(connection, REFUNDS, found, |row| Ok(Finding::Refunds { payment_id: row.get(0)? }))?;
    collect(connection, COUNTERS, found, |row| {
        let (counted, summed) = amounts(row)?;
        Ok(Finding::Counter { number: row.get(0)?, counted, summed })
    })?;
    let (events, missing) = events(connection)?;
    books.events = events;
    if missing > 0 {
        books.findings.push(Finding::Events { missing });
    }
    Ok(())
}

fn collect(
    connection: &Connection,
    sql: &str,
    findings: &mut Vec<Finding>,
    read: impl Fn(&Row<'_>) -> Result<Finding, StoreError>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        findings.push(read(row)?);
    }
    Ok(())
}

/// The two amounts after an identifier and a currency.
fn amounts(row: &Row<'_>) -> Result<(Amount, Amount), StoreError> {
    let code: String = row.get(1)?;
    let currency = Currency::from_code(&code).map_err(|_| unreadable("currency"))?;
    Ok((Amount::from_micros(row.get(2)?, currency), Amount::from_micros(row.get(3)?, currency)))
}

/// The outbox, and how many of its numbers have no event.
fn events(connection: &Connection) -> Result<(WaitingEvents, u64), StoreError> {
    let (acknowledged, waiting, span, oldest, kept): (i64, i64, i64, Option<i64>, i64) = connection
        .query_row(EVENTS, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    let events = WaitingEvents {
        acknowledged,
        kept: u64::try_from(kept).unwrap_or_default(),
        waiting: u64::try_from(waiting).unwrap_or_default(),
        oldest_at: oldest.map(Timestamp::from_millis),
    };
    Ok((events, u64::try_from(span.saturating_sub(waiting)).unwrap_or_default()))
}

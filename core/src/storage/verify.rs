//! The whole check of a database: its structure, its references, its sums, and that payments and postings agree.

use rusqlite::Connection;

use super::{ReadTx, StoreError};

/// What a check has gone through and found in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Mandates with a balance, each equal to the sum of its postings.
    pub balances: u64,
}

/// What a mandate holds and has debited, by its payments, is what its balance says.
const PAYMENTS_AGREE: &str = "
    SELECT count(*) AS differing FROM ledger_balance AS balance
    LEFT JOIN (
      SELECT mandate_id, sum(CASE state WHEN 'held' THEN held ELSE 0 END) AS held, sum(ifnull(captured, 0)) AS captured
      FROM payment GROUP BY mandate_id
      UNION ALL SELECT payment_id, 0, amount FROM unverified_payment
    ) AS paid USING (mandate_id)
    WHERE balance.held <> ifnull(paid.held, 0) OR balance.spent + balance.refunded <> ifnull(paid.captured, 0)";

/// Every payment has postings, under its mandate or, where it has none, under its own identifier.
const PAYMENTS_POSTED: &str = "
    SELECT count(*) AS unposted FROM (
      SELECT mandate_id FROM payment UNION ALL SELECT payment_id FROM unverified_payment
    ) AS paid
    WHERE NOT EXISTS (SELECT 1 FROM ledger_balance WHERE ledger_balance.mandate_id = paid.mandate_id)";

/// What merchants gave back of a payment is what was posted for it.
const REFUNDS_AGREE: &str = "
    SELECT count(*) AS differing FROM (
      SELECT payment_id, sum(amount) AS given FROM refund GROUP BY payment_id
    ) AS refunds FULL JOIN (
      SELECT payment_id, sum(amount) AS posted FROM ledger_posting
      WHERE movement = 'refund' AND payment_id IS NOT NULL GROUP BY payment_id
    ) AS postings USING (payment_id)
    WHERE ifnull(given, 0) <> ifnull(posted, 0)";

impl ReadTx<'_> {
    /// Checks everything that can be checked from the file alone. It reads the whole database.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the first thing that is wrong.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let connection = self.connection();
        expect_intact(connection)?;
        expect_none(
            connection,
            "SELECT count(*) FROM pragma_foreign_key_check",
            "a reference leads nowhere",
        )?;
        let balances = self.ledger().verify()?;
        expect_none(connection, PAYMENTS_AGREE, "payments and balances differ")?;
        expect_none(connection, PAYMENTS_POSTED, "a payment without postings")?;
        expect_none(connection, REFUNDS_AGREE, "refunds and postings differ")?;
        Ok(Verified { balances })
    }
}

fn expect_intact(connection: &Connection) -> Result<(), StoreError> {
    let found = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt { detail: found }) }
}

fn expect_none(connection: &Connection, sql: &str, otherwise: &str) -> Result<(), StoreError> {
    let found: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    if found == 0 { Ok(()) } else { Err(StoreError::Corrupt { detail: otherwise.to_owned() }) }
}

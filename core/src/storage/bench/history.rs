//! A long history, written straight into the tables; it passes every check that one made by the saga passes.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::super::seal::Seal;
use super::super::sealed::{PAYMENT_CHECKOUT, PAYMENT_TOKEN, PAYMENT_WALLET_TOKEN, SealedColumn};
use super::super::{Store, StoreError, StoreOptions, WriteTx, columns, connection, keys};
use crate::identity::Secrets;
use crate::mandates::Mandate;
use crate::payments::Payment;

/// What is written: under each mandate the same captured payment, many times, with identifiers of its own.
#[derive(Debug, Clone)]
pub struct History {
    /// The mandates; their budgets must cover the payments.
    pub mandates: Vec<Mandate>,
    /// The payment. Two postings each.
    pub payment: Payment,
    /// Payments under each mandate.
    pub payments_each: u32,
}

impl History {
    /// Writes it into a new database at `path` and opens nothing that stays open.
    ///
    /// # Errors
    /// What the database says.
    pub fn write(&self, path: &Path, secrets: &Secrets) -> Result<(), StoreError> {
        // A store makes the file, its keys and its first rows.
        Store::open(path, StoreOptions::default(), secrets)?.close();
        let mut connection = connection::open_writer(path, &StoreOptions::default())?;
        let (_, seal) = keys::load(&mut connection, secrets)?;
        connection.query_row("PRAGMA journal_mode = MEMORY", [], |_| Ok(()))?;
        connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;")?;
        let seal = Arc::new(seal);
        let transaction = connection.transaction()?;
        let tx = WriteTx::new(&transaction, &seal);
        for (place, mandate) in (0_u64..).zip(&self.mandates) {
            tx.mandates().insert(mandate)?;
            self.write_payments(&transaction, &seal, place, mandate)?;
        }
        transaction.commit()?;
        connection::settle(&connection)?;
        Ok(())
    }

    fn write_payments(
        &self,
        connection: &Connection,
        seal: &Seal,
        place: u64,
        mandate: &Mandate,
    ) -> Result<(), StoreError> {
        let payment = &self.payment;
        let checkout = columns::to_json(&payment.checkout)?;
        let mut pay = connection.prepare_cached(
            "INSERT INTO payment (payment_id, payment_token, payment_token_tag, mandate_id, agent_id, token_id, state,
               currency, held, captured, token_expires_at, created_at, ended_at, checkout)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'captured', ?7, ?8, ?8, ?9, ?10, ?10, ?11)",
        )?;
        let mut post = connection.prepare_cached(
            "INSERT INTO ledger_posting (mandate_id, number, movement, amount, payment_id, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let (id, at) = (&mandate.mandate_id, payment.created_at.millis());
        let (budget, amount) = (mandate.budget.micros(), payment.held.micros());
        post.execute(params![id, 1, "delegate", budget, None::<String>, at])?;
        for number in 0..self.payments_each {
            // As a wallet's: its own identifiers sort by time, the network's tokens are scattered all over their index.
            let unique = place.wrapping_shl(32).wrapping_add(u64::from(number));
            let scattered = unique.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let row = format!("{unique:016x}{scattered:016x}");
            let token = format!("28166623{:016x}{unique:016x}", scattered.rotate_left(17));
            let sealed = |column: SealedColumn, plain: &str| seal.seal(column.place, &row, plain.as_bytes());
            pay.execute(params![
                row,
                sealed(PAYMENT_TOKEN, &token)?,
                seal.tag(PAYMENT_TOKEN.place, &token),
                id,
                payment.agent_id,
                sealed(PAYMENT_WALLET_TOKEN, &payment.token_id)?,
                payment.held.currency().code(),
                amount,
                payment.token_expires_at.millis(),
                at,
                sealed(PAYMENT_CHECKOUT, &checkout)?,
            ])?;
            let first = i64::from(number).saturating_mul(2).saturating_add(2);
            post.execute(params![id, first, "hold", amount, row, at])?;
            post.execute(params![id, first.saturating_add(1), "capture", amount, row, at])?;
        }
        let spent = amount.saturating_mul(i64::from(self.payments_each));
        let postings = i64::from(self.payments_each).saturating_mul(2).saturating_add(1);
        connection.execute(
            "INSERT INTO ledger_balance (mandate_id, currency, delegated, available, held, spent, refunded, postings)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, 0, ?6)",
            params![
                id,
                mandate.budget.currency().code(),
                budget.saturating_neg(),
                budget.saturating_sub(spent),
                spent,
                postings
            ],
        )?;
        Ok(())
    }
}

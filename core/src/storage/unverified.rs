//! Payments that nobody vouched for. Each has a book of its own, under its own identifier: its amount is delegated,
//! held and debited at once. The payment and its postings are written together, here and nowhere else.

use rusqlite::params;

use super::columns::{amount, time, to_json, value};
use super::rows::Row;
use super::sealed::PAYMENT_TOKEN;
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::ledger::{Entry, Movement, Posting};
use crate::limits::CounterKey;
use crate::payments::UnverifiedPayment;

impl<Access> Rows<'_, UnverifiedPayment, Access> {
    /// The payment that was made with a payment token.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_token(&self, payment_token: &str) -> Result<Option<UnverifiedPayment>, StoreError> {
        let tag = self.tag(PAYMENT_TOKEN, payment_token);
        self.find("SELECT * FROM unverified_payment WHERE payment_token_tag = ?1", params![tag], read)
    }

    /// At most `limit` payments, the latest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, limit: u32) -> Result<Vec<UnverifiedPayment>, StoreError> {
        self.all("SELECT * FROM unverified_payment ORDER BY number DESC LIMIT ?1", params![limit], read)
    }

    /// The payments from `from` (inclusive) until `until` (exclusive), in the order of time.
    ///
    /// # Errors
    /// What the database says.
    pub fn between(&self, from: Timestamp, until: Timestamp) -> Result<Vec<UnverifiedPayment>, StoreError> {
        self.all(
            "SELECT * FROM unverified_payment WHERE paid_at >= ?1 AND paid_at < ?2 ORDER BY paid_at, number",
            params![from.millis(), until.millis()],
            read,
        )
    }
}

impl Rows<'_, UnverifiedPayment, Write> {
    /// Pays: writes the payment and its postings.
    ///
    /// # Errors
    /// [`StoreError::Ledger`] for nothing, or less; [`StoreError::Conflict`] for a token that has paid.
    pub fn pay(&self, payment: &UnverifiedPayment, payment_token: &str) -> Result<(), StoreError> {
        for movement in [Movement::Delegate, Movement::Hold, Movement::Capture] {
            self.of::<Entry>().post(&Posting {
                mandate_id: payment.payment_id.clone(),
                movement,
                amount: payment.amount,
                payment_id: Some(payment.payment_id.clone()),
                at: payment.paid_at,
            })?;
        }
        self.change(
            "INSERT INTO unverified_payment (payment_id, payment_token_tag, currency, amount, paid_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                payment.payment_id,
                self.tag(PAYMENT_TOKEN, payment_token),
                payment.amount.currency().code(),
                payment.amount.micros(),
                payment.paid_at.millis(),
            ],
        )?;
        Ok(())
    }

    /// Counts what was paid in every counter of `keys`. Nothing is ever given back.
    ///
    /// # Errors
    /// [`StoreError::Missing`], also for a payment that counts already; what the database says.
    pub fn count(&self, payment: &UnverifiedPayment, keys: &[CounterKey]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let numbers = self.of::<CounterKey>().add(keys, payment.amount.into())?;
        self.change_one(
            "payment",
            "UPDATE unverified_payment SET counted = ?2 WHERE payment_id = ?1 AND counted = '[]'",
            params![payment.payment_id, to_json(&numbers)?],
        )
    }
}

fn read(row: &Row<'_>) -> Result<UnverifiedPayment, StoreError> {
    Ok(UnverifiedPayment {
        payment_id: value(row, "payment_id")?,
        amount: amount(row, "amount")?,
        paid_at: time(row, "paid_at")?,
    })
}

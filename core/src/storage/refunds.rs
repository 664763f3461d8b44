//! Refunds. A refund and its posting are written together, here and nowhere else.

use rusqlite::params;

use super::columns::{amount, time, unreadable, value};
use super::rows::Row;
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::ledger::Entry;
use crate::money::Amount;
use crate::payments::{Payment, Refund, saga};

impl<Access> Rows<'_, Refund, Access> {
    /// The refund of a payment with the merchant's identifier. Two merchants may choose the same one.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, payment_id: &str, refund_id: &str) -> Result<Option<Refund>, StoreError> {
        self.find(
            "SELECT refund.*, payment.currency FROM refund JOIN payment USING (payment_id)
             WHERE payment_id = ?1 AND refund_id = ?2",
            params![payment_id, refund_id],
            read,
        )
    }

    /// The refunds of one payment, in the order of time.
    ///
    /// # Errors
    /// What the database says.
    pub fn list_by_payment(&self, payment_id: &str) -> Result<Vec<Refund>, StoreError> {
        self.all(
            "SELECT refund.*, payment.currency FROM refund JOIN payment USING (payment_id) WHERE payment_id = ?1
             ORDER BY at, refund_id",
            params![payment_id],
            read,
        )
    }
}

impl Rows<'_, Refund, Write> {
    /// Gives back `refund.amount` of its payment.
    ///
    /// # Errors
    /// [`StoreError::Missing`] for a payment that is not there; [`StoreError::Saga`] for one that was not debited, or
    /// not that much; [`StoreError::Conflict`] for an identifier that is there.
    pub fn give_back(&self, refund: &Refund) -> Result<Payment, StoreError> {
        let payment =
            self.of::<Payment>().get(&refund.payment_id)?.ok_or(StoreError::Missing { what: "payment" })?;
        let mut refunded = Amount::zero(payment.held.currency());
        for earlier in self.list_by_payment(&refund.payment_id)? {
            refunded = refunded.checked_add(earlier.amount).map_err(|_| unreadable("sum of refunds"))?;
        }
        self.of::<Entry>().post(&saga::refund(&payment, refunded, refund.amount, refund.at)?)?;
        self.change(
            "INSERT INTO refund (refund_id, payment_id, amount, at) VALUES (?1, ?2, ?3, ?4)",
            params![
                refund.refund_id,
                refund.payment_id,
                refund.amount.micros(),
                Timestamp::millis(refund.at)
            ],
        )?;
        Ok(payment)
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Refund, StoreError> {
    Ok(Refund {
        refund_id: value(row, "refund_id")?,
        payment_id: value(row, "payment_id")?,
        amount: amount(row, "amount")?,
        at: time(row, "at")?,
    })
}

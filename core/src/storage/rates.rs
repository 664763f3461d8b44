//! Exchange rates: for each pair of currencies the one that was signed last, as it was signed. Whoever uses one verifies
//! it.

use rusqlite::params;

use super::columns::value;
use super::{Rows, StoreError, Write};
use crate::money::Currency;
use crate::payments::RateStatement;

impl<Access> Rows<'_, RateStatement, Access> {
    /// The rate from `base` to `quote`, as it was signed.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, base: Currency, quote: Currency) -> Result<Option<String>, StoreError> {
        self.find(
            "SELECT token FROM exchange_rate WHERE base = ?1 AND quote = ?2",
            params![base.code(), quote.code()],
            |row| value(row, "token"),
        )
    }

    /// Every rate, as it was signed, in the order of the currencies.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self) -> Result<Vec<String>, StoreError> {
        self.all("SELECT token FROM exchange_rate ORDER BY base, quote", [], |row| value(row, "token"))
    }
}

impl Rows<'_, RateStatement, Write> {
    /// Keeps a rate in the place of an earlier one; one that was signed earlier than the one that is there, or at the same
    /// time, changes nothing. Whether it was kept.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep(&self, rate: &RateStatement) -> Result<bool, StoreError> {
        let kept = self.change(
            "INSERT INTO exchange_rate (base, quote, token, issued_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (base, quote) DO UPDATE SET token = excluded.token, issued_at = excluded.issued_at
             WHERE excluded.issued_at > issued_at",
            params![
                rate.exchange.base.code(),
                rate.exchange.quote.code(),
                rate.token,
                rate.issued_at.millis(),
            ],
        )?;
        Ok(kept > 0)
    }
}

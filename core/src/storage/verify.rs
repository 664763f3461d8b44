//! The check of a database as a yes or no.

use super::{ReadTx, StoreError};

/// What a check has gone through and found in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Verified {
    /// Mandates with a balance, each equal to the sum of its postings.
    pub balances: u64,
}

impl ReadTx<'_> {
    /// [`ReadTx::check`] for who only wants to know whether everything is in order.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the first thing that is wrong.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let books = self.check()?;
        match books.findings.first() {
            None => Ok(Verified { balances: books.balances }),
            Some(finding) => {
                let detail = format!("{} {}: {finding}", finding.code(), finding.subject());
                Err(StoreError::Corrupt { detail })
            }
        }
    }
}

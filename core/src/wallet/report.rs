//! What was spent, and where.

use super::limit_books::zone_of;
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::payments::{ReportFormat, SpendingReport, SpendingTally};
use crate::storage::ReadTx;

impl Wallet {
    /// What was debited and what was given back in `[from, to)`, by agent, merchant, category and month, and what is
    /// held now. It reads the payments one at a time: its memory is that of the report.
    ///
    /// # Errors
    /// [`WalletError::Store`]; [`WalletError::Money`] when a total leaves the range of an amount;
    /// [`WalletError::Zone`].
    pub async fn report(&self, from: Timestamp, to: Timestamp) -> Result<SpendingReport, WalletError> {
        let wallet = self.clone();
        self.inner.store.read(move |tx| wallet.tally(tx, from, to)).await
    }

    /// The same report as a text for other programs.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub async fn export_report(
        &self,
        from: Timestamp,
        to: Timestamp,
        format: ReportFormat,
    ) -> Result<String, WalletError> {
        let written = self.report(from, to).await?.to_text(format);
        written.map_err(|error| WalletError::invalid("report", error.to_string()))
    }

    fn tally(&self, tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<SpendingReport, WalletError> {
        // As limits count: another handle may have been opened with another zone.
        let zone = zone_of(&tx.limits().counting()?, &self.inner.zone)?;
        let mut tally = SpendingTally::default();
        let mut outcome = Ok(());
        let mut note = |step: Result<(), WalletError>| {
            if outcome.is_ok() {
                outcome = step;
            }
        };
        tx.payments().each_for_report(from, to, |payment| {
            note(match (payment.captured, payment.ended_at) {
                (Some(captured), Some(at)) => zone
                    .month_of(at)
                    .map_err(WalletError::from)
                    .and_then(|month| Ok(tally.debit(&payment, captured, &month)?)),
                _ => tally.hold(&payment).map_err(WalletError::from),
            });
        })?;
        tx.payments().each_refunded(from, to, |payment, refund| {
            note(
                zone.month_of(refund.at)
                    .map_err(WalletError::from)
                    .and_then(|month| Ok(tally.refund(&payment, refund.amount, &month)?)),
            );
        })?;
        outcome?;
        for payment in tx.unverified().between(from, to)? {
            tally.debit_unverified(&payment, &zone.month_of(payment.paid_at)?)?;
        }
        Ok(tally.report())
    }
}

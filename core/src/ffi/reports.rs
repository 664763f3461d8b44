//! What was spent.

use super::handle::Handle;
use crate::clock::Timestamp;
use crate::payments::{ReportFormat, SpendingReport};
use crate::wallet::WalletError;

/// The reports of one wallet. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Reports(pub(super) Handle);

#[uniffi::export]
impl Reports {
    /// What was debited and what was given back in `[from, to)`, by agent, merchant, category and month, and what is
    /// held now.
    ///
    /// # Errors
    /// [`WalletError::Store`]; [`WalletError::Money`] when a total leaves the range of an amount;
    /// [`WalletError::Zone`].
    pub async fn spending(&self, from: Timestamp, to: Timestamp) -> Result<SpendingReport, WalletError> {
        self.0.run("reports.spending", self.0.wallet.report(from, to)).await
    }

    /// The same report as a text for other programs: a table, or JSON.
    ///
    /// # Errors
    /// As [`Reports::spending`].
    pub async fn export(
        &self,
        from: Timestamp,
        to: Timestamp,
        format: ReportFormat,
    ) -> Result<String, WalletError> {
        self.0.run("reports.export", self.0.wallet.export_report(from, to, format)).await
    }
}

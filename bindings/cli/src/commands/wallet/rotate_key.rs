//! `amp wallet rotate-key`: everything sealed with a new key.

use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::console::{Page, Report, Tone};
use crate::error::CliError;

/// The contract of `amp wallet rotate-key --json`.
#[derive(Debug, Serialize)]
pub(super) struct Rotated {
    /// How many values were sealed anew.
    resealed: u64,
}

/// Rotates the key of the database; one that was interrupted is finished.
///
/// # Errors
/// The wallet's.
pub(super) async fn run(wallet: &Wallet) -> Result<Rotated, CliError> {
    Ok(Rotated { resealed: wallet.rotate_key().await? })
}

impl Report for Rotated {
    fn render(&self, page: &mut Page) {
        page.line(Tone::Good, &format!("{} values are sealed with a new key", self.resealed));
        page.line(Tone::Faint, "backups made before cannot be read any more: make a new one");
    }
}

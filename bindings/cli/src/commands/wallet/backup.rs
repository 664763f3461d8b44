//! `amp wallet backup` and `amp wallet adopt`: a copy of the database, and going on from one.

use std::path::PathBuf;
use std::sync::Arc;

use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::confirmation::confirm;
use crate::console::{Console, Page, Report, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::{Confirmation, WalletFolder};

#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// The file to make; there must be none of this name
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct AdoptArgs {
    /// The backup; without one, the older database that lies in the folder
    #[arg(value_name = "FILE")]
    backup: Option<PathBuf>,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

/// The contract of `amp wallet backup --json`.
#[derive(Debug, Serialize)]
pub(super) struct BackedUp {
    file: String,
}

/// The contract of `amp wallet adopt --json`.
#[derive(Debug, Serialize)]
struct Adopted {
    /// The number of the last commit, from now on the latest.
    commits: u64,
    payments: u64,
}

/// Copies the database.
///
/// # Errors
/// The wallet's.
pub(super) async fn make(wallet: &Wallet, args: &BackupArgs) -> Result<BackedUp, CliError> {
    wallet.backup(args.to.clone()).await?;
    Ok(BackedUp { file: args.to.display().to_string() })
}

/// Goes on from a backup, or from the older database that lies there, once the person has said so.
///
/// # Errors
/// [`CliError::ConfirmationNeeded`], [`CliError::NotConfirmed`], the wallet's.
pub(super) async fn adopt(
    folder: &WalletFolder,
    args: &AdoptArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    let question = "What was paid after it was made is not in it. Every mandate in it is revoked and every hold given \
                    back; agents have to ask anew, and are stopped until `amp wallet limits unfreeze`.";
    confirm(args.yes, question, "--yes", console)?;
    let host = folder.host(Arc::new(Confirmation::default()))?;
    let wallet = Wallet::adopt(folder.config()?, host, args.backup.clone()).await?;
    let checkup = wallet.check().await;
    wallet.close();
    let checkup = checkup?;
    Ok(console.show(&Adopted { commits: checkup.commits, payments: checkup.books.payments }))
}

impl Report for BackedUp {
    fn render(&self, page: &mut Page) {
        page.line(Tone::Good, &format!("the database is copied to {}", self.file));
        let hint = "it opens with this wallet's secrets only, and until the next rotate-key";
        page.line(Tone::Faint, hint);
    }
}

impl Report for Adopted {
    fn render(&self, page: &mut Page) {
        let sentence =
            format!("the wallet goes on from commit {}, with {} payments", self.commits, self.payments);
        page.line(Tone::Good, &sentence);
        page.line(Tone::Plain, "every mandate in it is ended: agents have to ask anew");
        page.line(
            Tone::Plain,
            "limits count only what it knows: nobody pays before `amp wallet limits unfreeze`",
        );
    }
}

//! `amp wallet`: one wallet in its data folder.

mod adjust;
mod agents;
mod amount;
mod approval;
mod backup;
mod bind;
mod check;
mod events;
mod init;
mod limits;
mod mandate;
mod mandates;
mod payments;
mod rates;
mod report;
mod rotate_key;
mod surface_page;
mod tasks;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amp_wallet_core::wallet::Wallet;
use clap::Subcommand;
use tokio::runtime;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::{Confirmation, WalletFolder};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The wallet's data folder
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a wallet in a folder that is new or empty
    Init(init::Args),
    /// Whether everything is as it should be: the database, every sum, what is unfinished, the mark, the clock
    Check,
    /// Go on from a backup after the database was lost: nothing that it knows of pays any more
    Adopt(backup::AdoptArgs),
    #[command(flatten)]
    Open(OpenAction),
}

/// What is done with a wallet that is there.
#[derive(Debug, Subcommand)]
enum OpenAction {
    /// The agents that were ever bound
    Agents,
    /// Copy the database into a new file, also while it is in use
    Backup(backup::BackupArgs),
    /// Decide on what waits for approval: an agent's binding, or a mandate
    Bind(bind::Args),
    /// What happened and was not acknowledged yet
    Events(events::Args),
    /// How much agents may be authorized for and may pay
    Limits(limits::Args),
    /// What was authorized: list, show, revoke, adjust
    Mandates(mandates::Args),
    /// The payments, newest first
    Payments(payments::Args),
    /// In which currency limits count, and at which rates payments in others do
    Rates(rates::Args),
    /// What was spent: by agent, merchant, category and month
    Report(report::Args),
    /// Seal everything that is sealed with a new key; another process that has the wallet open has to open it anew
    RotateKey,
    /// What agents are busy with: progress, and the bill of one task
    Tasks(tasks::Args),
}

impl OpenAction {
    /// Whether the user's key may sign for it.
    const fn signs(&self) -> bool {
        match self {
            Self::Bind(_) => true,
            Self::Mandates(args) => args.signs(),
            _ => false,
        }
    }
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let data = args.data.as_deref().ok_or_else(|| CliError::Usage {
        detail: "amp wallet needs the wallet's data folder: --data DIR".to_owned(),
    })?;
    runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| CliError::core("cli.runtime", error))?
        .block_on(act(data, &args.action, console))
}

async fn act(data: &Path, action: &Action, console: &Console) -> Result<Exit, CliError> {
    let action = match action {
        Action::Init(args) => return Ok(console.show(&init::make(data, args).await?)),
        Action::Check => return Ok(console.show(&check::of(&WalletFolder::find(data)?).await?)),
        Action::Adopt(args) => return backup::adopt(&WalletFolder::find(data)?, args, console).await,
        Action::Open(action) => action,
    };
    let confirmation = Confirmation::default();
    let folder = WalletFolder::find(data)?;
    if action.signs() && folder.is_served() {
        return Err(CliError::Served { path: data.display().to_string() });
    }
    let wallet = folder.open(Arc::new(confirmation.clone())).await?;
    let exit = act_on(&wallet, action, &confirmation, console).await;
    wallet.close();
    exit
}

async fn act_on(
    wallet: &Wallet,
    action: &OpenAction,
    confirmation: &Confirmation,
    console: &Console,
) -> Result<Exit, CliError> {
    match action {
        OpenAction::Agents => Ok(console.show(&agents::list(wallet).await?)),
        OpenAction::Backup(args) => Ok(console.show(&backup::make(wallet, args).await?)),
        OpenAction::Bind(args) => bind::run(wallet, args, confirmation, console).await,
        OpenAction::Events(args) => Ok(console.show(&events::list(wallet, args).await?)),
        OpenAction::Limits(args) => limits::run(wallet, args, console).await,
        OpenAction::Mandates(args) => mandates::run(wallet, args, confirmation, console).await,
        OpenAction::Payments(args) => Ok(console.show(&payments::list(wallet, args).await?)),
        OpenAction::Rates(args) => Ok(console.show(&rates::run(wallet, args).await?)),
        OpenAction::Report(args) => report::run(wallet, args, console).await,
        OpenAction::RotateKey => Ok(console.show(&rotate_key::run(wallet).await?)),
        OpenAction::Tasks(args) => tasks::run(wallet, args, console).await,
    }
}

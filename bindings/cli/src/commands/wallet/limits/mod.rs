//! `amp wallet limits`: how much agents may be authorized for and may pay, and the stop of everything.

mod limit;
mod page;

use amp_wallet_core::limits::{Freeze, LimitSet};
use amp_wallet_core::wallet::Wallet;
use clap::Subcommand;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use page::Limits;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// The limits in force, how far they are used, and who is stopped
    Get,
    /// Set one limit, new or in place of the one of this name; it holds for what is authorized from now on
    Set(limit::Args),
    /// Take limits away: those named, or all
    Clear {
        /// The limits' names
        #[arg(value_name = "LIMIT")]
        limits: Vec<String>,
    },
    /// Stop one agent, or all of them, at once: nothing is paid
    Freeze {
        /// The agent; all of them if left out
        #[arg(value_name = "AGENT")]
        agent: Option<String>,
    },
    /// Lift the stop of one agent, or the stop of all
    Unfreeze {
        /// The agent; the stop of all if left out
        #[arg(value_name = "AGENT")]
        agent: Option<String>,
    },
}

pub(super) async fn run(wallet: &Wallet, args: &Args, console: &Console) -> Result<Exit, CliError> {
    match &args.action {
        Action::Get => {}
        Action::Set(args) => {
            let limit = args.limit();
            let mut set = wallet.limits().await?;
            match set.limits.iter_mut().find(|old| old.limit_id == limit.limit_id) {
                Some(old) => *old = limit,
                None => set.limits.push(limit),
            }
            wallet.set_limits(set).await?;
        }
        Action::Clear { limits } => wallet.set_limits(without(wallet.limits().await?, limits)?).await?,
        Action::Freeze { agent } => {
            wallet.freeze(agent.as_deref()).await?;
        }
        Action::Unfreeze { agent } => {
            wallet.unfreeze(agent.as_deref()).await?;
        }
    }
    let frozen: Freeze = wallet.frozen().await?;
    Ok(console.show(&Limits::of(wallet.limits().await?, &wallet.limit_usage().await?, frozen)))
}

/// The set without the limits called so; an empty list names all.
fn without(mut set: LimitSet, names: &[String]) -> Result<LimitSet, CliError> {
    if names.is_empty() {
        return Ok(LimitSet::default());
    }
    let unknown = names.iter().find(|name| set.limits.iter().all(|limit| limit.limit_id != **name));
    if let Some(name) = unknown {
        return Err(CliError::core("cli.no_limit", format!("there is no limit {name:?}")));
    }
    set.limits.retain(|limit| !names.contains(&limit.limit_id));
    Ok(set)
}

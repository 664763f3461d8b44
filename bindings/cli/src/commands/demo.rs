//! `amp demo`.

use std::path::PathBuf;

use tokio::runtime;

use crate::console::{Console, Progress};
use crate::demo::{Workspace, tell};
use crate::error::CliError;
use crate::exit::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Leave the wallet, the root key and every chain in this folder, which must be new or empty
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let workspace = Workspace::open(args.keep.as_deref())?;
    let progress = Progress::start();
    let report = runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| CliError::core("cli.runtime", error))?
        .block_on(tell(&workspace, &progress))?;
    drop(progress);
    Ok(console.show(&report))
}

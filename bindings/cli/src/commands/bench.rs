//! `amp bench`.

use std::time::Duration;

use crate::bench;
use crate::console::{Console, Progress};
use crate::error::CliError;
use crate::exit::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How long to measure, all in all
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let progress = Progress::start();
    let report = bench::run(Duration::from_secs(args.seconds), &progress)?;
    drop(progress);
    Ok(console.show(&report))
}

//! `amp bench`.

use std::io::Write;
use std::path::PathBuf;
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

    /// How many postings the long history has; the targets are stated for a million
    #[arg(long, value_name = "N", default_value_t = 1_000_000, hide_short_help = true)]
    #[arg(value_parser = clap::value_parser!(u32).range(200..=10_000_000))]
    postings: u32,

    /// Opens the database of a running benchmark, pays, and prints its memory in bytes
    #[arg(long, value_name = "FILE", hide = true)]
    resident: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    if let Some(database) = &args.resident {
        let bytes = bench::weigh(database)?;
        let said = bytes.map_or_else(String::new, |bytes| bytes.to_string());
        let written = writeln!(std::io::stdout().lock(), "{said}");
        written.map_err(|error| CliError::Unwritable {
            target: "stdout".to_owned(),
            reason: error.to_string(),
        })?;
        return Ok(Exit::Done);
    }
    let progress = Progress::start();
    let report = bench::run(Duration::from_secs(args.seconds), args.postings, &progress)?;
    drop(progress);
    Ok(console.show(&report))
}

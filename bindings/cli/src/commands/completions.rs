//! `amp completions SHELL`.

use clap::CommandFactory;
use clap_complete::Shell;
use serde::Serialize;

use crate::cli::Cli;
use crate::console::{Console, Page, Report};
use crate::error::CliError;
use crate::exit::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell to complete for
    shell: Shell,
}

/// The contract of `amp completions --json`.
#[derive(Debug, Serialize)]
struct Completions {
    shell: String,
    script: String,
}

impl Report for Completions {
    fn render(&self, page: &mut Page) {
        page.verbatim(&self.script);
    }
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "amp", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Ok(console.show(&Completions { shell: args.shell.to_string(), script }))
}

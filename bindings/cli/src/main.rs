//! `amp`: the wallet core for a terminal.
//!
//! Reading order: [`cli`] (what can be asked), [`commands`] (one file each), [`console`] (how it is shown).
//! Exit codes: 0 done, 1 refused, invalid or failed, 2 wrong usage.

mod bench;
mod cli;
mod commands;
mod confirmation;
mod console;
mod demo;
mod error;
mod exit;
mod input;
mod inspect;
mod root_key;
mod shutdown;
mod vectors;
mod verification;
mod wallet_folder;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os().collect()).into()
}

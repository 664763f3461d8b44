//! `amp vectors run`: test vectors judged.

use std::path::PathBuf;

use clap::Subcommand;

use crate::console::{Console, Progress};
use crate::error::CliError;
use crate::exit::Exit;
use crate::vectors::{VectorsReport, find_files, judge_file};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Judge every case of some files, and say where the verdict is not the author's
    Run {
        /// Vector files, or folders that are searched for .json files
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let Action::Run { paths } = &args.action;
    let progress = Progress::start();
    let mut reports = Vec::new();
    for path in paths {
        for file in find_files(path)? {
            progress.say(&format!("judging {}", file.display()));
            reports.push(judge_file(&file)?);
        }
    }
    drop(progress);
    Ok(console.show(&VectorsReport::of(reports)))
}

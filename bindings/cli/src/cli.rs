//! The command line: what can be asked, and the way from arguments to an exit code.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::commands::{bench, completions, demo, inspect, mpp, sandbox, vectors, verify, wallet};
use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;

/// The AMP wallet core for a terminal: mandate chains, payments by agents, a sandbox network.
#[derive(Debug, Parser)]
#[command(name = "amp", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Write one JSON document to standard output, errors too
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell the main job from end to end: bind an agent, authorize, pay, refuse
    Demo(demo::Args),
    /// Judge a mandate chain: L1, L2 and, if AUTONOMOUS, L3
    Verify(verify::Args),
    /// Show what a token says: header, payload, disclosures, layer, validity; nothing secret
    Inspect(inspect::Args),
    /// The AMP network, credential provider, merchant and acquirer on localhost
    Sandbox(sandbox::Args),
    /// One wallet in its data folder: make it, look into it, decide, revoke, report
    Wallet(wallet::Args),
    /// The wallet as a mobile payment provider for a network
    Mpp(mpp::Args),
    /// Test vectors
    Vectors(vectors::Args),
    /// Measure signing, verifying and deciding beside bare ring
    Bench(bench::Args),
    /// Print the completion script for a shell
    Completions(completions::Args),
}

/// Does what `arguments` ask for. The first one is the program's name.
pub(crate) fn run(arguments: Vec<OsString>) -> Exit {
    let json_asked = asks_for_json(&arguments);
    match Cli::try_parse_from(arguments) {
        Ok(cli) => dispatch(cli.command, &Console::new(cli.json)),
        Err(error) => answer_parser(&error, &Console::new(json_asked)),
    }
}

fn dispatch(command: Command, console: &Console) -> Exit {
    let outcome = match command {
        Command::Demo(args) => demo::run(&args, console),
        Command::Verify(args) => verify::run(&args, console),
        Command::Inspect(args) => inspect::run(&args, console),
        Command::Sandbox(args) => sandbox::run(&args, console),
        Command::Wallet(args) => wallet::run(&args, console),
        Command::Mpp(args) => mpp::run(&args, console),
        Command::Vectors(args) => vectors::run(&args, console),
        Command::Bench(args) => bench::run(&args, console),
        Command::Completions(args) => completions::run(&args, console),
    };
    outcome.unwrap_or_else(|error| console.fail(&error))
}

/// Help and version are answers; the rest is wrong usage.
fn answer_parser(error: &clap::Error, console: &Console) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.print(&error.render().ansi().to_string())
        }
        _ if console.is_json() => {
            console.fail(&CliError::Usage { detail: in_one_line(&error.render().to_string()) })
        }
        _ => console.explain_usage(&error.render().ansi().to_string()),
    }
}

/// What the parser says before its hints, which follow an empty line: one line, the missing arguments included.
fn in_one_line(rendered: &str) -> String {
    let said: Vec<&str> = rendered.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    said.join(" ").trim_start_matches("error: ").to_owned()
}

/// Whether `--json` stands among the options, for the case that the rest was not understood.
fn asks_for_json(arguments: &[OsString]) -> bool {
    arguments.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--json")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = Cli::try_parse_from(["amp", "vectors", "run"]).unwrap_err();
        let said = in_one_line(&error.render().to_string());
        assert_eq!(said, "the following required arguments were not provided: <PATH>...");
    }

    #[test]
    fn json_is_seen_before_the_double_dash_only() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert!(asks_for_json(&words("amp verify --json --nonsense")));
        assert!(!asks_for_json(&words("amp inspect -- --json")));
    }
}

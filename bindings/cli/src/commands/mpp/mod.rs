//! `amp mpp serve`: the wallet as a mobile payment provider for a network.

mod files;
mod log;
mod serve;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Serve many wallets on 127.0.0.1 until interrupted; one line of JSON says when
    Serve(ServeArgs),
}

#[derive(Debug, clap::Args)]
struct ServeArgs {
    /// The port; 0 takes a free one
    #[arg(long, value_name = "P", default_value_t = 8899)]
    port: u16,
    /// The network's base address, without /network
    #[arg(long, value_name = "URL")]
    network: String,
    /// The network's public key: a JWK or a set of them
    #[arg(long, value_name = "FILE")]
    root: PathBuf,
    /// Where the wallets are kept [default: amp/mpp in the user's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// How strictly peers are read
    #[arg(long, value_enum, default_value_t = Profile::Strict)]
    profile: Profile,
    /// Approve by oneself, half a second after the request, instead of waiting for /mpp/completeIdv; for tests
    #[arg(long)]
    auto_approve: bool,
    /// The public key of an agent, where requests bring none (extension X3); may be given for several agents
    #[arg(long, value_name = "AGENT=FILE")]
    agent_key: Vec<String>,
    /// How many wallets are open at once; fewer where the system grants too few files
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    open_wallets: u32,
    /// How long a wallet that nobody asks for stays open, in seconds
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    idle_seconds: u32,
    /// How many connections are served at once; fewer where the system grants too few files
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..=65_536))]
    connections: u32,
    /// Requests a second from one address; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    rate: u32,
    /// How long a request's head, and its body, may take to arrive, in milliseconds
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=600_000))]
    receive_millis: u32,
    /// Write no line a request to standard error
    #[arg(long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// Everything that the specification requires
    Strict,
    /// Only to talk to the reference's services, which leave things out
    Sample,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let Action::Serve(args) = &args.action;
    serve::run(args, console)
}

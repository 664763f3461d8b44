//! `amp sandbox serve`: the AMP world on localhost for other programs.

use amp_wallet_core::payments::RateIssuer;
use amp_wallet_core::sandbox::{Sandbox, SandboxConfig};
use clap::Subcommand;
use serde::Serialize;
use serde_json::Value;
use tokio::runtime;

use crate::console::{Cell, Column, Console, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::shutdown;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Serve network, credential provider, merchant and acquirer on 127.0.0.1 until interrupted
    Serve {
        /// The port; 0 takes a free one
        #[arg(long, value_name = "P", default_value_t = 8083)]
        port: u16,
        /// The wallet's base address, without /mpp; it can be told later with POST /sandbox/wallet
        #[arg(long, value_name = "URL")]
        wallet: Option<String>,
    },
}

/// The one line of `amp sandbox serve --json`.
#[derive(Debug, Serialize)]
struct Ready {
    listening: String,
    root_jwk: Value,
    /// The issuer of its exchange rates, for `amp wallet rates trust`.
    rate_issuer: RateIssuer,
}

impl Report for Ready {
    fn render(&self, page: &mut Page) {
        let mut table = Table::new([Column::Left(""), Column::Left("")]);
        table.row([Cell::new(Tone::Faint, "listening"), Cell::new(Tone::Strong, &self.listening)]);
        table.row([Cell::new(Tone::Faint, "root key"), Cell::plain(&self.root_jwk)]);
        page.table(&table);
        page.line(Tone::Faint, "stop with Ctrl-C");
    }
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let Action::Serve { port, wallet } = &args.action;
    let config = SandboxConfig { port: *port, wallet_url: wallet.clone(), ..SandboxConfig::default() };
    runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| CliError::core("cli.runtime", error))?
        .block_on(serve(config, console))
}

async fn serve(config: SandboxConfig, console: &Console) -> Result<Exit, CliError> {
    let interrupted = shutdown::requested()?;
    let sandbox = Sandbox::start(config).await?;
    let root_jwk = Value::from(sandbox.root_jwk().to_json());
    let (listening, rate_issuer) = (sandbox.url().to_owned(), sandbox.rate_issuer());
    console.announce(&Ready { listening, root_jwk, rate_issuer })?;
    interrupted.await;
    sandbox.stop().await;
    Ok(Exit::Done)
}

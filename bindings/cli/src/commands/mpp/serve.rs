//! Opening the house, serving it, and closing it in good order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amp_wallet_core::assurance;
use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::mpp::{
    AgentKey, Approver, HouseOptions, MppOptions, MppServer, RequestLog, ServeLimits, WalletHouse,
};
use amp_wallet_core::network::{Endpoint, HttpNetwork, Transport, TransportOptions};
use amp_wallet_core::wallet::WalletConfig;
use serde::Serialize;
use tokio::runtime;

use super::files::{self, Capacity};
use super::log::LineLog;
use super::{Profile, ServeArgs};
use crate::console::{Console, Page, Report, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::root_key::read_root_keys;
use crate::shutdown;

/// The one line that says that it is ready, for whoever started it: JSON, asked for or not.
#[derive(Debug, Serialize)]
struct Ready {
    listening: String,
}

impl Report for Ready {
    fn render(&self, page: &mut Page) {
        page.line(Tone::Strong, &self.listening);
    }
}

pub(super) fn run(args: &ServeArgs, console: &Console) -> Result<Exit, CliError> {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::core("cli.runtime", error))?
        .block_on(serve(args, console))
}

async fn serve(args: &ServeArgs, console: &Console) -> Result<Exit, CliError> {
    let interrupted = shutdown::requested()?;
    let files = files::raise_limit();
    let asked = Capacity { open_wallets: args.open_wallets, connections: args.connections };
    let capacity = asked.within(files);
    if capacity != asked {
        let Capacity { open_wallets, connections } = capacity;
        console.note(&format!(
            "the system's file limit is enough for {open_wallets} open wallets and {connections} connections"
        ));
    }
    let log = if args.quiet { None } else { Some(LineLog::start()?) };
    let options = options(args, capacity, log.as_ref())?;
    let house = open_house(args, capacity, console).await?;
    let server = MppServer::start_house(house.clone(), options).await?;
    if let Some(log) = &log {
        log.serving(files, capacity);
    }
    Console::new(true).announce(&Ready { listening: server.url() })?;
    interrupted.await;
    server.stop();
    server.stopped().await;
    house.close().await;
    if let Some(log) = &log {
        log.finish();
    }
    Ok(Exit::Done)
}

async fn open_house(
    args: &ServeArgs,
    capacity: Capacity,
    console: &Console,
) -> Result<WalletHouse, CliError> {
    let data = match &args.data {
        Some(data) => data.clone(),
        None => default_folder()?,
    };
    console.note(&format!("wallets, their keys and secrets: {}", data.display()));
    let mut wallets = WalletConfig::new(data, "user-demo", read_root_keys(&args.root)?);
    wallets.profile = match args.profile {
        Profile::Strict => assurance::Profile::Strict,
        Profile::Sample => assurance::Profile::Sample,
    };
    let options = HouseOptions {
        open_limit: capacity.open_wallets,
        idle_seconds: args.idle_seconds,
        ..HouseOptions::new(wallets)
    };
    let transport = Transport::new(&TransportOptions::default())?;
    let network = HttpNetwork::new(transport, Endpoint::parse(&args.network)?);
    Ok(WalletHouse::open(options, Arc::new(SystemClock), Arc::new(network)).await?)
}

fn options(args: &ServeArgs, capacity: Capacity, log: Option<&LineLog>) -> Result<MppOptions, CliError> {
    Ok(MppOptions {
        port: args.port,
        approver: if args.auto_approve { Approver::Unattended } else { Approver::CompleteIdv },
        limits: ServeLimits {
            connections: capacity.connections,
            requests_per_second: args.rate,
            head_millis: args.receive_millis,
            body_millis: args.receive_millis,
            ..ServeLimits::default()
        },
        agent_keys: args.agent_key.iter().map(|given| agent_key(given)).collect::<Result<_, _>>()?,
        log: log.map(|log| Arc::new(log.clone()) as Arc<dyn RequestLog>),
        ..MppOptions::default()
    })
}

/// `AGENT=FILE`; the last `=` divides, so that an agent may have one in its name.
fn agent_key(given: &str) -> Result<AgentKey, CliError> {
    let usage = || CliError::Usage { detail: format!("--agent-key {given}: not AGENT=FILE with one key") };
    let (agent_id, file) = given.rsplit_once('=').ok_or_else(usage)?;
    match <[_; 1]>::try_from(read_root_keys(Path::new(file))?) {
        Ok([key]) if !agent_id.is_empty() => Ok(AgentKey { agent_id: agent_id.to_owned(), key }),
        _ => Err(usage()),
    }
}

/// The XDG data folder's `amp/mpp`.
fn default_folder() -> Result<PathBuf, CliError> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
    let none =
        || CliError::Usage { detail: "no home folder: say with --data where the wallets are".to_owned() };
    Ok(data.ok_or_else(none)?.join("amp/mpp"))
}

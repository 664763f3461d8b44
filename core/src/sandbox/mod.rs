//! The rest of the AMP world on localhost: network, credential provider, merchant and acquirer behind one listener,
//! strict where the reference is lax, with faults to order. For demos, tests and other programs; never for money.

mod acquirer;
mod agent;
mod agent_error;
mod article;
mod config;
mod connection;
mod control;
mod denial;
mod error;
mod faults;
mod gate;
mod mandate_service;
mod merchant;
mod network;
mod one_currency;
mod provider;
mod rates;
mod remote;
mod root_key;
mod router;
mod server;
mod shelf;
mod shifted_clock;
mod wallet_peer;
mod world;

pub use agent::{AgentMandate, AskedMandate, MandateAsk, SandboxAgent};
pub use agent_error::AgentError;
pub use article::Article;
pub use config::{ContractExtensions, SandboxConfig};
pub use error::SandboxError;
pub use faults::{Fault, FaultOrder};
pub use merchant::OrderChange;
pub use remote::RemoteSandbox;
pub use root_key::kept_root;
pub use server::Sandbox;
pub use shifted_clock::ShiftedClock;

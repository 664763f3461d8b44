//! The wallet as a mobile payment provider: AMP's HTTP contract, wallet side (amp-http), over [`crate::wallet`].
//!
//! The network reads only the JSON of an answer, never its HTTP status: what a use case refuses is HTTP 200 with
//! `result.resultStatus` `F`. What is no request at all is 422, 405, 404, 408, 413 or 429.
//!
//! An app serves its own wallet ([`MppServer::start`]); a provider serves a [`WalletHouse`] of many.

mod answer;
mod authorization;
mod body;
mod connection;
mod desk;
mod error;
mod house;
mod inbox;
mod inquiry;
mod metrics;
mod options;
mod payment;
mod rate;
mod record;
mod result;
mod route;
mod router;
mod server;
mod unattended;
mod watch;
mod wire;

pub use body::JsonBody;
pub use error::MppError;
pub use house::{HouseOptions, WalletHouse};
pub use inbox::{Inbox, InboxAnswer};
pub use options::{AgentKey, Approver, MppOptions, ServeLimits};
pub use record::{RequestLog, RequestRecord};
pub use server::MppServer;

//! What a host implements: where keys live, where secrets are kept, where log records go.
//!
//! Every call is synchronous, made on a thread that may wait, with no lock and no transaction held. An implementation
//! may block for a person, throw one of the declared errors, and call the wallet back; no answer is trusted unproved, see
//! [`crate::identity`]. [`SecretStore::raise_counter`] runs beside the payments and holds none of them up, unless it does not
//! answer for 256 commits.

mod key_vault;
mod log_sink;
mod secret_store;

pub use key_vault::KeyVault;
pub use log_sink::{LogError, LogLevel, LogRecord, LogSink};
pub use secret_store::SecretStore;

pub(super) use key_vault::Vault;
pub(super) use log_sink::Log;
pub(super) use secret_store::Keeper;

//! What a host implements: where keys live, where secrets are kept, where log records go.
//!
//! Every call is synchronous, made on a thread that may wait, with no lock and no transaction held. An implementation
//! may block for a person, throw one of the declared errors, and call the wallet back; no answer is trusted unproved, see
//! [`crate::identity`]. One exception: [`SecretStore::raise_counter`] is called by the thread that writes, between two
//! commits. It must answer soon, and must not call this wallet and wait for it.

mod key_vault;
mod log_sink;
mod secret_store;

pub use key_vault::KeyVault;
pub use log_sink::{LogError, LogLevel, LogRecord, LogSink};
pub use secret_store::SecretStore;

pub(super) use key_vault::Vault;
pub(super) use log_sink::Log;
pub(super) use secret_store::Keeper;

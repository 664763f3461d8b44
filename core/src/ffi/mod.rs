//! The only uniffi exports: what Kotlin and Swift see of the core, as a table of contents.
//!
//! | object | what it is for |
//! |---|---|
//! | [`Wallet`] | open, suspend, resume, close; the way to all others |
//! | [`Agents`] | who is bound |
//! | [`Mandates`] | what is asked for, shown, approved, revoked, adjusted |
//! | [`Limits`] | how much at most, and the stop of everything |
//! | [`Payments`] | tokens, debits, refunds, appeals |
//! | [`Rates`] | the wallet's currency, and what others are worth in it |
//! | [`Tasks`] | what agents are busy with, and their bills |
//! | [`Reports`] | what was spent |
//! | [`Events`] | what happened, at least once, in order |
//! | `Inbox` | messages of the network that the app's server relays (feature `mpp`) |
//! | [`AgentSession`] | the other side: an agent on the device |
//! | [`ChainVerifier`] | a merchant's or auditor's view: verify without a wallet |
//! | `Sandbox` | the AMP network in this process (feature `sandbox`) |
//!
//! Threads: every call may be made from any thread. An `async` call never blocks the caller's thread; what moves money
//! runs to its end on the core's own threads even when the caller stops waiting, and its outcome arrives as an event.
//! A call that is not `async` does no I/O. The host's traits ([`KeyVault`], [`SecretStore`], [`LogSink`]) are called on
//! threads that may wait.
//!
//! Every export returns a `Result`: a panic then reaches Kotlin and Swift as an error and not as the end of the app.
//! After one, reopen the wallet if it answers `wallet.interrupted` or `store.closed`; nothing that was recorded is lost.

mod agent_session;
mod agents;
mod alive;
mod amount;
mod chain_verifier;
mod convert;
mod error_code;
mod events;
mod handle;
mod host;
#[cfg(feature = "mpp")]
mod inbox;
mod key;
mod limits;
mod mandates;
mod payments;
mod rates;
mod reports;
#[cfg(feature = "sandbox")]
mod sandbox;
#[cfg(feature = "sandbox")]
mod sandbox_agent;
#[cfg(feature = "sandbox")]
mod sandbox_place;
mod tasks;
#[cfg(feature = "failpoints")]
mod test_support;
mod version;
mod wallet;

pub use agent_session::AgentSession;
pub use agents::Agents;
pub use amount::{amount_of, read_amount};
pub use chain_verifier::ChainVerifier;
pub use convert::{ChainFault, CodedFault, DecimalAmount, Noun};
pub use events::Events;
pub use host::{KeyVault, LogError, LogLevel, LogRecord, LogSink, SecretStore};
#[cfg(feature = "mpp")]
pub use inbox::Inbox;
pub use key::read_key;
pub use limits::Limits;
pub use mandates::Mandates;
pub use payments::Payments;
pub use rates::Rates;
pub use reports::Reports;
#[cfg(feature = "sandbox")]
pub use sandbox::Sandbox;
#[cfg(feature = "sandbox")]
pub use sandbox_agent::{Purchase, SandboxAgent};
pub use tasks::Tasks;
#[cfg(feature = "failpoints")]
pub use test_support::{
    LiveObjects, empty_call, empty_call_soon, is_optimized, live_objects, measure_list, measure_pre_verify,
    panic_in_transaction, panic_now, panic_soon, store_delete, vault_attestation, vault_delete_key,
};
pub use version::library_version;
pub use wallet::{Wallet, WalletHost, erase_wallet, wallet_config};

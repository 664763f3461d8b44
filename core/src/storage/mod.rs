//! The store: the only user of SQLite. One writer, a pool of readers, one file a wallet.
//!
//! What a use case decides and what follows from it are written in ONE transaction: [`Store::write`] runs a closure on
//! the writer's thread with a [`WriteTx`] and resolves when the commit is on the disk. Closures that wait at the same
//! time share a commit (group commit), each in a savepoint of its own, or, by [`Store::write_again`], ready to be run
//! again. Rows are reached by noun:
//!
//! ```no_run
//! # use amp_wallet_core::{clock::Timestamp, payments::Payment};
//! # use amp_wallet_core::storage::{Store, StoreError};
//! # async fn example(store: Store, payment: Payment, now: Timestamp) -> Result<(), StoreError> {
//! let balances = store
//!     .write(move |tx| -> Result<_, StoreError> {
//!         let mark = tx.high_water().get()?;
//!         // pure decisions here, then their effects:
//!         tx.high_water().set(mark)?;
//!         tx.payments().hold(&payment)
//!     })
//!     .await?;
//! # drop(balances); Ok(())
//! # }
//! ```
//!
//! Nothing here calls the host, and nothing waits for it: work that needs a key or the network happens before or after
//! a transaction, never inside.

mod adjustments;
mod appeals;
mod attempts;
mod backup;
#[cfg(feature = "bench")]
pub mod bench;
mod bindings;
mod check;
mod columns;
mod connection;
mod directory;
mod ended;
mod erase;
mod error;
mod events;
#[cfg(feature = "failpoints")]
pub mod failpoint;
#[cfg(not(feature = "failpoints"))]
mod failpoint;
mod folder;
mod header;
mod high_water;
mod job;
mod keys;
mod ledger;
mod limit_counters;
mod limits;
mod mandates;
mod mark;
mod mark_turn;
mod migrations;
mod nonces;
mod opened;
mod options;
mod pages;
mod payments;
mod rates;
mod readers;
mod refunds;
mod refusals;
mod rotation;
mod rows;
mod seal;
mod sealed;
mod sessions;
mod settings;
mod settled;
mod store;
mod task_payments;
#[cfg(test)]
mod tests;
mod tx;
mod unverified;
mod verify;
mod writer;

pub use check::{Books, Checkup, Finding, Unfinished, UnfinishedStage, WaitingEvents};
pub(crate) use connection::is_in_use;
pub use directory::DirectoryEntry;
pub use ended::DroppedHistory;
pub use erase::Erasure;
pub use error::StoreError;
pub use folder::{create_private, private_folder};
pub use limit_counters::Counted;
pub use limits::Counting;
pub use nonces::Nonce;
pub use options::StoreOptions;
pub use pages::LiveMandate;
pub use rows::{Read, Rows, Write};
pub use sessions::PendingSessions;
pub use settings::Setting;
pub use store::{CommitCount, Store};
pub use tx::{ReadTx, WriteTx};
pub use verify::Verified;

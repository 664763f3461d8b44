//! How a store is opened.

use std::time::Duration;

/// Settings of a [`Store`](super::Store). The defaults fit a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct StoreOptions {
    /// How long to wait for another process that holds the database.
    pub busy_timeout: Duration,
    /// How many read transactions run at once; at least one.
    pub readers: u32,
    /// How many pieces of work share one commit at most; at least one.
    pub group_limit: u32,
    /// How many pieces of work wait at most; beyond, a write is refused as busy.
    pub queue_limit: u32,
    /// How much of the database the connection that writes keeps in memory at most, in KiB; each that reads keeps a quarter.
    pub cache_kib: u32,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(5),
            readers: 4,
            group_limit: 128,
            queue_limit: 4096,
            cache_kib: 2_000,
        }
    }
}

//! How a house is kept.

use crate::storage::StoreOptions;
use crate::wallet::WalletConfig;

/// How a house is kept.
#[derive(Debug, Clone)]
pub struct HouseOptions {
    /// What all wallets have in common. `data_dir` is the house's folder; the users are the customers; of `store`, the
    /// number of readers, the queue and the cache are the house's own.
    pub wallets: WalletConfig,
    /// How many wallets may be open at once.
    pub open_limit: u32,
    /// How long a wallet that nobody asks for stays open, in seconds.
    pub idle_seconds: u32,
    /// How many wallets there may be in all.
    pub wallet_limit: u32,
    /// How long a session that came to nothing is known, in seconds. One that was approved is known for as long as its
    /// binding or mandate lasts, and 30 days beyond.
    pub session_seconds: u32,
}

impl HouseOptions {
    /// How many transactions of one wallet read at once: a house serves many wallets, each little, and a second connection
    /// costs as much memory as the rest of a wallet.
    pub const READERS: u32 = 1;

    /// How much of its database a connection of a wallet keeps in memory at most, in KiB.
    pub const CACHE_KIB: u32 = 256;

    /// How many writes of one wallet wait at most: room for each is set aside when it is opened, and there are fewer
    /// connections.
    pub const QUEUE_LIMIT: u32 = 1_024;

    /// How many files an open wallet takes at most: the database and its log for the writer and for each reader, and
    /// what they share.
    pub const FILES_PER_WALLET: u32 = 2 * (1 + Self::READERS) + 1;

    /// How many files the house takes beside its wallets at most: the directory, and secrets while they are read.
    pub const FILES_BESIDE: u32 = 32;

    /// How the databases of its wallets are opened: as `common` says, with the readers and the cache of the house.
    #[must_use]
    pub const fn store(common: StoreOptions) -> StoreOptions {
        StoreOptions {
            readers: Self::READERS,
            queue_limit: Self::QUEUE_LIMIT,
            cache_kib: Self::CACHE_KIB,
            ..common
        }
    }

    /// 256 wallets open at once, closed after a minute, 100,000 in all; sessions known for 30 days, as in the wallets.
    #[must_use]
    pub const fn new(wallets: WalletConfig) -> Self {
        Self {
            wallets,
            open_limit: 256,
            idle_seconds: 60,
            wallet_limit: 100_000,
            session_seconds: 30 * 86_400,
        }
    }
}

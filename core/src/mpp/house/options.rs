//! How a house is kept.

use crate::wallet::WalletConfig;

/// How a house is kept.
#[derive(Debug, Clone)]
pub struct HouseOptions {
    /// What all wallets have in common. `data_dir` is the house's folder; the users are the customers.
    pub wallets: WalletConfig,
    /// How many wallets may be open at once.
    pub open_limit: u32,
    /// How long a wallet that nobody asks for stays open, in seconds.
    pub idle_seconds: u32,
    /// How many wallets there may be in all.
    pub wallet_limit: u32,
}

impl HouseOptions {
    /// 256 wallets open at once, closed after a minute, 100,000 in all.
    #[must_use]
    pub const fn new(wallets: WalletConfig) -> Self {
        Self { wallets, open_limit: 256, idle_seconds: 60, wallet_limit: 100_000 }
    }
}

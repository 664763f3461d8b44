//! A wallet in use: it stays open until this is dropped.

use std::sync::Arc;

use super::WalletHouse;
use super::slot::Slot;
use crate::storage::DirectoryEntry;
use crate::wallet::Wallet;

/// A wallet in use: it stays open until this is dropped.
pub(in crate::mpp) struct Lease {
    wallet: Wallet,
    entry: DirectoryEntry,
    _use: Use,
}

/// One use of a slot, counted until dropped.
pub(super) struct Use {
    pub(super) slot: Arc<Slot>,
    house: WalletHouse,
}

impl Use {
    pub(super) const fn new(slot: Arc<Slot>, house: WalletHouse) -> Self {
        Self { slot, house }
    }

    /// What is in use stays open, so one more use needs no lock.
    pub(super) fn again(&self) -> Self {
        self.slot.take();
        Self { slot: Arc::clone(&self.slot), house: self.house.clone() }
    }
}

impl Drop for Use {
    fn drop(&mut self) {
        self.slot.give_back(self.house.millis());
    }
}

impl Lease {
    pub(super) const fn new(wallet: Wallet, entry: DirectoryEntry, its_use: Use) -> Self {
        Self { wallet, entry, _use: its_use }
    }

    pub(in crate::mpp) const fn wallet(&self) -> &Wallet {
        &self.wallet
    }

    pub(in crate::mpp) fn wallet_key(&self) -> &str {
        &self.entry.wallet_key
    }
}

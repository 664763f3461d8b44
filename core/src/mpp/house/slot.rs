//! The place of one wallet: empty or with the open wallet in it.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use tokio::sync::{Mutex, OwnedSemaphorePermit};

use crate::wallet::Wallet;

/// The place of one wallet.
#[derive(Default)]
pub(super) struct Slot {
    /// Locked while the wallet is opened or closed: whoever comes meanwhile waits, so that a database is never opened
    /// twice.
    pub(super) state: Mutex<Option<Opened>>,
    open: AtomicBool,
    leases: AtomicU32,
    used_millis: AtomicU64,
    kept_millis: AtomicU64,
}

/// An open wallet, and the room it takes.
pub(super) struct Opened {
    pub(super) wallet: Wallet,
    pub(super) _room: OwnedSemaphorePermit,
}

impl Slot {
    /// Counts one who uses the wallet or waits for it. Called under the lock of the house's slots, or by one who uses
    /// it already.
    pub(super) fn take(&self) {
        self.leases.fetch_add(1, Ordering::SeqCst);
    }

    /// One less, at this time (milliseconds since the house was opened).
    pub(super) fn give_back(&self, millis: u64) {
        self.used_millis.fetch_max(millis, Ordering::SeqCst);
        self.leases.fetch_sub(1, Ordering::SeqCst);
    }

    pub(super) fn is_leased(&self) -> bool {
        self.leases.load(Ordering::SeqCst) > 0
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::SeqCst)
    }

    pub(super) fn set_open(&self, open: bool) {
        self.open.store(open, Ordering::SeqCst);
    }

    /// Notes when its housekeeping was begun last (milliseconds since the house was opened).
    pub(super) fn set_kept(&self, millis: u64) {
        self.kept_millis.store(millis, Ordering::SeqCst);
    }

    pub(super) fn kept_millis(&self) -> u64 {
        self.kept_millis.load(Ordering::SeqCst)
    }

    pub(super) fn used_millis(&self) -> u64 {
        self.used_millis.load(Ordering::SeqCst)
    }
}

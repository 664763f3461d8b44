//! Closing wallets: one that makes room, those that nobody asks for, and all of them in the end.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use super::WalletHouse;
use super::slot::Slot;
use crate::runtime;

/// How often one who waits for a wallet to be free looks again.
pub(super) const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// How long wallets in use may take when the house is closed.
const DRAIN: Duration = Duration::from_secs(10);

/// How long closing all of them may take after that. What is not closed by then is as safe as after a crash.
const CLOSING: Duration = Duration::from_secs(20);

/// How many wallets are closed at once: each waits for the disk.
const AT_ONCE: u32 = 16;

impl WalletHouse {
    /// Lets the work under way end and closes every database; both within a bound, half a minute in all.
    pub async fn close(&self) {
        let end = Instant::now() + DRAIN;
        while Instant::now() < end && self.slots().iter().any(|slot| is_busy(slot)) {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        let waiting = Arc::new(Mutex::new(self.slots()));
        let (working, mut all_done) = mpsc::channel::<()>(1);
        for _ in 0..AT_ONCE {
            let (waiting, working) = (Arc::clone(&waiting), working.clone());
            // Where nothing can be started there is nothing to wait for either.
            let _started = runtime::start(async move {
                let _working = working;
                while let Some(slot) = take_one(&waiting) {
                    empty(&slot).await;
                }
            });
        }
        drop(working);
        // Nothing is ever sent: it ends when the last one who closes has ended.
        let _in_time = timeout_at(Instant::now() + CLOSING, all_done.recv()).await;
        let directory = self.inner.directory.clone();
        let _closed = runtime::blocking(move || directory.close()).await;
    }

    /// Closes the one that was not used for longest, of those that can be closed. Whether there was one.
    pub(super) async fn close_one(&self) -> bool {
        for slot in self.idle_slots() {
            if close(&slot).await {
                return true;
            }
        }
        false
    }

    /// Closes what nobody has asked for since then (milliseconds since the house was opened).
    pub(super) async fn close_unused_since(&self, millis: u64) {
        for slot in self.idle_slots().iter().filter(|slot| slot.used_millis() < millis) {
            close(slot).await;
        }
        let mut slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        // One that is locked is being closed: its place is kept until then.
        slots.retain(|_, slot| slot.is_open() || slot.is_leased() || slot.state.try_lock().is_err());
    }

    fn slots(&self) -> Vec<Arc<Slot>> {
        let slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.values().map(Arc::clone).collect()
    }

    /// Open wallets that nobody uses, those not used for longest first.
    fn idle_slots(&self) -> Vec<Arc<Slot>> {
        let mut idle = self.slots();
        idle.retain(|slot| slot.is_open() && !slot.is_leased());
        idle.sort_by_key(|slot| slot.used_millis());
        idle
    }
}

fn take_one(waiting: &Mutex<Vec<Arc<Slot>>>) -> Option<Arc<Slot>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

/// In use, being opened or closed, or telling the network.
fn is_busy(slot: &Slot) -> bool {
    slot.is_leased()
        || slot
            .state
            .try_lock()
            .map_or(true, |state| state.as_ref().is_some_and(|opened| opened.wallet.is_telling()))
}

/// Closes the wallet of a slot unless somebody uses it or is about to, or the network is being told of an approval.
async fn close(slot: &Slot) -> bool {
    let Ok(mut state) = slot.state.try_lock() else { return false };
    // Whoever takes the slot from now on waits for the lock and finds it empty.
    if slot.is_leased() || state.as_ref().is_some_and(|opened| opened.wallet.is_telling()) {
        return false;
    }
    let Some(opened) = state.take() else { return false };
    slot.set_open(false);
    // Closing moves the log into the file; the room is free when that is done.
    let _closed = runtime::blocking(move || opened.wallet.close()).await;
    true
}

/// Closes the wallet of a slot, whoever uses it.
async fn empty(slot: &Slot) {
    let opened = slot.state.lock().await.take();
    slot.set_open(false);
    if let Some(opened) = opened {
        let _closed = runtime::blocking(move || opened.wallet.close()).await;
    }
}

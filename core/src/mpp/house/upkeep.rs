//! What a house does by itself: it closes wallets that nobody asks for, writes down what time has ended, and forgets
//! sessions and payment tokens whose time is over.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::WalletHouse;
use super::lease::Use;
use crate::runtime;
use crate::wallet::{Wallet, WalletError};

/// How often an open wallet is kept in order: once when it is opened, then every hour.
const HOUR_MILLIS: u64 = 3_600_000;

/// How many entries of the directory one transaction drops.
const DROPPED_AT_ONCE: u32 = 512;

impl WalletHouse {
    /// Begins; it ends with the house.
    pub(super) fn start_upkeep(&self) -> Result<(), WalletError> {
        let idle = u64::from(self.inner.options.idle_seconds.max(1)).saturating_mul(1_000);
        let house = Arc::downgrade(&self.inner);
        runtime::start(async move {
            let mut forgotten_millis = None;
            loop {
                let Some(inner) = house.upgrade() else { return };
                let house = Self { inner };
                let now = house.millis();
                if forgotten_millis.is_none_or(|then| is_due(then, now)) {
                    forgotten_millis = Some(now);
                    house.forget_overdue().await;
                }
                house.close_unused_since(now.saturating_sub(idle)).await;
                house.keep_due_in_order(now).await;
                drop(house);
                tokio::time::sleep(Duration::from_millis(idle / 4)).await;
            }
        })
        .map_err(|_| WalletError::Interrupted)
    }

    /// Writes down what time has ended in a wallet, in the background; the wallet stays open meanwhile.
    pub(super) fn keep_in_order(&self, wallet: Wallet, its_use: Use) {
        its_use.slot.set_kept(self.millis());
        // Nothing depends on it: no decision lets what has ended pay. It is tried again in an hour.
        let _started = runtime::start(async move {
            while wallet.keep_house().await.is_ok_and(|done| done.more) {}
            drop(its_use);
        });
    }

    async fn keep_due_in_order(&self, now: u64) {
        let due: Vec<String> = {
            let slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
            let due = slots.iter().filter(|(_, slot)| slot.is_open() && is_due(slot.kept_millis(), now));
            due.map(|(key, _)| key.clone()).collect()
        };
        for key in due {
            let its_use = self.take(&key);
            let wallet = its_use.slot.state.lock().await.as_ref().map(|opened| opened.wallet.clone());
            if let Some(wallet) = wallet {
                self.keep_in_order(wallet, its_use);
            }
        }
    }

    async fn forget_overdue(&self) {
        let now = self.inner.clock.now();
        loop {
            let dropped =
                self.inner.directory.write(move |tx| tx.directory().drop_overdue(now, DROPPED_AT_ONCE)).await;
            // What is left, or cannot be dropped now, is dropped in an hour.
            if dropped.unwrap_or_default() < u64::from(DROPPED_AT_ONCE) {
                return;
            }
        }
    }
}

const fn is_due(then: u64, now: u64) -> bool {
    now.saturating_sub(then) >= HOUR_MILLIS
}

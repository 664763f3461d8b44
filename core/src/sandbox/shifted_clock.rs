//! The operating system's clock, shifted on demand: what a wallet does when a clock is set back, or a day later.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::clock::{Clock, SystemClock, Timestamp};

/// A clock that runs like the system's, early or late by as much as is ordered.
#[derive(Debug, Default)]
pub struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    /// Runs `millis` ahead of the system's clock from now on; behind, if negative.
    pub fn shift(&self, millis: i64) {
        self.0.store(millis, Ordering::Relaxed);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus_millis(self.0.load(Ordering::Relaxed))
    }
}

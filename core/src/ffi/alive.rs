//! How many objects of each kind a host holds: what is not given back is counted in a test.

use std::sync::atomic::{AtomicU64, Ordering};

/// What a host can hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A wallet, or anything of a wallet.
    OfWallet,
    AgentSession,
    ChainVerifier,
    #[cfg(feature = "sandbox")]
    Sandbox,
    #[cfg(feature = "sandbox")]
    SandboxAgent,
}

static ALIVE: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];

/// One object that is alive.
pub(super) struct Alive(Kind);

impl Alive {
    pub(super) fn of(kind: Kind) -> Self {
        if let Some(count) = ALIVE.get(kind as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Self(kind)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        if let Some(count) = ALIVE.get(self.0 as usize) {
            count.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// How many objects of a kind are alive.
#[cfg(feature = "failpoints")]
pub(super) fn alive(kind: Kind) -> u64 {
    ALIVE.get(kind as usize).map_or(0, |count| count.load(Ordering::Relaxed))
}

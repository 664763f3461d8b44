//! How many files this process may open, and what that is enough for.

use amp_wallet_core::mpp::HouseOptions;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files beside those of wallets and connections: the runtime's, the log, the network's connections.
const OTHERS: u64 = 96;

/// How many wallets may be open, and how many connections served, at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Capacity {
    pub(super) open_wallets: u32,
    pub(super) connections: u32,
}

/// Raises this process's limit as far as it may be raised; how many files that is. `None`: there is no limit.
pub(super) fn raise_limit() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // A system that does not let itself be asked goes on with what there is.
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    }
}

impl Capacity {
    /// What of this capacity so many files are enough for. Connections give way first, down to a quarter of the files.
    pub(super) fn within(self, files: Option<u64>) -> Self {
        let Some(files) = files else { return self };
        let left = files.saturating_sub(OTHERS + u64::from(HouseOptions::FILES_BESIDE));
        let wallet = u64::from(HouseOptions::FILES_PER_WALLET);
        let for_wallets = u64::from(self.open_wallets).saturating_mul(wallet);
        let connections =
            u64::from(self.connections).min(left.saturating_sub(for_wallets).max(left / 4)).max(1);
        let open_wallets = u64::from(self.open_wallets).min(left.saturating_sub(connections) / wallet).max(1);
        let fits = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self { open_wallets: fits(open_wallets), connections: fits(connections) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const USUAL: Capacity = Capacity { open_wallets: 256, connections: 512 };

    #[test]
    fn the_usual_capacity_needs_more_files_than_are_usual() {
        assert_eq!(USUAL.within(None), USUAL);
        assert_eq!(USUAL.within(Some(20_000)), USUAL);
        let less = USUAL.within(Some(1_024));
        assert_eq!(less, Capacity { open_wallets: 134, connections: 224 });
    }

    proptest! {
        #[test]
        fn what_is_granted_is_never_exceeded_and_something_is_always_served(
            files in 160_u64..1_000_000,
            open_wallets in 1_u32..100_000,
            connections in 1_u32..65_536,
        ) {
            let asked = Capacity { open_wallets, connections };
            let granted = asked.within(Some(files));
            prop_assert!(granted.open_wallets >= 1 && granted.open_wallets <= open_wallets);
            prop_assert!(granted.connections >= 1 && granted.connections <= connections);
            let wallets = u64::from(granted.open_wallets) * u64::from(HouseOptions::FILES_PER_WALLET);
            prop_assert!(wallets + u64::from(granted.connections) + OTHERS + u64::from(HouseOptions::FILES_BESIDE) <= files);
        }
    }
}

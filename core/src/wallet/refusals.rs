//! What the Intent Guard refused while this wallet was open.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::{Wallet, WalletError};
use crate::guard::Refusal;

/// How many refusals are kept; the oldest give way.
const KEPT: usize = 64;

/// The last refusals, in memory only: a reason may name what is left of a budget, which no peer is told.
#[derive(Debug, Default)]
pub(super) struct Refusals(Mutex<VecDeque<Refusal>>);

impl Refusals {
    /// Remembers the refusal in `outcome`, if there is one.
    pub(super) fn watch<T>(&self, outcome: Result<T, WalletError>) -> Result<T, WalletError> {
        if let Err(WalletError::Refused(refusal)) = &outcome {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.truncate(KEPT - 1);
            kept.push_front(refusal.clone());
        }
        outcome
    }
}

impl Wallet {
    /// What S2, S3 and S4 refused since this wallet was opened, newest first, at most 64: for the user, who may want
    /// to know what an agent tried.
    #[must_use]
    pub fn refusals(&self) -> Vec<Refusal> {
        let kept = self.inner.refusals.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::{Reason, Stage};

    #[test]
    fn the_newest_refusals_are_kept_and_nothing_else() {
        let refusals = Refusals::default();
        for number in 0..70 {
            let stage = if number % 2 == 0 { Stage::S2 } else { Stage::S4 };
            let refusal = Refusal { stage, reasons: vec![Reason::MandateUsed] };
            assert!(refusals.watch(Err::<(), _>(refusal.into())).is_err());
            assert_eq!(refusals.watch(Ok(number)), Ok(number));
            assert!(refusals.watch(Err::<(), _>(WalletError::Replayed)).is_err());
        }
        let kept = refusals.0.lock().unwrap();
        assert_eq!(kept.len(), 64);
        assert_eq!(kept.front().map(|refusal| refusal.stage), Some(Stage::S4));
    }
}

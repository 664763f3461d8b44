//! A fault in the middle of a transaction, for a test (feature `failpoints`).

use super::{Wallet, WalletError};
use crate::events::EventKind;

impl Wallet {
    /// Records something and panics before the transaction ends.
    ///
    /// # Errors
    /// [`WalletError::Store`] with `store.work_panicked`; nothing of it is kept.
    #[allow(clippy::panic)] // what it is for
    pub async fn panic_in_transaction(&self) -> Result<(), WalletError> {
        self.decide(|tx, now| {
            tx.events().append(&EventKind::LimitsChanged, now)?;
            panic!("a panic that a test ordered")
        })
        .await
    }
}

//! Whether the person confirmed, for the vault that holds the key.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use amp_wallet_core::identity::{UserPresence, VaultError};

/// One confirmation on the terminal, good for one use of the key. Without it the key signs nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confirmation(Arc<AtomicBool>);

impl Confirmation {
    /// The person has read what will be signed and said yes.
    pub(crate) fn give(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl UserPresence for Confirmation {
    fn confirm(&self, _reason: &str) -> Result<(), VaultError> {
        if self.0.swap(false, Ordering::SeqCst) { Ok(()) } else { Err(VaultError::Cancelled) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_confirmation_serves_one_use() {
        let confirmation = Confirmation::default();
        assert_eq!(confirmation.confirm("pay"), Err(VaultError::Cancelled));
        confirmation.give();
        assert_eq!(confirmation.confirm("pay"), Ok(()));
        assert_eq!(confirmation.confirm("pay"), Err(VaultError::Cancelled));
    }
}

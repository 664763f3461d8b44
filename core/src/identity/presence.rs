//! Whether the person is there: what a vault without hardware asks.

use super::VaultError;

/// Asks the person to confirm the use of a key. The software vault calls it as its keys' policies say; secure
/// hardware has its own.
pub trait UserPresence: Send + Sync {
    /// Returns once the person confirmed `reason`.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`], [`VaultError::LockedOut`], [`VaultError::Unsupported`].
    fn confirm(&self, reason: &str) -> Result<(), VaultError>;
}

/// Nobody is asked and everything is confirmed: for tests, simulations and headless machines. Named, never chosen
/// silently.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unattended;

impl UserPresence for Unattended {
    fn confirm(&self, _reason: &str) -> Result<(), VaultError> {
        Ok(())
    }
}

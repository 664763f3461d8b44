//! Where salts and nonces come from.

use ring::rand::{SecureRandom, SystemRandom};

use super::JoseError;

/// A source of random bytes. Tests inject a fixed one to get the same token twice.
pub trait Entropy: Send + Sync {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// [`JoseError::Entropy`].
    fn fill(&self, bytes: &mut [u8]) -> Result<(), JoseError>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), JoseError> {
        SystemRandom::new().fill(bytes).map_err(|_| JoseError::Entropy)
    }
}

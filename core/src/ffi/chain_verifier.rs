//! Verifying what others signed, without a wallet.

use std::sync::Arc;

use super::alive::{Alive, Kind};
use crate::assurance::{self, VerificationPolicy, VerifiedChain};
use crate::clock::{Clock, SystemClock, Timestamp};
use crate::jose::PublicJwk;
use crate::wallet::WalletError;

/// Verifies chains of L1, L2 and L3 for a merchant, an auditor, or an app that shows who signed what. It holds no key
/// and no state.
#[derive(uniffi::Object)]
pub struct ChainVerifier {
    policy: VerificationPolicy,
    _alive: Alive,
}

#[uniffi::export]
impl ChainVerifier {
    /// A strict verifier that trusts one network: its public key, the issuer that L1 must name, the audience of L2 and
    /// L3.
    ///
    /// # Errors
    /// None today.
    #[uniffi::constructor]
    pub fn new(root: PublicJwk, iss: &str, aud: &str) -> Result<Arc<Self>, WalletError> {
        Self::with_policy(VerificationPolicy::strict(root, iss, aud))
    }

    /// A verifier by a policy of one's own.
    ///
    /// # Errors
    /// None today.
    #[uniffi::constructor]
    pub fn with_policy(policy: VerificationPolicy) -> Result<Arc<Self>, WalletError> {
        Ok(Arc::new(Self { policy, _alive: Alive::of(Kind::ChainVerifier) }))
    }

    /// Verifies a chain as of `at` (none: now): signatures, key bindings, time, bounds. No L3 for IMMEDIATE.
    ///
    /// # Errors
    /// [`WalletError::Chain`] with the layer, the claim and the code of the first fault.
    pub fn verify(
        &self,
        l1: &str,
        l2: &str,
        l3: Option<String>,
        at: Option<Timestamp>,
    ) -> Result<VerifiedChain, WalletError> {
        let now = at.unwrap_or_else(|| SystemClock.now());
        Ok(assurance::verify(l1, l2, l3.as_deref(), &self.policy, now)?)
    }
}

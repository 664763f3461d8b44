//! The user's delegation limits.

use super::{Wallet, WalletError};
use crate::events::EventKind;
use crate::limits::DelegationLimits;

impl Wallet {
    /// The limits in force for mandates authorized from now on.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn limits(&self) -> Result<DelegationLimits, WalletError> {
        self.inner.store.read(|tx| Ok(tx.limits().get()?)).await
    }

    /// Sets the limits. Mandates that are authorized already keep theirs.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for a negative limit; [`WalletError::Store`].
    pub async fn set_limits(&self, limits: DelegationLimits) -> Result<(), WalletError> {
        for (name, limit) in [("perMandate", limits.per_mandate), ("perDay", limits.per_day)] {
            if limit.is_some_and(crate::money::Amount::is_negative) {
                return Err(WalletError::invalid(name, "negative"));
            }
        }
        self.decide(move |tx, now| {
            tx.limits().set(&limits)?;
            Ok(tx.events().append(&EventKind::LimitsChanged, now)?)
        })
        .await
    }
}

//! The wallet's currency, and the rates at which payments in others count.

use super::handle::Handle;
use crate::payments::{Conversion, RateStatement};
use crate::wallet::WalletError;

/// The exchange rates of one wallet. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Rates(pub(super) Handle);

#[uniffi::export]
impl Rates {
    /// The wallet's currency and whose rates to it are believed, if that was set.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn conversion(&self) -> Result<Option<Conversion>, WalletError> {
        self.0.run("rates.conversion", self.0.wallet.conversion()).await
    }

    /// Sets the wallet's currency, once, and whose rates to it are believed. What is paid in another currency counts, for
    /// limits that are in the wallet's, as what it is worth at a rate that this issuer signed and that is fixed at the
    /// hold; without such a rate nothing is held.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for another currency than before; [`WalletError::Invalid`] for an issuer without a name
    /// or a key; [`WalletError::Store`].
    pub async fn set_conversion(&self, conversion: Conversion) -> Result<(), WalletError> {
        self.0.run("rates.set_conversion", self.0.wallet.set_conversion(conversion)).await
    }

    /// Takes a rate to the wallet's currency, as its issuer signed it (compact JWS). An earlier one than the rate that is
    /// kept changes nothing, nor does any for payments that are held or debited.
    ///
    /// # Errors
    /// [`WalletError::Rate`] for a rate that is not believed, does not hold now, or is to another currency;
    /// [`WalletError::Store`].
    pub async fn take(&self, token: String) -> Result<RateStatement, WalletError> {
        self.0.run("rates.take", self.0.wallet.take_rate(&token)).await
    }

    /// The rates that are kept and believed, in the order of the currencies, those whose time is over among them.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn list(&self) -> Result<Vec<RateStatement>, WalletError> {
        self.0.run("rates.list", self.0.wallet.rates()).await
    }
}

//! The wallet's currency, and the rates at which payments in others count.

use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::guard::Reason;
use crate::money::Currency;
use crate::payments::{Conversion, RateError, RateStatement};
use crate::storage::ReadTx;

/// The setting that names the wallet's currency and whose rates are believed.
const CONVERSION: &str = "conversion";

impl Wallet {
    /// The wallet's currency and whose rates to it are believed, if that was set.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn conversion(&self) -> Result<Option<Conversion>, WalletError> {
        self.inner.store.read(|tx| Ok(tx.settings().get(CONVERSION)?)).await
    }

    /// Sets the wallet's currency and whose rates to it are believed. What is paid in another currency counts, for limits
    /// that are in the wallet's, as what it is worth at a rate that this issuer signed and that is fixed at the hold;
    /// without such a rate nothing is held. Without a conversion nothing is converted, and a limit in one currency
    /// refuses every other.
    ///
    /// The currency is set once: what was counted at rates to one cannot be told in another. The issuer, or its keys, may
    /// change; payments keep the rates that were fixed for them.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for another currency than before; [`WalletError::Invalid`] for an issuer without a name
    /// or a key; [`WalletError::Store`].
    pub async fn set_conversion(&self, conversion: Conversion) -> Result<(), WalletError> {
        if conversion.issuer.iss.is_empty() || conversion.issuer.keys.is_empty() {
            return Err(WalletError::invalid("issuer", "it needs a name and a key"));
        }
        self.decide(move |tx, _| {
            let before = tx.settings().get::<Conversion>(CONVERSION)?;
            if let Some(before) = before.filter(|before| before.currency != conversion.currency) {
                return Err(WalletError::conflict("currency", before.currency.code()));
            }
            Ok(tx.settings().set(CONVERSION, &conversion)?)
        })
        .await
    }

    /// Takes a rate to the wallet's currency, as its issuer signed it. One that was signed earlier than the rate that is
    /// kept changes nothing, nor does any for payments that are held or debited.
    ///
    /// # Errors
    /// [`WalletError::Rate`] for a rate that is not believed, does not hold now, or is to another currency;
    /// [`WalletError::Store`].
    pub async fn take_rate(&self, token: &str) -> Result<RateStatement, WalletError> {
        let conversion = self.conversion().await?.ok_or(RateError::NoIssuer)?;
        let rate = RateStatement::verify(token, &conversion.issuer)?;
        rate.check_pair(rate.exchange.base, conversion.currency)?;
        let taken = rate.clone();
        self.decide(move |tx, now| {
            rate.check_at(now)?;
            tx.rates().keep(&rate)?;
            Ok(())
        })
        .await?;
        Ok(taken)
    }

    /// The rates that are kept and believed, in the order of the currencies. Those whose time is over are among them:
    /// nothing is held at one.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn rates(&self) -> Result<Vec<RateStatement>, WalletError> {
        let Some(conversion) = self.conversion().await? else { return Ok(Vec::new()) };
        let kept = self.inner.store.read(|tx| Ok::<_, WalletError>(tx.rates().list()?)).await?;
        Ok(kept.iter().filter_map(|token| RateStatement::verify(token, &conversion.issuer).ok()).collect())
    }
}

/// What is kept for a payment that is not in the wallet's currency.
pub(super) struct KeptRate {
    base: Currency,
    conversion: Conversion,
    token: Option<String>,
}

/// What is kept for a payment in `base`; nothing where it needs no rate.
pub(super) fn kept_rate(tx: &ReadTx<'_>, base: Currency) -> Result<Option<KeptRate>, WalletError> {
    let conversion = tx.settings().get::<Conversion>(CONVERSION)?;
    let Some(conversion) = conversion.filter(|conversion| conversion.currency != base) else {
        return Ok(None);
    };
    let token = tx.rates().get(base, conversion.currency)?;
    Ok(Some(KeptRate { base, conversion, token }))
}

/// The rate that a payment needs, verified before the transaction that holds it.
pub(super) struct NeededRate {
    base: Currency,
    quote: Currency,
    rate: Result<RateStatement, RateError>,
}

impl KeptRate {
    /// Verifies what is kept.
    pub(super) fn verify(self) -> NeededRate {
        let (base, quote) = (self.base, self.conversion.currency);
        let rate = self.token.ok_or(RateError::Missing { base, quote }).and_then(|token| {
            let rate = RateStatement::verify(&token, &self.conversion.issuer)?;
            rate.check_pair(base, quote)?;
            Ok(rate)
        });
        NeededRate { base, quote, rate }
    }
}

impl NeededRate {
    /// The rate that is fixed at `now`.
    ///
    /// # Errors
    /// [`Reason::RateUnusable`].
    pub(super) fn fix(&self, now: Timestamp) -> Result<RateStatement, Reason> {
        let (base, quote) = (self.base, self.quote);
        self.rate
            .clone()
            .and_then(|rate| rate.check_at(now).map(|()| rate))
            .map_err(|error| Reason::RateUnusable { base, quote, because: error.code().to_owned() })
    }
}

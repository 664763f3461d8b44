//! What a payment or a budget counts.

use crate::money::{Amount, Currency, ExchangeRate, MoneyError};

/// What a payment or a budget counts: its amount and, where it is not in the wallet's currency, what that is worth there
/// at the rate that was fixed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// The amount itself: what limits in its own currency count.
    pub amount: Amount,
    /// What it is worth in the wallet's currency: what limits in that currency count.
    pub converted: Option<Amount>,
}

impl Charge {
    /// The amount with what it is worth at `rate`, where there is one.
    ///
    /// # Errors
    /// [`MoneyError`]: as [`ExchangeRate::convert`].
    pub fn at(amount: Amount, rate: Option<&ExchangeRate>) -> Result<Self, MoneyError> {
        let converted = rate.map(|rate| rate.convert(amount)).transpose()?;
        Ok(Self { amount, converted })
    }

    /// What a sum in `currency` counts of it: what it is worth there, else the amount itself, whatever its currency.
    #[must_use]
    pub fn seen_in(&self, currency: Currency) -> Amount {
        self.converted.filter(|worth| worth.currency() == currency).unwrap_or(self.amount)
    }

    /// What is left of it without `other`; less than nothing where that is more.
    ///
    /// # Errors
    /// [`MoneyError`] for charges in different currencies.
    pub fn less(&self, other: &Self) -> Result<Self, MoneyError> {
        let converted = match (self.converted, other.converted) {
            (Some(one), Some(other)) => Some(one.checked_sub(other)?),
            (one, None) => one,
            (None, Some(other)) => Some(Amount::zero(other.currency()).checked_sub(other)?),
        };
        Ok(Self { amount: self.amount.checked_sub(other.amount)?, converted })
    }
}

impl From<Amount> for Charge {
    fn from(amount: Amount) -> Self {
        Self { amount, converted: None }
    }
}

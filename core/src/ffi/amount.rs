//! Amounts from what a person or a program wrote.

use super::convert::DecimalAmount;
use crate::money::{Amount, Currency, MoneyError};

/// An amount from a decimal number of major units and an ISO 4217 code, for example 12.50 and `HKD`.
///
/// # Errors
/// [`MoneyError::UnknownCurrency`]; [`MoneyError::Fraction`] below a micro-unit; [`MoneyError::Negative`];
/// [`MoneyError::Overflow`].
#[uniffi::export]
pub fn amount_of(major: DecimalAmount, currency: &str) -> Result<Amount, MoneyError> {
    let amount = Amount::from_decimal(major, Currency::from_code(currency)?)?;
    if amount.is_negative() { Err(MoneyError::Negative) } else { Ok(amount) }
}

/// Reads a decimal number of major units as text: ASCII digits, at most one point, nothing else. Text in a person's
/// own form goes through the platform's formatter first.
///
/// # Errors
/// [`MoneyError::Malformed`], [`MoneyError::Fraction`], [`MoneyError::Overflow`], [`MoneyError::UnknownCurrency`].
#[uniffi::export]
pub fn read_amount(text: &str, currency: &str) -> Result<Amount, MoneyError> {
    Amount::parse_major(text, Currency::from_code(currency)?)
}

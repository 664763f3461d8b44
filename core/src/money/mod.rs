//! Money: an ISO 4217 currency and an amount in integer micro-units of its major unit.
//!
//! One micro-unit is 0.000001 of the major unit (a dollar, a yen), the smallest payment AMP announces.
//! All arithmetic is checked; there is no floating point, and currencies never mix: an [`ExchangeRate`] converts, rounding
//! up.

mod amount;
mod currency;
mod error;
mod exchange_rate;
mod share;

pub use amount::Amount;
pub use currency::Currency;
pub use error::MoneyError;
pub use exchange_rate::{ExchangeRate, Rate};
pub use rust_decimal::Decimal as DecimalAmount;
pub use share::permille;

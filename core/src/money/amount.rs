//! An amount of money.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Currency, MoneyError};

const MICROS_PER_MAJOR: i64 = 1_000_000;
const MICRO_DIGITS: u32 = 6;

/// An amount: signed micro-units (0.000001 of the major unit) of one currency.
///
/// The range is ±9.2 × 10¹² major units. Signs occur inside the ledger only; what comes from outside is
/// read by constructors that refuse negative amounts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Amount {
    micros: i64,
    currency: Currency,
}

impl Amount {
    /// An amount of `micros` micro-units.
    #[must_use]
    pub const fn from_micros(micros: i64, currency: Currency) -> Self {
        Self { micros, currency }
    }

    /// Nothing, in this currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { micros: 0, currency }
    }

    /// An amount of `minor` minor units (cents, yen, fils).
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] beyond the range.
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        let micros = minor.checked_mul(currency.micros_per_minor()).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, currency })
    }

    /// Reads a decimal number of major units: ASCII digits, at most one point, nothing else.
    ///
    /// # Errors
    /// [`MoneyError::Malformed`] for any other text (signs, exponents, white space, other digits),
    /// [`MoneyError::Fraction`] for more than six fraction digits, [`MoneyError::Overflow`] beyond the range.
    pub fn parse_major(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let malformed = || MoneyError::Malformed { text: text.chars().take(32).collect() };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(malformed());
        }
        if fraction.len() > MICRO_DIGITS as usize {
            return Err(MoneyError::Fraction { currency: currency.code().to_owned() });
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError::Overflow)?;
        let fraction: i64 = format!("{fraction:0<6}").parse().map_err(|_| malformed())?;
        let micros = whole
            .checked_mul(MICROS_PER_MAJOR)
            .and_then(|micros| micros.checked_add(fraction))
            .ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, currency })
    }

    /// Converts a decimal number of major units, as languages with a decimal type hand it over.
    ///
    /// # Errors
    /// [`MoneyError::Fraction`] below a micro-unit, [`MoneyError::Overflow`] beyond the range.
    pub fn from_decimal(major: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let micros = major.checked_mul(Decimal::from(MICROS_PER_MAJOR)).ok_or(MoneyError::Overflow)?;
        if !micros.fract().is_zero() {
            return Err(MoneyError::Fraction { currency: currency.code().to_owned() });
        }
        let micros = i64::try_from(micros.trunc()).map_err(|_| MoneyError::Overflow)?;
        Ok(Self { micros, currency })
    }

    /// The amount as a decimal number of major units, exact.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.micros, MICRO_DIGITS).normalize()
    }

    /// Micro-units.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.micros
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Minor units.
    ///
    /// # Errors
    /// [`MoneyError::Fraction`] when the amount is not a whole number of them.
    pub fn minor(self) -> Result<i64, MoneyError> {
        let per_minor = self.currency.micros_per_minor();
        if self.micros.checked_rem(per_minor) != Some(0) {
            return Err(MoneyError::Fraction { currency: self.currency.code().to_owned() });
        }
        self.micros.checked_div(per_minor).ok_or(MoneyError::Overflow)
    }

    /// Less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.micros < 0
    }

    /// Nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.micros == 0
    }

    /// More than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.micros > 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let micros = self.micros.checked_add(other.micros).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, currency: self.currency })
    }

    /// The difference; it may be negative.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let micros = self.micros.checked_sub(other.micros).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, currency: self.currency })
    }

    /// The amount `times` over, for a quantity of goods.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn checked_mul(self, times: i64) -> Result<Self, MoneyError> {
        let micros = self.micros.checked_mul(times).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, currency: self.currency })
    }

    /// Which of two amounts of one currency is larger.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`]: amounts of two currencies have no order.
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.micros.cmp(&other.micros))
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch {
            left: self.currency.code().to_owned(),
            right: other.currency.code().to_owned(),
        })
    }

    /// The major-unit number alone, with at least the currency's own fraction digits: `10000.00`, `0.000001`.
    #[must_use]
    pub fn major_text(self) -> String {
        let mut decimal = Decimal::new(self.micros, MICRO_DIGITS).normalize();
        let digits = u32::from(self.currency.exponent());
        if decimal.scale() < digits {
            decimal.rescale(digits);
        }
        decimal.to_string()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.major_text())
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Our own JSON form, never AMP's: `{"currency":"HKD","amount":"10000.00"}`, major units as text.
#[derive(Serialize, Deserialize)]
struct Text {
    currency: Currency,
    amount: String,
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Text { currency: self.currency, amount: self.major_text() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        let (negative, digits) = match text.amount.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.amount.as_str()),
        };
        let amount = Self::parse_major(digits, text.currency).map_err(serde::de::Error::custom)?;
        Ok(if negative { Self::from_micros(-amount.micros, amount.currency) } else { amount })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd(text: &str) -> Result<Amount, MoneyError> {
        Amount::parse_major(text, Currency::USD)
    }

    #[test]
    fn plain_decimals_are_read_exactly() {
        assert_eq!(usd("0.000001").unwrap().micros(), 1);
        assert_eq!(usd("500").unwrap().micros(), 500_000_000);
        assert_eq!(usd("500.10").unwrap().minor(), Ok(50_010));
        assert_eq!(usd("12.5").unwrap().to_string(), "USD 12.50");
    }

    #[test]
    fn anything_but_a_plain_decimal_is_refused() {
        for text in
            ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,0", " 1", "1 ", "٣", "１", "0x1", "NaN", "1.2.3"]
        {
            assert!(matches!(usd(text), Err(MoneyError::Malformed { .. })), "{text:?}");
        }
        assert!(matches!(usd("0.0000001"), Err(MoneyError::Fraction { .. })));
        assert_eq!(usd("99999999999999999999"), Err(MoneyError::Overflow));
        assert_eq!(usd("9223372036855"), Err(MoneyError::Overflow));
    }

    #[test]
    fn two_currencies_never_mix() {
        let one = Amount::from_minor(100, Currency::USD).unwrap();
        let other = Amount::from_minor(100, Currency::HKD).unwrap();
        assert!(matches!(one.checked_add(other), Err(MoneyError::CurrencyMismatch { .. })));
        assert!(matches!(one.checked_sub(other), Err(MoneyError::CurrencyMismatch { .. })));
        assert!(matches!(one.compare(other), Err(MoneyError::CurrencyMismatch { .. })));
    }

    #[test]
    fn a_fraction_of_a_minor_unit_is_no_minor_amount() {
        let yen = Currency::from_code("JPY").unwrap();
        assert!(matches!(Amount::from_micros(1, yen).minor(), Err(MoneyError::Fraction { .. })));
        assert_eq!(Amount::from_micros(-2_000_000, yen).minor(), Ok(-2));
    }

    proptest! {
        #[test]
        fn sums_and_differences_undo_each_other(a in any::<i64>(), b in any::<i64>()) {
            let (a, b) = (Amount::from_micros(a, Currency::USD), Amount::from_micros(b, Currency::USD));
            if let Ok(sum) = a.checked_add(b) {
                prop_assert_eq!(sum.checked_sub(b), Ok(a));
                prop_assert_eq!(i128::from(sum.micros()), i128::from(a.micros()) + i128::from(b.micros()));
            } else {
                prop_assert!(i64::try_from(i128::from(a.micros()) + i128::from(b.micros())).is_err());
            }
        }

        #[test]
        fn decimal_and_json_lose_nothing(micros in any::<i64>(), index in 0..Currency::all().count()) {
            let amount = Amount::from_micros(micros, Currency::all().nth(index).unwrap());
            prop_assert_eq!(Amount::from_decimal(amount.to_decimal(), amount.currency()), Ok(amount));
            let json = serde_json::to_string(&amount).unwrap();
            if micros != i64::MIN {
                prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
            }
        }

        #[test]
        fn minor_units_round_trip(minor in -1_000_000_000_000_i64..1_000_000_000_000, index in 0..Currency::all().count()) {
            let currency = Currency::all().nth(index).unwrap();
            if let Ok(amount) = Amount::from_minor(minor, currency) {
                prop_assert_eq!(amount.minor(), Ok(minor));
            }
        }
    }
}

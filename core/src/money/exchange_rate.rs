//! A rate between two currencies, and what an amount is worth at it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Amount, Currency, MoneyError};

/// A rate is a whole number of these parts.
const PARTS: u64 = 1_000_000_000_000;
const PART_DIGITS: usize = 12;

/// What one unit of `base` is worth in `quote`, exact to twelve fraction digits.
///
/// What an amount is worth is rounded up to the next micro-unit, the smallest amount there is: what counts towards a
/// limit is never less than the payment is worth, and at most 0.000001 of the major unit more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Record)]
pub struct ExchangeRate {
    /// The currency that is converted.
    pub base: Currency,
    /// The currency it is converted to.
    pub quote: Currency,
    /// How many of `quote` one of `base` is worth.
    pub rate: Rate,
}

/// A positive decimal number with at most twelve fraction digits; in JSON a string, `"7.7853"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate {
    parts: u64,
}

impl Rate {
    /// A rate of `parts` × 10⁻¹²; none for nothing.
    #[must_use]
    pub const fn from_parts(parts: u64) -> Option<Self> {
        if parts == 0 { None } else { Some(Self { parts }) }
    }

    /// Reads a plain decimal number: ASCII digits, at most one point, nothing else.
    ///
    /// # Errors
    /// [`MoneyError::Malformed`] for any other text and for zero, [`MoneyError::Overflow`] beyond 18 million.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let malformed = || MoneyError::Malformed { text: text.chars().take(32).collect() };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > PART_DIGITS {
            return Err(malformed());
        }
        let whole: u64 = whole.parse().map_err(|_| MoneyError::Overflow)?;
        let fraction: u64 = format!("{fraction:0<12}").parse().map_err(|_| malformed())?;
        let parts = whole
            .checked_mul(PARTS)
            .and_then(|parts| parts.checked_add(fraction))
            .ok_or(MoneyError::Overflow)?;
        Self::from_parts(parts).ok_or_else(malformed)
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, fraction) = (self.parts / PARTS, self.parts % PARTS);
        let fraction = format!("{fraction:012}");
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { write!(f, "{whole}") } else { write!(f, "{whole}.{fraction}") }
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

impl ExchangeRate {
    /// What `amount` is worth, rounded up to the next micro-unit.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] for an amount in another currency than `base`, [`MoneyError::Negative`] for
    /// less than nothing, [`MoneyError::Overflow`] beyond the range.
    pub fn convert(&self, amount: Amount) -> Result<Amount, MoneyError> {
        if amount.currency() != self.base {
            return Err(MoneyError::CurrencyMismatch {
                left: self.base.code().to_owned(),
                right: amount.currency().code().to_owned(),
            });
        }
        let micros = u128::try_from(amount.micros()).map_err(|_| MoneyError::Negative)?;
        let worth = micros
            .checked_mul(u128::from(self.rate.parts))
            .ok_or(MoneyError::Overflow)?
            .div_ceil(u128::from(PARTS));
        let worth = i64::try_from(worth).map_err(|_| MoneyError::Overflow)?;
        Ok(Amount::from_micros(worth, self.quote))
    }

    /// What `part` is worth as the next part of something of which `before` was taken already: all parts together are
    /// worth exactly what the whole is, however it is cut.
    ///
    /// # Errors
    /// As [`convert`](Self::convert).
    pub fn convert_part(&self, before: Amount, part: Amount) -> Result<Amount, MoneyError> {
        self.convert(before.checked_add(part)?)?.checked_sub(self.convert(before)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd_hkd(rate: &str) -> ExchangeRate {
        ExchangeRate { base: Currency::USD, quote: Currency::HKD, rate: Rate::parse(rate).unwrap() }
    }

    fn usd(micros: i64) -> Amount {
        Amount::from_micros(micros, Currency::USD)
    }

    #[test]
    fn an_amount_is_worth_its_rate_rounded_up_to_a_micro_unit() {
        let worth = |rate, micros| usd_hkd(rate).convert(usd(micros)).unwrap().micros();
        assert_eq!(worth("7.8", 10_000_000), 78_000_000);
        assert_eq!(worth("0.000000000001", 1), 1, "never nothing for something");
        assert_eq!(worth("0.333333333333", 3), 1);
        assert_eq!(worth("0.333333333334", 3), 2);
        assert_eq!(worth("1", 0), 0);
    }

    #[test]
    fn what_is_no_rate_is_not_read() {
        for text in ["", "0", "0.0", "-1", "+1", "1e3", "1.", ".5", " 1", "1,5", "٧", "0.0000000000001"] {
            assert_eq!(Rate::parse(text).unwrap_err().code(), "money.malformed", "{text}");
        }
        assert_eq!(Rate::parse("18446745").unwrap_err(), MoneyError::Overflow);
        assert_eq!(Rate::parse("99999999999999999999").unwrap_err(), MoneyError::Overflow);
    }

    #[test]
    fn another_currency_less_than_nothing_and_too_much_are_refused() {
        let rate = usd_hkd("7.8");
        let code = |amount| rate.convert(amount).unwrap_err().code();
        assert_eq!(code(Amount::from_micros(1, Currency::HKD)), "money.currency_mismatch");
        assert_eq!(code(usd(-1)), "money.negative");
        assert_eq!(code(usd(i64::MAX)), "money.overflow");
    }

    proptest! {
        #[test]
        fn conversion_never_rounds_down(micros in 0..1_000_000_000_000i64, parts in 1..9_000_000_000_000_000u64) {
            let rate = ExchangeRate { rate: Rate::from_parts(parts).unwrap(), ..usd_hkd("1") };
            let worth = i128::from(rate.convert(usd(micros)).unwrap().micros()) * i128::from(PARTS);
            let exact = i128::from(micros) * i128::from(parts);
            prop_assert!(worth >= exact && worth - exact < i128::from(PARTS));
        }

        #[test]
        fn however_it_is_cut_the_parts_are_worth_the_whole(
            cuts in prop::collection::vec(0..1_000_000i64, 1..20), parts in 1..9_000_000_000_000u64,
        ) {
            let rate = ExchangeRate { rate: Rate::from_parts(parts).unwrap(), ..usd_hkd("1") };
            let (mut taken, mut worth) = (0, 0);
            for cut in cuts {
                let part = rate.convert_part(usd(taken), usd(cut)).unwrap();
                prop_assert!(!part.is_negative());
                worth += part.micros();
                taken += cut;
            }
            prop_assert_eq!(worth, rate.convert(usd(taken)).unwrap().micros());
        }

        #[test]
        fn a_rate_reads_back(parts in 1..u64::MAX) {
            let rate = Rate::from_parts(parts).unwrap();
            prop_assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
            let json = serde_json::to_string(&rate).unwrap();
            prop_assert_eq!(serde_json::from_str::<Rate>(&json).unwrap(), rate);
        }
    }
}

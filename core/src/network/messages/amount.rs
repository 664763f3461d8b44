//! Money on the HTTP hops: `{"cent":4599,"currency":"USD"}`, whole minor units.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::money::{Amount, Currency, MoneyError};

/// An amount as HTTP bodies spell it. Fractions, texts, booleans, exponents, negative numbers and unknown
/// currencies are refused; a `value` beside `cent` is ignored, as the network ignores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireAmount(pub Amount);

#[derive(Serialize, Deserialize)]
struct Members {
    cent: i64,
    currency: String,
}

impl Serialize for WireAmount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_negative() {
            return Err(ser::Error::custom(MoneyError::Negative));
        }
        let cent = self.0.minor().map_err(ser::Error::custom)?;
        Members { cent, currency: self.0.currency().code().to_owned() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WireAmount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Members { cent, currency } = Members::deserialize(deserializer)?;
        let currency = Currency::from_code(&currency).map_err(de::Error::custom)?;
        if cent < 0 {
            return Err(de::Error::custom(MoneyError::Negative));
        }
        Amount::from_minor(cent, currency).map(Self).map_err(de::Error::custom)
    }
}

impl From<Amount> for WireAmount {
    fn from(amount: Amount) -> Self {
        Self(amount)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::{read_body, write_body};

    fn read(text: &str) -> Result<Amount, &'static str> {
        read_body::<WireAmount>(text.as_bytes()).map(|amount| amount.0).map_err(|fault| fault.code())
    }

    #[test]
    fn minor_units_are_read_in_the_currency_s_own_unit() {
        let usd = read(r#"{"cent":4599,"currency":"USD","value":"45.99"}"#).unwrap();
        assert_eq!(usd.to_string(), "USD 45.99");
        let jpy = read(r#"{"currency":"JPY","cent":4599}"#).unwrap();
        assert_eq!(jpy.to_string(), "JPY 4599");
    }

    #[test]
    fn every_other_spelling_is_refused() {
        for cent in ["1.5", "1.0", "true", "\"12\"", "null", "[]", "{}", "99999999999999999999", "-0"] {
            let text = format!(r#"{{"cent":{cent},"currency":"USD"}}"#);
            assert_eq!(read(&text), Err("network.member_type"), "{cent}");
        }
        for text in [
            r#"{"cent":-5,"currency":"USD"}"#,
            r#"{"cent":5,"currency":"usd"}"#,
            r#"{"cent":5,"currency":"XXX"}"#,
            r#"{"cent":5,"currency":""}"#,
            r#"{"cent":9223372036854775807,"currency":"USD"}"#,
        ] {
            assert_eq!(read(text), Err("network.member_value"), "{text}");
        }
        assert_eq!(read(r#"{"value":"5","currency":"USD"}"#), Err("network.member_missing"));
        assert_eq!(read(r#"{"cent":5}"#), Err("network.member_missing"));
        for cent in ["NaN", "1E400", "1e3", "01"] {
            let text = format!(r#"{{"cent":{cent},"currency":"USD"}}"#);
            assert_eq!(read(&text), Err("network.body_not_json"), "{cent}");
        }
    }

    #[test]
    fn what_the_wire_cannot_express_is_not_written() {
        assert!(write_body(&WireAmount(Amount::from_micros(1, Currency::USD))).is_err());
        assert!(write_body(&WireAmount(Amount::from_micros(-10_000, Currency::USD))).is_err());
    }

    proptest! {
        #[test]
        fn every_amount_survives_the_wire(cent in 0i64..9_000_000_000_000, index in 0usize..150) {
            let currency = Currency::all().nth(index).unwrap_or(Currency::USD);
            if let Ok(amount) = Amount::from_minor(cent, currency) {
                let bytes = write_body(&WireAmount(amount)).unwrap();
                prop_assert_eq!(read_body::<WireAmount>(&bytes).unwrap().0, amount);
            }
        }
    }
}

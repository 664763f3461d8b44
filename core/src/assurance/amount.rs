//! Amounts as AMP's layers spell them: whole minor units, as `value` (text) or `amount` (number).

use thiserror::Error;

use crate::jose::json::{Json, Object, Writer};
use crate::money::{Amount, Currency, MoneyError};

/// More digits than any amount in range has.
const DIGITS: usize = 18;

/// An amount that is not spelled as AMP's layers spell it. Nothing is guessed: not the unit, not the currency.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Not a JSON object.
    #[error("an amount is an object, not a {kind}")]
    NotAnObject {
        /// What it is instead.
        kind: String,
    },
    /// Both `value` and `amount`, or neither.
    #[error("an amount has either `value` or `amount`")]
    Spelling,
    /// A member that is none of `value`, `amount`, `currency`; `cent` would name another unit.
    #[error("an amount has no member {name:?}")]
    UnknownMember {
        /// The name, cut to 32 characters.
        name: String,
    },
    /// `value` is not a text, `amount` not a whole number, or `currency` not a text.
    #[error("the amount's {name} is a {kind}")]
    Type {
        /// Which member.
        name: String,
        /// What it is instead.
        kind: String,
    },
    /// Not plain ASCII digits without leading zeros: empty, signs, points, exponents, foreign digits, spaces.
    #[error("not whole minor units: {text:?}")]
    Malformed {
        /// What was read, cut to 32 characters.
        text: String,
    },
    /// A fraction of a minor unit.
    #[error("a fraction of a minor unit: {text:?}")]
    Fraction {
        /// What was read, cut to 32 characters.
        text: String,
    },
    /// Less than nothing.
    #[error("negative amount")]
    Negative,
    /// No `currency`.
    #[error("an amount needs a currency")]
    NoCurrency,
    /// Unknown currency, or beyond the range.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl AmountError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject { .. } => "amount.not_an_object",
            Self::Spelling => "amount.spelling",
            Self::UnknownMember { .. } => "amount.unknown_member",
            Self::Type { .. } => "amount.type",
            Self::Malformed { .. } => "amount.malformed",
            Self::Fraction { .. } => "amount.fraction",
            Self::Negative => "amount.negative",
            Self::NoCurrency => "amount.no_currency",
            Self::Money(error) => error.code(),
        }
    }
}

/// Reads `{"value": "50000", "currency": "USD"}` or `{"amount": 50000, "currency": "USD"}`: 500.00 USD.
///
/// # Errors
/// [`AmountError`]: every other spelling.
pub fn read_amount(json: &Json) -> Result<Amount, AmountError> {
    let members =
        json.as_object().ok_or_else(|| AmountError::NotAnObject { kind: json.kind().to_owned() })?;
    if let Some((name, _)) =
        members.iter().find(|(name, _)| !matches!(*name, "value" | "amount" | "currency"))
    {
        return Err(AmountError::UnknownMember { name: name.chars().take(32).collect() });
    }
    let minor = match (members.get("value"), members.get("amount")) {
        (Some(Json::String(text)), None) => minor_units(text)?,
        (None, Some(Json::Integer(number))) => *number,
        (None, Some(Json::Number(text))) => minor_units(text)?,
        (Some(other), None) => return Err(wrong_type("value", other)),
        (None, Some(other)) => return Err(wrong_type("amount", other)),
        (Some(_), Some(_)) | (None, None) => return Err(AmountError::Spelling),
    };
    if minor < 0 {
        return Err(AmountError::Negative);
    }
    Ok(Amount::from_minor(minor, currency(members)?)?)
}

/// Writes `{"amount": 50000, "currency": "USD"}`.
///
/// # Errors
/// [`AmountError::Negative`], and [`MoneyError::Fraction`] for what is no whole number of minor units.
pub fn amount_json(amount: Amount) -> Result<Json, AmountError> {
    let minor = to_minor(amount)?;
    let mut members = Object::new();
    members.insert("amount", minor);
    members.insert("currency", amount.currency().code());
    Ok(Json::Object(members))
}

/// Writes what [`amount_json`] makes, for an amount that [`to_minor`] has let through.
pub(super) fn write_amount(writer: &mut Writer, minor: i64, currency: Currency) {
    writer.begin_object();
    writer.name("amount");
    writer.integer(minor);
    writer.member("currency", currency.code());
    writer.end_object();
}

/// Whole minor units, not negative.
pub(super) fn to_minor(amount: Amount) -> Result<i64, AmountError> {
    if amount.is_negative() {
        return Err(AmountError::Negative);
    }
    Ok(amount.minor()?)
}

fn currency(members: &Object) -> Result<Currency, AmountError> {
    match members.get("currency") {
        None => Err(AmountError::NoCurrency),
        Some(Json::String(code)) => Ok(Currency::from_code(code)?),
        Some(other) => Err(wrong_type("currency", other)),
    }
}

fn minor_units(text: &str) -> Result<i64, AmountError> {
    let cut = || text.chars().take(32).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = text.strip_prefix('-')
        && rest.starts_with(|first: char| first.is_ascii_digit())
    {
        return Err(AmountError::Negative);
    }
    if text.split_once('.').is_some_and(|(whole, fraction)| digits(whole) && digits(fraction)) {
        return Err(AmountError::Fraction { text: cut() });
    }
    if !digits(text) || (text.len() > 1 && text.starts_with('0')) {
        return Err(AmountError::Malformed { text: cut() });
    }
    if text.len() > DIGITS {
        return Err(MoneyError::Overflow.into());
    }
    text.parse().map_err(|_| AmountError::Money(MoneyError::Overflow))
}

fn wrong_type(name: &str, found: &Json) -> AmountError {
    AmountError::Type { name: name.to_owned(), kind: found.kind().to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::jose::json::{Limits, parse};

    fn read(text: &str) -> Result<Amount, AmountError> {
        read_amount(&parse(text.as_bytes(), &Limits::DEFAULT).unwrap())
    }

    #[test]
    fn both_spellings_count_minor_units() {
        let usd = Amount::from_minor(50_000, Currency::USD).unwrap();
        assert_eq!(read(r#"{"value":"50000","currency":"USD"}"#), Ok(usd));
        assert_eq!(read(r#"{"currency":"USD","amount":50000}"#), Ok(usd));
        let jpy = read(r#"{"value":"50000","currency":"JPY"}"#).unwrap();
        assert_eq!(jpy.major_text(), "50000");
        assert_eq!(read(r#"{"value":"0","currency":"USD"}"#), Ok(Amount::zero(Currency::USD)));
    }

    #[test]
    fn every_bad_spelling_has_its_own_error() {
        for (text, code) in [
            (r#""500""#, "amount.not_an_object"),
            (r"500", "amount.not_an_object"),
            (r#"{"currency":"USD"}"#, "amount.spelling"),
            (r#"{"value":"1","amount":1,"currency":"USD"}"#, "amount.spelling"),
            (r#"{"value":"1","currency":"USD","cent":1}"#, "amount.unknown_member"),
            (r#"{"cent":1,"currency":"USD"}"#, "amount.unknown_member"),
            (r#"{"value":1,"currency":"USD"}"#, "amount.type"),
            (r#"{"amount":"1","currency":"USD"}"#, "amount.type"),
            (r#"{"amount":true,"currency":"USD"}"#, "amount.type"),
            (r#"{"amount":null,"currency":"USD"}"#, "amount.type"),
            (r#"{"amount":1,"currency":840}"#, "amount.type"),
            (r#"{"amount":1}"#, "amount.no_currency"),
            (r#"{"value":"","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":" 1","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"1e3","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"+1","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"007","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"1,000","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"NaN","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"0x10","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"-","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"１２","currency":"USD"}"#, "amount.malformed"),
            (r#"{"value":"1.5","currency":"USD"}"#, "amount.fraction"),
            (r#"{"amount":1.5,"currency":"USD"}"#, "amount.fraction"),
            (r#"{"amount":1.0,"currency":"USD"}"#, "amount.fraction"),
            (r#"{"value":"-1","currency":"USD"}"#, "amount.negative"),
            (r#"{"amount":-1,"currency":"USD"}"#, "amount.negative"),
            (r#"{"amount":-0,"currency":"USD"}"#, "amount.negative"),
            (r#"{"value":"9999999999999999999999999999999999999999","currency":"USD"}"#, "money.overflow"),
            (r#"{"amount":9223372036854775807,"currency":"USD"}"#, "money.overflow"),
            (r#"{"amount":99999999999999999999,"currency":"USD"}"#, "money.overflow"),
            (r#"{"amount":1,"currency":"usd"}"#, "money.unknown_currency"),
            (r#"{"amount":1,"currency":"XQX"}"#, "money.unknown_currency"),
            (r#"{"amount":1,"currency":""}"#, "money.unknown_currency"),
        ] {
            assert_eq!(read(text).map_err(|error| error.code()), Err(code), "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_minor_unit_is_not_written() {
        let micro = Amount::from_micros(1, Currency::USD);
        assert_eq!(amount_json(micro).unwrap_err().code(), "money.fraction");
        let debt = Amount::from_micros(-10_000, Currency::USD);
        assert_eq!(amount_json(debt).unwrap_err().code(), "amount.negative");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minor in 0_i64..900_000_000_000, index in any::<prop::sample::Index>()) {
            let currencies: Vec<Currency> = Currency::all().collect();
            let amount = Amount::from_minor(minor, *index.get(&currencies)).unwrap();
            prop_assert_eq!(read_amount(&amount_json(amount).unwrap()), Ok(amount));
        }

        #[test]
        fn whatever_is_read_is_not_negative_and_is_spelled_in_digits(text in "[0-9.+eE -]{0,22}") {
            let mut members = Object::new();
            members.insert("value", text.as_str());
            members.insert("currency", "USD");
            if let Ok(amount) = read_amount(&Json::Object(members)) {
                prop_assert_eq!(amount.minor().unwrap().to_string(), text);
            }
        }
    }
}

//! An enum in JSON as its stable code and its parameters: `{"code": "guard.token_used"}`, or with `"params": {…}` beside it.
//!
//! serde has this form too ("adjacently tagged"), and compiles every variant four times for every kind of source: for
//! parameters that come before and after their code, each as an object and as a list. The two enums that are written so have
//! over sixty variants, which came to a quarter of a megabyte in a watch's library. Here they derive serde's plain form,
//! `{CODE: PARAMS}` (`#[serde(remote = "Self")]`), are read from one kind of source, and these functions turn one form into
//! the other.

use serde::de::value::{EnumAccessDeserializer, MapDeserializer};
use serde::de::{
    DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, Unexpected, VariantAccess, Visitor,
};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Error, Value};

use super::Reason;

/// As it is written, and what a derived enum is read from.
#[derive(Serialize, Deserialize)]
pub(crate) struct Coded {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    params: Option<Value>,
}

/// Writes what the derived form made of a variant.
///
/// # Errors
/// What went wrong in deriving it, or in `serializer`.
pub(crate) fn write<S: Serializer>(derived: Result<Value, Error>, serializer: S) -> Result<S::Ok, S::Error> {
    let coded = match derived.map_err(S::Error::custom)? {
        Value::String(code) => Some(Coded { code, params: None }),
        Value::Object(one) => {
            one.into_iter().next().map(|(code, params)| Coded { code, params: Some(params) })
        }
        _ => None,
    };
    coded.ok_or_else(|| S::Error::custom("not a variant"))?.serialize(serializer)
}

/// Reads code and parameters, in either order, for the derived form to read.
///
/// # Errors
/// Without a code.
pub(crate) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<EnumAccessDeserializer<Coded>, D::Error> {
    Coded::deserialize(deserializer).map(EnumAccessDeserializer::new)
}

impl<'de> EnumAccess<'de> for Coded {
    type Error = Error;
    type Variant = Params;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Params), Error> {
        Ok((seed.deserialize(self.code.into_deserializer())?, Params(self.params)))
    }
}

/// The parameters of a variant: an object, or nothing.
pub(crate) struct Params(Option<Value>);

impl Params {
    fn is_not<T>(&self, expected: &str) -> Result<T, Error> {
        let found = if self.0.is_some() { Unexpected::Other("other parameters") } else { Unexpected::Unit };
        Err(Error::invalid_type(found, &expected))
    }
}

impl<'de> VariantAccess<'de> for Params {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None | Some(Value::Null) => Ok(()),
            Some(_) => self.is_not("no parameters"),
        }
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::Object(params)) => visitor.visit_map(MapDeserializer::new(params.into_iter())),
            _ => self.is_not("parameters by name"),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        self.is_not("parameters by name")
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        self.is_not("parameters by name")
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(Self::serialize(self, serde_json::value::Serializer), serializer)
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(read(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Amount, Currency};

    /// What older wallets have in their database, byte for byte.
    fn written() -> [(Reason, &'static str); 3] {
        let frequency = Reason::FrequencyExceeded { counted: i64::MAX, max: u32::MAX };
        let over = Reason::TransactionOverMax {
            amount: Amount::from_micros(i64::MAX, Currency::HKD),
            max: Amount::from_micros(1, Currency::USD),
        };
        [
            (Reason::TokenUsed, r#"{"code":"guard.token_used"}"#),
            (
                frequency,
                r#"{"code":"guard.payment_frequency_exceeded","params":{"counted":9223372036854775807,"max":4294967295}}"#,
            ),
            (
                over,
                r#"{"code":"guard.transaction_over_max","params":{"amount":{"currency":"HKD","amount":"9223372036854.775807"},"max":{"currency":"USD","amount":"0.000001"}}}"#,
            ),
        ]
    }

    #[test]
    fn a_reason_is_written_as_code_and_parameters_and_reads_back() {
        for (reason, json) in written() {
            assert_eq!(serde_json::to_string(&reason).unwrap(), json);
            assert_eq!(serde_json::from_str::<Reason>(json).unwrap(), reason);
            assert_eq!(
                serde_json::from_value::<Reason>(serde_json::to_value(&reason).unwrap()).unwrap(),
                reason
            );
        }
    }

    #[test]
    fn parameters_may_come_before_their_code_and_those_of_a_bare_code_may_be_null() {
        let turned = r#"{"params":{"max":2,"counted":1},"code":"guard.payment_frequency_exceeded"}"#;
        let frequency = Reason::FrequencyExceeded { counted: 1, max: 2 };
        assert_eq!(serde_json::from_str::<Reason>(turned).unwrap(), frequency);
        let null = r#"{"code":"guard.token_used","params":null}"#;
        assert_eq!(serde_json::from_str::<Reason>(null).unwrap(), Reason::TokenUsed);
    }

    #[test]
    fn what_is_no_reason_is_not_read() {
        for json in [
            r#""guard.token_used""#,
            r#"{"guard.token_used":null}"#,
            r#"{"params":{}}"#,
            r#"{"code":"guard.no_such_reason"}"#,
            r#"{"code":"guard.token_used","params":{"more":1}}"#,
            r#"{"code":"guard.payment_frequency_exceeded"}"#,
            r#"{"code":"guard.payment_frequency_exceeded","params":[1,2]}"#,
            r#"{"code":"guard.payment_frequency_exceeded","params":{"counted":1}}"#,
            r#"{"code":"guard.payment_frequency_exceeded","params":{"counted":"1","max":2}}"#,
        ] {
            assert!(serde_json::from_str::<Reason>(json).is_err(), "{json}");
        }
    }
}

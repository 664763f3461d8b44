//! A JSON value that is read into a type and remembers where it went wrong.

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::body::{BodyFault, FaultKind, Loc};
use crate::jose::json::Json;

const INPUT_CHARACTERS: usize = 64;

pub(super) struct Node<'a>(pub(super) &'a Json);

impl Error for BodyFault {
    fn custom<T: std::fmt::Display>(msg: T) -> Self {
        Self::new(FaultKind::Value { detail: msg.to_string() })
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(FaultKind::Type { expected: expected.to_string() })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(FaultKind::Missing).inside(Loc::Member(field.to_owned()))
    }
}

impl Node<'_> {
    /// Says what was found where the fault is, unless an inner node has said it.
    fn found(&self, mut fault: BodyFault) -> BodyFault {
        if fault.input.is_none() && fault.loc.is_empty() {
            fault.input = match self.0 {
                Json::Null => Some("null".to_owned()),
                Json::Bool(value) => Some(value.to_string()),
                Json::Integer(value) => Some(value.to_string()),
                Json::Number(value) | Json::String(value) => {
                    Some(value.chars().take(INPUT_CHARACTERS).collect())
                }
                Json::Array(_) | Json::Object(_) => None,
            };
        }
        fault
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = BodyFault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyFault> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Integer(value) => visitor.visit_i64(*value),
            Json::Number(_) => {
                Err(Error::invalid_type(Unexpected::Other("a number that is not whole"), &visitor))
            }
            Json::String(value) => visitor.visit_str(value),
            Json::Array(values) => visitor.visit_seq(Elements { values: values.iter(), next: 0 }),
            Json::Object(members) => {
                visitor.visit_map(Members { members: Box::new(members.iter()), value: None })
            }
        }
        .map_err(|fault| self.found(fault))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyFault> {
        match self.0 {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, BodyFault> {
        visitor.visit_newtype_struct(self)
    }

    /// Objects only: serde would take an array for a struct, member by member.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, BodyFault> {
        match self.0 {
            Json::Object(_) => self.deserialize_any(visitor),
            _ => Err(self.found(Error::invalid_type(Unexpected::Other("no object"), &"an object"))),
        }
    }

    /// Nobody looks at it, so nothing about it can be wrong.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyFault> {
        visitor.visit_unit()
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, BodyFault> {
        match self.0 {
            Json::String(value) => visitor.visit_enum(Spelling(value)),
            _ => Err(Error::invalid_type(Unexpected::Other("no text"), &"a string")),
        }
        .map_err(|fault| self.found(fault))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier
    }
}

/// The spelling of an enum without data.
struct Spelling<'a>(&'a str);

impl<'de> EnumAccess<'de> for Spelling<'_> {
    type Error = BodyFault;
    type Variant = Plain;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Plain), BodyFault> {
        let spelling: StringDeserializer<BodyFault> = self.0.to_owned().into_deserializer();
        Ok((seed.deserialize(spelling)?, Plain))
    }
}

/// A variant without data: the wire has no other.
struct Plain;

impl<'de> VariantAccess<'de> for Plain {
    type Error = BodyFault;

    fn unit_variant(self) -> Result<(), BodyFault> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, BodyFault> {
        Err(Error::custom("a variant with data"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, BodyFault> {
        Err(Error::custom("a variant with data"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, BodyFault> {
        Err(Error::custom("a variant with data"))
    }
}

struct Elements<'a> {
    values: std::slice::Iter<'a, Json>,
    next: u64,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = BodyFault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, BodyFault> {
        let Some(value) = self.values.next() else { return Ok(None) };
        let index = self.next;
        self.next = index.saturating_add(1);
        seed.deserialize(Node(value)).map(Some).map_err(|fault| fault.inside(Loc::Element(index)))
    }
}

struct Members<'a> {
    members: Box<dyn Iterator<Item = (&'a str, &'a Json)> + 'a>,
    value: Option<(&'a str, &'a Json)>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = BodyFault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, BodyFault> {
        let Some((name, value)) = self.members.next() else { return Ok(None) };
        self.value = Some((name, value));
        let name: StringDeserializer<BodyFault> = name.to_owned().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, BodyFault> {
        let Some((name, value)) = self.value.take() else { return Err(Error::custom("no member")) };
        seed.deserialize(Node(value)).map_err(|fault| fault.inside(Loc::Member(name.to_owned())))
    }
}

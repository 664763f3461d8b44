//! Public keys in serde's formats: the members of RFC 7517, read as strictly as [`PublicJwk::parse`].

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::PublicJwk;

impl Serialize for PublicJwk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from(self.to_json()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PublicJwk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::parse(value.to_string().as_bytes()).map_err(de::Error::custom)
    }
}

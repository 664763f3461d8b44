//! Taking claims out of an object, each with its type.

use super::error::{ChainError, Layer};
use super::read_amount;
use super::reason::ChainReason;
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::jose::json::{Json, Object};
use crate::jose::{JoseError, JwkFault};
use crate::money::Amount;

/// The last second of the year 9999: a later one is a way of never expiring.
const LAST_SECOND: i64 = 253_402_300_799;

/// An object of a layer, whose members are taken out one by one.
pub(super) struct Fields {
    layer: Layer,
    path: &'static str,
    members: Object,
}

impl Fields {
    pub(super) const fn new(layer: Layer, path: &'static str, members: Object) -> Self {
        Self { layer, path, members }
    }

    pub(super) fn error(&self, name: &str, reason: impl Into<ChainReason>) -> ChainError {
        let claim = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        ChainError::at(self.layer, claim, reason)
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Json> {
        self.members.remove(name)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.members.contains(name)
    }

    /// Members that nobody took.
    pub(super) fn first_left(&self) -> Option<&str> {
        self.members.iter().next().map(|(name, _)| name)
    }

    fn wrong(&self, name: &str, expected: &'static str, found: &Json) -> ChainError {
        self.error(name, ChainReason::ClaimType { expected, found: found.kind() })
    }

    pub(super) fn optional_text(&mut self, name: &str) -> Result<Option<String>, ChainError> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(name, "a string", &other)),
        }
    }

    pub(super) fn text(&mut self, name: &str) -> Result<String, ChainError> {
        self.optional_text(name)?.ok_or_else(|| self.error(name, ChainReason::ClaimMissing))
    }

    /// A text that says something.
    pub(super) fn filled(&mut self, name: &str) -> Result<String, ChainError> {
        let text = self.text(name)?;
        if text.is_empty() {
            return Err(self.error(name, ChainReason::ClaimValue { fault: "empty" }));
        }
        Ok(text)
    }

    /// Seconds since 1970, a whole number (RFC 7519 section 2 would allow fractions; AMP's table does not).
    pub(super) fn seconds(&mut self, name: &str) -> Result<Timestamp, ChainError> {
        self.optional_seconds(name)?.ok_or_else(|| self.error(name, ChainReason::ClaimMissing))
    }

    pub(super) fn optional_seconds(&mut self, name: &str) -> Result<Option<Timestamp>, ChainError> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::Integer(seconds)) if (0..=LAST_SECOND).contains(&seconds) => {
                Ok(Some(Timestamp::from_seconds(seconds)))
            }
            Some(Json::Integer(_)) => {
                Err(self.error(name, ChainReason::ClaimValue { fault: "not between 1970 and 9999" }))
            }
            Some(other) => Err(self.wrong(name, "an integer", &other)),
        }
    }

    /// ISO 8601.
    pub(super) fn time(&mut self, name: &str) -> Result<Timestamp, ChainError> {
        let text = self.text(name)?;
        self.parse_time(name, &text)
    }

    pub(super) fn parse_time(&self, name: &str, text: &str) -> Result<Timestamp, ChainError> {
        Timestamp::parse(text)
            .map_err(|_| self.error(name, ChainReason::ClaimValue { fault: "not ISO 8601" }))
    }

    pub(super) fn amount(&mut self, name: &str) -> Result<Amount, ChainError> {
        self.optional_amount(name)?.ok_or_else(|| self.error(name, ChainReason::ClaimMissing))
    }

    pub(super) fn optional_amount(&mut self, name: &str) -> Result<Option<Amount>, ChainError> {
        match self.take(name) {
            None => Ok(None),
            Some(json) => read_amount(&json).map(Some).map_err(|error| self.error(name, error)),
        }
    }

    /// A list of texts that say something.
    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, ChainError> {
        let elements = match self.take(name) {
            None => return Ok(Vec::new()),
            Some(Json::Array(elements)) => elements,
            Some(other) => return Err(self.wrong(name, "an array of strings", &other)),
        };
        elements
            .into_iter()
            .map(|element| match element {
                Json::String(text) if !text.is_empty() => Ok(text),
                Json::String(_) => Err(self.error(name, ChainReason::ClaimValue { fault: "an empty entry" })),
                other => Err(self.wrong(name, "an array of strings", &other)),
            })
            .collect()
    }

    pub(super) fn object(&mut self, name: &str, path: &'static str) -> Result<Option<Self>, ChainError> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::Object(members)) => Ok(Some(Self::new(self.layer, path, members))),
            Some(other) => Err(self.wrong(name, "an object", &other)),
        }
    }

    /// `cnf` with exactly one key (RFC 7800 section 3.2), public, with the `kid` that the next layer names.
    pub(super) fn cnf(&mut self) -> Result<Option<PublicJwk>, ChainError> {
        let invalid = |fault| ChainError::at(self.layer, "cnf", ChainReason::CnfInvalid { fault });
        let Some(cnf) = self.members.remove("cnf") else {
            return Ok(None);
        };
        let members = cnf.as_object().ok_or_else(|| invalid(None))?;
        if members.contains("jwe") || members.contains("jku") {
            return Err(invalid(None));
        }
        let jwk = members.get("jwk").ok_or_else(|| invalid(None))?;
        let key = PublicJwk::from_json(jwk).map_err(|error| match error {
            JoseError::Jwk { fault } => invalid(Some(fault)),
            _ => invalid(None),
        })?;
        if members.get("kid").is_some_and(|kid| kid.as_str() != Some(key.kid.as_str())) {
            return Err(invalid(Some(JwkFault::Kid)));
        }
        Ok(Some(key))
    }
}

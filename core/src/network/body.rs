//! Reading and writing a JSON body: bounded, and saying where it is wrong.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thiserror::Error;

use super::node::Node;
use crate::jose::json::{self, JsonError, Limits};

/// The longest body that is read, in bytes: a chain of three layers with room to spare.
pub const BODY_LIMIT: u32 = 1_048_576;

const LIMITS: Limits = Limits { bytes: BODY_LIMIT, depth: 32, values: 20_000 };

/// One step on the way to a member of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loc {
    /// A member of an object.
    Member(String),
    /// An element of an array.
    Element(u64),
}

/// What is wrong with a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Longer than the limit; nothing was read.
    TooLarge {
        /// The limit in bytes.
        limit: u32,
    },
    /// Not JSON, or JSON that no strict reader takes.
    NotJson {
        /// What the reader says.
        source: JsonError,
    },
    /// A required member is not there.
    Missing,
    /// Another kind of value.
    Type {
        /// What was expected.
        expected: String,
    },
    /// The right kind, a value that cannot be.
    Value {
        /// Why it cannot.
        detail: String,
    },
}

/// A body that is not what the contract says: the first thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}: {}", self.path(), self.reason())]
pub struct BodyFault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where: the members and elements from the body inwards.
    pub loc: Vec<Loc>,
    /// What was found there, if it was short: scalars cut to 64 characters.
    pub input: Option<String>,
}

impl BodyFault {
    pub(super) const fn new(kind: FaultKind) -> Self {
        Self { kind, loc: Vec::new(), input: None }
    }

    pub(super) fn inside(mut self, step: Loc) -> Self {
        self.loc.insert(0, step);
        self
    }

    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            FaultKind::TooLarge { .. } => "network.body_too_large",
            FaultKind::NotJson { .. } => "network.body_not_json",
            FaultKind::Missing => "network.member_missing",
            FaultKind::Type { .. } => "network.member_type",
            FaultKind::Value { .. } => "network.member_value",
        }
    }

    /// Where it is wrong, for example `body.intent.constraints.budgetAmount.cent`.
    #[must_use]
    pub fn path(&self) -> String {
        self.loc.iter().fold("body".to_owned(), |path, step| match step {
            Loc::Member(name) => format!("{path}.{name}"),
            Loc::Element(index) => format!("{path}[{index}]"),
        })
    }

    /// The body of the HTTP 422 answer, in the shape the reference's framework gives it:
    /// `{"detail":[{"type","loc","msg","input"}]}`.
    #[must_use]
    pub fn to_detail(&self) -> Value {
        let kind = match &self.kind {
            FaultKind::TooLarge { .. } => "too_large",
            FaultKind::NotJson { .. } => "json_invalid",
            FaultKind::Missing => "missing",
            FaultKind::Type { expected } if expected.contains("string") => "string_type",
            FaultKind::Type { expected } if expected.contains("i64") || expected.contains("u64") => {
                "int_type"
            }
            FaultKind::Type { .. } => "type_error",
            FaultKind::Value { .. } => "value_error",
        };
        let steps = self.loc.iter().map(|step| match step {
            Loc::Member(name) => json!(name),
            Loc::Element(index) => json!(index),
        });
        let loc: Vec<Value> = std::iter::once(json!("body")).chain(steps).collect();
        json!({"detail": [{"type": kind, "loc": loc, "msg": self.reason(), "input": self.input}]})
    }

    fn reason(&self) -> String {
        match &self.kind {
            FaultKind::TooLarge { limit } => format!("longer than {limit} bytes"),
            FaultKind::NotJson { source } => format!("JSON decode error: {source}"),
            FaultKind::Missing => "Field required".to_owned(),
            FaultKind::Type { expected } => format!("expected {expected}"),
            FaultKind::Value { detail } => detail.clone(),
        }
    }
}

/// Reads a body. Members that the type does not name are ignored, as everywhere in AMP.
///
/// # Errors
/// [`BodyFault`]: longer than [`BODY_LIMIT`], not JSON, or not what the type says.
pub fn read_body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BodyFault> {
    let json = json::parse(bytes, &LIMITS).map_err(|source| {
        BodyFault::new(match source {
            JsonError::TooLarge { .. } => FaultKind::TooLarge { limit: BODY_LIMIT },
            source => FaultKind::NotJson { source },
        })
    })?;
    T::deserialize(Node(&json))
}

/// Writes a body: compact JSON in UTF-8.
///
/// # Errors
/// [`BodyFault`]: an amount that the wire's minor units cannot express.
pub fn write_body<T: Serialize>(body: &T) -> Result<Vec<u8>, BodyFault> {
    serde_json::to_vec(body).map_err(|error| BodyFault::new(FaultKind::Value { detail: error.to_string() }))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        cent: i64,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        name: String,
        list: Vec<Inner>,
        maybe: Option<String>,
    }

    fn fault(text: &str) -> BodyFault {
        read_body::<Outer>(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_fault_names_its_place_and_kind() {
        let missing = fault(r#"{"list":[]}"#);
        assert_eq!((missing.code(), missing.path().as_str()), ("network.member_missing", "body.name"));
        let float = fault(r#"{"name":"a","list":[{"cent":1},{"cent":1.5}]}"#);
        assert_eq!((float.code(), float.path().as_str()), ("network.member_type", "body.list[1].cent"));
        let detail = float.to_detail();
        assert_eq!(detail["detail"][0]["loc"], json!(["body", "list", 1, "cent"]));
        assert_eq!(detail["detail"][0]["type"], json!("int_type"));
        assert_eq!(detail["detail"][0]["input"], json!("1.5"));
    }

    #[test]
    fn null_is_absent_for_an_optional_member_and_a_fault_for_a_required_one() {
        let outer: Outer = read_body(br#"{"name":"a","list":[],"maybe":null,"other":[1]}"#).unwrap();
        assert_eq!(outer.maybe, None);
        assert_eq!(fault(r#"{"name":null,"list":[]}"#).path(), "body.name");
    }

    #[test]
    fn what_is_not_json_is_a_fault_of_the_body() {
        for text in [
            "",
            "{",
            "nonsense",
            "{\"name\":\"a\",\"list\":[]} x",
            "{\"name\":NaN}",
            "\u{feff}{}",
            "{\"a\":1,\"a\":2}",
        ] {
            assert_eq!(fault(text).code(), "network.body_not_json", "{text:?}");
        }
        for text in ["[]", r#"["a",[],null]"#, "7", "null"] {
            assert_eq!(fault(text).code(), "network.member_type", "{text:?}");
        }
    }

    #[test]
    fn a_body_beyond_the_limit_is_not_read() {
        let long = format!(r#"{{"name":"{}","list":[]}}"#, "a".repeat(1_048_576));
        assert_eq!(fault(&long).kind, FaultKind::TooLarge { limit: BODY_LIMIT });
    }

    #[test]
    fn nesting_without_end_is_a_fault() {
        let deep = format!(r#"{{"name":"a","list":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(fault(&deep).code(), "network.body_not_json");
    }
}

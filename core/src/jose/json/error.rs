//! Why a JSON text was refused.

use thiserror::Error;

/// A text that the strict reader does not take for JSON. Offsets count bytes from the start.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JsonError {
    /// Longer than [`super::Limits::bytes`]; nothing was read.
    #[error("JSON text of {bytes} bytes, at most {limit} are read")]
    TooLarge {
        /// Length of the text.
        bytes: u64,
        /// The limit in force.
        limit: u64,
    },
    /// Nested deeper than [`super::Limits::depth`].
    #[error("JSON nested deeper than {limit} at byte {offset}")]
    TooDeep {
        /// Where.
        offset: u64,
        /// The limit in force.
        limit: u32,
    },
    /// More values than [`super::Limits::values`].
    #[error("JSON with more than {limit} values")]
    TooManyValues {
        /// The limit in force.
        limit: u32,
    },
    /// Not UTF-8 (RFC 8259 section 8.1).
    #[error("JSON text is not UTF-8 from byte {offset}")]
    NotUtf8 {
        /// Where.
        offset: u64,
    },
    /// Not the grammar of RFC 8259: also a byte order mark, `NaN`, `Infinity`, an unescaped control character.
    #[error("not JSON at byte {offset}")]
    Syntax {
        /// Where.
        offset: u64,
    },
    /// Text after the value.
    #[error("text after the JSON value at byte {offset}")]
    Trailing {
        /// Where.
        offset: u64,
    },
    /// A name twice in one object, however it is escaped: readers disagree on which one counts.
    #[error("JSON member {name:?} occurs twice")]
    Duplicate {
        /// The name, cut to 64 characters.
        name: String,
    },
    /// A number with an exponent: it may be infinite, and nothing in AMP needs one.
    #[error("JSON number with an exponent at byte {offset}")]
    Exponent {
        /// Where.
        offset: u64,
    },
    /// A number of more characters than any amount or time needs: other readers would take it for infinite.
    #[error("JSON number of more than {limit} characters at byte {offset}")]
    NumberTooLong {
        /// Where.
        offset: u64,
        /// The limit in force.
        limit: u64,
    },
    /// An escaped UTF-16 surrogate without its other half.
    #[error("half of a surrogate pair at byte {offset}")]
    Surrogate {
        /// Where.
        offset: u64,
    },
}

impl JsonError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "json.too_large",
            Self::TooDeep { .. } => "json.too_deep",
            Self::TooManyValues { .. } => "json.too_many_values",
            Self::NotUtf8 { .. } => "json.not_utf8",
            Self::Syntax { .. } => "json.syntax",
            Self::Trailing { .. } => "json.trailing",
            Self::Duplicate { .. } => "json.duplicate",
            Self::Exponent { .. } => "json.exponent",
            Self::NumberTooLong { .. } => "json.number_too_long",
            Self::Surrogate { .. } => "json.surrogate",
        }
    }

    /// Refused for its size, not for what it says.
    #[must_use]
    pub const fn is_limit(&self) -> bool {
        matches!(self, Self::TooLarge { .. } | Self::TooDeep { .. } | Self::TooManyValues { .. })
    }
}

//! What can go wrong between us and a peer.

use thiserror::Error;

use super::body::BodyFault;

/// A call to a peer that gave no usable answer.
///
/// What matters for a retry is whether the request may have been acted on: see
/// [`surely_not_delivered`](Self::surely_not_delivered).
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum NetworkError {
    /// No connection came about (refused, no route, no such host, TLS): the peer has not seen the request.
    #[error("{endpoint} cannot be reached: {detail}")]
    Unreachable {
        /// The address that was called.
        endpoint: String,
        /// What the transport says.
        detail: String,
    },
    /// No answer in time: the peer may have acted.
    #[error("{endpoint} gave no answer within {millis} ms")]
    Timeout {
        /// The address that was called.
        endpoint: String,
        /// How long we waited, in milliseconds.
        millis: u64,
    },
    /// The connection broke before the answer was whole: the peer may have acted.
    #[error("the answer of {endpoint} was lost: {detail}")]
    AnswerLost {
        /// The address that was called.
        endpoint: String,
        /// What the transport says.
        detail: String,
    },
    /// An HTTP status that is no success (redirects are not followed).
    #[error("{endpoint} answered HTTP {status}")]
    Status {
        /// The address that was called.
        endpoint: String,
        /// The status.
        status: u16,
    },
    /// An answer that is not what the contract says.
    #[error("{endpoint} answered garbage: {fault}")]
    Garbage {
        /// The address that was called.
        endpoint: String,
        /// What is wrong with it.
        fault: BodyFault,
    },
    /// An answer longer than the limit; the rest was not read.
    #[error("the answer of {endpoint} is longer than {limit} bytes")]
    TooLarge {
        /// The address that was called.
        endpoint: String,
        /// The limit in bytes.
        limit: u32,
    },
    /// The peer understood and said no.
    #[error("{endpoint} refused: {result_code}")]
    Refused {
        /// The address that was called.
        endpoint: String,
        /// AMP's result code by name, for example `MANDATE_EXPIRED`.
        result_code: String,
        /// The peer's words; hostile text, for a log only.
        result_text: String,
    },
    /// The request itself cannot be written (an amount the wire's minor units cannot express).
    #[error("the request to {endpoint} cannot be written: {fault}")]
    Unwritable {
        /// The address that was to be called.
        endpoint: String,
        /// What is wrong with it.
        fault: BodyFault,
    },
    /// An address we do not call: unreadable, another scheme, or plain HTTP beyond this machine.
    #[error("not an address to call: {url:?}: {reason}")]
    BadAddress {
        /// The address, cut to 128 characters.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The TLS configuration cannot be built (a pinned root that is no certificate).
    #[error("TLS cannot be set up: {detail}")]
    Tls {
        /// What the library says.
        detail: String,
    },
}

impl NetworkError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "network.unreachable",
            Self::Timeout { .. } => "network.timeout",
            Self::AnswerLost { .. } => "network.answer_lost",
            Self::Status { .. } => "network.status",
            Self::Garbage { .. } => "network.garbage",
            Self::TooLarge { .. } => "network.too_large",
            Self::Refused { .. } => "network.refused",
            Self::Unwritable { .. } => "network.unwritable",
            Self::BadAddress { .. } => "network.bad_address",
            Self::Tls { .. } => "network.tls",
        }
    }

    /// The peer cannot have acted on the request: sending it again is safe even where the call is not idempotent.
    #[must_use]
    pub const fn surely_not_delivered(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. } | Self::Unwritable { .. } | Self::BadAddress { .. } | Self::Tls { .. }
        )
    }

    /// A fault of the way or of the peer's moment, worth asking again where the call is idempotent.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Timeout { .. } | Self::AnswerLost { .. } => true,
            Self::Status { status, .. } => *status >= 500 || *status == 429,
            _ => false,
        }
    }
}

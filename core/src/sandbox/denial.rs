//! A call that is answered with a result code other than SUCCESS.

use crate::guard::ResultCode;
use crate::network::messages::{ApplyCredentialAnswer, NetworkAnswer, PayAnswer, SessionAnswer};

/// What the sandbox itself cannot do; not in AMP's list, but in the reference's answers.
const SYSTEM_ERROR: &str = "SYSTEM_ERROR";

/// No, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Denial {
    pub(super) code: String,
    pub(super) words: String,
}

impl Denial {
    pub(super) fn new(code: ResultCode, words: impl Into<String>) -> Self {
        Self { code: code.name().to_owned(), words: words.into() }
    }

    /// As another role worded it.
    pub(super) fn passed_on(code: &str, words: &str) -> Self {
        Self { code: code.chars().take(64).collect(), words: words.chars().take(256).collect() }
    }

    pub(super) fn system(words: impl Into<String>) -> Self {
        Self { code: SYSTEM_ERROR.to_owned(), words: words.into() }
    }

    pub(super) fn envelope<T>(outcome: Result<T, Self>) -> NetworkAnswer<T> {
        match outcome {
            Ok(data) => NetworkAnswer::success(data),
            Err(denial) => NetworkAnswer::failure(&denial.code, &denial.words),
        }
    }

    pub(super) fn session(outcome: Result<SessionAnswer, Self>) -> SessionAnswer {
        outcome.unwrap_or_else(|denial| SessionAnswer::failure(&denial.code, &denial.words))
    }

    pub(super) fn credential(outcome: Result<ApplyCredentialAnswer, Self>) -> ApplyCredentialAnswer {
        outcome.unwrap_or_else(|denial| ApplyCredentialAnswer::failure(&denial.code, &denial.words))
    }

    pub(super) fn payment(outcome: Result<PayAnswer, Self>) -> PayAnswer {
        outcome.unwrap_or_else(|denial| PayAnswer::failure(&denial.code, &denial.words))
    }
}

//! `result`: how a call ended.

use serde::{Deserialize, Serialize};

/// `resultStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResultStatus {
    /// Success.
    S,
    /// Failure: nothing was done.
    F,
    /// Unknown: ask again.
    U,
}

/// `{"resultCode","resultStatus","resultMessage"}`. Over HTTP the code is AMP's name (`PARAM_ILLEGAL`), not its
/// number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultBody {
    /// The code by name.
    pub result_code: String,
    /// Success, failure or unknown.
    pub result_status: ResultStatus,
    /// Words for a log, never for the user.
    #[serde(default)]
    pub result_message: String,
}

impl ResultBody {
    /// `SUCCESS`, spelled as the reference spells it.
    #[must_use]
    pub fn success() -> Self {
        Self {
            result_code: "SUCCESS".to_owned(),
            result_status: ResultStatus::S,
            result_message: "success".to_owned(),
        }
    }

    /// A failure with AMP's code.
    #[must_use]
    pub fn failure(code: &str, words: &str) -> Self {
        Self {
            result_code: code.to_owned(),
            result_status: ResultStatus::F,
            result_message: words.to_owned(),
        }
    }

    /// Nothing but `S` is a success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.result_status == ResultStatus::S
    }
}

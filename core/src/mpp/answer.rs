//! An answer of the contract, with its result code set aside for metrics and logs.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::network::messages::{
    CompleteIdvAnswer, CreateAuthorizationAnswer, InquiryAuthorizationAnswer, PayAnswer, PreVerifyAnswer,
    ResultBody,
};

/// `resultCode` of an answer, among the response's extensions.
#[derive(Debug, Clone)]
pub(super) struct ResultCodeTold(pub(super) String);

/// An answer with a `result`.
pub(super) trait Told: Serialize {
    fn result(&self) -> &ResultBody;
}

/// Writes it.
pub(super) struct Answer<T>(pub(super) T);

impl<T: Told> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let code = ResultCodeTold(self.0.result().result_code.clone());
        let mut response = Json(self.0).into_response();
        response.extensions_mut().insert(code);
        response
    }
}

macro_rules! told {
    ($($answer:ty),+) => {
        $(impl Told for $answer {
            fn result(&self) -> &ResultBody {
                &self.result
            }
        })+
    };
}

told!(CompleteIdvAnswer, CreateAuthorizationAnswer, InquiryAuthorizationAnswer, PayAnswer, PreVerifyAnswer);

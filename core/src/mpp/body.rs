//! Reading a request's body, answered with 422 when it is not what the contract says. The sandbox reads the same way.

use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::network::{BODY_LIMIT, read_body};

/// How long a body may take to arrive where nothing else is said.
const BODY_TIME: Duration = Duration::from_secs(10);

/// How long a body may take to arrive, among the request's extensions.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyTime(pub(super) Duration);

/// The body of a call, read strictly, and not for ever.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let declared = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !declared.is_some_and(is_json) {
            let fault = json!({"type": "model_attributes_type", "loc": ["body"], "msg": "not declared as JSON", "input": null});
            return Err(detail(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": [fault] })));
        }
        // What announces itself as too long is refused unread, so that nobody makes the wallet wait for it.
        if request.body().size_hint().lower() > u64::from(BODY_LIMIT) {
            return Err(detail(StatusCode::PAYLOAD_TOO_LARGE, &json!({ "detail": "Payload Too Large" })));
        }
        let time = request.extensions().get::<BodyTime>().map_or(BODY_TIME, |time| time.0);
        let bytes = tokio::time::timeout(time, Bytes::from_request(request, state))
            .await
            .map_err(|_| detail(StatusCode::REQUEST_TIMEOUT, &json!({ "detail": "Request Timeout" })))?
            .map_err(IntoResponse::into_response)?;
        read_body(&bytes)
            .map(Self)
            .map_err(|fault| detail(StatusCode::UNPROCESSABLE_ENTITY, &fault.to_detail()))
    }
}

fn is_json(declared: &str) -> bool {
    let media = declared.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/json")
}

fn detail(status: StatusCode, detail: &Value) -> Response {
    (status, axum::Json(detail)).into_response()
}

//! Reading a request's body, answered with 422 when it is not what the contract says. The sandbox reads the same way.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_TYPE, EXPECT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use crate::network::{BODY_LIMIT, read_body};

/// How long a body may take to arrive where nothing else is said.
const BODY_TIME: Duration = Duration::from_secs(10);

/// How much of a body that is too long is read and thrown away. A peer that is still sending when the connection ends
/// would never see why.
const THROWN_AWAY: u64 = 16 * 1_048_576;

/// How long such a peer may pause.
const PAUSE: Duration = Duration::from_secs(1);

/// How long a body may take to arrive, among the request's extensions.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyTime(pub(super) Duration);

/// The body of a call, read strictly, and not for ever.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    TooLong,
    TooSlow,
    Broken,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Response;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let time = parts.extensions.get::<BodyTime>().map_or(BODY_TIME, |time| time.0);
        // Who asks first, before it sends, is told without sending.
        let sends = !parts.headers.contains_key(EXPECT);
        let bytes = read(body, Instant::now() + time, sends).await?;
        if !is_json(&parts.headers) {
            let fault = json!({"type": "model_attributes_type", "loc": ["body"],
                "msg": "Input should be a valid dictionary or object to extract fields from", "input": null});
            return Err(detail(StatusCode::UNPROCESSABLE_ENTITY, &json!([fault])));
        }
        read_body(&bytes).map(Self).map_err(|fault| {
            (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(fault.to_detail())).into_response()
        })
    }
}

async fn read(mut body: Body, end: Instant, sends: bool) -> Result<Vec<u8>, Unread> {
    // What announces itself as too long is not kept in memory.
    let announced = body.size_hint().lower();
    let outcome =
        if announced > u64::from(BODY_LIMIT) { Err(Unread::TooLong) } else { keep(&mut body, end).await };
    if outcome == Err(Unread::TooLong) && sends && announced <= THROWN_AWAY {
        throw_away(&mut body, end).await;
    }
    outcome
}

async fn keep(body: &mut Body, end: Instant) -> Result<Vec<u8>, Unread> {
    let limit = usize::try_from(BODY_LIMIT).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    loop {
        match timeout_at(end, next(body)).await {
            Err(_) => return Err(Unread::TooSlow),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) => return Err(Unread::Broken),
            Ok(Some(Ok(more))) if more.len() > limit.saturating_sub(bytes.len()) => {
                return Err(Unread::TooLong);
            }
            Ok(Some(Ok(more))) => bytes.extend_from_slice(&more),
        }
    }
}

/// Reads on for a while, and keeps nothing.
async fn throw_away(body: &mut Body, end: Instant) {
    let mut left = THROWN_AWAY;
    while let Ok(Some(Ok(more))) = timeout_at(end.min(Instant::now() + PAUSE), next(body)).await {
        let Some(rest) = u64::try_from(more.len()).ok().and_then(|length| left.checked_sub(length)) else {
            return;
        };
        left = rest;
    }
}

/// The next piece of a body; trailers are none of ours.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    let frame = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await?;
    Some(frame.map(|frame| frame.into_data().unwrap_or_default()))
}

/// As the reference's framework sees it: `application/json`, or a type built on it.
fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media.strip_prefix("application/").is_some_and(|kind| kind == "json" || kind.ends_with("+json"))
}

impl From<Unread> for Response {
    fn from(unread: Unread) -> Self {
        let (status, words) = match unread {
            Unread::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large"),
            Unread::TooSlow => (StatusCode::REQUEST_TIMEOUT, "Request Timeout"),
            Unread::Broken => (StatusCode::BAD_REQUEST, "There was an error parsing the body"),
        };
        detail(status, &json!(words))
    }
}

fn detail(status: StatusCode, detail: &Value) -> Response {
    (status, axum::Json(json!({ "detail": detail }))).into_response()
}

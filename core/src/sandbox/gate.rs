//! Where the ordered faults befall what comes in.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::{Request as HttpRequest, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::connection::Cut;
use super::faults::Fault;
use super::world::World;

const OVERSIZE_BYTES: usize = 10 * 1024 * 1024 + 1;
const BODY_BYTES: usize = 2 * 1024 * 1024;

/// Lets a call through, or what was ordered instead.
pub(super) async fn pass(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let cut = request.extensions().get::<ConnectInfo<Cut>>().map(|info| info.0.clone()).unwrap_or_default();
    let faults = world.faults.take(request.uri().path());
    let mut after = Vec::new();
    for fault in faults {
        match fault {
            Fault::Delay { millis } => tokio::time::sleep(Duration::from_millis(millis)).await,
            Fault::Drop => return cut_off(&cut),
            Fault::Status { status } => {
                return StatusCode::from_u16(status)
                    .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
                    .into_response();
            }
            Fault::Garbage => return Body::from(&b"\x00\xff<html>this is no JSON"[..]).into_response(),
            Fault::Oversize => return Body::from(vec![b' '; OVERSIZE_BYTES]).into_response(),
            Fault::Refuse { code } => return refuse(&code),
            Fault::LoseAnswer | Fault::Duplicate | Fault::Tamper | Fault::DelayAnswer { .. } => {
                after.push(fault);
            }
        }
    }
    if after.is_empty() {
        return next.run(request).await;
    }
    let mut answer =
        if after.contains(&Fault::Duplicate) { twice(request, next).await } else { next.run(request).await };
    for fault in &after {
        if let Fault::DelayAnswer { millis } = fault {
            tokio::time::sleep(Duration::from_millis(*millis)).await;
        }
    }
    if after.contains(&Fault::LoseAnswer) {
        return cut_off(&cut);
    }
    if after.contains(&Fault::Tamper) {
        answer = tampered(answer).await;
    }
    answer
}

fn cut_off(cut: &Cut) -> Response {
    cut.now();
    StatusCode::OK.into_response()
}

/// In the shapes of all hops at once: each reader finds its own.
fn refuse(code: &str) -> Response {
    let words = "refused by order";
    let result = json!({"resultCode": code, "resultStatus": "F", "resultMessage": words});
    let body = json!({
        "success": false, "resultCode": code, "resultMessage": words, "result": result, "status": "FAILED",
        "paymentMethods": []
    });
    axum::Json(body).into_response()
}

async fn twice(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let first = HttpRequest::from_parts(parts.clone(), Body::from(bytes.clone()));
    let answer = next.clone().run(first).await;
    next.run(HttpRequest::from_parts(parts, Body::from(bytes))).await;
    answer
}

async fn tampered(answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, BODY_BYTES).await.unwrap_or_default();
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(mut value) => {
            tamper(&mut value);
            (parts.status, axum::Json(value)).into_response()
        }
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}

/// Changes one character in the middle of every layer and payment token.
pub(super) fn tamper(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text)
                        if ["l1Serialized", "l2Serialized", "l3Serialized", "paymentToken"]
                            .contains(&name.as_str()) =>
                    {
                        *text = flipped(text);
                    }
                    member => tamper(member),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(tamper),
        _ => {}
    }
}

fn flipped(text: &str) -> String {
    let middle = text.chars().count() / 2;
    let flip = |character| if character == 'A' || character == '0' { '1' } else { 'A' };
    text.chars().enumerate().map(|(at, one)| if at == middle { flip(one) } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tampering_changes_layers_and_tokens_and_nothing_else() {
        let before =
            json!({"data": {"tokenId": "t", "l1Serialized": "AAAA~", "x": [{"paymentToken": "2810"}]}});
        let mut after = before.clone();
        tamper(&mut after);
        assert_ne!(after["data"]["l1Serialized"], before["data"]["l1Serialized"]);
        assert_ne!(after["data"]["x"][0]["paymentToken"], before["data"]["x"][0]["paymentToken"]);
        assert_eq!(after["data"]["tokenId"], before["data"]["tokenId"]);
    }
}

//! The paths of the wallet's side.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use serde_json::json;

use super::server::Mpp;
use super::{authorization, inquiry, payment, watch};
use crate::network::messages::HealthAnswer;

/// Prometheus' text format.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(super) fn router(mpp: Mpp) -> Router {
    let watched = std::sync::Arc::clone(&mpp.watch);
    Router::new()
        .route("/mpp/createAuthorization", only(post(authorization::create)))
        .route("/mpp/inquiryAuthorization", only(post(inquiry::inquire)))
        .route("/mpp/completeIdv", only(post(authorization::complete_idv)))
        .route("/mpp/preVerify", only(post(payment::pre_verify)))
        .route("/mpp/pay", only(post(payment::pay)))
        .route("/mpp/health", only(get(health)))
        .route("/metrics", only(get(metrics)))
        .fallback(|| async { detail(StatusCode::NOT_FOUND, "Not Found") })
        .layer(from_fn_with_state(watched, watch::over))
        .with_state(mpp)
}

fn only(route: MethodRouter<Mpp>) -> MethodRouter<Mpp> {
    route.fallback(|| async { detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed") })
}

async fn health() -> Json<HealthAnswer> {
    Json(HealthAnswer { status: "ok".to_owned(), service: "mpp".to_owned() })
}

async fn metrics(State(mpp): State<Mpp>) -> Response {
    let text = mpp.watch.metrics.to_text(mpp.gauges());
    ([(CONTENT_TYPE, METRICS)], text).into_response()
}

/// An answer that is none of the contract's: `{"detail":…}`, as the reference's framework gives it.
pub(super) fn detail(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "detail": words }))).into_response()
}

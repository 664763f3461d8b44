//! The paths of the wallet's side.

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use serde_json::json;

use super::server::Mpp;
use super::{authorization, inquiry, payment};
use crate::network::BODY_LIMIT;
use crate::network::messages::HealthAnswer;

pub(super) fn router(mpp: Mpp) -> Router {
    Router::new()
        .route("/mpp/createAuthorization", only(post(authorization::create)))
        .route("/mpp/inquiryAuthorization", only(post(inquiry::inquire)))
        .route("/mpp/completeIdv", only(post(authorization::complete_idv)))
        .route("/mpp/preVerify", only(post(payment::pre_verify)))
        .route("/mpp/pay", only(post(payment::pay)))
        .route("/mpp/health", only(get(health)))
        .fallback(|| async { detail(StatusCode::NOT_FOUND, "Not Found") })
        .layer(DefaultBodyLimit::max(usize::try_from(BODY_LIMIT).unwrap_or(usize::MAX)))
        .with_state(mpp)
}

fn only(route: MethodRouter<Mpp>) -> MethodRouter<Mpp> {
    route.fallback(|| async { detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed") })
}

async fn health() -> Json<HealthAnswer> {
    Json(HealthAnswer { status: "ok".to_owned(), service: "mpp".to_owned() })
}

fn detail(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "detail": words }))).into_response()
}

//! `/sandbox/*`: steering the sandbox over HTTP, for other programs.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::config::ContractExtensions;
use super::faults::FaultOrder;
use super::merchant::OrderChange;
use super::world::{World, lock};
use crate::mpp::JsonBody;
use crate::network::Endpoint;

#[derive(Serialize, Deserialize)]
struct WalletAddress {
    /// Absent or `null`: no wallet.
    #[serde(default)]
    url: Option<String>,
}

pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/sandbox/health", get(|| async { Json(json!({"status": "ok", "service": "sandbox"})) }))
        .route("/sandbox/root", get(root))
        .route("/sandbox/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/sandbox/change", post(change_order))
        .route("/sandbox/extensions", get(extensions).post(set_extensions))
        .route("/sandbox/wallet", get(wallet).post(set_wallet))
        .route("/sandbox/reset", post(reset))
}

async fn root(State(world): State<Arc<World>>) -> Json<Value> {
    Json(Value::from(world.root.public().to_json()))
}

async fn faults(State(world): State<Arc<World>>) -> Json<Vec<FaultOrder>> {
    Json(world.faults.all())
}

async fn add_fault(State(world): State<Arc<World>>, JsonBody(order): JsonBody<FaultOrder>) -> Json<Value> {
    world.faults.add(order);
    done()
}

async fn clear_faults(State(world): State<Arc<World>>) -> Json<Value> {
    world.faults.clear();
    done()
}

async fn change_order(
    State(world): State<Arc<World>>,
    JsonBody(change): JsonBody<OrderChange>,
) -> Json<Value> {
    lock(&world.merchant).change_next(change);
    done()
}

async fn extensions(State(world): State<Arc<World>>) -> Json<ContractExtensions> {
    Json(world.extensions())
}

async fn set_extensions(
    State(world): State<Arc<World>>,
    JsonBody(wanted): JsonBody<ContractExtensions>,
) -> Json<Value> {
    world.set_extensions(wanted);
    done()
}

async fn wallet(State(world): State<Arc<World>>) -> Json<WalletAddress> {
    Json(WalletAddress { url: world.wallet().map(|endpoint| endpoint.to_string()) })
}

async fn set_wallet(State(world): State<Arc<World>>, JsonBody(address): JsonBody<WalletAddress>) -> Response {
    match address.url.as_deref().map(Endpoint::parse).transpose() {
        Ok(endpoint) => {
            world.set_wallet(endpoint);
            done().into_response()
        }
        Err(error) => {
            let body =
                json!({"success": false, "resultCode": error.code(), "resultMessage": error.to_string()});
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        }
    }
}

async fn reset(State(world): State<Arc<World>>) -> Json<Value> {
    world.reset();
    done()
}

fn done() -> Json<Value> {
    Json(json!({"success": true}))
}

//! A wallet that only remembers what it was asked and answers as told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::success;

/// What the fake wallet was asked, and what it answers by path.
#[derive(Clone, Default)]
pub struct FakeWallet {
    asked: Arc<Mutex<Vec<(String, Value)>>>,
    answers: Arc<Mutex<HashMap<String, (StatusCode, String)>>>,
}

impl FakeWallet {
    pub async fn start() -> (Self, String) {
        let wallet = Self::default();
        wallet.answer("/mpp/createAuthorization", &json!({"result": success(), "authId": "mpp-auth-1"}));
        wallet.answer("/mpp/preVerify", &json!({"result": success()}));
        let paid = json!({"result": success(), "pspId": "ALIPAY_HK", "pspUserId": "user-demo", "payResult": "SUCCESS"});
        wallet.answer("/mpp/pay", &paid);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(receive).with_state(wallet.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (wallet, url)
    }

    pub fn answer(&self, path: &str, body: &Value) {
        self.answer_raw(path, StatusCode::OK, &body.to_string());
    }

    pub fn answer_raw(&self, path: &str, status: StatusCode, body: &str) {
        self.answers.lock().unwrap().insert(path.to_owned(), (status, body.to_owned()));
    }

    pub fn refuse(&self, path: &str, code: &str) {
        self.answer(
            path,
            &json!({"result": {"resultCode": code, "resultStatus": "F", "resultMessage": "no"}}),
        );
    }

    /// Every body that came to a path, in order.
    pub fn asked(&self, path: &str) -> Vec<Value> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|(at, _)| at == path).map(|(_, body)| body.clone()).collect()
    }
}

async fn receive(State(wallet): State<FakeWallet>, uri: Uri, Json(body): Json<Value>) -> Response {
    wallet.asked.lock().unwrap().push((uri.path().to_owned(), body));
    match wallet.answers.lock().unwrap().get(uri.path()) {
        Some((status, body)) => (*status, body.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

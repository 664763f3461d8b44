//! Messages of the network that come another way than a connection: relayed by the app's server, in a push message.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request};
use tower::ServiceExt;

use super::connection::Peer;
use super::desk::Desk;
use super::router::router;
use super::server::Mpp;
use super::{MppError, MppOptions};
use crate::network::BODY_LIMIT;
use crate::runtime;
use crate::wallet::Wallet;

/// The answer to one message: what the network would have got over HTTP.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InboxAnswer {
    /// The HTTP status; the network reads the body alone.
    pub status: u16,
    /// JSON, byte for byte as it would be served.
    pub body: String,
}

/// The wallet's side of the HTTP contract without a connection: the same paths, the same answers, the same limits.
#[derive(Clone)]
pub struct Inbox {
    router: Router,
}

impl Inbox {
    /// For one wallet; who approves and which agent keys are known, `options` say.
    #[must_use]
    pub fn new(wallet: Wallet, options: MppOptions) -> Self {
        Self { router: router(Mpp::new(Desk::One(wallet), options)) }
    }

    /// Takes a message of the network, `path` as it would be called, for example `/mpp/createAuthorization`. It runs to
    /// its end even when the caller stops waiting.
    ///
    /// # Errors
    /// [`MppError::NoPath`] for a path that cannot be one; [`MppError::Interrupted`].
    pub async fn deliver(&self, path: &str, body: String) -> Result<InboxAnswer, MppError> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(CONTENT_TYPE, "application/json")
            .extension(ConnectInfo(Peer::here()))
            .body(Body::from(body))
            .map_err(|_| MppError::NoPath { path: path.chars().take(64).collect() })?;
        let router = self.router.clone();
        let answered = runtime::run(async move {
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let status = response.status().as_u16();
            let body =
                to_bytes(response.into_body(), usize::try_from(BODY_LIMIT).unwrap_or(usize::MAX)).await;
            body.ok()
                .and_then(|body| String::from_utf8(body.to_vec()).ok())
                .map(|body| InboxAnswer { status, body })
        });
        answered.await.ok().flatten().ok_or(MppError::Interrupted)
    }
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inbox")
    }
}

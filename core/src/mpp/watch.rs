//! Around every request: may it come in, how long may it take, what is said about it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

use super::answer::ResultCodeTold;
use super::body::BodyTime;
use super::connection::Peer;
use super::metrics::Metrics;
use super::rate::RateLimit;
use super::route::Route;
use super::router::detail;
use super::{MppOptions, RequestLog, RequestRecord, ServeLimits};
use crate::runtime;

/// What is kept about requests.
pub(super) struct Watch {
    pub(super) metrics: Metrics,
    rate: RateLimit,
    log: Option<Arc<dyn RequestLog>>,
    limits: ServeLimits,
    began: Instant,
}

impl Watch {
    pub(super) fn new(options: &MppOptions) -> Self {
        Self {
            metrics: Metrics::default(),
            rate: RateLimit::new(options.limits.requests_per_second),
            log: options.log.clone(),
            limits: options.limits,
            began: Instant::now(),
        }
    }
}

/// Lets a request in, or does not, and says what became of it.
pub(super) async fn over(
    State(watch): State<Arc<Watch>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let begin = Instant::now();
    let route = Route::of(request.uri().path());
    let since_began = u64::try_from(begin.duration_since(watch.began).as_millis()).unwrap_or(u64::MAX);
    let response = if watch.rate.admit(peer.ip, since_began) {
        let _working = peer.work();
        work(&watch.limits, request, next).await
    } else {
        detail(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests")
    };
    let record = RequestRecord {
        path: route.path(),
        status: response.status().as_u16(),
        micros: u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX),
        result_code: response.extensions().get::<ResultCodeTold>().map(|told| told.0.clone()),
    };
    watch.metrics.count(route, &record);
    if let Some(log) = &watch.log {
        log.record(record);
    }
    response
}

/// Runs to its end on the wallet's own runtime: a peer that hangs up leaves no payment, and no wallet, half done.
async fn work(limits: &ServeLimits, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(BodyTime(millis(limits.body_millis)));
    match tokio::time::timeout(millis(limits.work_millis), runtime::run(next.run(request))).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) | Err(_) => detail(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
    }
}

fn millis(millis: u32) -> Duration {
    Duration::from_millis(u64::from(millis))
}

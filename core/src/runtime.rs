//! The one tokio runtime. Money-moving work is spawned here, so that a host which drops its future (a cancelled
//! Kotlin coroutine, a closed HTTP connection) never leaves a payment half done.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;

use thiserror::Error;
use tokio::runtime::{Builder, Runtime};

/// Two workers: enough to keep one slow network call from holding up a payment, small enough for a watch.
const WORKERS: usize = 2;

/// The work did not come to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RuntimeError {
    /// The operating system gave no threads.
    #[error("no threads for the runtime")]
    Unavailable,
    /// The work panicked, or the runtime is shutting down.
    #[error("the work was interrupted")]
    Interrupted,
}

static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

fn runtime() -> Result<&'static Runtime, RuntimeError> {
    RUNTIME
        .get_or_init(|| {
            Builder::new_multi_thread()
                .worker_threads(WORKERS)
                .thread_name("amp-wallet")
                .enable_all()
                .build()
                .ok()
        })
        .as_ref()
        .ok_or(RuntimeError::Unavailable)
}

/// Runs `work` to its end on the wallet's own runtime, whoever stops waiting for it.
///
/// # Errors
/// [`RuntimeError`].
pub async fn run<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, RuntimeError> {
    // Boxed, so that tokio's task is compiled for every kind of answer and not for every work; so below.
    let work: Pin<Box<dyn Future<Output = T> + Send>> = Box::pin(work);
    runtime()?.spawn(work).await.map_err(|_| RuntimeError::Interrupted)
}

/// Starts `work` on the wallet's own runtime and does not wait for it.
///
/// # Errors
/// [`RuntimeError::Unavailable`].
pub fn start(work: impl Future<Output = ()> + Send + 'static) -> Result<(), RuntimeError> {
    let work: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(work);
    runtime()?.spawn(work);
    Ok(())
}

/// Runs `work` on a thread that may wait: for the host's vault, a person, a disk.
///
/// # Errors
/// [`RuntimeError`].
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RuntimeError> {
    let work: Box<dyn FnOnce() -> T + Send> = Box::new(work);
    runtime()?.spawn_blocking(work).await.map_err(|_| RuntimeError::Interrupted)
}

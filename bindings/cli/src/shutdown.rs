//! Being asked to stop: Ctrl-C, or what a service manager sends.

use std::future::Future;

use tokio::signal::unix::{SignalKind, signal};

use crate::error::CliError;

/// Listens from now on; the future ends when the process is asked to stop.
///
/// # Errors
/// [`CliError::Core`]: the system lets nobody listen. Call it inside a runtime.
pub(crate) fn requested() -> Result<impl Future<Output = ()>, CliError> {
    let listen = |kind| signal(kind).map_err(|error| CliError::core("cli.signal", error));
    let (mut interrupt, mut terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

//! One line of JSON a request on standard error.

use std::io::Write;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use amp_wallet_core::clock::{Clock, SystemClock};
use amp_wallet_core::mpp::{RequestLog, RequestRecord};
use serde::Serialize;

use crate::error::CliError;

/// How many lines wait for a slow reader; more are dropped.
const WAITING: usize = 4_096;

#[derive(Serialize)]
struct Line {
    time: String,
    event: &'static str,
    path: &'static str,
    status: u16,
    micros: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
}

/// Writes from a thread of its own: a reader that does not read holds up no payment.
pub(super) struct LineLog(SyncSender<Line>);

impl LineLog {
    /// Starts writing.
    ///
    /// # Errors
    /// [`CliError::Core`]: the system has no thread to give.
    pub(super) fn start() -> Result<Self, CliError> {
        let (sender, lines) = sync_channel::<Line>(WAITING);
        thread::Builder::new()
            .name("amp-log".to_owned())
            .spawn(move || {
                for line in lines {
                    let Ok(mut text) = serde_json::to_vec(&line) else { continue };
                    text.push(b'\n');
                    // Where standard error is closed there is nobody left to tell.
                    let _ = std::io::stderr().lock().write_all(&text);
                }
            })
            .map_err(|error| CliError::core("cli.thread", error))?;
        Ok(Self(sender))
    }
}

impl RequestLog for LineLog {
    fn record(&self, record: RequestRecord) {
        let line = Line {
            time: SystemClock.now().to_iso8601(),
            event: "request",
            path: record.path,
            status: record.status,
            micros: record.micros,
            result: record.result_code,
        };
        // A full queue drops the line: what counts is in the metrics.
        let _ = self.0.try_send(line);
    }
}

//! Structured log records for the host: what was called, how it ended, how long it took. Never a secret, an amount, or
//! a text of a user, agent or merchant.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::super::error_code::ErrorCode;
use crate::clock::{Clock, SystemClock, Timestamp};

/// Records that wait for a slow sink; beyond, they are dropped and counted in the next one.
const WAITING: usize = 256;

/// How much a record matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// A call that ended as asked.
    Debug,
    /// A call that was refused or failed.
    Warn,
}

/// One call that ended.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LogRecord {
    /// How much it matters.
    pub level: LogLevel,
    /// When it ended.
    pub at: Timestamp,
    /// What was called, for example `mandates.approve`.
    pub operation: String,
    /// The stable code of the error it ended with; none if it did as asked.
    pub code: Option<String>,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// How many earlier records were dropped, because the sink was slow.
    pub dropped: u64,
}

/// Where records go. Called on a thread of its own, one record after another; it may be slow, it may call the wallet.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Takes one record. What it throws is ignored.
    ///
    /// # Errors
    /// [`LogError`]: the record is lost.
    fn log(&self, record: LogRecord) -> Result<(), LogError>;
}

/// A record that could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum LogError {
    /// Whatever the host's reason is.
    #[error("the record was not written")]
    NotWritten,
}

impl LogError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotWritten => "log.not_written",
        }
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for LogError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::NotWritten
    }
}

/// The way from a call to the sink: never waits, never fails.
#[derive(Clone, Default)]
pub(in crate::ffi) struct Log(Option<Arc<Line>>);

struct Line {
    records: SyncSender<LogRecord>,
    dropped: std::sync::atomic::AtomicU64,
}

impl Log {
    /// A line to `sink`, with a thread that ends when the last wallet that logs to it is gone.
    pub(in crate::ffi) fn to(sink: Option<Arc<dyn LogSink>>) -> Self {
        let Some(sink) = sink else { return Self(None) };
        let (records, waiting) = sync_channel::<LogRecord>(WAITING);
        let started = thread::Builder::new().name("amp-wallet-log".to_owned()).spawn(move || {
            for record in waiting {
                // A sink that fails, or panics on the way, loses this record and gets the next one.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sink.log(record)));
            }
        });
        Self(started.ok().map(|_| Arc::new(Line { records, dropped: 0.into() })))
    }

    /// Runs `work` and records how it ended. Boxed, and recorded elsewhere: this is compiled for every kind of answer, and
    /// would else be for every call.
    pub(in crate::ffi) async fn over<T, E: ErrorCode>(
        &self,
        operation: &'static str,
        work: Pin<Box<dyn Future<Output = Result<T, E>> + Send + '_>>,
    ) -> Result<T, E> {
        let began = SystemClock.now();
        let outcome = work.await;
        self.record(operation, began, outcome.as_ref().err().map(ErrorCode::code));
        outcome
    }

    /// Records that `operation` ended, with the code of its error if it has one.
    fn record(&self, operation: &'static str, began: Timestamp, code: Option<&str>) {
        let Some(line) = &self.0 else { return };
        let at = SystemClock.now();
        let dropped = line.dropped.swap(0, std::sync::atomic::Ordering::Relaxed);
        let record = LogRecord {
            level: if code.is_none() { LogLevel::Debug } else { LogLevel::Warn },
            at,
            operation: operation.to_owned(),
            code: code.map(str::to_owned),
            millis: at.millis().saturating_sub(began.millis()),
            dropped,
        };
        if line.records.try_send(record).is_err() {
            line.dropped.fetch_add(dropped.saturating_add(1), std::sync::atomic::Ordering::Relaxed);
        }
    }
}

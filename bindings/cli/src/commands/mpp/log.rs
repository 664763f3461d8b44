//! One line of JSON a request on standard error, and one when serving begins.

use std::io::Write;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use amp_wallet_core::clock::{Clock, SystemClock};
use amp_wallet_core::mpp::{RequestLog, RequestRecord};
use serde::Serialize;

use super::files::Capacity;
use crate::error::CliError;

/// How many lines wait for a slow reader; more are dropped.
const WAITING: usize = 4_096;

/// How long the last lines may take.
const LAST_LINES: Duration = Duration::from_secs(2);

/// How often a full queue is tried again in the end.
const AGAIN: Duration = Duration::from_millis(20);

#[derive(Serialize)]
struct Line {
    time: String,
    #[serde(flatten)]
    event: Event,
}

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Event {
    Serving {
        /// Files that this process may open; none if there is no limit.
        files: Option<u64>,
        open_wallets: u32,
        connections: u32,
    },
    Request {
        path: &'static str,
        status: u16,
        micros: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        result: Option<String>,
    },
}

enum Entry {
    Line(Line),
    /// Whoever sent it waits until everything before it was written.
    Last(SyncSender<()>),
}

/// Writes from a thread of its own: a reader that does not read holds up no payment.
#[derive(Clone)]
pub(super) struct LineLog(SyncSender<Entry>);

impl LineLog {
    /// Starts writing.
    ///
    /// # Errors
    /// [`CliError::Core`]: the system has no thread to give.
    pub(super) fn start() -> Result<Self, CliError> {
        let (sender, entries) = sync_channel::<Entry>(WAITING);
        thread::Builder::new()
            .name("amp-log".to_owned())
            .spawn(move || write_all(&entries, &mut std::io::stderr()))
            .map_err(|error| CliError::core("cli.thread", error))?;
        Ok(Self(sender))
    }

    /// What is served with.
    pub(super) fn serving(&self, files: Option<u64>, capacity: Capacity) {
        let Capacity { open_wallets, connections } = capacity;
        self.write(Event::Serving { files, open_wallets, connections });
    }

    /// Waits until every line was written, two seconds at most: a reader that does not read holds up no end either.
    pub(super) fn finish(&self) {
        let (written, done) = sync_channel(1);
        for _ in 0..LAST_LINES.as_millis() / AGAIN.as_millis() {
            if self.0.try_send(Entry::Last(written.clone())).is_ok() {
                let _in_time = done.recv_timeout(LAST_LINES);
                return;
            }
            thread::sleep(AGAIN);
        }
    }

    fn write(&self, event: Event) {
        // A full queue drops the line: what counts is in the metrics.
        let _ = self.0.try_send(Entry::Line(Line { time: SystemClock.now().to_iso8601(), event }));
    }
}

fn write_all(entries: &Receiver<Entry>, out: &mut impl Write) {
    for entry in entries {
        match entry {
            Entry::Line(line) => {
                let Ok(mut text) = serde_json::to_vec(&line) else { continue };
                text.push(b'\n');
                // Where standard error is closed there is nobody left to tell.
                let _ = out.write_all(&text);
            }
            Entry::Last(waiting) => {
                let _ = waiting.send(());
            }
        }
    }
}

impl RequestLog for LineLog {
    fn record(&self, record: RequestRecord) {
        let RequestRecord { path, status, micros, result_code } = record;
        self.write(Event::Request { path, status, micros, result: result_code });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_written_before_the_end() {
        let (sender, entries) = sync_channel(WAITING);
        let log = LineLog(sender);
        let writing = thread::spawn(move || {
            let mut text = Vec::new();
            write_all(&entries, &mut text);
            text
        });
        log.serving(Some(1_024), Capacity { open_wallets: 96, connections: 224 });
        for status in [200, 422] {
            log.record(RequestRecord { path: "/mpp/pay", status, micros: 7, result_code: None });
        }
        log.finish();
        drop(log);
        let text = String::from_utf8(writing.join().unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(
            lines[0].ends_with(r#""event":"serving","files":1024,"open_wallets":96,"connections":224}"#),
            "{text}"
        );
        assert!(
            lines[2].contains(r#""event":"request","path":"/mpp/pay","status":422,"micros":7}"#),
            "{text}"
        );
    }

    #[test]
    fn a_reader_that_does_not_read_holds_up_neither_a_payment_nor_the_end() {
        let (sender, entries) = sync_channel(1);
        let log = LineLog(sender);
        let begin = tokio::time::Instant::now();
        for _ in 0..10 {
            log.record(RequestRecord { path: "/mpp/pay", status: 200, micros: 7, result_code: None });
        }
        log.finish();
        assert!(begin.elapsed() < 3 * LAST_LINES);
        drop(entries);
    }
}

//! How the server does, in numbers: Prometheus' text format, without identifiers of anybody.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use super::RequestRecord;
use super::route::Route;

/// Upper ends of the histogram's classes, in microseconds.
const CLASSES: [u64; 12] =
    [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000];

/// What a moment looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gauges {
    pub(super) connections: u64,
    pub(super) wallets_open: u64,
}

/// What has happened since the server began.
#[derive(Debug, Default)]
pub(super) struct Metrics(Mutex<Tallies>);

#[derive(Debug, Default)]
struct Tallies {
    requests: BTreeMap<(Route, u16), u64>,
    payments: BTreeMap<&'static str, u64>,
    durations: BTreeMap<Route, Histogram>,
}

#[derive(Debug, Default)]
struct Histogram {
    counts: [u64; CLASSES.len()],
    all: u64,
    micros: u64,
}

impl Metrics {
    pub(super) fn count(&self, route: Route, record: &RequestRecord) {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        add(tallies.requests.entry((route, record.status)).or_default(), 1);
        if route == Route::Pay
            && let Some(code) = &record.result_code
        {
            add(tallies.payments.entry(outcome(code)).or_default(), 1);
        }
        tallies.durations.entry(route).or_default().observe(record.micros);
    }

    /// Everything in Prometheus' text format, version 0.0.4.
    pub(super) fn to_text(&self, gauges: Gauges) -> String {
        let tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        // Writing to a String never fails.
        let _ = tallies.write(&mut text, gauges);
        text
    }
}

impl Tallies {
    fn write(&self, text: &mut String, gauges: Gauges) -> std::fmt::Result {
        head(text, "amp_mpp_requests_total", "counter", "Requests by path and HTTP status.")?;
        for ((route, status), count) in &self.requests {
            writeln!(
                text,
                "amp_mpp_requests_total{{path=\"{}\",status=\"{status}\"}} {count}",
                route.path()
            )?;
        }
        head(text, "amp_mpp_payments_total", "counter", "Payment requests by what became of them.")?;
        for (outcome, count) in &self.payments {
            writeln!(text, "amp_mpp_payments_total{{outcome=\"{outcome}\"}} {count}")?;
        }
        head(text, "amp_mpp_wallets_open", "gauge", "Wallets whose databases are open.")?;
        writeln!(text, "amp_mpp_wallets_open {}", gauges.wallets_open)?;
        head(text, "amp_mpp_connections", "gauge", "Connections of peers.")?;
        writeln!(text, "amp_mpp_connections {}", gauges.connections)?;
        head(text, "amp_mpp_request_duration_seconds", "histogram", "From a request's head to its answer.")?;
        for (route, histogram) in &self.durations {
            histogram.write(text, route.path())?;
        }
        Ok(())
    }
}

impl Histogram {
    fn observe(&mut self, micros: u64) {
        for (class, count) in CLASSES.iter().zip(&mut self.counts) {
            if micros <= *class {
                add(count, 1);
            }
        }
        add(&mut self.all, 1);
        add(&mut self.micros, micros);
    }

    fn write(&self, text: &mut String, path: &str) -> std::fmt::Result {
        const NAME: &str = "amp_mpp_request_duration_seconds";
        for (class, count) in CLASSES.iter().zip(&self.counts) {
            writeln!(text, "{NAME}_bucket{{path=\"{path}\",le=\"{}\"}} {count}", seconds(*class))?;
        }
        writeln!(text, "{NAME}_bucket{{path=\"{path}\",le=\"+Inf\"}} {}", self.all)?;
        writeln!(text, "{NAME}_sum{{path=\"{path}\"}} {}", seconds(self.micros))?;
        writeln!(text, "{NAME}_count{{path=\"{path}\"}} {}", self.all)
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

/// A refusal is the wallet's decision; a failure is none.
fn outcome(result_code: &str) -> &'static str {
    match result_code {
        "SUCCESS" => "paid",
        "SYSTEM_ERROR" => "failed",
        _ => "refused",
    }
}

fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    let short = text.trim_end_matches('0');
    short.strip_suffix('.').unwrap_or(short).to_owned()
}

const fn add(count: &mut u64, more: u64) {
    *count = count.saturating_add(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(status: u16, micros: u64, code: Option<&str>) -> RequestRecord {
        RequestRecord { path: Route::Pay.path(), status, micros, result_code: code.map(str::to_owned) }
    }

    #[test]
    fn what_happened_is_told_in_prometheus_text() {
        let metrics = Metrics::default();
        metrics.count(Route::Pay, &record(200, 900, Some("SUCCESS")));
        metrics.count(Route::Pay, &record(200, 30_000, Some("MANDATE_AMOUNT_EXCEEDED")));
        metrics.count(Route::Pay, &record(200, 9_000_000, Some("SYSTEM_ERROR")));
        metrics.count(Route::Pay, &record(422, 100, None));
        let text = metrics.to_text(Gauges { connections: 3, wallets_open: 7 });
        for line in [
            "# TYPE amp_mpp_requests_total counter",
            "amp_mpp_requests_total{path=\"/mpp/pay\",status=\"200\"} 3",
            "amp_mpp_requests_total{path=\"/mpp/pay\",status=\"422\"} 1",
            "amp_mpp_payments_total{outcome=\"paid\"} 1",
            "amp_mpp_payments_total{outcome=\"refused\"} 1",
            "amp_mpp_payments_total{outcome=\"failed\"} 1",
            "amp_mpp_wallets_open 7",
            "amp_mpp_connections 3",
            "amp_mpp_request_duration_seconds_bucket{path=\"/mpp/pay\",le=\"0.001\"} 2",
            "amp_mpp_request_duration_seconds_bucket{path=\"/mpp/pay\",le=\"5\"} 3",
            "amp_mpp_request_duration_seconds_bucket{path=\"/mpp/pay\",le=\"+Inf\"} 4",
            "amp_mpp_request_duration_seconds_sum{path=\"/mpp/pay\"} 9.031",
            "amp_mpp_request_duration_seconds_count{path=\"/mpp/pay\"} 4",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
    }
}

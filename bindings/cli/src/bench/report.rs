//! What a benchmark run says.

use serde::Serialize;
use serde_json::Number;

use super::sampler::Comparison;
use crate::console::{Cell, Column, Page, Report, Table, Tone};

/// The contract of `amp bench --json`.
#[derive(Debug, Serialize)]
pub(crate) struct BenchReport {
    pub(super) results: Vec<Measurement>,
}

/// One thing measured.
#[derive(Debug, Serialize)]
pub(crate) struct Measurement {
    name: &'static str,
    /// Of the quietest batch, for one call.
    value: u64,
    unit: &'static str,
    baseline: Option<Baseline>,
    /// Value by baseline, to three digits.
    ratio: Option<Number>,
    target: String,
    met: bool,
}

#[derive(Debug, Serialize)]
struct Baseline {
    name: &'static str,
    value: u64,
}

impl Measurement {
    /// A figure that others are compared with.
    pub(super) fn reference(name: &'static str, nanos: u64) -> Self {
        Self {
            name,
            value: nanos,
            unit: "ns",
            baseline: None,
            ratio: None,
            target: "none: what the others stand beside".to_owned(),
            met: true,
        }
    }

    /// A figure with a bound of its own.
    pub(super) fn bounded(name: &'static str, nanos: u64, most_nanos: u64) -> Self {
        Self {
            target: format!("<= {most_nanos} ns"),
            met: nanos <= most_nanos,
            ..Self::reference(name, nanos)
        }
    }

    /// A figure beside its baseline, with a bound on the ratio.
    pub(super) fn beside(
        name: &'static str,
        baseline: &'static str,
        seen: Comparison,
        most_permille: u64,
    ) -> Self {
        Self {
            baseline: Some(Baseline { name: baseline, value: seen.baseline_nanos }),
            ratio: number(seen.ratio_permille),
            target: format!("<= {} x {baseline}", decimal(most_permille)),
            met: seen.ratio_permille <= most_permille,
            ..Self::reference(name, seen.subject_nanos)
        }
    }
}

/// Thousandths as a decimal text, without trailing zeros.
fn decimal(permille: u64) -> String {
    let text = format!("{}.{:03}", permille / 1000, permille % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn number(permille: u64) -> Option<Number> {
    decimal(permille).parse().ok()
}

impl Report for BenchReport {
    fn render(&self, page: &mut Page) {
        if cfg!(debug_assertions) {
            page.line(Tone::Warn, "built without optimization: these figures say nothing about a release");
        }
        let mut table = Table::new([
            Column::Left("name"),
            Column::Right("value"),
            Column::Left("baseline"),
            Column::Right("value"),
            Column::Right("ratio"),
            Column::Left("met"),
            Column::Left("target"),
        ]);
        for result in &self.results {
            let nanos = |value: u64| Cell::plain(format!("{value} {}", result.unit));
            let baseline = result.baseline.as_ref();
            let (tone, met) = if result.met { (Tone::Good, "yes") } else { (Tone::Bad, "no") };
            table.row([
                Cell::new(Tone::Strong, result.name),
                nanos(result.value),
                Cell::plain(baseline.map_or("", |baseline| baseline.name)),
                baseline.map_or(Cell::plain(""), |baseline| nanos(baseline.value)),
                Cell::plain(result.ratio.as_ref().map_or(String::new(), Number::to_string)),
                Cell::new(tone, met),
                Cell::plain(&result.target),
            ]);
        }
        page.table(&table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_met_up_to_its_bound() {
        let seen = |ratio_permille| Comparison { subject_nanos: 115, baseline_nanos: 100, ratio_permille };
        assert!(Measurement::beside("a", "b", seen(1150), 1150).met);
        let missed = Measurement::beside("a", "b", seen(1151), 1150);
        assert!(!missed.met);
        let json = serde_json::to_value(missed).unwrap();
        assert_eq!(json["ratio"], 1.151);
        assert_eq!(json["target"], "<= 1.15 x b");
        assert_eq!(json["baseline"], serde_json::json!({"name": "b", "value": 100}));
    }

    #[test]
    fn thousandths_are_written_without_trailing_zeros() {
        assert_eq!([1000, 1150, 999, 12_005].map(decimal), ["1", "1.15", "0.999", "12.005"]);
    }
}

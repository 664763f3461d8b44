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

    /// A size in bytes with a bound of its own.
    pub(super) fn weight(name: &'static str, bytes: u64, most_bytes: u64) -> Self {
        Self {
            unit: "bytes",
            target: format!("< {most_bytes} bytes"),
            met: bytes < most_bytes,
            ..Self::reference(name, bytes)
        }
    }

    /// How often something happens in a second beside its baseline: so many times as often, at least.
    pub(super) fn rate(
        name: &'static str,
        baseline: &'static str,
        seen: Comparison,
        least_permille: u64,
    ) -> Self {
        let a_second = |nanos: u64| 1_000_000_000 / nanos.max(1);
        Self {
            unit: "1/s",
            baseline: Some(Baseline { name: baseline, value: a_second(seen.baseline_nanos) }),
            ratio: number(seen.ratio_permille),
            target: format!(">= {} x {baseline}", decimal(least_permille)),
            met: seen.ratio_permille >= least_permille,
            ..Self::reference(name, a_second(seen.subject_nanos))
        }
    }

    /// The same figure, which must not exceed another one either: each beside its own baseline, since a disk is not as
    /// fast at one moment as at another.
    pub(super) fn flat(self, other: &Self, most_permille: u64) -> Self {
        let ratio = self.permille().saturating_mul(1000) / other.permille().max(1);
        Self {
            target: format!("{} and <= {} x {}", self.target, decimal(most_permille), other.name),
            met: self.met && ratio <= most_permille,
            ..self
        }
    }

    /// The figure by its baseline, in thousandths; the figure itself if it has none.
    fn permille(&self) -> u64 {
        let baseline = self.baseline.as_ref().map_or(1000, |baseline| baseline.value.max(1));
        self.value.saturating_mul(1000) / baseline
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
        page.line(
            Tone::Faint,
            "a hold: clock, mandate, balance, nonce, posting, sealed payment, through the writer; a bare commit: one row",
        );
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
    fn a_rate_is_met_from_its_bound_on_and_a_flat_figure_up_to_its() {
        let seen = |ratio_permille| Comparison { subject_nanos: 50, baseline_nanos: 400, ratio_permille };
        let rate = Measurement::rate("a", "b", seen(8000), 8000);
        assert!(rate.met);
        assert!(!Measurement::rate("a", "b", seen(7999), 8000).met);
        assert_eq!((rate.value, rate.baseline.map(|b| b.value)), (20_000_000, Some(2_500_000)));
        let empty = Measurement::bounded("empty", 100, 1_000);
        assert!(Measurement::bounded("a", 120, 1_000).flat(&empty, 1200).met);
        assert!(!Measurement::bounded("a", 121, 1_000).flat(&empty, 1200).met);
        let slow = Comparison { subject_nanos: 480, baseline_nanos: 400, ratio_permille: 1200 };
        let fast = Comparison { subject_nanos: 110, baseline_nanos: 100, ratio_permille: 1100 };
        let empty = Measurement::beside("empty", "b", fast, 1300);
        assert!(Measurement::beside("a", "b", slow, 1300).flat(&empty, 1200).met, "the disk was slower");
        assert!(!Measurement::weight("a", 15, 15).met);
    }

    #[test]
    fn thousandths_are_written_without_trailing_zeros() {
        assert_eq!([1000, 1150, 999, 12_005].map(decimal), ["1", "1.15", "0.999", "12.005"]);
    }
}

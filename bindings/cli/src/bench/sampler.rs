//! Sampling: a subject beside its baseline, batch by batch, so that noise hits both.

use std::time::{Duration, Instant};

use crate::error::CliError;

/// How long one batch should last: long against the clock's resolution, short against what disturbs a machine.
const BATCH: Duration = Duration::from_millis(2);

/// Fewest batches of each, however short the time.
const FEWEST_BATCHES: u32 = 5;

/// Something that is measured. It must check its own result: a failing subject is no fast subject.
pub(super) type Work<'a> = dyn FnMut() -> Result<(), CliError> + 'a;

/// Medians over the batches: nanoseconds for one call, and the ratio of neighbouring batches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparison {
    pub(super) subject_nanos: u64,
    pub(super) baseline_nanos: u64,
    pub(super) ratio_permille: u64,
}

/// Measures one piece of work for about `time`; the median of its batches, in nanoseconds for one call.
///
/// # Errors
/// What the work fails with.
pub(super) fn sample(time: Duration, work: &mut Work<'_>) -> Result<u64, CliError> {
    let calls = calibrate(work)?;
    let mut batches = Vec::new();
    let end = now() + time;
    while now() < end || batches.len() < FEWEST_BATCHES as usize {
        batches.push(batch(calls, work)?);
    }
    Ok(median(&mut batches))
}

/// Measures two pieces of work in turns for about `time`; which of a pair comes first alternates.
///
/// # Errors
/// What either fails with.
pub(super) fn compare(
    time: Duration,
    subject: &mut Work<'_>,
    baseline: &mut Work<'_>,
) -> Result<Comparison, CliError> {
    let (subject_calls, baseline_calls) = (calibrate(subject)?, calibrate(baseline)?);
    let (mut subjects, mut baselines, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let end = now() + time;
    while now() < end || ratios.len() < FEWEST_BATCHES as usize {
        let (one, other) = if ratios.len() % 2 == 0 {
            let one = batch(subject_calls, subject)?;
            (one, batch(baseline_calls, baseline)?)
        } else {
            let other = batch(baseline_calls, baseline)?;
            (batch(subject_calls, subject)?, other)
        };
        subjects.push(one);
        baselines.push(other);
        ratios.push(one.saturating_mul(1000) / other.max(1));
    }
    Ok(Comparison {
        subject_nanos: median(&mut subjects),
        baseline_nanos: median(&mut baselines),
        ratio_permille: median(&mut ratios),
    })
}

/// How many calls make a batch; warms caches on the way.
fn calibrate(work: &mut Work<'_>) -> Result<u32, CliError> {
    let mut calls = 1_u32;
    loop {
        let start = now();
        for _ in 0..calls {
            work()?;
        }
        if start.elapsed() >= BATCH || calls >= 1 << 20 {
            return Ok(calls);
        }
        calls *= 2;
    }
}

fn batch(calls: u32, work: &mut Work<'_>) -> Result<u64, CliError> {
    let start = now();
    for _ in 0..calls {
        work()?;
    }
    let nanos = start.elapsed().as_nanos() / u128::from(calls.max(1));
    Ok(u64::try_from(nanos).unwrap_or(u64::MAX))
}

fn median(values: &mut [u64]) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[allow(clippy::disallowed_methods, reason = "a benchmark measures the time that really passes")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_median_is_not_moved_by_one_disturbed_batch() {
        assert_eq!(median(&mut [5, 900_000, 4, 6, 5]), 5);
    }

    #[test]
    fn twice_the_work_takes_about_twice_the_time() {
        let spin = |rounds: u64| {
            move || {
                std::hint::black_box(
                    (0..std::hint::black_box(rounds)).fold(0_u64, |sum, n| sum.rotate_left(5) ^ n),
                );
                Ok(())
            }
        };
        let seen = compare(Duration::from_millis(60), &mut spin(20_000), &mut spin(10_000)).unwrap();
        assert!((1_500..3_000).contains(&seen.ratio_permille), "{seen:?}");
        assert!(seen.subject_nanos > seen.baseline_nanos, "{seen:?}");
    }

    #[test]
    fn work_that_fails_ends_the_measurement() {
        let calls = Cell::new(0_u32);
        let mut failing = || {
            calls.set(calls.get() + 1);
            if calls.get() < 3 { Ok(()) } else { Err(CliError::core("chain.expired", "expired")) }
        };
        assert_eq!(sample(Duration::from_secs(1), &mut failing).unwrap_err().code(), "chain.expired");
    }
}

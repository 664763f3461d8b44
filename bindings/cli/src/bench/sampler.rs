//! Sampling: a subject beside its baseline, batch by batch, so that noise hits both.

use std::time::{Duration, Instant};

use crate::error::CliError;

/// How long one batch should last: long against the clock's resolution, short against what disturbs a machine.
const BATCH: Duration = Duration::from_millis(2);

/// Fewest batches of each, however short the time.
const FEWEST_BATCHES: u32 = 5;

/// Something that is measured. It must check its own result: a failing subject is no fast subject.
pub(super) type Work<'a> = dyn FnMut() -> Result<(), CliError> + 'a;

/// Time that has passed since some moment; it never goes back.
pub(super) type Stopwatch<'a> = dyn Fn() -> Duration + 'a;

/// The stopwatch of this machine.
#[allow(clippy::disallowed_methods, reason = "a benchmark measures the time that really passes")]
pub(super) fn stopwatch() -> impl Fn() -> Duration {
    let start = Instant::now();
    move || start.elapsed()
}

/// The quietest batch of each: nanoseconds for one call, and their ratio. What else runs on a machine only ever adds
/// time, and with batches in turns both get their quiet moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparison {
    pub(super) subject_nanos: u64,
    pub(super) baseline_nanos: u64,
    pub(super) ratio_permille: u64,
}

/// Measures one piece of work for about `time`; its quietest batch, in nanoseconds for one call.
///
/// # Errors
/// What the work fails with.
pub(super) fn sample(now: &Stopwatch<'_>, time: Duration, work: &mut Work<'_>) -> Result<u64, CliError> {
    let calls = calibrate(now, work)?;
    let end = now() + time;
    let (mut quietest, mut batches) = (u64::MAX, 0_u32);
    while now() < end || batches < FEWEST_BATCHES {
        quietest = quietest.min(batch(now, calls, work)?);
        batches += 1;
    }
    Ok(quietest)
}

/// Measures two pieces of work in turns for about `time`; which of a pair comes first alternates.
///
/// # Errors
/// What either fails with.
pub(super) fn compare(
    now: &Stopwatch<'_>,
    time: Duration,
    subject: &mut Work<'_>,
    baseline: &mut Work<'_>,
) -> Result<Comparison, CliError> {
    let (subject_calls, baseline_calls) = (calibrate(now, subject)?, calibrate(now, baseline)?);
    let end = now() + time;
    let (mut subject_nanos, mut baseline_nanos, mut pairs) = (u64::MAX, u64::MAX, 0_u32);
    while now() < end || pairs < FEWEST_BATCHES {
        if pairs.is_multiple_of(2) {
            subject_nanos = subject_nanos.min(batch(now, subject_calls, subject)?);
            baseline_nanos = baseline_nanos.min(batch(now, baseline_calls, baseline)?);
        } else {
            baseline_nanos = baseline_nanos.min(batch(now, baseline_calls, baseline)?);
            subject_nanos = subject_nanos.min(batch(now, subject_calls, subject)?);
        }
        pairs += 1;
    }
    let ratio_permille = subject_nanos.saturating_mul(1000) / baseline_nanos.max(1);
    Ok(Comparison { subject_nanos, baseline_nanos, ratio_permille })
}

/// How many calls make a batch; warms caches on the way.
fn calibrate(now: &Stopwatch<'_>, work: &mut Work<'_>) -> Result<u32, CliError> {
    let mut calls = 1_u32;
    loop {
        let start = now();
        for _ in 0..calls {
            work()?;
        }
        if now().saturating_sub(start) >= BATCH || calls >= 1 << 20 {
            return Ok(calls);
        }
        calls *= 2;
    }
}

fn batch(now: &Stopwatch<'_>, calls: u32, work: &mut Work<'_>) -> Result<u64, CliError> {
    let start = now();
    for _ in 0..calls {
        work()?;
    }
    let nanos = now().saturating_sub(start).as_nanos() / u128::from(calls.max(1));
    Ok(u64::try_from(nanos).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Work that takes exactly so long, on a stopwatch that only work moves.
    fn taking<'a>(nanos: u64, passed: &'a Cell<u64>) -> impl FnMut() -> Result<(), CliError> + 'a {
        move || {
            passed.set(passed.get() + nanos);
            Ok(())
        }
    }

    #[test]
    fn what_takes_twice_as_long_has_twice_the_figure() {
        let passed = Cell::new(0);
        let now = || Duration::from_nanos(passed.get());
        let (mut subject, mut baseline) = (taking(80_000, &passed), taking(40_000, &passed));
        let seen = compare(&now, Duration::from_secs(1), &mut subject, &mut baseline).unwrap();
        assert_eq!(seen, Comparison { subject_nanos: 80_000, baseline_nanos: 40_000, ratio_permille: 2_000 });
        assert!(passed.get() > 1_000_000_000, "it measures as long as it was told");
        assert_eq!(sample(&now, Duration::ZERO, &mut taking(7, &passed)), Ok(7));
    }

    #[test]
    fn a_disturbance_that_hits_one_of_them_changes_no_figure() {
        let passed = Cell::new(0);
        let now = || Duration::from_nanos(passed.get());
        let calls = Cell::new(0_u32);
        let mut disturbed = || {
            calls.set(calls.get() + 1);
            passed.set(passed.get() + if calls.get().is_multiple_of(997) { 900_000_000 } else { 40_000 });
            Ok(())
        };
        let seen = compare(&now, Duration::from_secs(9), &mut disturbed, &mut taking(40_000, &passed));
        assert_eq!(seen.map(|seen| seen.ratio_permille), Ok(1_000));
    }

    #[test]
    fn work_that_fails_ends_the_measurement() {
        let calls = Cell::new(0_u32);
        let mut failing = || {
            calls.set(calls.get() + 1);
            if calls.get() < 3 { Ok(()) } else { Err(CliError::core("chain.expired", "expired")) }
        };
        assert_eq!(
            sample(&stopwatch(), Duration::from_secs(1), &mut failing).unwrap_err().code(),
            "chain.expired"
        );
    }
}

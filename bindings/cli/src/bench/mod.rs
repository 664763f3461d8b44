//! Benchmarks: each figure beside what it cannot be faster than, in one run on one core.

mod bare_key;
mod decision;
mod durable;
mod holds;
mod layers;
mod purchase;
mod report;
mod resident;
mod sampler;

use std::path::Path;
use std::time::Duration;

use crate::console::Progress;
use crate::error::CliError;
use bare_key::BareKey;
use decision::Decision;
use layers::Layers;
use report::Measurement;
use sampler::{compare, sample, stopwatch};

pub(crate) use report::BenchReport;

/// What a process with an open wallet weighs, for the one that measures it: bytes, or nothing where the system does not
/// tell.
///
/// # Errors
/// What the store says.
pub(crate) fn weigh(database: &Path) -> Result<Option<u64>, CliError> {
    resident::hold_and_weigh(database)
}

/// How many measurements share the time.
const MEASUREMENTS: u32 = 6 + durable::MEASUREMENTS;

/// Most that a verified chain may cost beside its three signatures, in thousandths.
const VERIFY_PERMILLE: u64 = 1_150;

/// Most that a signed layer may cost beside its signature, in thousandths.
const SIGN_PERMILLE: u64 = 1_300;

/// Most that a decision may cost.
const DECISION_NANOS: u64 = 20_000;

/// Measures everything, within about `time` and what it takes to write a history of `postings`.
///
/// # Errors
/// What the measured code fails with: a figure of failing code would be worthless.
pub(crate) fn run(time: Duration, postings: u32, progress: &Progress) -> Result<BenchReport, CliError> {
    let now = stopwatch();
    let share = time / MEASUREMENTS;
    let layers = Layers::new()?;
    let decision = Decision::new()?;
    let key = BareKey::generate()?;
    let (l2_input, l3_input) = layers.signing_inputs();
    let signature = key.sign(l3_input)?;

    progress.say("ring: verify");
    let verify = sample(&now, share, &mut || key.verify(l3_input, &signature))?;
    progress.say("ring: sign");
    let sign = sample(&now, share, &mut || key.sign(l3_input).map(drop))?;
    progress.say("chain: verify");
    let chain = compare(&now, share, &mut || layers.verify_chain(), &mut || layers.three_bare_verifies())?;
    progress.say("L2: sign");
    let l2 = compare(&now, share, &mut || layers.sign_l2(), &mut || key.sign(l2_input).map(drop))?;
    progress.say("L3: sign");
    let l3 = compare(&now, share, &mut || layers.sign_l3(), &mut || key.sign(l3_input).map(drop))?;
    progress.say("intent guard: S2");
    let s2 = sample(&now, share, &mut || decision.decide())?;

    let durable = durable::run(&now, share, postings, progress)?;

    let mut results = vec![
        Measurement::reference("ring_verify", verify),
        Measurement::reference("ring_sign", sign),
        Measurement::beside("verify_chain", "three_bare_verifies", chain, VERIFY_PERMILLE),
        Measurement::beside("sign_l2", "bare_sign", l2, SIGN_PERMILLE),
        Measurement::beside("sign_l3", "bare_sign", l3, SIGN_PERMILLE),
        Measurement::bounded("s2_decision", s2, DECISION_NANOS),
    ];
    results.extend(durable);
    Ok(BenchReport { results })
}

mod properties;
mod reasons;
mod s1;
mod s2;
mod s3_s4;

use super::Refusal;

/// The codes of a refusal, without the room's prefix.
fn codes<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<&'static str> {
    let refusal = verdict.unwrap_err();
    refusal.reasons.iter().map(|reason| reason.code().strip_prefix("guard.").unwrap()).collect()
}

//! What went wrong under load, so that one look says which wallet, at which step, and what was found.

use serde::Serialize;
use serde_json::Value;

/// How many failures are told in full; the others are counted.
const TOLD: usize = 20;

/// One thing that should not have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Failure {
    pub(super) wallet: u32,
    /// `enroll`, `announce`, `pay`, or what was found in the books afterwards.
    pub(super) step: &'static str,
    pub(super) found: String,
}

/// All of them, the first in full.
#[derive(Debug, Default, Serialize)]
pub(super) struct Failures {
    pub(super) count: u64,
    pub(super) first: Vec<Failure>,
}

impl Failures {
    pub(super) fn add(&mut self, wallet: u32, step: &'static str, found: impl Into<String>) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(Failure { wallet, step, found: found.into() });
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.count += other.count;
        let room = TOLD.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room));
    }
}

/// What an answer was, in a few words.
pub(super) fn words(answer: &Result<Value, String>) -> String {
    match answer {
        Ok(answer) => {
            let text = |member: &str| answer["result"][member].as_str().unwrap_or("none").to_owned();
            format!("{} {}", text("resultCode"), text("resultMessage"))
        }
        Err(lost) => lost.clone(),
    }
}

//! AMP chains, judged in the strict profile.

use amp_wallet_core::assurance::{self, Profile, VerificationPolicy};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::PublicJwk;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::verdict::{Expected, Verdict};

/// The tokens, the root key, and what the verifier pins.
#[derive(Deserialize)]
pub(super) struct Question {
    l1: String,
    l2: String,
    l3: Option<String>,
    root_jwk: Box<RawValue>,
    expected_iss: String,
    expected_l2_aud: String,
    /// Missing where no third layer is expected: then no audience fits one.
    expected_l3_aud: Option<String>,
    now: i64,
    leeway: u32,
}

/// What the author says.
#[derive(Deserialize)]
pub(super) struct Answer {
    strict_verdict: AnswerBody,
}

#[derive(Deserialize)]
struct AnswerBody {
    valid: bool,
    #[serde(default)]
    ambiguous: bool,
}

pub(super) fn judge(question: &Question) -> Verdict {
    let root = match PublicJwk::parse(question.root_jwk.get().as_bytes()) {
        Ok(root) => root,
        Err(error) => return Verdict::Invalid(format!("root key {}", error.code())),
    };
    let policy = VerificationPolicy {
        roots: vec![root],
        iss: question.expected_iss.clone(),
        l2_aud: question.expected_l2_aud.clone(),
        l3_aud: question.expected_l3_aud.clone().unwrap_or_default(),
        leeway_seconds: question.leeway,
        profile: Profile::Strict,
    };
    let now = Timestamp::from_seconds(question.now);
    match assurance::verify(&question.l1, &question.l2, question.l3.as_deref(), &policy, now) {
        Ok(_) => Verdict::Valid(String::new()),
        Err(error) => Verdict::Invalid(format!("{} {}", error.layer.as_str(), error.code())),
    }
}

pub(super) fn expected(answer: &Answer) -> Expected {
    let AnswerBody { valid, ambiguous } = answer.strict_verdict;
    Expected { valid, outcome: None, ambiguous }
}

//! Hashes of a checkout.

use amp_wallet_core::jose::json::{self, Limits};
use amp_wallet_core::payments::reference_checkout_hash;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::verdict::{Expected, Verdict};

/// The checkout as a peer would send it.
#[derive(Deserialize)]
pub(super) struct Question {
    checkout: Box<RawValue>,
}

/// What the reference makes of it.
#[derive(Deserialize)]
pub(super) struct Answer {
    checkout_hash: String,
}

pub(super) fn judge(question: &Question) -> Verdict {
    let checkout = match json::parse(question.checkout.get().as_bytes(), &Limits::DEFAULT) {
        Ok(checkout) => checkout,
        Err(error) => return Verdict::Invalid(error.code().to_owned()),
    };
    match reference_checkout_hash(&checkout) {
        Ok(hash) => Verdict::Valid(hash),
        Err(error) => Verdict::Invalid(error.code().to_owned()),
    }
}

pub(super) fn expected(answer: &Answer) -> Expected {
    Expected { valid: true, outcome: Some(answer.checkout_hash.clone()), ambiguous: false }
}

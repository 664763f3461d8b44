//! Generic SD-JWT presentations.

use amp_wallet_core::jose::sd_jwt::{self, KeyBinding, SdLimits};
use amp_wallet_core::jose::{JoseError, PublicJwk};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::verdict::{Expected, Verdict};

/// The presentation, the issuer's key, and what a key binding must say if one is asked for.
#[derive(Deserialize)]
pub(super) struct Question {
    presentation: String,
    issuer_public_jwk: Box<RawValue>,
    holder_public_jwk: Option<Box<RawValue>>,
    expected_kb_aud: Option<String>,
    expected_kb_nonce: Option<String>,
}

/// What the author says.
#[derive(Deserialize)]
pub(super) struct Answer {
    expected: AnswerBody,
}

#[derive(Deserialize)]
struct AnswerBody {
    valid: bool,
    #[serde(default)]
    ambiguous: bool,
    processed_claims: Option<Value>,
}

pub(super) fn judge(question: &Question) -> Verdict {
    match claims(question) {
        Ok(claims) => Verdict::Valid(canonical(claims)),
        Err(error) => Verdict::Invalid(error.code().to_owned()),
    }
}

fn claims(question: &Question) -> Result<Value, JoseError> {
    let issuer = PublicJwk::parse(question.issuer_public_jwk.get().as_bytes())?;
    let binding = question.holder_public_jwk.as_ref().map(|_| KeyBinding {
        aud: question.expected_kb_aud.clone().unwrap_or_default(),
        nonce: question.expected_kb_nonce.clone().unwrap_or_default(),
        freshness: None,
    });
    let processed = sd_jwt::verify(&question.presentation, &issuer, binding.as_ref(), &SdLimits::DEFAULT)?;
    Ok(Value::from(processed.into_claims()))
}

pub(super) fn expected(answer: &Answer) -> Expected {
    let body = &answer.expected;
    Expected {
        valid: body.valid,
        outcome: body.processed_claims.clone().map(canonical),
        ambiguous: body.ambiguous,
    }
}

/// One text for equal claims: members sorted by name.
fn canonical(mut claims: Value) -> String {
    claims.sort_all_objects();
    claims.to_string()
}

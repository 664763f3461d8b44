//! Our reasons for refusal in the words of the vectors (`reason_code`), so that a test can ask not only whether a
//! chain is refused, but whether for the right thing.

use amp_wallet_core::assurance::{ChainError, ChainReason, Layer};
use amp_wallet_core::jose::{JoseError, JwkFault};

/// The vectors' label for an error of ours.
pub(crate) fn label(error: &ChainError) -> String {
    let layer = error.layer.as_str();
    let claim = error.claim.as_deref().unwrap_or_default();
    let within = |part: &str| claim == part || claim.starts_with(&format!("{part}."));
    let of_layer = |what: &str| format!("{layer}_{what}");
    match &error.reason {
        ChainReason::Token(source) => of_layer(token(source)),
        ChainReason::Amount(_) | ChainReason::MixedCurrencies => "AMOUNT_INVALID".to_owned(),
        ChainReason::L3Missing => "L3_MISSING".to_owned(),
        ChainReason::L3Forbidden => "L3_FORBIDDEN".to_owned(),
        ChainReason::BudgetExceeded { .. } => "GUARD_BUDGET_EXCEEDED".to_owned(),
        ChainReason::CurrencyMismatch { .. } => "GUARD_CURRENCY_MISMATCH".to_owned(),
        ChainReason::MerchantNotAllowed { .. } | ChainReason::MerchantConfusable { .. } => {
            "GUARD_MERCHANT".to_owned()
        }
        ChainReason::CategoryNotAllowed { .. } => "GUARD_MCC".to_owned(),
        ChainReason::IntentExpired { .. } => "GUARD_INTENT_EXPIRED".to_owned(),
        ChainReason::AbovePaymentMaximum { .. } => "GUARD_PAYMENT_MAXIMUM".to_owned(),
        ChainReason::BelowPaymentMinimum { .. } => "GUARD_PAYMENT_MINIMUM".to_owned(),
        // the next layer has nothing to match
        ChainReason::KidMissing if claim == "cnf.jwk.kid" && error.layer == Layer::L1 => {
            "L2_KID_MISMATCH".to_owned()
        }
        ChainReason::KidMissing if claim == "cnf.jwk.kid" => "L3_KID_MISMATCH".to_owned(),
        ChainReason::CnfInvalid { fault: Some(JwkFault::Private) } => of_layer("CNF_PRIVATE"),
        ChainReason::ClaimMissing | ChainReason::ClaimForbidden if within("intent") => {
            of_layer("INTENT_INVALID")
        }
        ChainReason::ClaimMissing | ChainReason::ClaimType { .. } if within("checkout") => {
            of_layer("CHECKOUT_INVALID")
        }
        ChainReason::ClaimMissing if claim == "mode" => of_layer("MODE_INVALID"),
        // a text or number of the right JSON type that says nothing
        ChainReason::ClaimType { .. } | ChainReason::ClaimValue { .. } => of_layer("CLAIM_TYPE"),
        other => of_layer(&other.code().replace("chain.", "").to_uppercase()),
    }
}

fn token(error: &JoseError) -> &'static str {
    if error.is_limit() {
        return "RESOURCE_LIMIT";
    }
    match error {
        JoseError::Format { .. } => "FORMAT",
        JoseError::Base64 { .. } => "MALFORMED_BASE64",
        JoseError::Json { .. } if error.code() == "json.duplicate" => "DUPLICATE_KEY",
        JoseError::Json { .. } | JoseError::NotAnObject { .. } => "MALFORMED_JSON",
        JoseError::Algorithm { .. } => "ALG_INVALID",
        JoseError::Critical => "CRIT_UNSUPPORTED",
        JoseError::SignatureInvalid => "SIGNATURE_INVALID",
        JoseError::SdAlg => "SD_ALG_UNSUPPORTED",
        JoseError::Sd { .. } => "SD_INVALID",
        JoseError::DigestDuplicate => "SD_DIGEST_DUPLICATE",
        JoseError::DisclosureMalformed { .. } => "DISCLOSURE_MALFORMED",
        JoseError::DisclosureName { .. } => "DISCLOSURE_NAME",
        JoseError::DisclosureCollision { .. } => "DISCLOSURE_COLLISION",
        JoseError::DisclosureDuplicate => "DISCLOSURE_DUPLICATE",
        JoseError::DisclosureUnbound { .. } => "DISCLOSURE_UNBOUND",
        _ => "OTHER",
    }
}

//! Why a chain was refused.

use thiserror::Error;

use super::amount::AmountError;
use crate::clock::Timestamp;
use crate::jose::json::JsonError;
use crate::jose::{JoseError, JwkFault};
use crate::money::Amount;

/// Why a chain was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChainReason {
    /// The token itself: serialization, base64, JSON, header, signature, disclosures.
    #[error(transparent)]
    Token(#[from] JoseError),
    /// `typ` is not `sd+jwt`.
    #[error("typ is {found:?}, not sd+jwt")]
    Typ {
        /// What it is, cut to 32 characters; empty if missing.
        found: String,
    },
    /// No `kid` in the header, or in the `cnf` key that the next layer must name.
    #[error("no kid")]
    KidMissing,
    /// No trusted root key has this `kid`.
    #[error("no root key {kid:?} is trusted")]
    RootUnknown {
        /// The `kid` of L1, cut to 64 characters.
        kid: String,
    },
    /// The header's `kid` is not that of the key in the previous layer's `cnf`.
    #[error("kid differs from the kid in the previous layer's cnf")]
    KidMismatch,
    /// A claim that must be there is not.
    #[error("missing")]
    ClaimMissing,
    /// A claim that must not be there is.
    #[error("must not be there")]
    ClaimForbidden,
    /// A claim of another type.
    #[error("a {found} where {expected} belongs")]
    ClaimType {
        /// What belongs there.
        expected: &'static str,
        /// What was read.
        found: &'static str,
    },
    /// A claim of the right type with a value that cannot be.
    #[error("not acceptable: {fault}")]
    ClaimValue {
        /// What is wrong.
        fault: &'static str,
    },
    /// A claim that decides something is selectively disclosed; it must be seen by everyone.
    #[error("must not be selectively disclosed")]
    ClaimDisclosed,
    /// `cnf` is missing.
    #[error("no cnf")]
    CnfMissing,
    /// `cnf` where the mode forbids it.
    #[error("cnf is forbidden in this mode")]
    CnfForbidden,
    /// `cnf` is not one usable public key.
    #[error("cnf is no usable public key: {}", fault.map_or("not one jwk", JwkFault::as_str))]
    CnfInvalid {
        /// What is wrong; `None` if it is not of the form `{"jwk": …}`.
        fault: Option<JwkFault>,
    },
    /// One key in two roles.
    #[error("the key of another layer is used again")]
    KeyReused,
    /// `iss` is not the pinned one.
    #[error("issuer {found:?} is not the expected one")]
    IssuerMismatch {
        /// What it is, cut to 64 characters.
        found: String,
    },
    /// `aud` is not the pinned one.
    #[error("audience {found:?} is not the expected one")]
    AudienceMismatch {
        /// What it is, cut to 64 characters.
        found: String,
    },
    /// `exp` is over.
    #[error("expired at {at}")]
    Expired {
        /// `exp`.
        at: Timestamp,
    },
    /// `iat` lies ahead.
    #[error("issued at {at}, which lies ahead")]
    IssuedInFuture {
        /// `iat`.
        at: Timestamp,
    },
    /// `nbf` lies ahead.
    #[error("not valid before {at}")]
    NotYetValid {
        /// `nbf`.
        at: Timestamp,
    },
    /// Digests where there must be none (`_sd`, `_sd_alg` or `...` in L1).
    #[error("digests are forbidden here")]
    SdForbidden,
    /// Disclosures where there must be none (L1).
    #[error("disclosures are forbidden here")]
    DisclosureForbidden,
    /// A required disclosure is not presented.
    #[error("this disclosure is required")]
    DisclosureMissing,
    /// A part that bounds the mandate holds digests nobody answers: a bound may be withheld.
    #[error("a part of this is withheld")]
    Withheld,
    /// `sd_hash` is not that of the previous layer.
    #[error("sd_hash is not that of the previous layer")]
    SdHashMismatch,
    /// `mode` is neither `IMMEDIATE` nor `AUTONOMOUS`.
    #[error("mode {found:?}")]
    ModeInvalid {
        /// What it is, cut to 32 characters.
        found: String,
    },
    /// `idv_result` says that the person was not verified.
    #[error("identity verification ended as {found:?}")]
    IdvFailed {
        /// What it says, cut to 32 characters.
        found: String,
    },
    /// A constraint that this verifier does not know: ignoring it would widen the mandate.
    #[error("a constraint that is not understood")]
    ConstraintUnknown,
    /// `mandate_info.mandate_type` contradicts `mode`.
    #[error("mandate_type contradicts mode")]
    MandateTypeMismatch,
    /// The mandate's own expiry is over.
    #[error("the mandate expired at {at}")]
    MandateExpired {
        /// `mandate_info.mandate_expiry_time`.
        at: Timestamp,
    },
    /// `checkout` is not disclosed where the mode asks for it.
    #[error("no checkout")]
    CheckoutMissing,
    /// `checkout` where the mode forbids it.
    #[error("checkout is forbidden in this mode")]
    CheckoutForbidden,
    /// An amount that cannot be read.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// Two currencies in one order or one set of bounds.
    #[error("two currencies in one place")]
    MixedCurrencies,
    /// An AUTONOMOUS chain without L3.
    #[error("an AUTONOMOUS chain needs L3")]
    L3Missing,
    /// An IMMEDIATE chain with L3.
    #[error("an IMMEDIATE chain has no L3")]
    L3Forbidden,
    /// `intent.expiry_time` is over.
    #[error("the intent expired at {at}")]
    IntentExpired {
        /// `intent.expiry_time`.
        at: Timestamp,
    },
    /// The order costs more than the whole budget.
    #[error("{total} exceeds the budget of {budget}")]
    BudgetExceeded {
        /// What the order costs.
        total: Amount,
        /// The budget.
        budget: Amount,
    },
    /// The order is in another currency than the budget.
    #[error("{total} is in another currency than the budget of {budget}")]
    CurrencyMismatch {
        /// What the order costs.
        total: Amount,
        /// The budget.
        budget: Amount,
    },
    /// The order costs more than one payment may.
    #[error("{total} exceeds {maximum} per payment")]
    AbovePaymentMaximum {
        /// What the order costs.
        total: Amount,
        /// The bound.
        maximum: Amount,
    },
    /// The order costs less than one payment must.
    #[error("{total} is below {minimum} per payment")]
    BelowPaymentMinimum {
        /// What the order costs.
        total: Amount,
        /// The bound.
        minimum: Amount,
    },
    /// The merchant, or one whose name looks like its, is never to be paid.
    #[error("merchant {name:?} is blocked, or its name looks like one that is")]
    MerchantBlocked {
        /// The name, cut to 64 characters.
        name: String,
    },
    /// The merchant's name is not listed and looks like one that is (UTS #39).
    #[error("merchant {name:?} is not {listed:?} and looks like it")]
    MerchantConfusable {
        /// The name, cut to 64 characters.
        name: String,
        /// The listed name, cut to 64 characters.
        listed: String,
    },
    /// The merchant's region is not listed, or it shows none.
    #[error("merchant region {region:?} is not among the authorized ones")]
    RegionNotAllowed {
        /// The region, cut to 16 characters.
        region: Option<String>,
    },
    /// The merchant's name is not listed, byte for byte; where identifiers are listed, its identifier.
    #[error("merchant {name:?} is not among the authorized ones")]
    MerchantNotAllowed {
        /// The name, cut to 64 characters.
        name: String,
    },
    /// The merchant's category is not listed.
    #[error("merchant category {mcc:?} is not among the authorized ones")]
    CategoryNotAllowed {
        /// The category, cut to 16 characters.
        mcc: String,
    },
}

impl ChainReason {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Token(error) => token_code(error),
            Self::Typ { .. } => "chain.typ_invalid",
            Self::KidMissing => "chain.kid_missing",
            Self::RootUnknown { .. } => "chain.root_unknown",
            Self::KidMismatch => "chain.kid_mismatch",
            Self::ClaimMissing => "chain.claim_missing",
            Self::ClaimForbidden => "chain.claim_forbidden",
            Self::ClaimType { .. } => "chain.claim_type",
            Self::ClaimValue { .. } => "chain.claim_value",
            Self::ClaimDisclosed => "chain.claim_disclosed",
            Self::CnfMissing => "chain.cnf_missing",
            Self::CnfForbidden => "chain.cnf_forbidden",
            Self::CnfInvalid { fault: Some(JwkFault::Private) } => "chain.cnf_private",
            Self::CnfInvalid { .. } => "chain.cnf_invalid",
            Self::KeyReused => "chain.key_reused",
            Self::IssuerMismatch { .. } => "chain.iss_mismatch",
            Self::AudienceMismatch { .. } => "chain.aud_mismatch",
            Self::Expired { .. } => "chain.expired",
            Self::IssuedInFuture { .. } => "chain.iat_future",
            Self::NotYetValid { .. } => "chain.not_yet_valid",
            Self::SdForbidden => "chain.sd_forbidden",
            Self::DisclosureForbidden => "chain.disclosure_forbidden",
            Self::DisclosureMissing => "chain.disclosure_missing",
            Self::Withheld => "chain.withheld",
            Self::SdHashMismatch => "chain.sd_hash_mismatch",
            Self::ModeInvalid { .. } => "chain.mode_invalid",
            Self::IdvFailed { .. } => "chain.idv_failed",
            Self::ConstraintUnknown => "chain.constraint_unknown",
            Self::MandateTypeMismatch => "chain.mandate_type_mismatch",
            Self::MandateExpired { .. } => "chain.mandate_expired",
            Self::CheckoutMissing => "chain.checkout_missing",
            Self::CheckoutForbidden => "chain.checkout_forbidden",
            Self::Amount(_) => "chain.amount_invalid",
            Self::MixedCurrencies => "chain.mixed_currencies",
            Self::L3Missing => "chain.l3_missing",
            Self::L3Forbidden => "chain.l3_forbidden",
            Self::IntentExpired { .. } => "chain.intent_expired",
            Self::BudgetExceeded { .. } => "chain.budget_exceeded",
            Self::CurrencyMismatch { .. } => "chain.currency_mismatch",
            Self::AbovePaymentMaximum { .. } => "chain.above_payment_maximum",
            Self::BelowPaymentMinimum { .. } => "chain.below_payment_minimum",
            Self::MerchantBlocked { .. } => "chain.merchant_blocked",
            Self::MerchantConfusable { .. } => "chain.merchant_confusable",
            Self::RegionNotAllowed { .. } => "chain.region_not_allowed",
            Self::MerchantNotAllowed { .. } => "chain.merchant_not_allowed",
            Self::CategoryNotAllowed { .. } => "chain.mcc_not_allowed",
        }
    }
}

const fn token_code(error: &JoseError) -> &'static str {
    if error.is_limit() {
        return "chain.resource_limit";
    }
    match error {
        JoseError::Format { .. } => "chain.format",
        JoseError::Base64 { .. } => "chain.base64",
        JoseError::Json { source: JsonError::Duplicate { .. }, .. } => "chain.duplicate_member",
        JoseError::Json { .. } | JoseError::NotAnObject { .. } => "chain.json",
        JoseError::Algorithm { .. } => "chain.alg_invalid",
        JoseError::Critical => "chain.crit_unsupported",
        JoseError::HeaderType { .. } => "chain.header_type",
        JoseError::SignatureInvalid => "chain.signature_invalid",
        JoseError::SdAlg => "chain.sd_alg_unsupported",
        JoseError::Sd { .. } => "chain.sd_invalid",
        JoseError::DigestDuplicate => "chain.digest_duplicate",
        JoseError::DisclosureMalformed { .. } => "chain.disclosure_malformed",
        JoseError::DisclosureName { .. } => "chain.disclosure_name",
        JoseError::DisclosureCollision { .. } => "chain.disclosure_collision",
        JoseError::DisclosureDuplicate => "chain.disclosure_duplicate",
        JoseError::DisclosureUnbound { .. } => "chain.disclosure_unbound",
        other => other.code(),
    }
}

//! The AMP assurance chain: layers L1, L2, L3 as types; build and verify.

mod amount;
mod bounds;
mod build;
mod checkout;
mod claims;
mod error;
mod extensions;
mod fields;
mod intent;
mod l1;
mod l2;
mod l3;
mod layer;
mod merchant_bounds;
mod merchant_name;
mod policy;
mod reason;
#[cfg(test)]
mod tests;
mod verify;

pub use amount::{AmountError, amount_json, read_amount};
pub use build::{BuildError, fresh_nonce};
pub use claims::{
    Checkout, Constraints, Goods, Intent, L1Claims, L2Claims, L3Claims, MandateInfo, Merchant, Mode,
    TokenInfo,
};
pub use error::{ChainError, Layer};
pub use extensions::{Extensions, FrequencyPeriod, PaymentFrequency};
pub use l1::{build_l1, verify_l1};
pub use l2::{build_l2, build_l2_with, says_not_verified};
pub use l3::{build_l3, build_l3_with, kept_nonce};
pub use merchant_bounds::{MerchantMisfit, merchant_misfits};
pub use merchant_name::{is_mixed_script, looks_like, name_look};
pub use policy::{Profile, VerificationPolicy};
pub use reason::ChainReason;
pub use verify::{VerifiedChain, verify, verify_mandate};

/// `sd_hash` of a layer exactly as it is serialized, tildes included: base64url of its SHA-256 digest.
#[must_use]
pub fn sd_hash(previous: &str) -> String {
    crate::jose::sd_jwt::digest_text(previous.as_bytes()).iter().copied().map(char::from).collect()
}

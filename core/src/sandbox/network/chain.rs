//! Verifying what wallets and agents signed, strictly, and saying no in AMP's codes.

use crate::assurance::{
    ChainError, ChainReason, L2Claims, VerificationPolicy, VerifiedChain, verify, verify_mandate,
};
use crate::clock::Timestamp;
use crate::guard::ResultCode;
use crate::sandbox::denial::Denial;
use crate::sandbox::world::World;

fn policy(world: &World) -> VerificationPolicy {
    VerificationPolicy::strict(world.root.public().clone(), &world.issuer, &world.audience)
}

/// L1 and L2 alone, when a mandate is authorized.
pub(super) fn authorization(world: &World, l1: &str, l2: &str, now: Timestamp) -> Result<L2Claims, Denial> {
    verify_mandate(l1, l2, &policy(world), now).map(|chain| chain.l2).map_err(|error| denial(&error))
}

/// The whole chain, when a payment token is asked for.
pub(super) fn whole(
    world: &World,
    l1: &str,
    l2: &str,
    l3: Option<&str>,
    now: Timestamp,
) -> Result<VerifiedChain, Denial> {
    verify(l1, l2, l3, &policy(world), now).map_err(|error| denial(&error))
}

fn denial(error: &ChainError) -> Denial {
    let code = match error.reason {
        ChainReason::BudgetExceeded { .. } => ResultCode::CheckoutAmountExceedsBudget,
        ChainReason::CurrencyMismatch { .. } => ResultCode::CheckoutCurrencyMismatch,
        ChainReason::MerchantNotAllowed { .. }
        | ChainReason::MerchantBlocked { .. }
        | ChainReason::MerchantConfusable { .. }
        | ChainReason::RegionNotAllowed { .. }
        | ChainReason::CategoryNotAllowed { .. } => ResultCode::MerchantNotInConstraints,
        ChainReason::Expired { .. }
        | ChainReason::IntentExpired { .. }
        | ChainReason::MandateExpired { .. } => ResultCode::MandateExpired,
        _ => ResultCode::ParamIllegal,
    };
    Denial::new(code, format!("{} {error}", error.code()))
}

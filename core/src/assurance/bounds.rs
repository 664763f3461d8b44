//! Does the order in L3 keep within the bounds in L2? What AMP's Intent Guard asks at S2 of the chain alone; what
//! was spent before is the guard's to know.

use std::cmp::Ordering;

use super::claims::{Checkout, Constraints, Intent, Merchant};
use super::error::{ChainError, Layer};
use super::layer::cut;
use super::merchant_bounds::{MerchantMisfit, merchant_misfits};
use super::reason::ChainReason;
use crate::clock::Timestamp;
use crate::money::Amount;

/// Checks intent and order. With `merchant_withheld` there is no merchant to judge.
pub(super) fn check_bounds(
    intent: &Intent,
    checkout: &Checkout,
    merchant_withheld: bool,
    now: Timestamp,
) -> Result<(), ChainError> {
    let refuse = |claim: &str, reason| Err(ChainError::at(Layer::L3, format!("checkout.{claim}"), reason));
    check_expiry(intent, now)?;
    let Some(constraints) = &intent.constraints else {
        return Ok(());
    };
    if let Some(reason) = check_total(constraints, checkout.total_amount) {
        return refuse("total_amount", reason);
    }
    if merchant_withheld {
        return Ok(());
    }
    let merchant = &checkout.merchant;
    match merchant_misfits(constraints, merchant).into_iter().next() {
        None => Ok(()),
        Some(misfit) => {
            let (claim, reason) = misfit_reason(misfit, merchant);
            refuse(claim, reason)
        }
    }
}

fn misfit_reason(misfit: MerchantMisfit, merchant: &Merchant) -> (&'static str, ChainReason) {
    let name = cut(&merchant.merchant_name, 64);
    match misfit {
        MerchantMisfit::Blocked => ("merchant", ChainReason::MerchantBlocked { name }),
        MerchantMisfit::IdNotListed => {
            let name = cut(&merchant.reference_merchant_id, 64);
            ("merchant.reference_merchant_id", ChainReason::MerchantNotAllowed { name })
        }
        MerchantMisfit::NameConfusable { listed } => {
            let listed = cut(&listed, 64);
            ("merchant.merchant_name", ChainReason::MerchantConfusable { name, listed })
        }
        MerchantMisfit::NameNotListed => ("merchant.merchant_name", ChainReason::MerchantNotAllowed { name }),
        MerchantMisfit::CategoryNotListed => {
            let mcc = cut(&merchant.merchant_mcc, 16);
            ("merchant.merchant_mcc", ChainReason::CategoryNotAllowed { mcc })
        }
        MerchantMisfit::RegionNotListed => {
            let region = merchant.merchant_region.as_deref().map(|region| cut(region, 16));
            ("merchant.merchant_region", ChainReason::RegionNotAllowed { region })
        }
    }
}

/// Is the intent still in time? Its own expiry may come before that of the token.
pub(super) fn check_expiry(intent: &Intent, now: Timestamp) -> Result<(), ChainError> {
    match intent.expiry_time {
        Some(at) if now > at => {
            Err(ChainError::at(Layer::L2, "intent.expiry_time", ChainReason::IntentExpired { at }))
        }
        _ => Ok(()),
    }
}

fn check_total(constraints: &Constraints, total: Amount) -> Option<ChainReason> {
    let budget = constraints.budget;
    match total.compare(budget) {
        Err(_) => return Some(ChainReason::CurrencyMismatch { total, budget }),
        Ok(Ordering::Greater) => return Some(ChainReason::BudgetExceeded { total, budget }),
        Ok(_) => {}
    }
    let beyond = |bound: Option<Amount>, side| bound.filter(|bound| total.compare(*bound) == Ok(side));
    if let Some(maximum) = beyond(constraints.per_transaction_max, Ordering::Greater) {
        return Some(ChainReason::AbovePaymentMaximum { total, maximum });
    }
    beyond(constraints.per_transaction_min, Ordering::Less)
        .map(|minimum| ChainReason::BelowPaymentMinimum { total, minimum })
}

//! Is this merchant one that the mandate may pay?

use super::claims::{Constraints, Merchant};
use super::merchant_name::looks_like;

/// One bound that a merchant does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MerchantMisfit {
    /// Its identifier or its name is blocked, or its name looks like one that is.
    Blocked,
    /// There is a list of identifiers, and its own is not on it.
    IdNotListed,
    /// Its name is not listed, but looks like one that is.
    NameConfusable {
        /// The listed name that it looks like.
        listed: String,
    },
    /// Its name is not listed.
    NameNotListed,
    /// Its category is not listed.
    CategoryNotListed,
    /// Its region is not listed, or it shows none.
    RegionNotListed,
}

/// Every bound that `merchant` does not keep. An agreed identifier beats the name; names are compared byte for byte,
/// so that the same letters in another normal form only look like the authorized name.
#[must_use]
pub fn merchant_misfits(bounds: &Constraints, merchant: &Merchant) -> Vec<MerchantMisfit> {
    let extensions = &bounds.extensions;
    let (id, name) = (&merchant.reference_merchant_id, &merchant.merchant_name);
    let mut misfits = Vec::new();
    // Where identifiers are blocked, a merchant that shows none may be any of them.
    let blocks_ids = !extensions.blocked_merchant_ids.is_empty();
    if (blocks_ids && (id.is_empty() || extensions.blocked_merchant_ids.contains(id)))
        || extensions.blocked_merchant_names.iter().any(|blocked| looks_like(blocked, name))
    {
        misfits.push(MerchantMisfit::Blocked);
    }
    if extensions.merchant_ids.is_empty() {
        misfits.extend(name_misfit(&bounds.merchant_names, name));
    } else if id.is_empty() || !extensions.merchant_ids.contains(id) {
        misfits.push(MerchantMisfit::IdNotListed);
    }
    if !bounds.merchant_mccs.is_empty() && !bounds.merchant_mccs.contains(&merchant.merchant_mcc) {
        misfits.push(MerchantMisfit::CategoryNotListed);
    }
    let shown = merchant.merchant_region.as_ref();
    if !extensions.regions.is_empty() && !shown.is_some_and(|region| extensions.regions.contains(region)) {
        misfits.push(MerchantMisfit::RegionNotListed);
    }
    misfits
}

fn name_misfit(listed: &[String], name: &str) -> Option<MerchantMisfit> {
    if listed.is_empty() || listed.iter().any(|other| other == name) {
        return None;
    }
    let alike = listed.iter().find(|other| looks_like(other, name));
    Some(alike.map_or(MerchantMisfit::NameNotListed, |other| MerchantMisfit::NameConfusable {
        listed: other.clone(),
    }))
}

//! Verifying a chain.

use super::bounds::{check_bounds, check_expiry};
use super::checkout::check_currencies;
use super::claims::{L1Claims, L2Claims, L3Claims, Mode};
use super::error::{ChainError, Layer};
use super::layer::{blame, check_key};
use super::policy::VerificationPolicy;
use super::reason::ChainReason;
use super::{l1, l2, l3};
use crate::clock::Timestamp;

/// A chain that holds. Whether its nonces were seen before is the store's to say.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerifiedChain {
    /// Human present or not.
    pub mode: Mode,
    /// The user's identity.
    pub l1: L1Claims,
    /// The mandate authorization.
    pub l2: L2Claims,
    /// The payment token request; AUTONOMOUS only.
    pub l3: Option<L3Claims>,
    /// Parts of the order that the presenter withheld, as dotted paths, for example `checkout` when its merchant
    /// is not shown. An order with a withheld merchant has an empty one, which fits no mandate's bounds.
    pub withheld: Vec<String>,
}

/// Verifies a whole chain: two layers if IMMEDIATE, three if AUTONOMOUS, in AMP's order. The order in L3 must keep
/// within the bounds in L2.
///
/// # Errors
/// [`ChainError`]: the first reason for refusal.
pub fn verify(
    l1: &str,
    l2: &str,
    l3: Option<&str>,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<VerifiedChain, ChainError> {
    let mut chain = read_mandate(l1, l2, policy, now)?;
    let (l3, agent_key) = match (&chain.l2.agent_key, l3) {
        (None, None) => return Ok(chain),
        (None, Some(_)) => return Err(ChainError::new(Layer::Chain, ChainReason::L3Forbidden)),
        (Some(_), None) => return Err(ChainError::new(Layer::Chain, ChainReason::L3Missing)),
        (Some(key), Some(l3)) => (l3, key),
    };
    let opened =
        l3::read(l3, l2, agent_key, policy, now).map_err(|error| blame(error, Layer::L2, agent_key))?;
    let checkout = &opened.claims.checkout;
    let merchant_withheld = checkout.merchant.merchant_name.is_empty();
    check_bounds(&chain.l2.intent, checkout, merchant_withheld, now)?;
    check_currencies(Layer::L3, checkout)?;
    chain.l3 = Some(opened.claims);
    chain.withheld = opened.withheld;
    Ok(chain)
}

/// Verifies L1 and the L2 over it, of either mode, as the network does when a mandate is authorized.
///
/// # Errors
/// [`ChainError`]: the first reason for refusal.
pub fn verify_mandate(
    l1: &str,
    l2: &str,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<VerifiedChain, ChainError> {
    let chain = read_mandate(l1, l2, policy, now)?;
    if let Some(key) = &chain.l2.agent_key {
        check_key(Layer::L2, key)?;
    }
    check_expiry(&chain.l2.intent, now)?;
    Ok(chain)
}

fn read_mandate(
    l1: &str,
    l2: &str,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<VerifiedChain, ChainError> {
    let identity = l1::read(l1, policy, now)?;
    let opened = l2::read(l2, l1, &identity, policy, now)
        .map_err(|error| blame(error, Layer::L1, &identity.isp_key))?;
    Ok(VerifiedChain {
        mode: opened.claims.mode,
        l1: identity,
        l2: opened.claims,
        l3: None,
        withheld: opened.withheld,
    })
}

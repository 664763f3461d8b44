//! S1: before a pending mandate is shown to the user.

mod agent;
mod fields;
mod money;

use super::restraints::check_limits;
use super::{Reason, Refusal, Stage};
use crate::agents::Binding;
use crate::clock::Timestamp;
use crate::limits::LimitUsage;
use crate::mandates::MandateContent;
use crate::money::ExchangeRate;

/// How long an authorization may last, in days: ten years, since the reference's own examples last almost as long.
pub const MAX_VALIDITY_DAYS: u32 = 3_653;

const MILLIS_PER_DAY: i64 = 86_400_000;

/// A pending mandate to be judged.
#[derive(Debug, Clone, Copy)]
pub struct DraftCheck<'a> {
    /// What would be shown and signed.
    pub content: &'a MandateContent,
    /// The binding of the agent that asks, if there is one.
    pub binding: Option<&'a Binding>,
    /// The user's delegation limits, with what counts towards them.
    pub limits: &'a [LimitUsage],
    /// The longest validity allowed; [`MAX_VALIDITY_DAYS`] unless the user wants less.
    pub max_validity_days: u32,
    /// The rate fixed for the budget, if it is not in the wallet's currency.
    pub rate: Option<&'a ExchangeRate>,
    /// The time now.
    pub now: Timestamp,
}

/// Decides whether the authorization is complete, unambiguous and within the user's limits. If not, it is never shown.
///
/// # Errors
/// [`Refusal`] with every reason.
pub fn s1(check: &DraftCheck<'_>) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    agent::check(check, &mut reasons);
    fields::check(check.content, &mut reasons);
    check_expiry(check, &mut reasons);
    money::check(check.content, &mut reasons);
    if let Some(budget) = check.content.budget() {
        check_limits(check.limits, budget, check.rate, &mut reasons);
    }
    Refusal::unless_empty(Stage::S1, reasons)
}

fn check_expiry(check: &DraftCheck<'_>, reasons: &mut Vec<Reason>) {
    let expires_at = check.content.expires_at();
    if expires_at <= check.now {
        reasons.push(Reason::ExpiryPast { expires_at });
    }
    let validity = i64::from(check.max_validity_days).saturating_mul(MILLIS_PER_DAY);
    let latest = check.now.plus_millis(validity);
    if expires_at > latest {
        reasons.push(Reason::ExpiryTooFar { expires_at, latest });
    }
}

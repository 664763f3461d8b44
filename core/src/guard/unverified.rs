//! A payment that nobody vouched for (sample profile): what is left to judge when mandate, agent, order and merchant
//! are unknown.

use super::restraints::check_limits;
use super::{Reason, Refusal, Stage};
use crate::limits::{Cap, Dimension, Freeze, Limit, LimitUsage, Window};
use crate::money::Amount;

/// A debit for a payment token that nobody announced and no network explains.
#[derive(Debug, Clone, Copy)]
pub struct UnverifiedDebit<'a> {
    /// What would be debited.
    pub amount: Amount,
    /// Whom the user has stopped.
    pub freeze: &'a Freeze,
    /// Every limit in force, delegation and spending alike, with what counts already: such a payment is authorized and
    /// spent at once.
    pub limits: &'a [LimitUsage],
}

/// Decides whether such a debit may be made. Nothing but the user's limits stands between an unknown agent and his
/// money, so there must be one: a limit on the amount of everything together in a day, week or month. A limit that asks
/// for what is unknown (agent, merchant, category, device) cannot be kept, so under one nothing is paid; nor while
/// anyone is frozen, who might be the one.
///
/// # Errors
/// [`Refusal`] with every reason.
pub fn unverified(debit: &UnverifiedDebit<'_>) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    if debit.freeze.all || !debit.freeze.agents.is_empty() {
        reasons.push(Reason::Frozen { agent_id: String::new() });
    }
    if !debit.amount.is_positive() {
        reasons.push(Reason::AmountNotPositive { amount: debit.amount });
    }
    if !debit.limits.iter().any(|usage| bounds_everything(&usage.limit)) {
        reasons.push(Reason::UnverifiedUnbounded);
    }
    for usage in debit.limits {
        if !matches!(usage.limit.scope.dimension, Dimension::All | Dimension::Mandate) {
            reasons.push(Reason::UnverifiedUnjudged { limit_id: usage.limit.limit_id.clone() });
        }
    }
    check_limits(debit.limits, debit.amount, None, &mut reasons);
    Refusal::unless_empty(Stage::S4, reasons)
}

fn bounds_everything(limit: &Limit) -> bool {
    limit.scope.dimension == Dimension::All
        && limit.window != Window::Mandate
        && matches!(limit.max, Cap::Amount(_))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::limits::{LimitKind, Scope};
    use crate::mandates::sample::hkd;

    fn limit(limit_id: &str, window: Window, scope: Scope, max: Cap) -> LimitUsage {
        let limit_id = limit_id.to_owned();
        LimitUsage::unused(Limit { limit_id, kind: LimitKind::Spending, window, scope, max })
    }

    fn codes(amount: i64, freeze: &Freeze, limits: &[LimitUsage]) -> Vec<&'static str> {
        match unverified(&UnverifiedDebit { amount: hkd(amount), freeze, limits }) {
            Ok(()) => Vec::new(),
            Err(refusal) => refusal.reasons.iter().map(Reason::code).collect(),
        }
    }

    #[test]
    fn without_a_limit_on_everything_nothing_is_paid() {
        let nobody = Freeze::default();
        let unbounded = ["guard.unverified_unbounded"];
        assert_eq!(codes(1, &nobody, &[]), unbounded);
        let count = limit("count", Window::Day, Scope::ALL, Cap::Count(5));
        let each = limit("each", Window::Mandate, Scope::ALL, Cap::Amount(hkd(100)));
        assert_eq!(codes(1, &nobody, &[count.clone(), each.clone()]), unbounded);
        let day = limit("day", Window::Day, Scope::ALL, Cap::Amount(hkd(100)));
        assert!(codes(100, &nobody, &[count, each, day]).is_empty());
    }

    #[test]
    fn a_limit_that_asks_for_what_is_unknown_lets_nothing_pass() {
        let nobody = Freeze::default();
        let day = limit("day", Window::Day, Scope::ALL, Cap::Amount(hkd(100)));
        for dimension in [Dimension::Agent, Dimension::Merchant, Dimension::Category, Dimension::Device] {
            let unknown = limit("unknown", Window::Day, Scope::each(dimension), Cap::Amount(hkd(100)));
            assert_eq!(codes(1, &nobody, &[day.clone(), unknown]), ["guard.unverified_unjudged"]);
        }
    }

    #[test]
    fn while_anyone_is_frozen_nothing_unverified_is_paid() {
        let day = [limit("day", Window::Day, Scope::ALL, Cap::Amount(hkd(100)))];
        let all = Freeze { all: true, agents: Vec::new() };
        let one = Freeze { all: false, agents: vec!["agent-7".to_owned()] };
        assert_eq!(codes(1, &all, &day), ["guard.frozen"]);
        assert_eq!(codes(1, &one, &day), ["guard.frozen"]);
    }

    proptest! {
        #[test]
        fn what_passes_never_exceeds_the_limit(
            counted in 0..200i64, amount in -10..200i64, max in 0..200i64,
        ) {
            let mut day = limit("day", Window::Day, Scope::ALL, Cap::Amount(hkd(max)));
            day.counted = vec![hkd(counted)];
            let passes = codes(amount, &Freeze::default(), &[day]).is_empty();
            prop_assert_eq!(passes, amount > 0 && counted + amount <= max);
        }
    }
}

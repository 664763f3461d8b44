//! The user's delegation limits and what breaks them.

use serde::{Deserialize, Serialize};

use crate::money::{Amount, Currency};

/// What the user lets agents be authorized for (AMP, "Delegation limits"). `None` limits nothing.
///
/// A limit is judged when a mandate is about to be authorized and never afterwards, so a changed limit touches later
/// mandates only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationLimits {
    /// "Per-task budget limit": the largest budget of one mandate.
    pub per_mandate: Option<Amount>,
    /// "Daily agent spending limit": all budgets authorized on one calendar day of the wallet.
    pub per_day: Option<Amount>,
}

/// Which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// The largest budget of one mandate.
    PerMandate,
    /// All budgets of one calendar day.
    PerDay,
}

/// One limit that a budget would break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitBreach {
    /// The budget, with what counts already, is over the limit.
    Exceeded {
        /// Which limit.
        kind: LimitKind,
        /// The budget asked for.
        budget: Amount,
        /// What counts towards the limit already; zero for a limit per mandate.
        delegated: Amount,
        /// The limit.
        limit: Amount,
    },
    /// The limit is in another currency: it cannot be judged, and it is not ignored.
    Currency {
        /// Which limit.
        kind: LimitKind,
        /// Currency of the budget.
        budget: Currency,
        /// Currency of the limit.
        limit: Currency,
    },
}

impl DelegationLimits {
    /// Every limit that a mandate with this budget would break; empty if none. Costs one comparison a limit.
    ///
    /// `delegated_that_day` holds the sums of the budgets authorized so far on the wallet's calendar day
    /// ([`super::WalletZone::day_of`]), one amount a currency.
    #[must_use]
    pub fn breaches(&self, budget: Amount, delegated_that_day: &[Amount]) -> Vec<LimitBreach> {
        let dimensions = [(LimitKind::PerMandate, self.per_mandate), (LimitKind::PerDay, self.per_day)];
        dimensions
            .into_iter()
            .filter_map(|(kind, limit)| Some((kind, limit?)))
            .filter_map(|(kind, limit)| {
                let counted: &[Amount] = match kind {
                    LimitKind::PerMandate => &[],
                    LimitKind::PerDay => delegated_that_day,
                };
                breach(kind, limit, budget, counted)
            })
            .collect()
    }
}

fn breach(kind: LimitKind, limit: Amount, budget: Amount, counted: &[Amount]) -> Option<LimitBreach> {
    // What was delegated in a foreign currency before this limit was set cannot be counted and must not be ignored.
    let foreign = std::iter::once(&budget)
        .chain(counted.iter().filter(|amount| !amount.is_zero()))
        .find(|amount| amount.currency() != limit.currency());
    if let Some(amount) = foreign {
        return Some(LimitBreach::Currency { kind, budget: amount.currency(), limit: limit.currency() });
    }
    let mut delegated = Amount::zero(limit.currency());
    let mut sum = Some(budget);
    for amount in counted.iter().filter(|amount| !amount.is_zero()) {
        sum = sum.and_then(|sum| sum.checked_add(*amount).ok());
        delegated = delegated.checked_add(*amount).unwrap_or(*amount);
    }
    // A sum beyond the range of amounts is beyond every limit.
    let within = sum.is_some_and(|sum| sum.micros() <= limit.micros());
    (!within).then_some(LimitBreach::Exceeded { kind, budget, delegated, limit })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hkd(minor: i64) -> Amount {
        Amount::from_minor(minor, Currency::HKD).unwrap()
    }

    fn limits(per_mandate: Option<i64>, per_day: Option<i64>) -> DelegationLimits {
        DelegationLimits { per_mandate: per_mandate.map(hkd), per_day: per_day.map(hkd) }
    }

    #[test]
    fn without_limits_nothing_is_broken() {
        assert!(DelegationLimits::default().breaches(hkd(i64::from(i32::MAX)), &[hkd(9)]).is_empty());
    }

    #[test]
    fn a_budget_exactly_at_both_limits_passes_and_one_cent_more_breaks_both() {
        let limits = limits(Some(1_000), Some(1_500));
        assert!(limits.breaches(hkd(1_000), &[hkd(500)]).is_empty());
        let kinds: Vec<_> = limits
            .breaches(hkd(1_001), &[hkd(500)])
            .into_iter()
            .map(|breach| match breach {
                LimitBreach::Exceeded { kind, .. } | LimitBreach::Currency { kind, .. } => kind,
            })
            .collect();
        assert_eq!(kinds, [LimitKind::PerMandate, LimitKind::PerDay]);
    }

    #[test]
    fn a_limit_in_another_currency_refuses_and_is_not_ignored() {
        let usd = Amount::from_minor(1, Currency::USD).unwrap();
        let breaches = limits(Some(1_000), None).breaches(usd, &[]);
        let expected = LimitBreach::Currency {
            kind: LimitKind::PerMandate,
            budget: Currency::USD,
            limit: Currency::HKD,
        };
        assert_eq!(breaches, [expected]);
        assert_eq!(limits(None, Some(1_000)).breaches(hkd(1), &[usd]).len(), 1);
    }

    #[test]
    fn a_sum_beyond_the_range_is_over_the_limit() {
        let huge = Amount::from_micros(i64::MAX, Currency::HKD);
        assert_eq!(limits(None, Some(1)).breaches(huge, &[huge, huge]).len(), 1);
    }

    proptest! {
        #[test]
        fn budgets_accepted_one_after_another_never_exceed_the_day(
            per_mandate in 0..5_000i64,
            per_day in 0..20_000i64,
            budgets in proptest::collection::vec(1..6_000i64, 0..40),
        ) {
            let limits = limits(Some(per_mandate), Some(per_day));
            let mut delegated = hkd(0);
            for budget in budgets {
                if limits.breaches(hkd(budget), &[delegated]).is_empty() {
                    prop_assert!(budget <= per_mandate);
                    delegated = delegated.checked_add(hkd(budget)).unwrap();
                }
                prop_assert!(delegated.micros() <= hkd(per_day).micros());
            }
        }
    }
}

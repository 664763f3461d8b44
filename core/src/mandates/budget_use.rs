//! What the live tasks together may spend, and how much of that is used: the base of a ring.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ledger::Balances;
use crate::money::{Amount, Currency, MoneyError, permille};

/// The budgets of live tasks in one currency, added up, as they stand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct BudgetUse {
    /// What may be spent in all.
    pub budget: Amount,
    /// Debited and not given back.
    pub spent: Amount,
    /// Debited and given back; it cannot be spent again.
    pub refunded: Amount,
    /// Held for payment tokens that are out.
    pub held: Amount,
    /// What may still be spent.
    pub remaining: Amount,
    /// How much of the budgets is debited or held, in thousandths, rounded down.
    pub used_permille: u32,
}

/// Adds up budgets, one sum a currency: amounts are never added across currencies.
#[derive(Debug, Default)]
pub struct BudgetSums(BTreeMap<Currency, BudgetUse>);

impl BudgetSums {
    /// One live task more.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when a sum leaves the range of an amount.
    pub fn add(&mut self, budget: Amount, books: &Balances) -> Result<(), MoneyError> {
        let zero = Amount::zero(budget.currency());
        let none = BudgetUse {
            budget: zero,
            spent: zero,
            refunded: zero,
            held: zero,
            remaining: zero,
            used_permille: 0,
        };
        let sum = self.0.entry(budget.currency()).or_insert(none);
        sum.budget = sum.budget.checked_add(budget)?;
        sum.spent = sum.spent.checked_add(books.spent)?;
        sum.refunded = sum.refunded.checked_add(books.refunded)?;
        sum.held = sum.held.checked_add(books.held)?;
        sum.remaining = sum.remaining.checked_add(books.available)?;
        let used = sum.spent.checked_add(sum.refunded)?.checked_add(sum.held)?;
        sum.used_permille = permille(used.micros(), sum.budget.micros());
        Ok(())
    }

    /// The sums, in the order of the currency code.
    #[must_use]
    pub fn sums(self) -> Vec<BudgetUse> {
        self.0.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mandates::sample::hkd;

    fn books(spent: Amount, refunded: Amount, held: Amount, available: Amount) -> Balances {
        Balances { delegated: Amount::zero(spent.currency()), available, held, spent, refunded }
    }

    #[test]
    fn budgets_add_up_within_a_currency_and_never_across() {
        let usd = |cents| Amount::from_minor(cents, Currency::USD).unwrap();
        let mut sums = BudgetSums::default();
        sums.add(hkd(300), &books(hkd(90), hkd(10), hkd(50), hkd(150))).unwrap();
        sums.add(usd(100), &books(usd(0), usd(0), usd(0), usd(100))).unwrap();
        sums.add(hkd(100), &books(hkd(0), hkd(0), hkd(50), hkd(50))).unwrap();
        let sums = sums.sums();
        let hkd_use = BudgetUse {
            budget: hkd(400),
            spent: hkd(90),
            refunded: hkd(10),
            held: hkd(100),
            remaining: hkd(200),
            used_permille: 500,
        };
        assert_eq!((sums.len(), sums[0]), (2, hkd_use));
        assert_eq!((sums[1].budget, sums[1].used_permille), (usd(100), 0));
    }

    #[test]
    fn a_sum_beyond_the_range_is_an_error_and_no_other_number() {
        let largest = Amount::from_micros(i64::MAX, Currency::HKD);
        let mut sums = BudgetSums::default();
        sums.add(largest, &Balances::empty(Currency::HKD)).unwrap();
        assert_eq!(sums.add(hkd(1), &Balances::empty(Currency::HKD)), Err(MoneyError::Overflow));
    }
}

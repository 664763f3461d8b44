//! What is held and spent under one mandate.

use super::Reason;
use crate::ledger;
use crate::money::Amount;

/// What is held for payment tokens and what is spent, under one mandate, as the ledger has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balances {
    /// Held for payment tokens that may still be used.
    pub held: Amount,
    /// Debited.
    pub spent: Amount,
}

impl Balances {
    /// The guard's view of a mandate's books. What was refunded counts as spent: a refund does not come back into
    /// the budget.
    ///
    /// # Errors
    /// [`Reason::CurrencyMismatch`] or [`Reason::AmountOutOfRange`]: books that cannot be added pay nothing.
    pub fn of_books(books: &ledger::Balances) -> Result<Self, Reason> {
        Ok(Self { held: books.held, spent: add(books.spent, books.refunded)? })
    }

    /// What is left of a budget: budget - held - spent. Negative if the budget was lowered below what is in use.
    ///
    /// # Errors
    /// [`Reason::CurrencyMismatch`] or [`Reason::AmountOutOfRange`]: books that cannot be judged pay nothing.
    pub fn remaining(self, budget: Amount) -> Result<Amount, Reason> {
        self.check()?;
        subtract(subtract(budget, self.held)?, self.spent)
    }

    /// Less than nothing is neither held nor spent: such books would widen the budget.
    pub(super) const fn check(self) -> Result<(), Reason> {
        if self.held.is_negative() || self.spent.is_negative() {
            return Err(Reason::AmountOutOfRange);
        }
        Ok(())
    }
}

/// `left + right`, or why there is no such sum.
pub(super) fn add(left: Amount, right: Amount) -> Result<Amount, Reason> {
    same_currency(left, right)?;
    left.checked_add(right).map_err(|_| Reason::AmountOutOfRange)
}

/// `left - right`, or why there is no such difference.
pub(super) fn subtract(left: Amount, right: Amount) -> Result<Amount, Reason> {
    same_currency(left, right)?;
    left.checked_sub(right).map_err(|_| Reason::AmountOutOfRange)
}

/// Whether `presented` is in the currency of `expected`.
pub(super) fn same_currency(expected: Amount, presented: Amount) -> Result<(), Reason> {
    let (expected, presented) = (expected.currency(), presented.currency());
    if expected == presented { Ok(()) } else { Err(Reason::CurrencyMismatch { expected, presented }) }
}

/// Whether `amount` is over `bound`, both in one currency: amounts of two currencies are over each other.
pub(super) fn is_over(amount: Amount, bound: Amount) -> bool {
    amount.currency() != bound.currency() || amount.micros() > bound.micros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mandates::sample::hkd;
    use crate::money::Currency;

    #[test]
    fn a_refund_does_not_come_back_into_the_budget() {
        let books = ledger::Balances {
            delegated: hkd(-1_000),
            available: hkd(300),
            held: hkd(200),
            spent: hkd(400),
            refunded: hkd(100),
        };
        let balances = Balances::of_books(&books).unwrap();
        assert_eq!(balances, Balances { held: hkd(200), spent: hkd(500) });
        assert_eq!(balances.remaining(hkd(1_000)), Ok(books.available));
        let usd = ledger::Balances { refunded: Amount::zero(Currency::USD), ..books };
        assert!(Balances::of_books(&usd).is_err());
    }
}

//! What was taken from one budget: each serial number takes once.

use std::collections::HashMap;

use crate::guard::ResultCode;
use crate::money::Amount;
use crate::sandbox::denial::Denial;

const MOST_DEDUCTIONS: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Deduction {
    amount: Amount,
    given_back: bool,
}

/// A budget and what was taken from it.
#[derive(Debug, Clone)]
pub(super) struct Deductions {
    budget: Amount,
    used: Amount,
    by_serial: HashMap<String, Deduction>,
}

impl Deductions {
    pub(super) fn of(budget: Amount) -> Self {
        Self { budget, used: Amount::zero(budget.currency()), by_serial: HashMap::new() }
    }

    pub(super) const fn used(&self) -> Amount {
        self.used
    }

    pub(super) fn left(&self) -> Amount {
        self.budget.checked_sub(self.used).unwrap_or_else(|_| Amount::zero(self.budget.currency()))
    }

    /// Whether this serial number took this amount before; with another amount, or given back, it may not be
    /// repeated.
    pub(super) fn is_repeated(&self, serial: &str, amount: Amount) -> Result<bool, Denial> {
        match self.by_serial.get(serial) {
            None => Ok(false),
            Some(Deduction { amount: taken, given_back: false }) if *taken == amount => Ok(true),
            Some(_) => {
                Err(Denial::new(ResultCode::RepeatReqInconsistent, "the serial number stands for another"))
            }
        }
    }

    pub(super) fn knows(&self, serial: &str) -> bool {
        self.by_serial.contains_key(serial)
    }

    /// Whether this much could be taken now.
    pub(super) fn check(&self, amount: Amount) -> Result<(), Denial> {
        if !amount.is_positive() {
            return Err(Denial::new(ResultCode::ParamIllegal, "an amount must be positive"));
        }
        match amount.compare(self.left()) {
            Err(_) => {
                Err(Denial::new(ResultCode::CheckoutCurrencyMismatch, "another currency than the budget"))
            }
            Ok(std::cmp::Ordering::Greater) => {
                Err(Denial::new(ResultCode::MandateBalanceInsufficient, format!("{} is left", self.left())))
            }
            Ok(_) => Ok(()),
        }
    }

    /// Takes, once per serial number.
    pub(super) fn take(&mut self, serial: &str, amount: Amount) -> Result<(), Denial> {
        if self.is_repeated(serial, amount)? {
            return Ok(());
        }
        self.check(amount)?;
        if self.by_serial.len() >= MOST_DEDUCTIONS {
            return Err(Denial::system("too many deductions from one mandate"));
        }
        self.used = self.used.checked_add(amount).map_err(|error| Denial::system(error.to_string()))?;
        self.by_serial.insert(serial.to_owned(), Deduction { amount, given_back: false });
        Ok(())
    }

    /// Gives back what a serial number took, once.
    pub(super) fn give_back(&mut self, serial: &str) {
        if let Some(deduction) = self.by_serial.get_mut(serial)
            && !deduction.given_back
            && let Ok(used) = self.used.checked_sub(deduction.amount)
        {
            deduction.given_back = true;
            self.used = used;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::Currency;

    fn usd(cents: i64) -> Amount {
        Amount::from_minor(cents, Currency::USD).unwrap()
    }

    #[test]
    fn a_repeated_serial_number_takes_nothing_and_with_another_amount_it_is_refused() {
        let mut deductions = Deductions::of(usd(100));
        deductions.take("1", usd(40)).unwrap();
        deductions.take("1", usd(40)).unwrap();
        assert_eq!(deductions.used(), usd(40));
        assert_eq!(deductions.take("1", usd(41)).unwrap_err().code, "REPEAT_REQ_INCONSISTENT");
    }

    #[test]
    fn what_is_given_back_is_given_back_once_and_its_serial_number_is_spent() {
        let mut deductions = Deductions::of(usd(100));
        deductions.take("1", usd(40)).unwrap();
        deductions.give_back("1");
        deductions.give_back("1");
        assert_eq!(deductions.left(), usd(100));
        assert_eq!(deductions.take("1", usd(40)).unwrap_err().code, "REPEAT_REQ_INCONSISTENT");
    }

    #[test]
    fn nothing_negative_foreign_or_too_much_is_taken() {
        let mut deductions = Deductions::of(usd(100));
        let hkd = Amount::from_minor(1, Currency::HKD).unwrap();
        for (amount, code) in [
            (usd(0), "PARAM_ILLEGAL"),
            (usd(-1), "PARAM_ILLEGAL"),
            (hkd, "CHECKOUT_CURRENCY_MISMATCH"),
            (usd(101), "MANDATE_BALANCE_INSUFFICIENT"),
        ] {
            assert_eq!(deductions.take("1", amount).unwrap_err().code, code);
        }
        assert_eq!(deductions.used(), usd(0));
    }

    proptest! {
        #[test]
        fn the_budget_is_never_exceeded_and_used_is_what_was_taken_and_not_given_back(
            steps in proptest::collection::vec((0u8..6, -5i64..60, any::<bool>()), 0..80)
        ) {
            let mut deductions = Deductions::of(usd(100));
            let mut model: std::collections::HashMap<String, i64> = std::collections::HashMap::new();
            for (serial, cents, give_back) in steps {
                let serial = serial.to_string();
                if give_back {
                    deductions.give_back(&serial);
                    model.remove(&serial);
                } else if deductions.take(&serial, usd(cents)).is_ok() {
                    model.insert(serial, cents);
                }
                let used: i64 = model.values().sum();
                prop_assert_eq!(deductions.used(), usd(used));
                prop_assert!((0..=100).contains(&used));
            }
        }
    }
}

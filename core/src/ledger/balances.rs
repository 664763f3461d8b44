//! The balances of one mandate's five accounts, and the rules they keep.

use serde::{Deserialize, Serialize};

use super::{AccountKind, LedgerError, Posting};
use crate::money::{Amount, Currency, MoneyError};

/// The balances of one mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balances {
    /// The contra account: what the user handed out, as zero or less.
    pub delegated: Amount,
    /// What may still be paid.
    pub available: Amount,
    /// What is held for payment tokens that are out.
    pub held: Amount,
    /// What was debited and not given back.
    pub spent: Amount,
    /// What was debited and given back.
    pub refunded: Amount,
}

impl Balances {
    /// A mandate under which nothing was posted yet.
    #[must_use]
    pub const fn empty(currency: Currency) -> Self {
        let zero = Amount::zero(currency);
        Self { delegated: zero, available: zero, held: zero, spent: zero, refunded: zero }
    }

    /// The balance of one account.
    #[must_use]
    pub const fn of(&self, kind: AccountKind) -> Amount {
        match kind {
            AccountKind::Delegated => self.delegated,
            AccountKind::Available => self.available,
            AccountKind::Held => self.held,
            AccountKind::Spent => self.spent,
            AccountKind::Refunded => self.refunded,
        }
    }

    /// What the budget was: the contra account with its sign turned.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn budget(&self) -> Result<Amount, MoneyError> {
        Amount::zero(self.delegated.currency()).checked_sub(self.delegated)
    }

    /// Everything ever debited, given back or not: what counts against the budget beside what is held.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn debited(&self) -> Result<Amount, MoneyError> {
        self.spent.checked_add(self.refunded)
    }

    /// The balances after `posting`. Nothing is changed when it is refused.
    ///
    /// # Errors
    /// [`LedgerError::NotPositive`]; [`LedgerError::Overdrawn`] when an account other than the contra account
    /// would fall below zero; [`LedgerError::Money`] for another currency or a sum beyond the range.
    pub fn after(&self, posting: &Posting) -> Result<Self, LedgerError> {
        posting.check()?;
        let (from, to) = (posting.movement.from(), posting.movement.to());
        let source = self.of(from).checked_sub(posting.amount)?;
        if matches!(from, AccountKind::Delegated) {
            // The largest negative number has no positive: such a budget could not be told.
            Amount::zero(source.currency()).checked_sub(source)?;
        } else if source.is_negative() {
            return Err(LedgerError::Overdrawn {
                account: from,
                balance: self.of(from),
                requested: posting.amount,
            });
        }
        let target = self.of(to).checked_add(posting.amount)?;
        if target.is_positive() && matches!(to, AccountKind::Delegated) {
            return Err(LedgerError::Overdrawn {
                account: to,
                balance: self.of(to),
                requested: posting.amount,
            });
        }
        Ok(self.with(from, source).with(to, target))
    }

    /// Whether the rules hold: one currency, a sum of zero, nothing below zero but the contra account, and that
    /// not above.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let accounts = [self.delegated, self.available, self.held, self.spent, self.refunded];
        let one_currency = accounts.iter().all(|balance| balance.currency() == self.delegated.currency());
        // Five numbers of 64 bits cannot leave 128 bits.
        let sum: i128 = accounts.iter().map(|balance| i128::from(balance.micros())).sum();
        one_currency
            && sum == 0
            && !self.delegated.is_positive()
            && !accounts.iter().skip(1).any(|balance| balance.is_negative())
    }

    const fn with(mut self, kind: AccountKind, balance: Amount) -> Self {
        match kind {
            AccountKind::Delegated => self.delegated = balance,
            AccountKind::Available => self.available = balance,
            AccountKind::Held => self.held = balance,
            AccountKind::Spent => self.spent = balance,
            AccountKind::Refunded => self.refunded = balance,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Timestamp;
    use crate::ledger::Movement;

    fn posting(movement: Movement, micros: i64) -> Posting {
        Posting {
            mandate_id: "m".to_owned(),
            movement,
            amount: Amount::from_micros(micros, Currency::HKD),
            payment_id: None,
            at: Timestamp::from_seconds(0),
        }
    }

    fn after_all(movements: &[(Movement, i64)]) -> Balances {
        movements.iter().fold(Balances::empty(Currency::HKD), |balances, (movement, micros)| {
            balances.after(&posting(*movement, *micros)).unwrap()
        })
    }

    #[test]
    fn a_payment_moves_through_hold_capture_and_release() {
        let balances = after_all(&[
            (Movement::Delegate, 100),
            (Movement::Hold, 60),
            (Movement::Capture, 45),
            (Movement::Release, 15),
            (Movement::Refund, 5),
        ]);
        let micros = |amount: Amount| amount.micros();
        assert_eq!(
            [balances.delegated, balances.available, balances.held, balances.spent, balances.refunded]
                .map(micros),
            [-100, 55, 0, 40, 5]
        );
        assert_eq!(balances.budget().map(micros), Ok(100));
        assert_eq!(balances.debited().map(micros), Ok(45));
    }

    #[test]
    fn nothing_is_held_beyond_what_is_available() {
        let balances = after_all(&[(Movement::Delegate, 100), (Movement::Hold, 60)]);
        let refused = balances.after(&posting(Movement::Hold, 41));
        assert_eq!(
            refused,
            Err(LedgerError::Overdrawn {
                account: AccountKind::Available,
                balance: Amount::from_micros(40, Currency::HKD),
                requested: Amount::from_micros(41, Currency::HKD),
            })
        );
        assert!(balances.after(&posting(Movement::Hold, 40)).is_ok());
    }

    #[test]
    fn no_more_is_withdrawn_than_was_delegated() {
        let balances = after_all(&[(Movement::Delegate, 100)]);
        assert!(balances.after(&posting(Movement::Withdraw, 101)).is_err());
        assert_eq!(
            after_all(&[(Movement::Delegate, 7), (Movement::Withdraw, 7)]),
            Balances::empty(Currency::HKD)
        );
    }

    #[test]
    fn nothing_and_less_than_nothing_are_no_postings() {
        for micros in [0, -1, i64::MIN] {
            let refused = Balances::empty(Currency::HKD).after(&posting(Movement::Delegate, micros));
            assert!(matches!(refused, Err(LedgerError::NotPositive { .. })), "{micros}");
        }
    }

    #[test]
    fn another_currency_is_refused() {
        let mut foreign = posting(Movement::Delegate, 5);
        foreign.amount = Amount::from_micros(5, Currency::USD);
        let refused = Balances::empty(Currency::HKD).after(&foreign).unwrap_err();
        assert_eq!(refused.code(), "money.currency_mismatch");
    }

    #[test]
    fn the_largest_budget_is_the_largest_amount() {
        let largest = after_all(&[(Movement::Delegate, i64::MAX), (Movement::Hold, i64::MAX)]);
        assert_eq!(largest.budget().map(Amount::micros), Ok(i64::MAX));
        let refused = largest.after(&posting(Movement::Delegate, 1)).unwrap_err();
        assert_eq!(refused.code(), "money.overflow");
    }

    #[test]
    fn every_movement_is_read_back_and_has_two_different_accounts() {
        for movement in Movement::ALL {
            assert_eq!(Movement::parse(movement.as_str()), Some(movement));
            assert_ne!(movement.from(), movement.to());
        }
        assert_eq!(Movement::parse("gift"), None);
    }

    #[test]
    fn unsound_balances_are_told_apart() {
        let mut unbalanced = after_all(&[(Movement::Delegate, 100)]);
        assert!(unbalanced.is_sound());
        unbalanced.spent = Amount::from_micros(1, Currency::HKD);
        assert!(!unbalanced.is_sound());
        let mut negative = after_all(&[(Movement::Delegate, 100)]);
        negative.available = Amount::from_micros(101, Currency::HKD);
        negative.held = Amount::from_micros(-1, Currency::HKD);
        assert!(!negative.is_sound());
    }

    fn any_posting() -> impl Strategy<Value = Posting> {
        let micros = prop_oneof![4 => -5_i64..1_000, 1 => any::<i64>()];
        (prop::sample::select(Movement::ALL.to_vec()), micros)
            .prop_map(|(movement, micros)| posting(movement, micros))
    }

    proptest! {
        #[test]
        fn no_sequence_of_postings_makes_balances_unsound(postings in prop::collection::vec(any_posting(), 0..80)) {
            let mut balances = Balances::empty(Currency::HKD);
            for posting in &postings {
                if let Ok(after) = balances.after(posting) {
                    balances = after;
                }
                prop_assert!(balances.is_sound() && balances.budget().is_ok(), "{posting:?} -> {balances:?}");
            }
        }

        #[test]
        fn a_posting_touches_its_two_accounts_and_no_other(
            opening in prop::collection::vec(any_posting(), 0..20),
            next in any_posting(),
        ) {
            let balances = opening.iter().fold(Balances::empty(Currency::HKD), |balances, posting| {
                balances.after(posting).unwrap_or(balances)
            });
            let Ok(after) = balances.after(&next) else { return Ok(()) };
            for kind in [
                AccountKind::Delegated,
                AccountKind::Available,
                AccountKind::Held,
                AccountKind::Spent,
                AccountKind::Refunded,
            ] {
                let moved = i128::from(after.of(kind).micros()) - i128::from(balances.of(kind).micros());
                let amount = i128::from(next.amount.micros());
                let expected = if kind == next.movement.from() {
                    -amount
                } else if kind == next.movement.to() {
                    amount
                } else {
                    0
                };
                prop_assert_eq!(moved, expected);
            }
        }
    }
}

//! What was spent, and where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Payment, UnverifiedPayment};
use crate::money::{Amount, Currency, MoneyError, permille};

/// A spending report: what was debited in its time, and what was given back in its time, whenever it was debited. One
/// total for each currency, never added across currencies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Record)]
pub struct SpendingReport {
    /// What was debited, in the order of the currency code.
    pub spent: Vec<Amount>,
    /// What was given back.
    pub refunded: Vec<Amount>,
    /// What is held for payment tokens that are not paid yet, whenever it was.
    pub held: Vec<Amount>,
    /// For each agent (`agent_id`).
    pub by_agent: Vec<SpendingLine>,
    /// For each merchant name.
    pub by_merchant: Vec<SpendingLine>,
    /// For each ISO 18245 merchant category code.
    pub by_mcc: Vec<SpendingLine>,
    /// For each month of the wallet's time zone, for example `2026-11`.
    pub by_month: Vec<SpendingLine>,
    /// How many payments were debited.
    pub payments: u32,
    /// What of it was debited for payment tokens that nobody vouched for (sample profile): its agent, merchant and
    /// category are unknown, their key is empty.
    pub unverified: Vec<Amount>,
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct SpendingLine {
    /// What the line is about.
    pub key: String,
    /// What was debited, in one currency.
    pub total: Amount,
    /// What was given back, in the same currency.
    pub refunded: Amount,
    /// How many payments were debited.
    pub payments: u32,
    /// How much of everything that was debited in this currency the line is, in thousandths, rounded down.
    pub share_permille: u32,
    /// The line beside the largest of its list in this currency, in thousandths, rounded down: the length of its bar.
    pub bar_permille: u32,
}

/// Adds up a report, one payment after another: its size is that of the report, not of the history.
#[derive(Debug, Default)]
pub struct SpendingTally {
    totals: Totals,
    held: Totals,
    agents: Totals,
    merchants: Totals,
    mccs: Totals,
    months: Totals,
    unverified: Totals,
    payments: u32,
}

#[derive(Debug, Default)]
struct Totals(BTreeMap<(String, Currency), Sum>);

#[derive(Debug, Clone, Copy)]
struct Sum {
    spent: Amount,
    refunded: Amount,
    payments: u32,
}

impl SpendingTally {
    /// A payment that was debited `captured` in `month`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when a total leaves the range of an amount.
    pub fn debit(&mut self, payment: &Payment, captured: Amount, month: &str) -> Result<(), MoneyError> {
        self.payments = self.payments.saturating_add(1);
        self.each(payment, captured.currency(), month, |sum| {
            sum.spent = sum.spent.checked_add(captured)?;
            sum.payments = sum.payments.saturating_add(1);
            Ok(())
        })
    }

    /// A payment that nobody vouched for, debited in `month`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn debit_unverified(&mut self, payment: &UnverifiedPayment, month: &str) -> Result<(), MoneyError> {
        self.payments = self.payments.saturating_add(1);
        let amount = payment.amount;
        for (totals, key) in [
            (&mut self.totals, ""),
            (&mut self.agents, ""),
            (&mut self.merchants, ""),
            (&mut self.mccs, ""),
            (&mut self.months, month),
            (&mut self.unverified, ""),
        ] {
            let sum = totals.sum(key, amount.currency());
            sum.spent = sum.spent.checked_add(amount)?;
            sum.payments = sum.payments.saturating_add(1);
        }
        Ok(())
    }

    /// A part of a payment that was given back in `month`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn refund(&mut self, payment: &Payment, amount: Amount, month: &str) -> Result<(), MoneyError> {
        self.each(payment, amount.currency(), month, |sum| {
            sum.refunded = sum.refunded.checked_add(amount)?;
            Ok(())
        })
    }

    /// A payment that is held.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn hold(&mut self, payment: &Payment) -> Result<(), MoneyError> {
        let sum = self.held.sum("", payment.held.currency());
        sum.spent = sum.spent.checked_add(payment.held)?;
        Ok(())
    }

    /// The report.
    #[must_use]
    pub fn report(self) -> SpendingReport {
        let not_zero = |amount: &Amount| !amount.is_zero();
        SpendingReport {
            spent: self.totals.0.values().map(|sum| sum.spent).filter(not_zero).collect(),
            refunded: self.totals.0.values().map(|sum| sum.refunded).filter(not_zero).collect(),
            held: self.held.0.values().map(|sum| sum.spent).collect(),
            by_agent: self.agents.lines(&self.totals),
            by_merchant: self.merchants.lines(&self.totals),
            by_mcc: self.mccs.lines(&self.totals),
            by_month: self.months.lines(&self.totals),
            payments: self.payments,
            unverified: self.unverified.0.values().map(|sum| sum.spent).collect(),
        }
    }

    fn each(
        &mut self,
        payment: &Payment,
        currency: Currency,
        month: &str,
        change: impl Fn(&mut Sum) -> Result<(), MoneyError>,
    ) -> Result<(), MoneyError> {
        let merchant = &payment.checkout.merchant;
        for (totals, key) in [
            (&mut self.totals, ""),
            (&mut self.agents, payment.agent_id.as_str()),
            (&mut self.merchants, merchant.merchant_name.as_str()),
            (&mut self.mccs, merchant.merchant_mcc.as_str()),
            (&mut self.months, month),
        ] {
            change(totals.sum(key, currency))?;
        }
        Ok(())
    }
}

impl Totals {
    fn sum(&mut self, key: &str, currency: Currency) -> &mut Sum {
        let zero = Amount::zero(currency);
        let nothing = Sum { spent: zero, refunded: zero, payments: 0 };
        self.0.entry((key.to_owned(), currency)).or_insert(nothing)
    }

    /// One line for each key and currency; `totals` has the sum of each currency.
    fn lines(self, totals: &Self) -> Vec<SpendingLine> {
        let mut largest: BTreeMap<Currency, i64> = BTreeMap::new();
        for ((_, currency), sum) in &self.0 {
            let most = largest.entry(*currency).or_default();
            *most = sum.spent.micros().max(*most);
        }
        // A line of nothing is no part of anything, also where nothing was debited at all.
        let part = |spent: i64, whole: Option<i64>| match whole {
            Some(whole) if spent > 0 => permille(spent, whole),
            _ => 0,
        };
        let line = |((key, currency), sum): ((String, Currency), Sum)| {
            let total = totals.0.get(&(String::new(), currency)).map(|total| total.spent.micros());
            let spent = sum.spent.micros();
            SpendingLine {
                key,
                total: sum.spent,
                refunded: sum.refunded,
                payments: sum.payments,
                share_permille: part(spent, total),
                bar_permille: part(spent, largest.get(&currency).copied()),
            }
        };
        self.0.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mandates::sample::{hkd, payment};

    #[test]
    fn debits_and_refunds_add_up_in_every_dimension_and_currencies_stay_apart() {
        let mut tally = SpendingTally::default();
        let mut abroad = payment(700);
        abroad.agent_id = "agent-2".to_owned();
        let usd = Amount::from_minor(700, Currency::USD).unwrap();
        tally.debit(&payment(100), hkd(90), "2026-10").unwrap();
        tally.debit(&payment(50), hkd(50), "2026-11").unwrap();
        tally.debit(&abroad, usd, "2026-11").unwrap();
        tally.refund(&payment(100), hkd(30), "2026-11").unwrap();
        tally.hold(&payment(5)).unwrap();
        let report = tally.report();
        assert_eq!((report.spent, report.payments), (vec![hkd(140), usd], 3));
        assert_eq!((report.refunded, report.held), (vec![hkd(30)], vec![hkd(5)]));
        let line = |key: &str, total, refunded, payments, (share_permille, bar_permille)| {
            let (key, zero) = (key.to_owned(), Amount::zero(Amount::currency(total)));
            let refunded = if refunded == 0 { zero } else { hkd(refunded) };
            SpendingLine { key, total, refunded, payments, share_permille, bar_permille }
        };
        let all = (1000, 1000);
        assert_eq!(
            report.by_month,
            [
                line("2026-10", hkd(90), 0, 1, (642, 1000)),
                line("2026-11", hkd(50), 30, 1, (357, 555)),
                line("2026-11", usd, 0, 1, all),
            ]
        );
        assert_eq!(report.by_agent, [line("agent-1", hkd(140), 30, 2, all), line("agent-2", usd, 0, 1, all)]);
        assert_eq!(report.by_mcc, [line("4511", hkd(140), 30, 2, all), line("4511", usd, 0, 1, all)]);
    }

    #[test]
    fn a_month_in_which_money_only_came_back_is_no_part_of_what_was_spent() {
        let mut tally = SpendingTally::default();
        tally.refund(&payment(100), hkd(30), "2026-11").unwrap();
        let line = tally.report().by_month.remove(0);
        assert_eq!((line.refunded, line.share_permille, line.bar_permille), (hkd(30), 0, 0));
    }

    #[test]
    fn a_total_beyond_the_range_is_an_error_and_no_other_number() {
        let mut tally = SpendingTally::default();
        let largest = Amount::from_micros(i64::MAX, Currency::HKD);
        tally.debit(&payment(1), largest, "2026-11").unwrap();
        assert!(tally.debit(&payment(1), hkd(1), "2026-11").is_err());
    }
}

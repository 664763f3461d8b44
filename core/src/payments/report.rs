//! What was spent, and where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Payment, PaymentState};
use crate::clock::Timestamp;
use crate::money::{Amount, Currency, MoneyError};

/// A spending report: captured payments only, one total for each currency, never added across currencies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpendingReport {
    /// Totals, in the order of the currency code.
    pub spent: Vec<Amount>,
    /// What is held for payment tokens that are not paid yet.
    pub held: Vec<Amount>,
    /// Totals for each agent (`agent_id`).
    pub by_agent: Vec<SpendingLine>,
    /// Totals for each merchant name.
    pub by_merchant: Vec<SpendingLine>,
    /// Totals for each ISO 18245 merchant category code.
    pub by_mcc: Vec<SpendingLine>,
    /// How many payments were captured.
    pub payments: u32,
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendingLine {
    /// What the line is about.
    pub key: String,
    /// The total in one currency.
    pub total: Amount,
    /// How many payments it sums up.
    pub payments: u32,
}

type Totals = BTreeMap<(String, Currency), (Amount, u32)>;

impl SpendingReport {
    /// Sums up the payments that were captured in `[from, to)`, and all that are held.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when a total leaves the range of an amount.
    pub fn of(payments: &[Payment], from: Timestamp, to: Timestamp) -> Result<Self, MoneyError> {
        let (mut spent, mut held) = (Totals::new(), Totals::new());
        let (mut agents, mut merchants, mut mccs) = (Totals::new(), Totals::new(), Totals::new());
        let mut count = 0_u32;
        for payment in payments {
            match (payment.state, payment.captured, payment.ended_at) {
                (PaymentState::Captured, Some(amount), Some(at)) if from <= at && at < to => {
                    count = count.saturating_add(1);
                    add(&mut spent, "", amount)?;
                    add(&mut agents, &payment.agent_id, amount)?;
                    add(&mut merchants, &payment.checkout.merchant.merchant_name, amount)?;
                    add(&mut mccs, &payment.checkout.merchant.merchant_mcc, amount)?;
                }
                (PaymentState::Held, ..) => add(&mut held, "", payment.held)?,
                _ => {}
            }
        }
        Ok(Self {
            spent: spent.into_values().map(|(amount, _)| amount).collect(),
            held: held.into_values().map(|(amount, _)| amount).collect(),
            by_agent: lines(agents),
            by_merchant: lines(merchants),
            by_mcc: lines(mccs),
            payments: count,
        })
    }
}

fn add(totals: &mut Totals, key: &str, amount: Amount) -> Result<(), MoneyError> {
    let entry =
        totals.entry((key.to_owned(), amount.currency())).or_insert((Amount::zero(amount.currency()), 0));
    entry.0 = entry.0.checked_add(amount)?;
    entry.1 = entry.1.saturating_add(1);
    Ok(())
}

fn lines(totals: Totals) -> Vec<SpendingLine> {
    totals.into_iter().map(|((key, _), (total, payments))| SpendingLine { key, total, payments }).collect()
}

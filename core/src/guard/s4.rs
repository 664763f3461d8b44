//! S4: just before the debit.

use super::balances::{Balances, add, is_over, same_currency, subtract};
use super::restraints::{charge, check_limits};
use super::s2::{check_mandate, check_transaction_bounds};
use super::{Reason, Refusal, Restraints, Stage};
use crate::clock::Timestamp;
use crate::mandates::Mandate;
use crate::money::Amount;
use crate::payments::{Payment, PaymentState, is_unit_mismatch};

/// A debit about to happen.
#[derive(Debug, Clone, Copy)]
pub struct Debit<'a> {
    /// The mandate that pays.
    pub mandate: &'a Mandate,
    /// What is held (this payment included) and spent under it.
    pub balances: Balances,
    /// The payment whose hold is used.
    pub payment: &'a Payment,
    /// The final amount, after any conversion.
    pub amount: Amount,
    /// What restrains it beside the mandate; its limits count this payment's hold.
    pub restraints: Restraints<'a>,
    /// The time now.
    pub now: Timestamp,
}

/// What becomes of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capture {
    /// Debited.
    pub captured: Amount,
    /// Given back to the budget: held, but not needed.
    pub released: Amount,
}

/// Decides whether the final amount is still inside the authorization.
///
/// # Errors
/// [`Refusal`] with every reason.
pub fn s4(debit: &Debit<'_>) -> Result<Capture, Refusal> {
    let mut reasons = Vec::new();
    debit.restraints.check_freeze(debit.mandate, &mut reasons);
    check_mandate(debit.mandate, debit.now, &mut reasons);
    check_payment(debit, &mut reasons);
    let released = check_amount(debit, &mut reasons);
    let Restraints { limits, rate, .. } = debit.restraints;
    match charge(debit.payment.held, rate) {
        Err(reason) => reasons.push(reason),
        Ok(held) => {
            let others: Vec<_> = limits.iter().map(|usage| usage.without(held)).collect();
            check_limits(&others, debit.amount, rate, &mut reasons);
        }
    }
    Refusal::unless_empty(Stage::S4, reasons)?;
    Ok(Capture { captured: debit.amount, released })
}

fn check_payment(debit: &Debit<'_>, reasons: &mut Vec<Reason>) {
    let payment = debit.payment;
    if payment.mandate_id != debit.mandate.mandate_id {
        reasons.push(Reason::TokenNotBound);
    }
    match payment.state {
        PaymentState::Held => {}
        PaymentState::Captured => reasons.push(Reason::TokenUsed),
        PaymentState::Released => {
            let because = payment.released_because.clone().unwrap_or_default();
            reasons.push(Reason::TokenReleased { because });
        }
    }
}

fn check_amount(debit: &Debit<'_>, reasons: &mut Vec<Reason>) -> Amount {
    let (amount, held) = (debit.amount, debit.payment.held);
    let nothing = Amount::zero(held.currency());
    if !amount.is_positive() {
        reasons.push(Reason::AmountNotPositive { amount });
    }
    if let Err(reason) = same_currency(held, amount) {
        reasons.push(reason);
        return nothing;
    }
    if is_unit_mismatch(held, amount) {
        reasons.push(Reason::UnitMismatch { expected: held, presented: amount });
    }
    if is_over(amount, held) {
        reasons.push(Reason::AmountOverHold { amount, held });
    }
    check_transaction_bounds(debit.mandate, amount, reasons);
    match accumulated(debit) {
        Err(reason) => reasons.push(reason),
        Ok(accumulated) if is_over(accumulated, debit.mandate.budget) => {
            reasons.push(Reason::AccumulatedOverBudget { accumulated, budget: debit.mandate.budget });
        }
        Ok(_) => {}
    }
    subtract(held, amount).unwrap_or(nothing)
}

/// What would be spent and held in all: spent + held - this hold + the final amount.
fn accumulated(debit: &Debit<'_>) -> Result<Amount, Reason> {
    let Balances { held, spent } = debit.balances;
    debit.balances.check()?;
    same_currency(debit.mandate.budget, debit.amount)?;
    let others = subtract(held, debit.payment.held)?;
    if others.is_negative() {
        // The books do not know this hold: nothing is debited on it.
        return Err(Reason::AmountOutOfRange);
    }
    add(add(spent, others)?, debit.amount)
}

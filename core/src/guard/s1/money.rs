//! S1: are the amounts positive, of one currency, and do they go together?
//!
//! That the goods add up to the total is not asked here: AMP has no field for taxes, delivery or discounts. The surface
//! warns where they do not.

use crate::assurance::{Checkout, Constraints};
use crate::guard::Reason;
use crate::guard::balances::{is_over, same_currency};
use crate::mandates::MandateContent;
use crate::money::Amount;

pub(super) fn check(content: &MandateContent, reasons: &mut Vec<Reason>) {
    if let Some(bounds) = &content.intent.constraints {
        check_constraints(bounds, reasons);
    }
    if let Some(order) = &content.checkout {
        check_order(order, reasons);
    }
}

fn check_constraints(bounds: &Constraints, reasons: &mut Vec<Reason>) {
    let Constraints { budget, per_transaction_max: max, per_transaction_min: min, .. } = bounds;
    positive(*budget, reasons);
    for bound in [max, min].into_iter().flatten() {
        positive(*bound, reasons);
        reasons.extend(same_currency(*budget, *bound).err());
    }
    let over = |left: Option<Amount>, right: Option<Amount>| {
        left.zip(right)
            .is_some_and(|(left, right)| left.currency() == right.currency() && is_over(left, right))
    };
    let (min_field, max_field) =
        ("intent.constraints.per_transaction_min", "intent.constraints.per_transaction_max");
    if over(*min, *max) {
        contradict(min_field, max_field, reasons);
    }
    if over(*max, Some(*budget)) {
        contradict(max_field, "intent.constraints.budget_amount", reasons);
    }
    if over(*min, Some(*budget)) {
        contradict(min_field, "intent.constraints.budget_amount", reasons);
    }
}

fn check_order(order: &Checkout, reasons: &mut Vec<Reason>) {
    positive(order.total_amount, reasons);
    for goods in &order.goods {
        if goods.goods_unit_amount.is_negative() {
            reasons.push(Reason::AmountNotPositive { amount: goods.goods_unit_amount });
        }
        reasons.extend(same_currency(order.total_amount, goods.goods_unit_amount).err());
    }
}

fn positive(amount: Amount, reasons: &mut Vec<Reason>) {
    if !amount.is_positive() {
        reasons.push(Reason::AmountNotPositive { amount });
    }
}

fn contradict(field: &str, other: &str, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::FieldsContradict { field: field.to_owned(), other: other.to_owned() });
}

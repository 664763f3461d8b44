//! What an agent asks for in one call is in one currency: told before anything goes out, with the field that is not.

use super::AgentError;
use crate::assurance::Checkout;
use crate::money::Amount;
use crate::network::messages::{ConstraintsBody, OrderBody};

/// That every bound on one payment is in the budget's currency.
pub(super) fn check_constraints(bounds: &ConstraintsBody) -> Result<(), AgentError> {
    let Some(budget) = &bounds.budget_amount else { return Ok(()) };
    let named = [
        ("perTransactionMax", &bounds.per_transaction_max),
        ("perTransactionMin", &bounds.per_transaction_min),
    ];
    for (name, bound) in named {
        if let Some(bound) = bound {
            same(&format!("constraints.{name}"), budget.0, bound.0)?;
        }
    }
    Ok(())
}

/// That every line is in the total's currency.
pub(super) fn check_order(order: &OrderBody) -> Result<(), AgentError> {
    let lines = order.goods.iter().flatten().map(|line| line.goods_unit_amount.0);
    check_lines(order.total_amount.0, lines)
}

/// The same for an order that is to be signed.
pub(super) fn check_checkout(order: &Checkout) -> Result<(), AgentError> {
    check_lines(order.total_amount, order.goods.iter().map(|line| line.goods_unit_amount))
}

fn check_lines(total: Amount, lines: impl Iterator<Item = Amount>) -> Result<(), AgentError> {
    for (number, line) in lines.enumerate() {
        same(&format!("checkout.goods[{number}].goodsUnitAmount"), total, line)?;
    }
    Ok(())
}

fn same(field: &str, expected: Amount, presented: Amount) -> Result<(), AgentError> {
    let (expected, presented) = (expected.currency(), presented.currency());
    if expected == presented {
        return Ok(());
    }
    Err(AgentError::CurrencyDiffers { field: field.to_owned(), expected, presented })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::network::messages::{GoodsBody, MerchantBody, WireAmount};

    fn cents(minor: i64, currency: Currency) -> WireAmount {
        WireAmount(Amount::from_minor(minor, currency).unwrap())
    }

    fn differs(field: &str) -> Result<(), AgentError> {
        let (expected, presented) = (Currency::HKD, Currency::USD);
        Err(AgentError::CurrencyDiffers { field: field.to_owned(), expected, presented })
    }

    #[test]
    fn the_bound_that_is_in_another_currency_than_the_budget_is_named() {
        let bounds = ConstraintsBody {
            budget_amount: Some(cents(100, Currency::HKD)),
            per_transaction_max: Some(cents(50, Currency::HKD)),
            per_transaction_min: Some(cents(1, Currency::HKD)),
            ..ConstraintsBody::default()
        };
        assert_eq!(check_constraints(&bounds), Ok(()));
        let usd = Some(cents(1, Currency::USD));
        let max = ConstraintsBody { per_transaction_max: usd, ..bounds.clone() };
        assert_eq!(check_constraints(&max), differs("constraints.perTransactionMax"));
        let min = ConstraintsBody { per_transaction_min: usd, ..bounds };
        assert_eq!(check_constraints(&min), differs("constraints.perTransactionMin"));
    }

    #[test]
    fn the_line_that_is_in_another_currency_than_the_total_is_named_sent_or_signed() {
        let line = |currency| GoodsBody {
            goods_name: "tea".to_owned(),
            goods_unit_amount: cents(50, currency),
            goods_quantity: "1".to_owned(),
        };
        let order = |second| OrderBody {
            merchant: MerchantBody::default(),
            total_amount: cents(100, Currency::HKD),
            goods: Some(vec![line(Currency::HKD), line(second)]),
            reference_checkout_id: None,
        };
        let (right, wrong) = (order(Currency::HKD), order(Currency::USD));
        assert_eq!((check_order(&right), check_checkout(&right.to_checkout())), (Ok(()), Ok(())));
        let named = || differs("checkout.goods[1].goodsUnitAmount");
        assert_eq!((check_order(&wrong), check_checkout(&wrong.to_checkout())), (named(), named()));
    }
}

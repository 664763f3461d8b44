//! Whether two orders are the same order, field by field.

use serde::{Deserialize, Serialize};

use crate::assurance::{Checkout, Goods};
use crate::money::{Amount, Currency};

/// One field in which a presented order differs from the one it is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum OrderDifference {
    /// Another merchant: the ids differ, whatever the names say.
    MerchantId {
        /// The order's.
        bound: String,
        /// What came.
        presented: String,
    },
    /// Another merchant name, byte for byte.
    MerchantName {
        /// The order's.
        bound: String,
        /// What came.
        presented: String,
    },
    /// Another merchant category.
    MerchantMcc {
        /// The order's.
        bound: String,
        /// What came.
        presented: String,
    },
    /// Another web address.
    MerchantWebsite,
    /// Another identifier of the order.
    ReferenceCheckoutId,
    /// Another currency.
    Currency {
        /// The order's.
        bound: Currency,
        /// What came.
        presented: Currency,
    },
    /// Another total.
    Total {
        /// The order's.
        bound: Amount,
        /// What came.
        presented: Amount,
    },
    /// The totals differ by exactly the factor between major and minor units: somebody reads the other's unit.
    UnitMismatch {
        /// The order's.
        bound: Amount,
        /// What came.
        presented: Amount,
    },
    /// Another number of lines.
    GoodsCount {
        /// The order's.
        bound: u32,
        /// What came.
        presented: u32,
    },
    /// A line, counted from 0, has another name.
    GoodsName {
        /// Which line.
        line: u32,
    },
    /// A line has another quantity.
    GoodsQuantity {
        /// Which line.
        line: u32,
    },
    /// A line has another price.
    GoodsUnitAmount {
        /// Which line.
        line: u32,
    },
}

/// Every difference between the order that was bound and the one presented; none means the same order.
///
/// The merchant's id, the order's id and the web address are compared where both sides have them, because the
/// reference's network loses them on the way. With ids on both sides an equal name never excuses different ids.
#[must_use]
pub fn compare_orders(bound: &Checkout, presented: &Checkout) -> Vec<OrderDifference> {
    let mut differences = Vec::new();
    compare_merchants(bound, presented, &mut differences);
    if let (Some(left), Some(right)) = (&bound.reference_checkout_id, &presented.reference_checkout_id)
        && left != right
        && !left.is_empty()
        && !right.is_empty()
    {
        differences.push(OrderDifference::ReferenceCheckoutId);
    }
    differences.extend(compare_totals(bound.total_amount, presented.total_amount));
    compare_goods(&bound.goods, &presented.goods, &mut differences);
    differences
}

/// How two totals differ, if they do.
#[must_use]
pub fn compare_totals(bound: Amount, presented: Amount) -> Option<OrderDifference> {
    if bound == presented {
        return None;
    }
    if bound.currency() != presented.currency() {
        return Some(OrderDifference::Currency { bound: bound.currency(), presented: presented.currency() });
    }
    if is_unit_mismatch(bound, presented) {
        return Some(OrderDifference::UnitMismatch { bound, presented });
    }
    Some(OrderDifference::Total { bound, presented })
}

/// Whether two amounts of one currency differ by exactly the factor of its minor unit, or by the hundred that a peer
/// assumes who takes every currency for one with cents (the yen has none, the dinar has a thousand).
#[must_use]
pub fn is_unit_mismatch(one: Amount, other: Amount) -> bool {
    const CENTS: i64 = 100;
    if one.currency() != other.currency() || one == other || !one.is_positive() || !other.is_positive() {
        return false;
    }
    let own = 10_i64.pow(u32::from(one.currency().exponent()));
    [own, CENTS].into_iter().filter(|factor| *factor > 1).any(|factor| {
        one.micros().checked_mul(factor) == Some(other.micros())
            || other.micros().checked_mul(factor) == Some(one.micros())
    })
}

fn compare_merchants(bound: &Checkout, presented: &Checkout, differences: &mut Vec<OrderDifference>) {
    let (left, right) = (&bound.merchant, &presented.merchant);
    let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
    let (left_id, right_id) = (&left.reference_merchant_id, &right.reference_merchant_id);
    if left_id != right_id && !left_id.is_empty() && !right_id.is_empty() {
        let (bound, presented) = pair(left_id, right_id);
        differences.push(OrderDifference::MerchantId { bound, presented });
    }
    if left.merchant_name != right.merchant_name {
        let (bound, presented) = pair(&left.merchant_name, &right.merchant_name);
        differences.push(OrderDifference::MerchantName { bound, presented });
    }
    if left.merchant_mcc != right.merchant_mcc {
        let (bound, presented) = pair(&left.merchant_mcc, &right.merchant_mcc);
        differences.push(OrderDifference::MerchantMcc { bound, presented });
    }
    if let (Some(left), Some(right)) = (&left.merchant_website_url, &right.merchant_website_url)
        && left != right
    {
        differences.push(OrderDifference::MerchantWebsite);
    }
}

fn compare_goods(bound: &[Goods], presented: &[Goods], differences: &mut Vec<OrderDifference>) {
    let count = |goods: &[Goods]| u32::try_from(goods.len()).unwrap_or(u32::MAX);
    if bound.len() != presented.len() {
        differences.push(OrderDifference::GoodsCount { bound: count(bound), presented: count(presented) });
    }
    for (line, (left, right)) in (0_u32..).zip(bound.iter().zip(presented)) {
        if left.goods_name != right.goods_name {
            differences.push(OrderDifference::GoodsName { line });
        }
        if left.goods_quantity != right.goods_quantity {
            differences.push(OrderDifference::GoodsQuantity { line });
        }
        if left.goods_unit_amount != right.goods_unit_amount {
            differences.push(OrderDifference::GoodsUnitAmount { line });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mandates::sample::{checkout, hkd};

    #[test]
    fn an_equal_name_never_excuses_another_merchant_id() {
        let (bound, mut other) = (checkout(100), checkout(100));
        other.merchant.reference_merchant_id = "M-2".into();
        let differences = compare_orders(&bound, &other);
        assert_eq!(
            differences,
            [OrderDifference::MerchantId { bound: "M-1".into(), presented: "M-2".into() }]
        );
        other.merchant.reference_merchant_id.clear();
        assert!(compare_orders(&bound, &other).is_empty());
    }

    #[test]
    fn every_difference_is_found() {
        let (bound, mut other) = (checkout(100), checkout(100));
        other.merchant.merchant_name.push('x');
        other.total_amount = hkd(101);
        other.goods[0].goods_quantity = "2".into();
        other.goods.push(other.goods[0].clone());
        assert_eq!(
            compare_orders(&bound, &other),
            [
                OrderDifference::MerchantName {
                    bound: "Kuala Lumpur Air".into(),
                    presented: "Kuala Lumpur Airx".into()
                },
                OrderDifference::Total { bound: hkd(100), presented: hkd(101) },
                OrderDifference::GoodsCount { bound: 1, presented: 2 },
                OrderDifference::GoodsQuantity { line: 0 },
            ]
        );
    }

    #[test]
    fn the_factor_of_the_minor_unit_is_recognized_in_every_currency() {
        let amount =
            |code: &str, minor| Amount::from_minor(minor, Currency::from_code(code).unwrap()).unwrap();
        for (code, factor) in [("USD", 100), ("KWD", 1_000), ("KWD", 100), ("JPY", 100), ("CLF", 10_000)] {
            assert!(is_unit_mismatch(amount(code, 7), amount(code, 7 * factor)), "{code} {factor}");
            assert!(is_unit_mismatch(amount(code, 7 * factor), amount(code, 7)), "{code} {factor}");
            assert!(!is_unit_mismatch(amount(code, 7), amount(code, 7 * factor + 1)), "{code} {factor}");
        }
        assert!(!is_unit_mismatch(amount("JPY", 7), amount("JPY", 7)));
        assert!(!is_unit_mismatch(amount("USD", 0), amount("USD", 0)));
        assert!(!is_unit_mismatch(amount("USD", 1), amount("HKD", 100)));
    }

    proptest! {
        #[test]
        fn totals_are_the_same_only_if_they_are_equal(one in -500..500i64, other in -500..500i64) {
            let difference = compare_totals(hkd(one), hkd(other));
            prop_assert_eq!(difference.is_none(), one == other);
        }

        #[test]
        fn two_orders_differ_one_way_as_the_other(total in 1..400i64, lines in 0..4usize, name in "[a-b]{1,2}") {
            let (bound, mut other) = (checkout(100), checkout(total));
            other.goods = vec![other.goods[0].clone(); lines];
            other.merchant.merchant_name = name;
            prop_assert_eq!(compare_orders(&bound, &other).len(), compare_orders(&other, &bound).len());
            prop_assert!(compare_orders(&other, &other).is_empty());
        }
    }
}

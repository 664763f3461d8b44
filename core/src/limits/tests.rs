use proptest::prelude::*;

use super::*;
use crate::money::{Amount, Currency};

fn hkd(minor: i64) -> Amount {
    Amount::from_minor(minor, Currency::HKD).unwrap()
}

fn spending(limit_id: &str, window: Window, scope: Scope, max: Cap) -> Limit {
    Limit { limit_id: limit_id.into(), kind: LimitKind::Spending, window, scope, max }
}

#[test]
fn a_limit_is_kept_exactly_and_one_more_breaks_it() {
    let usage = |max, counted: &[Amount], payments| {
        LimitUsage::of(spending("day", Window::Day, Scope::ALL, max), counted.to_vec(), payments, None)
    };
    assert_eq!(usage(Cap::Amount(hkd(100)), &[hkd(60)], 1).breach(hkd(40)), None);
    let over = usage(Cap::Amount(hkd(100)), &[hkd(60)], 1).breach(hkd(41));
    let (limit_id, requested, counted, max) = ("day".to_owned(), hkd(41), hkd(60), hkd(100));
    assert_eq!(over, Some(LimitBreach::Exceeded { limit_id, requested, counted, max }));
    assert_eq!(usage(Cap::Count(2), &[hkd(60)], 1).breach(hkd(1)), None);
    assert!(usage(Cap::Count(2), &[hkd(60)], 2).breach(hkd(1)).is_some());
    assert!(usage(Cap::Count(0), &[], 0).breach(hkd(1)).is_some());
    let usd = Amount::from_minor(1, Currency::USD).unwrap();
    for foreign in [
        usage(Cap::Amount(hkd(100)), &[], 0).breach(usd),
        usage(Cap::Amount(hkd(100)), &[hkd(1), usd], 0).breach(hkd(1)),
    ] {
        assert!(matches!(foreign, Some(LimitBreach::Currency { currency: Currency::USD, .. })));
    }
    let huge = Amount::from_micros(i64::MAX, Currency::HKD);
    assert!(usage(Cap::Amount(huge), &[huge], 1).breach(hkd(1)).is_some());
}

#[test]
fn what_remains_is_what_may_still_be_asked_for_and_a_foreign_sum_leaves_it_open() {
    let usage = |max, counted: &[Amount], payments| {
        let usage =
            LimitUsage::of(spending("day", Window::Day, Scope::ALL, max), counted.to_vec(), payments, None);
        (usage.remaining, usage.used_permille)
    };
    let usd = Amount::from_minor(1, Currency::USD).unwrap();
    assert_eq!(usage(Cap::Amount(hkd(300)), &[hkd(100)], 1), (Some(Cap::Amount(hkd(200))), Some(333)));
    assert_eq!(usage(Cap::Amount(hkd(300)), &[], 0), (Some(Cap::Amount(hkd(300))), Some(0)));
    assert_eq!(usage(Cap::Amount(hkd(100)), &[hkd(250)], 3), (Some(Cap::Amount(hkd(0))), Some(2500)));
    assert_eq!(usage(Cap::Amount(hkd(300)), &[hkd(100), usd], 2), (None, None));
    assert_eq!(usage(Cap::Count(3), &[hkd(100), usd], 2), (Some(Cap::Count(1)), Some(666)));
    assert_eq!(usage(Cap::Count(0), &[], 0), (Some(Cap::Count(0)), Some(1000)));
}

#[test]
fn limits_that_cannot_be_are_refused() {
    let code = |limits: Vec<Limit>| LimitSet { limits }.check().map_err(|error| error.code());
    let day = |id: &str, max| spending(id, Window::Day, Scope::ALL, max);
    let amount = Cap::Amount(hkd(1));
    assert_eq!(code(vec![day("a", amount), day("b", Cap::Count(1))]), Ok(()));
    assert_eq!(code(vec![day("a", amount), day("a", amount)]), Err("limit.id_repeated"));
    for id in ["", "A", "a b", &"x".repeat(65)] {
        assert_eq!(code(vec![day(id, amount)]), Err("limit.id_malformed"), "{id}");
    }
    assert_eq!(code(vec![day("a", Cap::Amount(hkd(-1)))]), Err("limit.negative"));
    let usd = Amount::from_minor(1, Currency::USD).unwrap();
    assert_eq!(code(vec![day("a", amount), day("b", Cap::Amount(usd))]), Err("limit.mixed_currencies"));
    assert_eq!(code(vec![spending("a", Window::Mandate, Scope::ALL, amount)]), Err("limit.unfit"));
    let merchant = Limit {
        kind: LimitKind::Delegation,
        ..spending("a", Window::Day, Scope::each(Dimension::Merchant), amount)
    };
    assert_eq!(code(vec![merchant]), Err("limit.unfit"));
    for (dimension, which) in [
        (Dimension::All, "x"),
        (Dimension::Category, "54"),
        (Dimension::Agent, " "),
        (Dimension::Mandate, "m"),
    ] {
        let scope = Scope::only(dimension, which);
        assert_eq!(code(vec![spending("a", Window::Day, scope, amount)]), Err("limit.scope_malformed"));
    }
    let many = (0..=MAX_LIMITS).map(|number| day(&number.to_string(), amount)).collect();
    assert_eq!(code(many), Err("limit.too_many"));
}

#[test]
fn limits_are_read_back_from_json() {
    let mut set = LimitSet::of_delegation(Some(hkd(8_000)), Some(hkd(10_000)));
    set.limits.push(spending("a", Window::Week, Scope::only(Dimension::Agent, "x"), Cap::Count(3)));
    let json = serde_json::to_value(&set).unwrap();
    assert_eq!(json["limits"][2]["max"], serde_json::json!({"count": 3}));
    assert_eq!(serde_json::from_value::<LimitSet>(json).unwrap(), set);
    assert_eq!(set.check(), Ok(()));
}

proptest! {
    #[test]
    fn what_is_accepted_one_after_another_never_exceeds_the_limit(
        max in 0..20_000i64,
        count in 0..12u32,
        amounts in proptest::collection::vec(1..6_000i64, 0..40),
    ) {
        let limits = [
            spending("amount", Window::Day, Scope::ALL, Cap::Amount(hkd(max))),
            spending("count", Window::Day, Scope::ALL, Cap::Count(count)),
        ];
        let (mut sum, mut payments) = (hkd(0), 0i64);
        for amount in amounts.into_iter().map(hkd) {
            let usage = |limit: &Limit| LimitUsage::of(limit.clone(), vec![sum], payments, None);
            if limits.iter().all(|limit| usage(limit).breach(amount).is_none()) {
                sum = sum.checked_add(amount).unwrap();
                payments += 1;
            }
            prop_assert!(sum.micros() <= hkd(max).micros() && payments <= i64::from(count));
        }
    }

    #[test]
    fn a_narrower_limit_never_lets_through_what_a_wider_one_refuses(
        max in 0..1_000i64,
        by in 0..1_000i64,
        counted in 0..1_000i64,
        payments in 0..5i64,
        asked in 1..1_000i64,
        by_count: bool,
    ) {
        let usage = |max: i64| {
            let cap = if by_count { Cap::Count(u32::try_from(max / 200).unwrap()) } else { Cap::Amount(hkd(max)) };
            let limit = spending("a", Window::Day, Scope::ALL, cap);
            LimitUsage::of(limit, vec![hkd(counted)], payments, None)
        };
        if usage(max).breach(hkd(asked)).is_some() {
            prop_assert!(usage((max - by).max(0)).breach(hkd(asked)).is_some());
        }
    }

    #[test]
    fn without_a_payment_the_others_use_what_they_used_before_it(before in 0..9_000i64, held in 1..9_000i64) {
        let limit = spending("a", Window::Day, Scope::ALL, Cap::Count(9));
        let usage = |sum, payments| LimitUsage::of(limit.clone(), vec![hkd(sum)], payments, None);
        prop_assert_eq!(usage(before + held, 3).without(hkd(held)), usage(before, 2));
    }
}

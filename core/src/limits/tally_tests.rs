//! What an agent leaves out gains it nothing: merchants, categories and orders in sequences that alternate.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::assurance::{Checkout, Merchant};
use crate::clock::Timestamp;
use crate::money::{Amount, Currency};

const NOON: Timestamp = Timestamp::from_seconds(1_795_521_600);
const MAX: i64 = 1_000;

fn shop(id: &str, name: &str, mcc: &str) -> Merchant {
    Merchant {
        reference_merchant_id: id.into(),
        merchant_name: name.into(),
        merchant_mcc: mcc.into(),
        merchant_website_url: None,
        merchant_region: None,
    }
}

fn subject<'a>(agent_id: &'a str, merchant: &'a Merchant, device_id: Option<&'a str>) -> Subject<'a> {
    Subject { mandate_id: "m-1", agent_id, merchant: Some(merchant), device_id, at: NOON }
}

fn tally(scope: Scope, subject: &Subject<'_>) -> Option<Tally<CounterKey>> {
    let series = Series { kind: LimitKind::Spending, window: Window::Day, scope };
    CounterKey::tally(&series, subject, &WalletZone::UTC).unwrap()
}

fn of_shop(scope: Scope, shop: &Merchant) -> Option<Tally<CounterKey>> {
    tally(scope, &subject("a", shop, None))
}

/// Whether what counts in `one` is part of what `other` is judged by.
fn burdens(one: &Tally<CounterKey>, other: &Tally<CounterKey>) -> bool {
    other.judged_by.iter().flatten().any(|key| one.counts_in.contains(key))
}

#[test]
fn what_is_told_apart_has_counters_of_its_own() {
    let (one, other) = (shop("M-1", "Demo Store", "5411"), shop("M-2", "Tea House", "5411"));
    let (first, second) = (subject("a", &one, None), subject("b", &other, Some("watch")));
    assert_eq!(tally(Scope::ALL, &first), tally(Scope::ALL, &second));
    for dimension in [Dimension::Agent, Dimension::Merchant, Dimension::Device] {
        let of = |subject| tally(Scope::each(dimension), subject).unwrap();
        assert!(!burdens(&of(&first), &of(&second)) && burdens(&of(&first), &of(&first)), "{dimension:?}");
    }
    for dimension in [Dimension::Category, Dimension::Mandate] {
        assert_eq!(tally(Scope::each(dimension), &first), tally(Scope::each(dimension), &second));
    }
    assert_eq!(tally(Scope::only(Dimension::Agent, "b"), &first), None);
    assert!(tally(Scope::only(Dimension::Device, PHONE), &first).is_some());
    assert_eq!(tally(Scope::only(Dimension::Device, PHONE), &second), None);
}

#[test]
fn a_merchant_counts_by_its_identifier_and_by_its_name_and_by_nothing_else() {
    let of = |id, name| of_shop(Scope::each(Dimension::Merchant), &shop(id, name, "5411")).unwrap();
    let named = of("M-1", "Demo Store");
    for same in [
        of("M-1", "Demo Store HK"),
        of("", "Demo Store"),
        of("", "DEMO ST\u{43e}RE"),
        of("M-2", "Demo Store"),
    ] {
        assert!(burdens(&named, &same) && burdens(&same, &named));
    }
    for other in [of("", "M-1"), of("M-2", "Tea House"), of("Demo Store", "Tea House")] {
        assert!(!burdens(&named, &other) && !burdens(&other, &named));
    }
    assert_eq!(of("", "Caf\u{e9}"), of("", "Cafe\u{301}"));
    let only =
        |which, id, name| of_shop(Scope::only(Dimension::Merchant, which), &shop(id, name, "5411")).is_some();
    assert!(only("M-1", "M-1", "Demo Store HK") && only("Demo Store", "M-1", "Demo Store"));
    assert!(!only("M-2", "M-1", "Demo Store"));
}

#[test]
fn a_payment_that_shows_no_category_counts_against_every_category() {
    let of = |scope, mcc| of_shop(scope, &shop("M-1", "Demo Store", mcc));
    let each = |mcc| of(Scope::each(Dimension::Category), mcc).unwrap();
    for unknown in ["", "54", "5411 ", "food"] {
        assert!(
            burdens(&each(unknown), &each("5411")) && burdens(&each("5411"), &each(unknown)),
            "{unknown:?}"
        );
        assert_eq!(
            of(Scope::only(Dimension::Category, "5411"), unknown),
            of(Scope::only(Dimension::Category, "5411"), "5411")
        );
    }
    assert!(!burdens(&each("4511"), &each("5411")));
    assert_eq!(of(Scope::only(Dimension::Category, "4511"), "5411"), None);
}

/// Counters in memory, as the store keeps them.
struct Counters<Key>(HashMap<Key, i64>);

impl<Key: Eq + std::hash::Hash> Counters<Key> {
    /// Counts `amount` if every sum that judges it has room.
    fn admit(&mut self, tally: Tally<Key>, amount: i64, max: i64) -> bool {
        let sum = |keys: &Vec<Key>| keys.iter().filter_map(|key| self.0.get(key)).sum::<i64>();
        let admitted = tally.judged_by.iter().all(|keys| sum(keys) + amount <= max);
        if admitted {
            for key in tally.counts_in {
                *self.0.entry(key).or_default() += amount;
            }
        }
        admitted
    }
}

fn order(shop: Merchant, checkout_id: Option<&str>) -> Checkout {
    Checkout {
        total_amount: Amount::from_minor(18_000, Currency::HKD).unwrap(),
        merchant: shop,
        goods: Vec::new(),
        reference_checkout_id: checkout_id.map(str::to_owned),
    }
}

proptest! {
    #[test]
    fn one_merchant_is_paid_no_more_than_its_limit_however_the_agent_names_it(
        payments in prop::collection::vec((any::<bool>(), 0..3_usize, 1..500_i64), 1..40),
    ) {
        let mut counters = Counters(HashMap::new());
        let mut paid = 0;
        for (with_id, name, amount) in payments {
            let name = ["Demo Store", "demo store", "Dem\u{43e} Store"][name];
            let shop = shop(if with_id { "M-1" } else { "" }, name, "5411");
            if counters.admit(of_shop(Scope::each(Dimension::Merchant), &shop).unwrap(), amount, MAX) {
                paid += amount;
            }
            prop_assert!(paid <= MAX, "{paid}");
        }
    }

    #[test]
    fn no_category_is_paid_more_than_its_limit_whichever_the_unknown_ones_belong_to(
        payments in prop::collection::vec((0..4_usize, 1..500_i64), 1..40),
    ) {
        const MCCS: [&str; 4] = ["5411", "4511", "", "7011"];
        let mut counters = Counters(HashMap::new());
        let mut paid = [0; 4];
        for (mcc, amount) in payments {
            let shop = shop("M-1", "Demo Store", MCCS[mcc]);
            if counters.admit(of_shop(Scope::each(Dimension::Category), &shop).unwrap(), amount, MAX) {
                paid[mcc] += amount;
            }
            let unknown = paid[2];
            prop_assert!([0, 1, 3].iter().all(|known| paid[*known] + unknown <= MAX), "{paid:?}");
        }
    }

    #[test]
    fn one_order_is_tried_no_more_than_allowed_whether_its_number_and_merchant_are_shown_or_not(
        attempts in prop::collection::vec((any::<bool>(), any::<bool>()), 1..20),
        max in 1..6_i64,
    ) {
        let mut counters = Counters(HashMap::new());
        let mut tried = 0;
        for (with_number, with_id) in attempts {
            let shop = shop(if with_id { "M-1" } else { "" }, "Demo Store", "5411");
            let order = order(shop, with_number.then_some("O-1"));
            tried += i64::from(counters.admit(AttemptKey::tally("m-1", &order), 1, max));
            prop_assert!(tried <= max, "{tried}");
        }
    }
}

#[test]
fn orders_with_numbers_of_their_own_are_tried_each_by_itself_however_alike_they_are() {
    let mut counters = Counters(HashMap::new());
    let mut admit = |number| {
        let order = order(shop("M-1", "Demo Store", "5411"), number);
        counters.admit(AttemptKey::tally("m-1", &order), 1, 1)
    };
    assert!(admit(Some("O-1")) && !admit(Some("O-1")) && admit(Some("O-2")));
    assert!(!admit(None) && !admit(Some("")), "it may be either of them");
}

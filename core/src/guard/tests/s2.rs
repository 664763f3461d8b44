use super::codes;
use crate::agents::{Binding, BindingState};
use crate::assurance::{Checkout, Extensions, FrequencyPeriod, L3Claims, Merchant, Mode, PaymentFrequency};
use crate::clock::Timestamp;
use crate::guard::{Balances, Reason, Refusal, Restraints, ResultCode, TokenRequest, s2};
use crate::limits::{Cap, Dimension, Limit, LimitKind, LimitUsage, Scope, Window};
use crate::mandates::sample::{NOW, binding, checkout, hkd, l3, mandate};
use crate::mandates::{Mandate, MandateState};
use crate::money::{Amount, Currency};

/// A request that S2 accepts, to be spoilt.
struct Ask {
    mandate: Mandate,
    balances: Balances,
    binding: Binding,
    agent_id: Option<String>,
    token_id: String,
    checkout: Checkout,
    l3: Option<L3Claims>,
    frozen: bool,
    limits: Vec<LimitUsage>,
    attempts: i64,
    now: Timestamp,
}

impl Ask {
    fn new(mode: Mode, budget: i64, amount: i64) -> Self {
        let checkout = checkout(amount);
        Self {
            mandate: mandate(mode, budget),
            balances: Balances { held: hkd(0), spent: hkd(0) },
            binding: binding(),
            agent_id: None,
            token_id: "token-1".into(),
            l3: (mode == Mode::Autonomous).then(|| l3(&checkout)),
            checkout,
            frozen: false,
            limits: Vec::new(),
            attempts: 0,
            now: NOW,
        }
    }

    fn judge(&self) -> Result<Amount, Refusal> {
        s2(&TokenRequest {
            mandate: &self.mandate,
            balances: self.balances,
            binding: &self.binding,
            agent_id: self.agent_id.as_deref(),
            token_id: &self.token_id,
            checkout: &self.checkout,
            l3: self.l3.as_ref(),
            restraints: Restraints {
                frozen: self.frozen,
                limits: &self.limits,
                attempts: self.attempts,
                rate: None,
            },
            now: self.now,
        })
    }
}

fn autonomous(change: impl FnOnce(&mut Ask)) -> Result<Amount, Refusal> {
    let mut ask = Ask::new(Mode::Autonomous, 10_000, 2_500);
    change(&mut ask);
    ask.judge()
}

fn immediate(change: impl FnOnce(&mut Ask)) -> Result<Amount, Refusal> {
    let mut ask = Ask::new(Mode::Immediate, 2_500, 2_500);
    change(&mut ask);
    ask.judge()
}

/// Changes the order as the network passes it on and as the agent signed it.
fn order(ask: &mut Ask, change: impl Fn(&mut Checkout)) {
    change(&mut ask.checkout);
    if let Some(l3) = &mut ask.l3 {
        change(&mut l3.checkout);
    }
}

#[test]
fn an_order_inside_the_authorization_gets_its_amount_held() {
    assert_eq!(autonomous(|_| {}), Ok(hkd(2_500)));
    assert_eq!(immediate(|_| {}), Ok(hkd(2_500)));
    assert_eq!(autonomous(|a| a.agent_id = Some("agent-1".into())), Ok(hkd(2_500)));
}

#[test]
fn only_an_activated_mandate_in_its_time_pays() {
    for state in
        [MandateState::Inactive, MandateState::Revoked, MandateState::Expired, MandateState::Finished]
    {
        let refusal = autonomous(|a| a.mandate.state = state);
        assert_eq!(codes(refusal), ["mandate_not_activated"]);
    }
    assert!(autonomous(|a| a.now = a.mandate.expires_at.plus_millis(-1)).is_ok());
    assert_eq!(codes(autonomous(|a| a.now = a.mandate.expires_at)), ["mandate_expired"]);
}

#[test]
fn the_last_cent_of_the_budget_can_be_had_and_no_more() {
    let left = |held, spent| move |a: &mut Ask| a.balances = Balances { held: hkd(held), spent: hkd(spent) };
    assert!(autonomous(left(3_500, 4_000)).is_ok());
    let refusal = autonomous(left(3_501, 4_000)).unwrap_err();
    let expected = Reason::BudgetExceeded { requested: hkd(2_500), remaining: hkd(2_499) };
    assert_eq!(refusal.reasons, [expected]);
    assert_eq!(refusal.result_code(), ResultCode::CheckoutAmountExceedsBudget);
    assert_eq!(refusal.to_string(), "S2 refused: HKD 25.00 was asked for, HKD 24.99 is left of the budget");
    assert_eq!(codes(autonomous(|a| a.mandate.budget = hkd(2_499))), ["budget_exceeded"]);
}

#[test]
fn books_that_cannot_be_added_pay_nothing() {
    let max = Amount::from_micros(i64::MAX, Currency::HKD);
    let full = autonomous(|a| a.balances = Balances { held: max, spent: max });
    assert_eq!(codes(full), ["amount_out_of_range"]);
    for (held, spent) in [(-1, 0), (0, -1), (9_000, -9_000)] {
        let negative = autonomous(|a| a.balances = Balances { held: hkd(held), spent: hkd(spent) });
        assert_eq!(codes(negative), ["amount_out_of_range"]);
    }
    let foreign = autonomous(|a| a.balances.spent = Amount::zero(Currency::USD));
    assert_eq!(codes(foreign), ["currency_mismatch"]);
}

#[test]
fn another_currency_pays_nothing_however_small() {
    let usd = Amount::from_micros(1, Currency::USD);
    let refusal = autonomous(|a| order(a, |o| o.total_amount = usd));
    assert_eq!(codes(refusal), ["currency_mismatch"]);
}

#[test]
fn nothing_and_less_than_nothing_is_no_payment() {
    for minor in [0, -1, -2_500] {
        let refusal = autonomous(|a| order(a, |o| o.total_amount = hkd(minor)));
        assert_eq!(codes(refusal), ["amount_not_positive"], "{minor}");
    }
}

#[test]
fn single_payments_keep_to_their_bounds() {
    let bounds = |max: i64, min: i64| {
        autonomous(|a| {
            let bounds = a.mandate.intent.constraints.as_mut().unwrap();
            bounds.per_transaction_max = Some(hkd(max));
            bounds.per_transaction_min = Some(hkd(min));
        })
    };
    assert!(bounds(2_500, 2_500).is_ok());
    assert_eq!(codes(bounds(2_499, 1)), ["transaction_over_max"]);
    assert_eq!(codes(bounds(9_000, 2_501)), ["transaction_under_min"]);
}

#[test]
fn merchants_are_those_listed_byte_for_byte() {
    for name in ["Kuala Lumpur Air ", "Kuala Lumpur", "Another Air", ""] {
        let refusal = autonomous(|a| order(a, |o| o.merchant.merchant_name = name.into()));
        assert_eq!(codes(refusal), ["merchant_not_listed"], "{name:?}");
    }
    let refusal = autonomous(|a| order(a, |o| o.merchant.merchant_mcc = "5999".into()));
    assert_eq!(codes(refusal), ["mcc_not_listed"]);
    let anyone = autonomous(|a| {
        a.mandate.intent.constraints.as_mut().unwrap().merchant_names.clear();
        order(a, |o| o.merchant.merchant_name = "Anyone".into());
    });
    assert!(anyone.is_ok());
}

#[test]
fn a_name_that_looks_like_a_listed_one_is_refused_as_such() {
    for name in ["kuala lumpur air", "Kuala Lumpur A\u{131}r", "Kuala Lumpur \u{410}ir", "Kua1a Lumpur Air"] {
        let refusal = autonomous(|a| order(a, |o| o.merchant.merchant_name = name.into()));
        assert_eq!(codes(refusal), ["merchant_confusable"], "{name:?}");
    }
}

fn extended(
    change: impl FnOnce(&mut Extensions),
    merchant: impl Fn(&mut Merchant),
) -> Result<Amount, Refusal> {
    autonomous(|a| {
        change(&mut a.mandate.intent.constraints.as_mut().unwrap().extensions);
        order(a, |o| merchant(&mut o.merchant));
    })
}

#[test]
fn an_agreed_identifier_beats_the_name_both_ways() {
    let agreed = |e: &mut Extensions| e.merchant_ids = vec!["M-1".into()];
    assert!(extended(agreed, |m| m.merchant_name = "Renamed Air".into()).is_ok());
    for id in ["M-2", ""] {
        let other = extended(agreed, |m| m.reference_merchant_id = id.into());
        assert_eq!(codes(other), ["merchant_id_not_listed"], "the name alone is not enough");
    }
}

#[test]
fn blocked_merchants_are_paid_under_no_list() {
    let by_id = |e: &mut Extensions| e.blocked_merchant_ids = vec!["M-1".into()];
    assert_eq!(codes(extended(by_id, |_| ())), ["merchant_blocked"]);
    let nameless = |m: &mut Merchant| m.reference_merchant_id.clear();
    let by_other_id = |e: &mut Extensions| e.blocked_merchant_ids = vec!["M-9".into()];
    assert!(
        codes(extended(by_other_id, nameless)).contains(&"merchant_blocked"),
        "it may be the blocked one"
    );
    let by_name = |e: &mut Extensions| {
        e.merchant_ids = vec!["M-1".into()];
        e.blocked_merchant_names = vec!["Kuala Lumpur Air".into()];
    };
    assert_eq!(codes(extended(by_name, |_| ())), ["merchant_blocked"]);
    assert_eq!(
        codes(extended(by_name, |m| m.merchant_name = "KuaIa Lumpur Air".into())),
        ["merchant_blocked"]
    );
    assert!(extended(by_name, |m| m.merchant_name = "Hotel Nusantara".into()).is_ok());
}

#[test]
fn a_mandate_bounded_by_region_pays_only_what_shows_a_listed_one() {
    let regions = |e: &mut Extensions| e.regions = vec!["MY".into(), "HK".into()];
    assert!(extended(regions, |m| m.merchant_region = Some("MY".into())).is_ok());
    for region in [None, Some("SG".into()), Some("my".into())] {
        assert_eq!(codes(extended(regions, |m| m.merchant_region = region.clone())), ["region_not_listed"]);
    }
}

#[test]
fn an_order_is_tried_as_often_as_its_mandate_allows() {
    let tried = |attempts| {
        autonomous(|a| {
            a.mandate.intent.constraints.as_mut().unwrap().extensions.max_retries = Some(2);
            a.attempts = attempts;
        })
    };
    assert!(tried(0).is_ok() && tried(2).is_ok());
    assert_eq!(codes(tried(3)), ["retries_exhausted"]);
    assert!(autonomous(|a| a.attempts = 1_000).is_ok(), "without a bound nothing is counted");
}

#[test]
fn an_order_whose_texts_hide_something_is_not_paid_even_where_only_its_category_is_bound() {
    let signed = |change: fn(&mut Checkout)| {
        autonomous(|ask| {
            let bounds = ask.mandate.intent.constraints.as_mut().unwrap();
            bounds.merchant_names.clear();
            bounds.merchant_mccs = vec![ask.checkout.merchant.merchant_mcc.clone()];
            change(&mut ask.checkout);
            ask.l3 = Some(l3(&ask.checkout));
        })
    };
    assert!(signed(|_| {}).is_ok());
    assert!(signed(|order| order.merchant.merchant_website_url = Some(String::new())).is_ok());
    let hostile: [fn(&mut Checkout); 5] = [
        |order| order.merchant.merchant_name = "erotS omeD\u{202e}".into(),
        |order| order.merchant.merchant_name = "Demo\u{200b} Store".into(),
        |order| order.merchant.reference_merchant_id = "M-1\u{0}".into(),
        |order| order.goods[0].goods_name = "tea\nTOTAL 0.00".into(),
        |order| order.reference_checkout_id = Some("O\u{2066}1".into()),
    ];
    for change in hostile {
        assert_eq!(codes(signed(change)), ["text_hostile"]);
    }
    assert_eq!(codes(signed(|order| order.merchant.merchant_name = "x".repeat(201))), ["text_too_long"]);
    assert_eq!(codes(signed(|order| order.merchant.merchant_name = " ".into())), ["field_missing"]);
}

#[test]
fn a_frozen_agent_gets_no_token() {
    assert_eq!(codes(autonomous(|a| a.frozen = true)), ["frozen"]);
}

#[test]
fn a_limit_that_is_used_up_gives_no_token() {
    let frequency = PaymentFrequency { max_payments: 2, period: FrequencyPeriod::Day };
    let used = |payments| LimitUsage { payments, ..LimitUsage::unused(Limit::of_frequency(frequency)) };
    assert!(autonomous(|a| a.limits = vec![used(1)]).is_ok());
    assert_eq!(codes(autonomous(|a| a.limits = vec![used(2)])), ["payment_frequency_exceeded"]);
    let day = |counted| {
        let scope = Scope::each(Dimension::Agent);
        let limit = Limit {
            limit_id: "agent.day".into(),
            kind: LimitKind::Spending,
            window: Window::Day,
            scope,
            max: Cap::Amount(hkd(5_000)),
        };
        vec![LimitUsage { counted: vec![hkd(counted)], payments: 1, ..LimitUsage::unused(limit) }]
    };
    assert!(autonomous(|a| a.limits = day(2_500)).is_ok());
    let refusal = autonomous(|a| a.limits = day(2_501)).unwrap_err();
    assert_eq!(refusal.code(), "guard.limit_exceeded");
    assert_eq!(refusal.result_code(), ResultCode::CheckoutAmountExceedsBudget);
}

#[test]
fn only_the_mandates_agent_on_its_own_wallet_asks() {
    assert_eq!(codes(autonomous(|a| a.agent_id = Some("agent-2".into()))), ["agent_mismatch"]);
    assert_eq!(codes(autonomous(|a| a.binding.agent_id = "agent-2".into())), ["agent_mismatch"]);
    assert_eq!(codes(autonomous(|a| a.binding.state = BindingState::Ended)), ["agent_not_active"]);
    assert_eq!(codes(autonomous(|a| a.binding.expires_at = NOW)), ["agent_binding_expired"]);
    assert_eq!(codes(autonomous(|a| a.token_id = "token-2".into())), ["wallet_token_mismatch"]);
    let tokenless = autonomous(|a| {
        a.binding.token_id = None;
        a.token_id.clear();
    });
    assert_eq!(codes(tokenless), ["wallet_token_mismatch"]);
}

#[test]
fn an_autonomous_order_is_the_one_that_its_agent_signed() {
    assert_eq!(codes(autonomous(|a| a.l3 = None)), ["l3_missing"]);
    assert_eq!(codes(autonomous(|a| a.checkout.total_amount = hkd(2_501))), ["l3_order_differs"]);
    let unit = autonomous(|a| a.l3.as_mut().unwrap().checkout.total_amount = hkd(250_000));
    assert_eq!(codes(unit), ["unit_mismatch"]);
    let goods = autonomous(|a| a.checkout.goods[0].goods_name.push('x'));
    assert_eq!(codes(goods), ["l3_order_differs"]);
}

#[test]
fn an_immediate_mandate_pays_its_one_order_once() {
    assert_eq!(codes(immediate(|a| a.l3 = Some(l3(&a.checkout)))), ["l3_forbidden"]);
    assert_eq!(codes(immediate(|a| a.checkout.total_amount = hkd(2_499))), ["order_differs"]);
    assert_eq!(codes(immediate(|a| a.checkout.merchant.merchant_name.push('x'))), ["order_differs"]);
    assert_eq!(codes(immediate(|a| a.checkout.total_amount = hkd(25))), ["unit_mismatch"]);
    assert_eq!(codes(immediate(|a| a.mandate.checkout = None)), ["order_missing"]);
    let used = immediate(|a| a.balances.spent = hkd(1));
    assert_eq!(codes(used), ["budget_exceeded", "mandate_used"]);
    let raised = immediate(|a| {
        a.mandate.budget = hkd(9_000);
        a.balances.held = hkd(2_500);
    });
    assert_eq!(codes(raised), ["mandate_used"]);
}

#[test]
fn every_reason_is_given() {
    let refusal = autonomous(|a| {
        a.mandate.state = MandateState::Revoked;
        a.now = a.mandate.expires_at;
        a.token_id.clear();
        a.balances.spent = hkd(9_000);
        order(a, |o| o.merchant.merchant_mcc = "0000".into());
        a.l3 = None;
    });
    let expected = [
        "mandate_not_activated",
        "mandate_expired",
        "wallet_token_mismatch",
        "budget_exceeded",
        "mcc_not_listed",
        "l3_missing",
    ];
    assert_eq!(codes(refusal), expected);
}

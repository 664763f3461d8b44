use super::codes;
use crate::agents::{Binding, BindingState};
use crate::assurance::Mode;
use crate::guard::{DraftCheck, MAX_VALIDITY_DAYS, Reason, Refusal, s1};
use crate::limits::{LimitSet, LimitUsage};
use crate::mandates::MandateContent;
use crate::mandates::sample::{self, NOW, binding, content, hkd};
use crate::money::{Amount, Currency};

fn judge(content: &MandateContent) -> Result<(), Refusal> {
    judge_with(content, Some(&binding()), &[])
}

fn judge_with(
    content: &MandateContent,
    binding: Option<&Binding>,
    limits: &[LimitUsage],
) -> Result<(), Refusal> {
    s1(&DraftCheck { content, binding, limits, max_validity_days: MAX_VALIDITY_DAYS, rate: None, now: NOW })
}

fn autonomous(change: impl FnOnce(&mut MandateContent)) -> Result<(), Refusal> {
    let mut content = content(Mode::Autonomous, 1_000_000);
    change(&mut content);
    judge(&content)
}

fn immediate(change: impl FnOnce(&mut MandateContent)) -> Result<(), Refusal> {
    let mut content = content(Mode::Immediate, 8_800);
    change(&mut content);
    judge(&content)
}

#[test]
fn complete_and_unambiguous_authorizations_are_shown() {
    assert_eq!(autonomous(|_| {}), Ok(()));
    assert_eq!(immediate(|_| {}), Ok(()));
    assert_eq!(immediate(|c| c.checkout.as_mut().unwrap().goods.clear()), Ok(()));
    assert_eq!(immediate(|c| c.checkout.as_mut().unwrap().merchant.reference_merchant_id.clear()), Ok(()));
}

#[test]
fn an_incomplete_authorization_is_never_shown() {
    assert_eq!(codes(autonomous(|c| c.intent.raw.clear())), ["field_missing"]);
    assert_eq!(codes(autonomous(|c| c.intent.desc = " ".into())), ["field_missing"]);
    assert_eq!(codes(autonomous(|c| c.intent.expiry_time = None)), ["field_missing"]);
    assert_eq!(codes(autonomous(|c| c.intent.constraints = None)), ["field_missing"]);
    assert_eq!(codes(immediate(|c| c.checkout = None)), ["field_missing"]);
    let unbounded = autonomous(|c| {
        let bounds = c.intent.constraints.as_mut().unwrap();
        bounds.merchant_names.clear();
        bounds.merchant_mccs.clear();
    });
    assert_eq!(codes(unbounded), ["field_missing"]);
}

#[test]
fn what_the_mode_forbids_is_refused() {
    assert_eq!(codes(autonomous(|c| c.checkout = Some(sample::checkout(1)))), ["field_forbidden"]);
    assert_eq!(
        codes(immediate(|c| c.intent.constraints = Some(sample::constraints(1)))),
        ["field_forbidden"]
    );
    assert_eq!(codes(immediate(|c| c.intent.expiry_time = Some(c.expires_at()))), ["field_forbidden"]);
    assert_eq!(
        codes(immediate(|c| c.mandate_info.mandate_type = "AUTONOMOUS".into())),
        ["fields_contradict"]
    );
}

#[test]
fn an_authorization_ends_in_the_future_and_not_beyond_the_longest_validity() {
    let ends = |at| {
        autonomous(|c| {
            c.intent.expiry_time = Some(at);
            c.mandate_info.mandate_expiry_time = at;
        })
    };
    assert_eq!(codes(ends(NOW)), ["expiry_past"]);
    assert_eq!(ends(NOW.plus_millis(1)), Ok(()));
    let longest = NOW.plus_seconds(i64::from(MAX_VALIDITY_DAYS) * 86_400);
    assert_eq!(ends(longest), Ok(()));
    assert_eq!(codes(ends(longest.plus_millis(1))), ["expiry_too_far"]);
    let two_ends = autonomous(|c| c.intent.expiry_time = Some(NOW.plus_seconds(5)));
    assert_eq!(codes(two_ends), ["fields_contradict"]);
}

#[test]
fn hostile_text_is_never_shown() {
    for hostile in ["Store\u{202e}", "Sto\u{200b}re", "Store\n", "\u{feff}Store"] {
        let text = || hostile.to_owned();
        assert_eq!(codes(autonomous(|c| c.intent.raw = text())), ["text_hostile"], "{hostile:?}");
        assert_eq!(codes(autonomous(|c| c.intent.desc = text())), ["text_hostile"]);
        assert_eq!(codes(autonomous(|c| c.agent.display_name = text())), ["text_hostile"]);
        let names = |c: &mut MandateContent| {
            c.intent.constraints.as_mut().unwrap().merchant_names[0] = text();
        };
        assert_eq!(codes(autonomous(names)), ["text_hostile"]);
        let merchant = |c: &mut MandateContent| c.checkout.as_mut().unwrap().merchant.merchant_name = text();
        assert_eq!(codes(immediate(merchant)), ["text_hostile"]);
        let goods = |c: &mut MandateContent| c.checkout.as_mut().unwrap().goods[0].goods_name = text();
        assert_eq!(codes(immediate(goods)), ["text_hostile"]);
    }
    assert_eq!(codes(autonomous(|c| c.intent.raw = "x".repeat(5_000_000))), ["text_too_long"]);
}

#[test]
fn lists_and_codes_are_bounded_and_well_formed() {
    let bounds = |change: fn(&mut crate::assurance::Constraints)| {
        autonomous(|c| change(c.intent.constraints.as_mut().unwrap()))
    };
    assert_eq!(codes(bounds(|b| b.merchant_names = vec!["Shop".into(); 100_000])), ["list_too_long"]);
    assert_eq!(codes(bounds(|b| b.merchant_mccs = vec!["5411".into(); 65])), ["list_too_long"]);
    for mcc in ["541", "54l1", "5411 ", "５411"] {
        let malformed = autonomous(|c| c.intent.constraints.as_mut().unwrap().merchant_mccs[0] = mcc.into());
        assert!(codes(malformed).contains(&"field_malformed"), "{mcc}");
    }
    for quantity in ["0", "1.5", "-1", "x", "1 "] {
        let malformed = immediate(|c| c.checkout.as_mut().unwrap().goods[0].goods_quantity = quantity.into());
        assert_eq!(codes(malformed), ["field_malformed"], "{quantity}");
    }
}

#[test]
fn amounts_are_positive_of_one_currency_and_go_together() {
    let usd = Amount::from_minor(100, Currency::USD).unwrap();
    let bounds = |max: Option<Amount>, min: Option<Amount>| {
        autonomous(|c| {
            let bounds = c.intent.constraints.as_mut().unwrap();
            (bounds.per_transaction_max, bounds.per_transaction_min) = (max, min);
        })
    };
    assert_eq!(bounds(Some(hkd(1_000_000)), Some(hkd(1_000_000))), Ok(()));
    assert_eq!(codes(bounds(Some(hkd(10)), Some(hkd(11)))), ["fields_contradict"]);
    assert_eq!(codes(bounds(Some(hkd(1_000_001)), None)), ["fields_contradict"]);
    assert_eq!(codes(bounds(None, Some(hkd(1_000_001)))), ["fields_contradict"]);
    assert_eq!(codes(bounds(Some(usd), None)), ["currency_mismatch"]);
    assert_eq!(codes(bounds(None, Some(hkd(0)))), ["amount_not_positive"]);
    for budget in [hkd(0), hkd(-1)] {
        let refused = autonomous(|c| {
            let bounds = c.intent.constraints.as_mut().unwrap();
            (bounds.budget, bounds.per_transaction_max) = (budget, None);
        });
        assert_eq!(codes(refused), ["amount_not_positive"]);
    }
    let foreign = immediate(|c| c.checkout.as_mut().unwrap().goods[0].goods_unit_amount = usd);
    assert_eq!(codes(foreign), ["currency_mismatch"]);
    assert_eq!(
        codes(immediate(|c| c.checkout.as_mut().unwrap().total_amount = hkd(0))),
        ["amount_not_positive"]
    );
}

#[test]
fn only_a_bound_active_agent_with_a_known_key_is_authorized() {
    let content = content(Mode::Autonomous, 1_000_000);
    assert_eq!(codes(judge_with(&content, None, &[])), ["agent_unknown"]);
    let ended = Binding { state: BindingState::Ended, ..binding() };
    assert_eq!(codes(judge_with(&content, Some(&ended), &[])), ["agent_not_active"]);
    let late = Binding { expires_at: NOW, ..binding() };
    assert_eq!(codes(judge_with(&content, Some(&late), &[])), ["agent_binding_expired"]);
    let other = Binding { agent_id: "agent-2".into(), ..binding() };
    assert_eq!(codes(judge_with(&content, Some(&other), &[])), ["agent_mismatch"]);
    assert_eq!(codes(autonomous(|c| c.agent_key = None)), ["agent_key_unknown"]);
    assert_eq!(immediate(|c| c.agent_key = None), Ok(()));
}

#[test]
fn the_users_limits_hold_for_both_modes() {
    let used = |per_mandate, per_day, counted: &[Amount]| -> Vec<LimitUsage> {
        let set = LimitSet::of_delegation(Some(per_mandate), per_day);
        set.limits
            .into_iter()
            .map(|limit| LimitUsage { counted: counted.to_vec(), ..LimitUsage::unused(limit) })
            .collect()
    };
    for mode in [Mode::Autonomous, Mode::Immediate] {
        let content = |minor| content(mode, minor);
        let binding = binding();
        let mut limits = used(hkd(8_000), Some(hkd(10_000)), &[hkd(2_000)]);
        limits[0].counted.clear();
        assert_eq!(judge_with(&content(8_000), Some(&binding), &limits), Ok(()));
        let both = judge_with(&content(8_001), Some(&binding), &limits);
        assert_eq!(codes(both), ["limit_exceeded", "limit_exceeded"]);
        let usd = used(Amount::from_minor(1, Currency::USD).unwrap(), None, &[]);
        assert_eq!(codes(judge_with(&content(1), Some(&binding), &usd)), ["limit_currency"]);
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let refusal = autonomous(|c| {
        c.agent_key = None;
        c.intent.raw.clear();
        c.intent.constraints.as_mut().unwrap().budget = hkd(-5);
        c.mandate_info.mandate_expiry_time = NOW;
    })
    .unwrap_err();
    assert!(refusal.reasons.len() >= 5, "{refusal}");
    assert!(matches!(refusal.reasons[0], Reason::AgentKeyUnknown { .. }));
    assert!(
        refusal.to_string().starts_with("S1 refused: the key of agent \"agent-1\" is unknown;"),
        "{refusal}"
    );
}

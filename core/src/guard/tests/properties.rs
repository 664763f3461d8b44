//! What must hold for every sequence of requests.

use proptest::prelude::*;

use crate::assurance::Mode;
use crate::clock::Timestamp;
use crate::guard::{Balances, Debit, PaymentCheck, Refusal, Restraints, TokenRequest, s2, s3, s4};
use crate::limits::{Cap, Limit, LimitKind, LimitUsage, Scope, Window};
use crate::mandates::sample::{NOW, binding, checkout, hkd, l3, mandate, payment};
use crate::mandates::{Mandate, MandateState};
use crate::money::Amount;
use crate::payments::{Payment, PaymentState};

#[derive(Debug, Clone)]
enum Step {
    Ask(i64),
    Pay(usize, i64),
    Release(usize),
    Adjust(i64),
    Wait(i64),
    End(MandateState),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (-5..400i64).prop_map(Step::Ask),
        6 => (any::<usize>(), -50..50i64).prop_map(|(index, delta)| Step::Pay(index, delta)),
        2 => any::<usize>().prop_map(Step::Release),
        1 => (1..1_500i64).prop_map(Step::Adjust),
        2 => (0..400i64).prop_map(Step::Wait),
        1 => prop_oneof![Just(MandateState::Revoked), Just(MandateState::Finished)].prop_map(Step::End),
    ]
}

/// The simplest wallet there is: it does what the stages allow, and nothing else.
struct Model {
    mandate: Mandate,
    payments: Vec<Payment>,
    now: Timestamp,
}

impl Model {
    fn sum(&self, of: impl Fn(&Payment) -> Option<Amount>) -> i64 {
        self.payments.iter().filter_map(of).map(|amount| amount.minor().unwrap()).sum()
    }

    fn balances(&self) -> Balances {
        let held = self.sum(|payment| (payment.state == PaymentState::Held).then_some(payment.held));
        Balances { held: hkd(held), spent: hkd(self.sum(|payment| payment.captured)) }
    }

    fn ask(&mut self, minor: i64) -> Result<(), Refusal> {
        let order = checkout(minor);
        let held = s2(&TokenRequest {
            mandate: &self.mandate,
            balances: self.balances(),
            binding: &binding(),
            agent_id: None,
            token_id: "token-1",
            checkout: &order,
            l3: Some(&l3(&order)),
            restraints: Restraints::NONE,
            now: self.now,
        })?;
        self.payments.push(Payment { token_expires_at: self.now.plus_seconds(600), held, ..payment(minor) });
        Ok(())
    }

    fn pay(&mut self, index: usize, delta: i64) -> Result<(), Refusal> {
        let (now, balances) = (self.now, self.balances());
        let Some(payment) = self.payments.get_mut(index) else { return Ok(()) };
        let amount = hkd(payment.held.minor().unwrap() + delta);
        let order = payment.checkout.clone();
        s3(&PaymentCheck { mandate: &self.mandate, payment, order: Some(&order), amount, now })?;
        let capture = s4(&Debit {
            mandate: &self.mandate,
            balances,
            payment,
            amount,
            restraints: Restraints::NONE,
            now,
        })?;
        assert_eq!(capture.captured.checked_add(capture.released), Ok(payment.held));
        payment.state = PaymentState::Captured;
        payment.captured = Some(capture.captured);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_sequence_of_accepted_steps_ever_exceeds_the_budget(steps in proptest::collection::vec(step(), 1..60)) {
        let mut model = Model { mandate: mandate(Mode::Autonomous, 1_000), payments: Vec::new(), now: NOW };
        for step in steps {
            let before = model.balances();
            let budget = model.mandate.budget;
            let ended = model.mandate.state.is_terminal();
            let count = model.payments.len();
            let index = |any: usize| if count == 0 { 0 } else { any % count };
            let verdict = match step.clone() {
                Step::Ask(minor) => model.ask(minor),
                Step::Pay(any, delta) => model.pay(index(any), delta),
                Step::Release(any) => {
                    if let Some(payment) = model.payments.get_mut(index(any))
                        && payment.state == PaymentState::Held
                    {
                        payment.state = PaymentState::Released;
                    }
                    Ok(())
                }
                Step::Adjust(minor) => {
                    model.mandate.budget = hkd(minor);
                    Ok(())
                }
                Step::Wait(seconds) => {
                    model.now = model.now.plus_seconds(seconds);
                    Ok(())
                }
                Step::End(state) => {
                    model.mandate.state = state;
                    Ok(())
                }
            };
            let after = model.balances();
            if let Err(refusal) = verdict {
                prop_assert!(!refusal.reasons.is_empty());
                prop_assert_eq!(after, before, "a refusal changes nothing");
            }
            let moved = after.spent != before.spent
                || after.held.micros() > before.held.micros();
            if moved {
                let in_use = after.held.checked_add(after.spent).unwrap();
                prop_assert!(in_use.micros() <= budget.micros(), "{step:?}: {in_use} of {budget}");
                prop_assert!(!ended, "a mandate that has ended pays nothing");
                prop_assert!(model.now < model.mandate.expires_at);
            }
        }
    }

    #[test]
    fn narrowing_a_mandate_never_turns_a_refusal_into_a_yes(
        amount in -10..2_000i64,
        budget in 1..2_000i64,
        used in 0..1_000i64,
        narrowing in 0..13usize,
        by in 0..500i64,
        other_mcc: bool,
    ) {
        let wide = mandate(Mode::Autonomous, budget);
        let mut narrow = wide.clone();
        let (mut balances, mut now) = (Balances { held: hkd(used), spent: hkd(0) }, NOW);
        let (mut frozen, mut limits) = (false, Vec::new());
        let judge = |mandate: &Mandate, balances: Balances, restraints: Restraints<'_>, now: Timestamp| {
            let mut order = checkout(amount);
            if other_mcc {
                order.merchant.merchant_mcc = "5999".into();
            }
            s2(&TokenRequest {
                mandate,
                balances,
                binding: &binding(),
                agent_id: None,
                token_id: "token-1",
                checkout: &order,
                l3: Some(&l3(&order)),
                restraints,
                now,
            })
        };
        let before = judge(&wide, balances, Restraints::NONE, now);
        let bounds = narrow.intent.constraints.as_mut().unwrap();
        match narrowing {
            0 => narrow.budget = hkd(budget - by),
            1 => balances.spent = hkd(by),
            2 => now = now.plus_seconds(by * 1_000),
            3 => narrow.state = MandateState::Revoked,
            4 => bounds.per_transaction_max = Some(hkd(budget - by)),
            5 => bounds.per_transaction_min = Some(hkd(by)),
            6 => bounds.merchant_names.truncate(1),
            7 => bounds.merchant_mccs.truncate(1),
            8 => bounds.extensions.blocked_merchant_ids.push("M-1".into()),
            9 => bounds.extensions.blocked_merchant_names.push("Kuala Lumpur Air".into()),
            10 => bounds.extensions.regions.push("MY".into()),
            11 => frozen = true,
            _ => limits.push(LimitUsage::unused(Limit {
                limit_id: "day".into(),
                kind: LimitKind::Spending,
                window: Window::Day,
                scope: Scope::ALL,
                max: Cap::Amount(hkd(by)),
            })),
        }
        let restraints = Restraints { frozen, limits: &limits, attempts: 0, rate: None };
        let after = judge(&narrow, balances, restraints, now);
        if let Err(before) = before {
            let after = after.unwrap_err();
            for reason in before.reasons {
                prop_assert!(after.reasons.iter().any(|other| other.code() == reason.code()), "{after}");
            }
        }
    }

    #[test]
    fn a_mandate_that_is_not_activated_pays_nothing(
        state in prop_oneof![
            Just(MandateState::Inactive),
            Just(MandateState::Revoked),
            Just(MandateState::Expired),
            Just(MandateState::Finished),
        ],
        amount in 1..10_000i64,
    ) {
        let mandate = Mandate { state, ..mandate(Mode::Autonomous, 10_000) };
        let mut model = Model { mandate, payments: vec![payment(amount)], now: NOW };
        prop_assert!(model.ask(amount).is_err());
        prop_assert!(model.pay(0, 0).is_err());
        prop_assert!(model.payments[0].captured.is_none());
    }
}

//! Random sequences of payments over days on which clocks move: no limit is ever exceeded, and the counters are what the
//! history says.

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{
    Cap, CounterKey, Dimension, Limit, LimitKind, LimitUsage, Scope, Subject, WalletZone, Window,
};
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::storage::{Store, StoreError};
use proptest::prelude::*;

use super::rows::{fund, hkd, payment, store, write};

#[derive(Debug, Clone)]
enum Step {
    /// Agent, amount.
    Hold(u8, i64),
    /// Which payment, how much of it in percent.
    Capture(usize, i64),
    Release(usize),
    /// Minutes.
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0_u8..3, 1_i64..400).prop_map(|(agent, amount)| Step::Hold(agent, amount)),
        2 => (any::<usize>(), 1_i64..=100).prop_map(|(index, percent)| Step::Capture(index, percent)),
        2 => any::<usize>().prop_map(Step::Release),
        3 => (0_i64..2_000).prop_map(Step::Wait),
    ]
}

fn limits() -> Vec<Limit> {
    let limit = |limit_id: &str, window, scope, max| {
        let limit_id = limit_id.to_owned();
        Limit { limit_id, kind: LimitKind::Spending, window, scope, max }
    };
    vec![
        limit("day", Window::Day, Scope::ALL, Cap::Amount(hkd(700))),
        limit("week", Window::Week, Scope::ALL, Cap::Count(9)),
        limit("agent", Window::Day, Scope::each(Dimension::Agent), Cap::Amount(hkd(500))),
        limit("month", Window::Month, Scope::only(Dimension::Agent, "agent-0"), Cap::Amount(hkd(1_500))),
    ]
}

fn subject(payment: &Payment) -> Subject<'_> {
    Subject {
        mandate_id: &payment.mandate_id,
        agent_id: &payment.agent_id,
        merchant: Some(&payment.checkout.merchant),
        device_id: None,
        at: payment.created_at,
    }
}

fn in_use(payment: &Payment) -> i64 {
    match payment.state {
        PaymentState::Held => payment.held.micros(),
        PaymentState::Captured => payment.captured.unwrap().micros(),
        PaymentState::Released => 0,
    }
}

/// Judges the payment by every limit and holds it if none is broken, in one transaction.
fn ask(store: &Store, zone: &WalletZone, payment: &Payment) -> bool {
    let (payment, zone) = (payment.clone(), zone.clone());
    write(store, move |tx| {
        let mut keys = Vec::new();
        for limit in limits() {
            let Some(tally) = CounterKey::tally(&limit.series(), &subject(&payment), &zone).unwrap() else {
                continue;
            };
            let counted = tx.counters().sum(&tally.judged_by[0])?;
            let usage = LimitUsage {
                counted: counted.seen_by(limit.max),
                payments: counted.payments,
                ..LimitUsage::unused(limit)
            };
            if usage.breach(payment.held).is_some() {
                return Ok(false);
            }
            keys.extend(tally.counts_in);
        }
        tx.payments().hold(&payment)?;
        tx.payments().count(&payment, &keys)?;
        Ok::<_, StoreError>(true)
    })
    .unwrap()
}

/// Every limit, in the window of every payment, against the payments themselves.
fn check(store: &Store, zone: &WalletZone, payments: &[Payment]) -> Result<(), TestCaseError> {
    for limit in limits() {
        for one in payments {
            let key_of =
                |payment: &Payment| CounterKey::tally(&limit.series(), &subject(payment), zone).unwrap();
            let Some(tally) = key_of(one) else { continue };
            let same = || payments.iter().filter(|other| key_of(other).as_ref() == Some(&tally));
            let sum: i64 = same().map(in_use).sum();
            let count = same().filter(|other| other.state != PaymentState::Released).count();
            match limit.max {
                Cap::Amount(max) => prop_assert!(sum <= max.micros(), "{}: {sum}", limit.limit_id),
                Cap::Count(max) => prop_assert!(count <= max as usize, "{}: {count}", limit.limit_id),
            }
            let counted = store.read_blocking(move |tx| tx.counters().sum(&tally.judged_by[0])).unwrap();
            let amounts: i64 = counted.plain.iter().map(|amount| amount.micros()).sum();
            prop_assert_eq!((amounts, counted.payments), (sum, i64::try_from(count).unwrap()));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_sequence_of_payments_exceeds_a_limit_and_counters_are_what_the_history_says(
        steps in prop::collection::vec(step(), 1..50),
        spring: bool,
    ) {
        let (_folder, store) = store();
        fund(&store, "mandate-1", 1_000_000);
        let zone = WalletZone::named("Europe/Berlin").unwrap();
        let start = if spring { "2026-03-28T12:00:00Z" } else { "2026-10-24T12:00:00Z" };
        let mut now = Timestamp::parse(start).unwrap();
        let mut payments: Vec<Payment> = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            let count = payments.len().max(1);
            match step {
                Step::Wait(minutes) => now = now.plus_seconds(minutes * 60),
                Step::Hold(agent, amount) => {
                    let asked = Payment {
                        agent_id: format!("agent-{agent}"),
                        created_at: now,
                        token_expires_at: now.plus_seconds(86_400 * 365),
                        ..payment("mandate-1", &format!("payment-{number}"), amount)
                    };
                    if ask(&store, &zone, &asked) {
                        payments.push(asked);
                    }
                }
                Step::Capture(index, percent) => {
                    let Some(payment) = payments.get_mut(index % count) else { continue };
                    let (id, at) = (payment.payment_id.clone(), now);
                    let amount = hkd((payment.held.micros() * percent / 100).max(1));
                    if let Ok(after) = write(&store, move |tx| tx.payments().capture(&id, amount, at)) {
                        *payment = after;
                    }
                }
                Step::Release(index) => {
                    let Some(payment) = payments.get_mut(index % count) else { continue };
                    let (id, at) = (payment.payment_id.clone(), now);
                    if let Ok(after) = write(&store, move |tx| tx.payments().release(&id, "test.released", at)) {
                        *payment = after;
                    }
                }
            }
        }
        check(&store, &zone, &payments)?;
    }
}

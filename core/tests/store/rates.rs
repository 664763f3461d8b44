//! Random sequences of payments at rates that move: what counts is at every time exactly what is held and debited, as it
//! is and as what it was worth when it was held.

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{
    Cap, CounterKey, Limit, LimitKind, LimitUsage, Scope, Subject, WalletZone, Window,
};
use amp_wallet_core::money::{Amount, Currency, ExchangeRate, Rate};
use amp_wallet_core::payments::{Payment, PaymentState, RateStatement};
use amp_wallet_core::storage::{Counted, Store, StoreError};
use proptest::prelude::*;

use super::rows::{fund, hkd, payment, store, verified, write};

#[derive(Debug, Clone)]
enum Step {
    /// Amount, and the rate in millionths of a millionth.
    Hold(i64, u64),
    /// Which payment, how much of it in percent.
    Capture(usize, i64),
    Release(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1_i64..400, 1_u64..3_000_000_000_000).prop_map(|(amount, rate)| Step::Hold(amount, rate)),
        2 => (any::<usize>(), 1_i64..=100).prop_map(|(index, percent)| Step::Capture(index, percent)),
        2 => any::<usize>().prop_map(Step::Release),
    ]
}

fn usd(micros: i64) -> Amount {
    Amount::from_micros(micros, Currency::USD)
}

fn at_rate(number: usize, amount: i64, parts: u64) -> Payment {
    let exchange =
        ExchangeRate { base: Currency::HKD, quote: Currency::USD, rate: Rate::from_parts(parts).unwrap() };
    let payment = payment("mandate-1", &format!("payment-{number}"), amount);
    let rate = RateStatement {
        exchange,
        token: "a.b.c".to_owned(),
        kid: "rate-key-1".to_owned(),
        issued_at: payment.created_at,
        expires_at: payment.token_expires_at,
    };
    Payment { rate: Some(rate), ..payment }
}

/// A limit in the wallet's currency, and its counter.
fn limit(at: Timestamp) -> (Limit, CounterKey) {
    let (kind, window, scope) = (LimitKind::Spending, Window::Day, Scope::ALL);
    let limit = Limit { limit_id: "day".to_owned(), kind, window, scope, max: Cap::Amount(usd(900)) };
    let subject = Subject { mandate_id: "m", agent_id: "a", merchant: None, device_id: None, at };
    let key =
        CounterKey::tally(&limit.series(), &subject, &WalletZone::UTC).unwrap().unwrap().counts_in.remove(0);
    (limit, key)
}

fn ask(store: &Store, payment: &Payment) -> bool {
    let payment = payment.clone();
    write(store, move |tx| {
        let (limit, key) = limit(payment.created_at);
        let counted = tx.counters().sum(std::slice::from_ref(&key))?;
        let usage = LimitUsage {
            counted: counted.seen_by(limit.max),
            payments: counted.payments,
            ..LimitUsage::unused(limit)
        };
        if usage.breach(payment.charge(payment.held).unwrap()).is_some() {
            return Ok(false);
        }
        tx.payments().hold(&payment)?;
        tx.payments().count(&payment, &[key])?;
        Ok::<_, StoreError>(true)
    })
    .unwrap()
}

fn in_use(payment: &Payment) -> Amount {
    match payment.state {
        PaymentState::Held => payment.held,
        PaymentState::Captured => payment.captured.unwrap(),
        PaymentState::Released => hkd(0),
    }
}

fn check(counted: &Counted, payments: &[Payment]) -> Result<(), TestCaseError> {
    let micros = |sums: &[Amount]| sums.iter().map(|sum| sum.micros()).sum::<i64>();
    let worth = |payment: &Payment| payment.charge(in_use(payment)).unwrap().converted.unwrap().micros();
    prop_assert!(counted.plain.is_empty());
    prop_assert_eq!(micros(&counted.valued), payments.iter().map(|one| in_use(one).micros()).sum::<i64>());
    prop_assert_eq!(micros(&counted.worth), payments.iter().map(worth).sum::<i64>());
    prop_assert!(micros(&counted.worth) <= 900);
    let count = payments.iter().filter(|one| one.state != PaymentState::Released).count();
    prop_assert_eq!(counted.payments, i64::try_from(count).unwrap());
    // A limit in the payments' own currency sees them as they are, one in a third currency cannot judge them.
    prop_assert_eq!(micros(&counted.seen_by(Cap::Amount(hkd(1)))), micros(&counted.valued));
    let third = Cap::Amount(Amount::from_micros(1, Currency::from_code("EUR").unwrap()));
    prop_assert_eq!(counted.seen_by(third), counted.valued.clone());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_counts_is_what_is_held_and_debited_at_the_rates_that_were_fixed(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let (_folder, store) = store();
        fund(&store, "mandate-1", 1_000_000);
        let mut payments: Vec<Payment> = Vec::new();
        let start = payment("mandate-1", "none", 1).created_at;
        for (number, step) in steps.into_iter().enumerate() {
            let count = payments.len().max(1);
            match step {
                Step::Hold(amount, parts) => {
                    let asked = at_rate(number, amount, parts);
                    if ask(&store, &asked) {
                        payments.push(asked);
                    }
                }
                Step::Capture(index, percent) => {
                    let Some(payment) = payments.get_mut(index % count) else { continue };
                    let id = payment.payment_id.clone();
                    let amount = hkd((payment.held.micros() * percent / 100).max(1));
                    if let Ok(after) = write(&store, move |tx| tx.payments().capture(&id, amount, start)) {
                        *payment = after;
                    }
                }
                Step::Release(index) => {
                    let Some(payment) = payments.get_mut(index % count) else { continue };
                    let id = payment.payment_id.clone();
                    if let Ok(after) = write(&store, move |tx| tx.payments().release(&id, "test.released", start)) {
                        *payment = after;
                    }
                }
            }
            let (_, key) = limit(start);
            check(&store.read_blocking(move |tx| tx.counters().sum(&[key])).unwrap(), &payments)?;
        }
        // What is held until the end is given back in both currencies, to the last micro-unit.
        for one in payments.iter_mut().filter(|one| one.state == PaymentState::Held) {
            let id = one.payment_id.clone();
            *one = write(&store, move |tx| tx.payments().release(&id, "test.released", start)).unwrap();
        }
        let (_, key) = limit(start);
        check(&store.read_blocking(move |tx| tx.counters().sum(&[key])).unwrap(), &payments)?;
        prop_assert_eq!(verified(&store), 1);
        let kept = store.read_blocking(|tx| tx.payments().list(100)).unwrap();
        prop_assert!(kept.iter().all(|one| payments.contains(one)), "the rate is kept with the payment");
    }
}

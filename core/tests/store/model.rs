//! Random sequences of everything that moves money, in the database and in a model of its own, side by side.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use amp_wallet_core::ledger::{Balances, Movement};
use amp_wallet_core::mandates::Mandate;
use amp_wallet_core::payments::Refund;
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};
use proptest::prelude::*;
use tempfile::TempDir;

use super::rows::{NOW, fund, hkd, mandate, payment, posting, secrets, store, verified, write};

#[derive(Debug, Clone)]
enum Operation {
    Delegate(i64),
    Withdraw(i64),
    /// Payment, number of the refund, amount.
    Refund(u8, u8, i64),
    Hold(u8, i64),
    Capture(u8, i64),
    Release(u8),
}

fn operation() -> impl Strategy<Value = Operation> {
    let amount = || prop_oneof![6 => 1_i64..200, 1 => -3_i64..1, 1 => Just(i64::MAX)];
    prop_oneof![
        2 => amount().prop_map(Operation::Delegate),
        1 => amount().prop_map(Operation::Withdraw),
        3 => (0_u8..6, 0_u8..9, amount()).prop_map(|(payment, id, amount)| Operation::Refund(payment, id, amount)),
        4 => (0_u8..6, amount()).prop_map(|(payment, amount)| Operation::Hold(payment, amount)),
        3 => (0_u8..6, amount()).prop_map(|(payment, amount)| Operation::Capture(payment, amount)),
        2 => (0_u8..6).prop_map(Operation::Release),
    ]
}

/// One mandate as simple numbers. It shares no code with the ledger.
#[derive(Debug, Default, PartialEq)]
struct Model {
    budget: i128,
    held: i128,
    spent: i128,
    refunded: i128,
    payments: HashMap<u8, Stage>,
    /// By payment and number: two merchants may choose the same.
    refunds: HashSet<(u8, u8)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    /// What it holds.
    Held(i128),
    /// What of the debit may still be given back.
    Captured(i128),
    Released,
}

impl Model {
    fn available(&self) -> i128 {
        self.budget - self.held - self.spent - self.refunded
    }

    /// Whether the operation is allowed; then it has happened.
    fn apply(&mut self, operation: &Operation) -> bool {
        match *operation {
            Operation::Delegate(amount) => {
                let fits = amount > 0 && self.budget + i128::from(amount) <= i128::from(i64::MAX);
                self.budget += if fits { i128::from(amount) } else { 0 };
                fits
            }
            Operation::Withdraw(amount) => {
                let fits = amount > 0 && i128::from(amount) <= self.available();
                self.budget -= if fits { i128::from(amount) } else { 0 };
                fits
            }
            Operation::Refund(payment, id, amount) => {
                let amount = i128::from(amount);
                let Some(Stage::Captured(left)) = self.payments.get(&payment).copied() else { return false };
                let fits = amount > 0 && amount <= left && self.refunds.insert((payment, id));
                if fits {
                    self.spent -= amount;
                    self.refunded += amount;
                    self.payments.insert(payment, Stage::Captured(left - amount));
                }
                fits
            }
            Operation::Hold(payment, amount) => {
                let amount = i128::from(amount);
                let fits = amount > 0 && amount <= self.available() && !self.payments.contains_key(&payment);
                if fits {
                    self.held += amount;
                    self.payments.insert(payment, Stage::Held(amount));
                }
                fits
            }
            Operation::Capture(payment, amount) => {
                let amount = i128::from(amount);
                let Some(Stage::Held(held)) = self.payments.get(&payment).copied() else { return false };
                let fits = amount > 0 && amount <= held;
                if fits {
                    self.held -= held;
                    self.spent += amount;
                    self.payments.insert(payment, Stage::Captured(amount));
                }
                fits
            }
            Operation::Release(payment) => {
                let Some(Stage::Held(held)) = self.payments.get(&payment).copied() else { return false };
                self.held -= held;
                self.payments.insert(payment, Stage::Released);
                true
            }
        }
    }
}

/// Does it in the database, in a transaction of its own.
fn perform(store: &Store, mandate_id: &str, operation: Operation) -> Result<(), StoreError> {
    let mandate_id = mandate_id.to_owned();
    let id = |number: u8| format!("{mandate_id}-p{number}");
    match operation {
        Operation::Delegate(amount) => post(store, &mandate_id, Movement::Delegate, amount),
        Operation::Withdraw(amount) => post(store, &mandate_id, Movement::Withdraw, amount),
        Operation::Refund(number, refund, amount) => {
            let refund = Refund {
                refund_id: format!("{mandate_id}-r{refund}"),
                payment_id: id(number),
                amount: hkd(amount),
                at: NOW,
            };
            write(store, move |tx| tx.refunds().give_back(&refund).map(drop))
        }
        Operation::Hold(number, amount) => {
            let held = payment(&mandate_id, &id(number), amount);
            write(store, move |tx| tx.payments().hold(&held).map(drop))
        }
        Operation::Capture(number, amount) => {
            let id = id(number);
            write(store, move |tx| tx.payments().capture(&id, hkd(amount), NOW).map(drop))
        }
        Operation::Release(number) => {
            let id = id(number);
            write(store, move |tx| tx.payments().release(&id, "test", NOW).map(drop))
        }
    }
}

fn post(store: &Store, mandate_id: &str, movement: Movement, amount: i64) -> Result<(), StoreError> {
    let posting = posting(mandate_id, movement, amount);
    write(store, move |tx| tx.ledger().post(&posting).map(drop))
}

fn expected(model: &Model) -> Balances {
    let micros = |number: i128| hkd(i64::try_from(number).unwrap());
    Balances {
        delegated: micros(-model.budget),
        available: micros(model.available()),
        held: micros(model.held),
        spent: micros(model.spent),
        refunded: micros(model.refunded),
    }
}

/// One store for all cases, a mandate for each.
fn shared() -> (&'static Store, String) {
    static SHARED: OnceLock<(TempDir, Store)> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let (_, store) = SHARED.get_or_init(store);
    (store, format!("mandate-{}", NEXT.fetch_add(1, Ordering::Relaxed)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_database_does_what_the_model_does(operations in prop::collection::vec(operation(), 1..60)) {
        let (store, mandate_id) = shared();
        // The model moves money alone: the budget of a mandate that was activated would have to follow.
        let new = Mandate { activated_at: None, ..mandate(&mandate_id, 0) };
        write(store, move |tx| tx.mandates().insert(&new)).unwrap();
        let mut model = Model::default();
        for operation in operations {
            let allowed = model.apply(&operation);
            let done = perform(store, &mandate_id, operation.clone());
            prop_assert_eq!(done.is_ok(), allowed, "{:?}: {:?}", operation, done);
            let balances = store.read_blocking(|tx| tx.ledger().balances(&mandate_id)).unwrap();
            let nothing = Balances::empty(hkd(0).currency());
            prop_assert_eq!(balances.unwrap_or(nothing), expected(&model));
        }
        verified(store);
    }
}

#[test]
fn many_writers_at_once_spend_a_budget_and_no_more() {
    let (folder, store) = store();
    fund(&store, "mandate-1", 500);
    let second = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    let succeeded = Arc::new(AtomicU32::new(0));
    let threads: Vec<_> = (0..16)
        .map(|thread| {
            let store = if thread % 2 == 0 { store.clone() } else { second.clone() };
            let succeeded = Arc::clone(&succeeded);
            std::thread::spawn(move || {
                for number in 0..8 {
                    let held = payment("mandate-1", &format!("t{thread}-{number}"), 10);
                    match write(&store, move |tx| tx.payments().hold(&held)) {
                        Ok(_) => succeeded.fetch_add(1, Ordering::Relaxed),
                        Err(error) => {
                            assert_eq!(error.code(), "ledger.overdrawn");
                            0
                        }
                    };
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(succeeded.load(Ordering::Relaxed), 50);
    assert_eq!(verified(&store), 1);
}

#[test]
fn one_hold_that_many_want_to_end_ends_once() {
    let (_folder, store) = store();
    fund(&store, "mandate-1", 500);
    write(&store, |tx| tx.payments().hold(&payment("mandate-1", "p", 100))).unwrap();
    let threads: Vec<_> = (0..12)
        .map(|thread| {
            let store = store.clone();
            std::thread::spawn(move || {
                write(&store, move |tx| match thread % 2 {
                    0 => tx.payments().capture("p", hkd(60), NOW),
                    _ => tx.payments().release("p", "test", NOW),
                })
                .map_err(|error| error.code())
            })
        })
        .collect();
    let results: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert_eq!(results.iter().filter(|result| **result == Err("payment.ended")).count(), 11);
    assert_eq!(verified(&store), 1);
}

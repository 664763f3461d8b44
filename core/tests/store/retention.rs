//! What has ended long ago goes as a whole, and what stays says and decides the same as before.

use std::collections::{BTreeMap, BTreeSet};

use amp_wallet_core::claims::{Appeal, Evidence};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::ledger::{Balances, Entry, Movement};
use amp_wallet_core::limits::CounterKey;
use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::payments::{Payment, Refund};
use amp_wallet_core::storage::{Counted, DroppedHistory, ReadTx, Store, StoreError, WriteTx};
use proptest::prelude::*;

use super::rows::{NOW, hkd, mandate, payment, posting, store, write};

/// The last day of these histories, which begin on day 0.
const TODAY: i64 = 200;

/// What ended before this day is past keeping.
const BEFORE: i64 = TODAY - 90;

/// Limits are counted anew from this day on.
const COUNTED_FROM: i64 = TODAY - 71;

fn day(number: i64) -> Timestamp {
    NOW.plus_seconds(number * 86_400)
}

#[derive(Debug, Clone)]
struct Task {
    state: MandateState,
    begins: i64,
    lasts: i64,
    payments: Vec<Purchase>,
}

#[derive(Debug, Clone)]
struct Purchase {
    /// Days after its mandate's beginning.
    after: i64,
    ends: End,
    /// Whether it counts over the life of its mandate, until long after today.
    counts_for_long: bool,
}

/// How a payment ended, and how many days later.
#[derive(Debug, Clone)]
enum End {
    Held,
    Released(i64),
    Captured(i64),
    Refunded(i64),
    Disputed,
    Settled(i64),
}

fn task() -> impl Strategy<Value = Task> {
    let state = prop_oneof![
        2 => Just(MandateState::Activated),
        3 => Just(MandateState::Revoked),
        3 => Just(MandateState::Expired),
        3 => Just(MandateState::Finished),
    ];
    (state, 0_i64..60, 1_i64..80, prop::collection::vec(purchase(), 0..5))
        .prop_map(|(state, begins, lasts, payments)| Task { state, begins, lasts, payments })
}

fn purchase() -> impl Strategy<Value = Purchase> {
    let end = (0_i64..120).prop_flat_map(|later| {
        prop_oneof![
            1 => Just(End::Held),
            4 => Just(End::Released(later / 10)),
            9 => Just(End::Captured(later / 10)),
            3 => Just(End::Refunded(later)),
            1 => Just(End::Disputed),
            3 => Just(End::Settled(later)),
        ]
    });
    (0_i64..40, end, prop::bool::weighted(0.1)).prop_map(|(after, ends, counts_for_long)| Purchase {
        after,
        ends,
        counts_for_long,
    })
}

impl Purchase {
    fn begins(&self, task: &Task) -> i64 {
        task.begins + self.after
    }

    /// The last day on which anything happened to it; none while it goes on.
    fn over(&self, task: &Task) -> Option<i64> {
        match self.ends {
            End::Held | End::Disputed => None,
            End::Released(later) | End::Captured(later) | End::Refunded(later) | End::Settled(later) => {
                Some(self.begins(task) + later)
            }
        }
    }
}

impl Task {
    /// Whether nothing of it is needed any more, told from the story alone.
    fn is_past_keeping(&self) -> bool {
        self.state != MandateState::Activated
            && self.begins + self.lasts < BEFORE
            && self.payments.iter().all(|payment| {
                payment.over(self).is_some_and(|over| over < BEFORE) && !payment.counts_for_long
            })
    }

    fn write(&self, tx: &WriteTx<'_>, id: &str) -> Result<(), StoreError> {
        let mut row = mandate(id, 1_000);
        row.created_at = day(self.begins);
        row.approved_at = Some(day(self.begins));
        row.expires_at = day(self.begins + self.lasts);
        tx.mandates().insert(&row)?;
        let mut delegate = posting(id, Movement::Delegate, 1_000);
        delegate.at = day(self.begins);
        tx.ledger().post(&delegate)?;
        tx.mandates().count(&row, &[month(self.begins, "delegated")])?;
        tx.refusals().count(id, "guard.test", day(self.begins))?;
        for (number, purchase) in self.payments.iter().enumerate() {
            purchase.write(tx, self, id, &format!("{id}-{number}"))?;
        }
        if self.state != MandateState::Activated {
            tx.mandates().set_state(id, self.state)?;
        }
        Ok(())
    }
}

impl Purchase {
    fn write(&self, tx: &WriteTx<'_>, task: &Task, mandate_id: &str, id: &str) -> Result<(), StoreError> {
        let begins = self.begins(task);
        let mut row = payment(mandate_id, id, 10);
        row.created_at = day(begins);
        // A token may be good for days, as far as the store is concerned.
        row.token_expires_at = match self.ends {
            End::Captured(later) => day(begins + later).plus_millis(1),
            _ => day(begins).plus_seconds(600),
        };
        tx.payments().hold(&row)?;
        let mut keys = vec![month(begins, "spent")];
        if self.counts_for_long {
            keys.push(CounterKey {
                digest: vec![9; 32],
                starts_at: day(task.begins),
                ends_at: day(TODAY + 50),
            });
        }
        tx.payments().count(&row, &keys)?;
        match self.ends {
            End::Held => return Ok(()),
            End::Released(later) => {
                tx.payments().release(id, "test.over", day(begins + later))?;
                return Ok(());
            }
            End::Captured(later) => {
                tx.payments().capture(id, hkd(7), day(begins + later))?;
                return Ok(());
            }
            _ => tx.payments().capture(id, hkd(7), day(begins))?,
        };
        if let End::Refunded(later) = self.ends {
            let (refund_id, payment_id) = ("r".to_owned(), id.to_owned());
            let at = day(begins + later);
            tx.refunds().give_back(&Refund { refund_id, payment_id, amount: hkd(2), at })?;
        } else {
            let appeal_id = format!("appeal-{id}");
            tx.appeals().open(&appeal(&appeal_id, &row))?;
            if let End::Settled(later) = self.ends {
                tx.appeals().close(&appeal_id, "appeal.settled", day(begins + later))?;
            }
        }
        Ok(())
    }
}

/// A counter over a month of thirty days.
fn month(of: i64, what: &str) -> CounterKey {
    let begins = of / 30 * 30;
    let digest = if what == "spent" { vec![1; 32] } else { vec![2; 32] };
    CounterKey { digest, starts_at: day(begins), ends_at: day(begins + 30) }
}

fn appeal(appeal_id: &str, payment: &Payment) -> Appeal {
    Appeal {
        appeal_id: appeal_id.to_owned(),
        payment_id: payment.payment_id.clone(),
        reason: "Not mine".to_owned(),
        opened_at: payment.created_at,
        closed_at: None,
        outcome: None,
        evidence: Evidence {
            l1: None,
            l2: None,
            l3: None,
            order: payment.checkout.clone(),
            token_hash: Evidence::hash_of(&payment.payment_token),
            mandate_id: payment.mandate_id.clone(),
            budget: hkd(1_000),
            agent_id: payment.agent_id.clone(),
            idv_result: None,
            idv_time: None,
            activated_at: None,
            held_at: payment.created_at,
            captured_at: None,
            held: payment.held,
            captured: None,
            refunds: Vec::new(),
            entries: Vec::new(),
        },
    }
}

/// All that is said of one mandate.
#[derive(Debug, PartialEq)]
struct Told {
    balances: Option<Balances>,
    entries: Vec<Entry>,
    payments: Vec<Payment>,
    refused: bool,
}

/// All that decisions look at.
#[derive(Debug, PartialEq)]
struct Grounds {
    counted: Vec<Counted>,
    payments: Vec<Payment>,
    mandates: BTreeSet<String>,
}

fn told(tx: &ReadTx<'_>) -> Result<BTreeMap<String, Told>, StoreError> {
    let mut all = BTreeMap::new();
    for mandate in tx.mandates().list(1_000)? {
        let id = mandate.mandate_id;
        let told = Told {
            balances: tx.ledger().balances(&id)?,
            entries: tx.ledger().entries(&id, 0, 1_000)?,
            payments: tx.payments().list_by_mandate(&id)?,
            refused: tx.refusals().get(&id)?.is_some(),
        };
        all.insert(id, told);
    }
    Ok(all)
}

fn grounds(tx: &ReadTx<'_>) -> Result<Grounds, StoreError> {
    let months = (0..=TODAY / 30).map(|number| number * 30);
    let keys = months.flat_map(|begins| ["spent", "delegated"].map(|what| month(begins, what)));
    Ok(Grounds {
        counted: keys.map(|key| tx.counters().sum(&[key])).collect::<Result<_, _>>()?,
        payments: tx.payments().counting_since(day(COUNTED_FROM))?,
        mandates: tx
            .mandates()
            .approved_since(day(COUNTED_FROM))?
            .into_iter()
            .map(|mandate| mandate.mandate_id)
            .collect(),
    })
}

fn is_sound(store: &Store) {
    assert_eq!(store.check().unwrap().books.findings, []);
}

fn rows(store: &Store) -> (u64, u64, u64) {
    let books = store.check().unwrap().books;
    (books.balances, books.payments, books.postings)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_past_keeping_goes_as_a_whole_and_what_stays_says_and_decides_the_same(
        tasks in prop::collection::vec(task(), 1..8),
        step in 1_u32..6,
    ) {
        let (_folder, store) = store();
        let all = tasks.clone();
        write(&store, move |tx| {
            for (number, task) in all.iter().enumerate() {
                task.write(tx, &format!("m{number}"))?;
            }
            tx.counters().prune(day(TODAY), 1_000).map(drop)
        })
        .unwrap();
        is_sound(&store);
        let (mut expected, before) =
            store.read_blocking(|tx| Ok::<_, StoreError>((told(tx)?, grounds(tx)?))).unwrap();
        let gone: Vec<_> = tasks.iter().enumerate().filter(|(_, task)| task.is_past_keeping()).collect();
        let payments: usize = gone.iter().map(|(_, task)| task.payments.len()).sum();
        for (number, _) in &gone {
            expected.remove(&format!("m{number}"));
        }
        let mut dropped = DroppedHistory::default();
        loop {
            let now = write(&store, move |tx| tx.mandates().drop_ended(day(BEFORE), step)).unwrap();
            is_sound(&store);
            dropped.mandates += now.mandates;
            dropped.payments += now.payments;
            if now.mandates + now.payments < u64::from(step) {
                break;
            }
        }
        prop_assert_eq!((dropped.mandates, dropped.payments), (gone.len() as u64, payments as u64));
        let (stays, after) =
            store.read_blocking(|tx| Ok::<_, StoreError>((told(tx)?, grounds(tx)?))).unwrap();
        let posted: usize = expected.values().map(|told| told.entries.len()).sum();
        let paid: usize = expected.values().map(|told| told.payments.len()).sum();
        prop_assert_eq!(rows(&store), (expected.len() as u64, paid as u64, posted as u64));
        prop_assert_eq!(stays, expected);
        prop_assert_eq!(after, before);
    }
}

#[test]
fn a_book_goes_with_its_ended_mandate_or_not_at_all() {
    let (_folder, store) = store();
    let ended = Task { state: MandateState::Revoked, begins: 0, lasts: 1, payments: Vec::new() };
    let held = Purchase { after: 0, ends: End::Held, counts_for_long: false };
    let holding = Task { payments: vec![held], ..ended.clone() };
    write(&store, move |tx| {
        ended.write(tx, "ended")?;
        holding.write(tx, "holding")?;
        tx.counters().prune(day(TODAY), 1_000).map(drop)
    })
    .unwrap();
    let dropped = write(&store, |tx| tx.mandates().drop_ended(day(BEFORE), 64)).unwrap();
    assert_eq!(dropped, DroppedHistory { mandates: 1, payments: 0 }, "what is held keeps its mandate");
    write(&store, |tx| tx.payments().release("holding-0", "test.over", day(BEFORE)).map(drop)).unwrap();
    let nothing = write(&store, |tx| tx.mandates().drop_ended(day(BEFORE), 64)).unwrap();
    assert_eq!(nothing, DroppedHistory::default(), "it ended on that day, not before");
    let rest = write(&store, |tx| tx.mandates().drop_ended(day(BEFORE).plus_millis(1), 64)).unwrap();
    assert_eq!(rest, DroppedHistory { mandates: 1, payments: 1 });
    assert_eq!(rows(&store), (0, 0, 0));
    is_sound(&store);
}

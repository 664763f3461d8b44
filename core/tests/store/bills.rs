//! Bills of tasks a page at a time: the pages put together are the whole, whatever is written between two of them.

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::mandates::TaskPayments;
use amp_wallet_core::money::Amount;
use amp_wallet_core::payments::{BillLine, PaymentState, Refund};
use amp_wallet_core::storage::{Store, StoreError, WriteTx};
use proptest::prelude::*;

use super::rows::{NOW, fund, hkd, payment, store, write};

const MANDATES: [&str; 3] = ["m-0", "m-1", "m-2"];

/// One payment, of one of the mandates, and how it ends.
#[derive(Debug, Clone)]
struct Bought {
    mandate: usize,
    ends: End,
}

#[derive(Debug, Clone, Copy)]
enum End {
    Held,
    Released,
    Captured,
    /// Captured and given back in so many parts.
    Refunded(u8),
}

fn bought() -> impl Strategy<Value = Bought> {
    let end = prop_oneof![
        Just(End::Held),
        Just(End::Released),
        Just(End::Captured),
        (1_u8..4).prop_map(End::Refunded)
    ];
    (0..MANDATES.len(), end).prop_map(|(mandate, ends)| Bought { mandate, ends })
}

fn later(seconds: i64) -> Timestamp {
    NOW.plus_seconds(seconds)
}

impl Bought {
    fn write(&self, tx: &WriteTx<'_>, id: &str) -> Result<(), StoreError> {
        tx.payments().hold(&payment(MANDATES[self.mandate], id, 10))?;
        match self.ends {
            End::Held => {}
            End::Released => drop(tx.payments().release(id, "test.over", later(1))?),
            End::Captured => drop(tx.payments().capture(id, hkd(7), later(1))?),
            End::Refunded(parts) => {
                tx.payments().capture(id, hkd(7), later(1))?;
                for part in 0..parts {
                    let (refund_id, payment_id) = (format!("r-{part}"), id.to_owned());
                    tx.refunds().give_back(&Refund {
                        refund_id,
                        payment_id,
                        amount: hkd(2),
                        at: later(2),
                    })?;
                }
            }
        }
        Ok(())
    }

    fn state(&self) -> PaymentState {
        match self.ends {
            End::Held => PaymentState::Held,
            End::Released => PaymentState::Released,
            End::Captured | End::Refunded(_) => PaymentState::Captured,
        }
    }

    fn refunded(&self) -> Amount {
        if let End::Refunded(parts) = self.ends { hkd(2 * i64::from(parts)) } else { hkd(0) }
    }
}

/// Writes them; the identifier of each is its number in the history.
fn buy(store: &Store, from: usize, all: &[Bought]) {
    let all = all.to_vec();
    write(store, move |tx| {
        all.iter().enumerate().try_for_each(|(number, one)| one.write(tx, &format!("p-{}", from + number)))
    })
    .unwrap();
}

fn page(store: &Store, mandate: usize, below: i64, limit: u32) -> Vec<(i64, BillLine)> {
    store.read_blocking(move |tx| tx.payments().bill(MANDATES[mandate], below, limit)).unwrap()
}

/// What the history says of one mandate's bill, the latest first.
fn expected(history: &[Bought], mandate: usize) -> Vec<(String, PaymentState, Amount)> {
    let own = history.iter().enumerate().rev().filter(|(_, one)| one.mandate == mandate);
    own.map(|(number, one)| (format!("p-{number}"), one.state(), one.refunded())).collect()
}

fn told(lines: Vec<BillLine>) -> Vec<(String, PaymentState, Amount)> {
    lines.into_iter().map(|line| (line.payment_id, line.state, line.refunded)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_pages_of_a_bill_put_together_are_the_whole_whatever_is_written_between_two(
        history in prop::collection::vec(bought(), 0..24),
        between in prop::collection::vec(prop::collection::vec(bought(), 0..4), 0..8),
        limit in 1_u32..6,
        mandate in 0..MANDATES.len(),
    ) {
        let (_folder, store) = store();
        for id in MANDATES {
            fund(&store, id, 10_000);
        }
        buy(&store, 0, &history);
        let (mut lines, mut below, mut written) = (Vec::new(), i64::MAX, history.len());
        let mut between = between.into_iter();
        loop {
            let found = page(&store, mandate, below, limit);
            prop_assert!(found.len() <= usize::try_from(limit).unwrap());
            let Some((place, _)) = found.last() else { break };
            prop_assert!(*place < below);
            below = *place;
            lines.extend(found.into_iter().map(|(_, line)| line));
            let more = between.next().unwrap_or_default();
            buy(&store, written, &more);
            written += more.len();
        }
        prop_assert_eq!(told(lines), expected(&history, mandate));
    }

    #[test]
    fn the_payments_of_many_tasks_counted_at_once_are_those_of_each(
        history in prop::collection::vec(bought(), 0..24),
    ) {
        let (_folder, store) = store();
        for id in MANDATES {
            fund(&store, id, 10_000);
        }
        buy(&store, 0, &history);
        let numbers: Vec<_> = store
            .read_blocking(|tx| tx.mandates().page(i64::MAX, 10))
            .unwrap()
            .into_iter()
            .map(|(number, mandate)| (number, mandate.mandate_id))
            .collect();
        let (last, first) = (numbers[0].0, numbers[numbers.len() - 1].0);
        let all = store.read_blocking(move |tx| tx.payments().count_by_mandates(first, last)).unwrap();
        let but_the_newest =
            store.read_blocking(move |tx| tx.payments().count_by_mandates(first, last - 1)).unwrap();
        prop_assert!(!but_the_newest.contains_key(&last));
        for (number, id) in numbers {
            let own = |wanted: PaymentState| {
                let own = history.iter().filter(|one| MANDATES[one.mandate] == id && one.state() == wanted);
                i64::try_from(own.count()).unwrap()
            };
            let counts = TaskPayments {
                held: own(PaymentState::Held),
                captured: own(PaymentState::Captured),
                released: own(PaymentState::Released),
            };
            prop_assert_eq!(all.get(&number).copied().unwrap_or_default(), counts);
            let one = store.read_blocking(move |tx| tx.payments().count_by_mandate(&id)).unwrap();
            prop_assert_eq!(one, counts);
        }
    }
}

//! Damage of every kind, planted by hand: the check finds it, names it, and finds nothing else.

use std::path::{Path, PathBuf};

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::events::EventKind;
use amp_wallet_core::ledger::Movement;
use amp_wallet_core::limits::CounterKey;
use amp_wallet_core::payments::Refund;
use amp_wallet_core::storage::{Books, Finding, Store, StoreOptions, UnfinishedStage};
use rusqlite::Connection;
use tempfile::TempDir;

use super::rows::{NOW, fund, hkd, mandate, payment, posting, secrets, store, write};

/// A closed database with a bit of everything: payments held, debited, given back; a refund; a counter; events.
fn filled() -> (TempDir, PathBuf) {
    let (folder, store) = store();
    fund(&store, "mandate-1", 1_000);
    write(&store, |tx| {
        let key = CounterKey { digest: vec![7; 32], starts_at: NOW, ends_at: NOW.plus_seconds(86_400) };
        for id in ["held", "debited", "given-back"] {
            let payment = payment("mandate-1", id, 100);
            tx.payments().hold(&payment)?;
            tx.payments().count(&payment, std::slice::from_ref(&key))?;
            let what = EventKind::PaymentHeld {
                payment_id: id.to_owned(),
                mandate_id: "mandate-1".to_owned(),
                agent_id: payment.agent_id,
                merchant_name: payment.checkout.merchant.merchant_name,
                amount: hkd(100),
            };
            tx.events().append(&what, NOW)?;
        }
        tx.payments().capture("debited", hkd(70), NOW)?;
        tx.payments().release("given-back", "test.over", NOW)?;
        tx.refusals().count("mandate-1", "guard.test", NOW)?;
        refund(tx)
    })
    .unwrap();
    // A mandate under which the budget was changed, and nothing was paid.
    fund(&store, "mandate-2", 100);
    write(&store, |tx| {
        for movement in [Movement::Withdraw, Movement::Delegate] {
            tx.ledger().post(&posting("mandate-2", movement, 40))?;
        }
        Ok(())
    })
    .unwrap();
    store.close();
    let path = folder.path().join("wallet.db");
    (folder, path)
}

fn refund(tx: &amp_wallet_core::storage::WriteTx<'_>) -> Result<(), amp_wallet_core::storage::StoreError> {
    let refund = Refund {
        refund_id: "refund-1".to_owned(),
        payment_id: "debited".to_owned(),
        amount: hkd(20),
        at: NOW,
    };
    tx.refunds().give_back(&refund).map(drop)
}

fn open(path: &Path) -> Store {
    Store::open(path, StoreOptions::default(), &secrets()).unwrap()
}

fn checked(path: &Path) -> Books {
    let store = open(path);
    let books = store.check().unwrap().books;
    store.close();
    books
}

/// What the check finds after `sql` was run by hand, past every rule that the schema keeps.
fn after(sql: &str) -> Vec<Finding> {
    let (_folder, path) = filled();
    let by_hand = Connection::open(&path).unwrap();
    by_hand
        .execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
             DROP TRIGGER ledger_posting_stays; DROP TRIGGER ledger_posting_is_kept;
             DROP TRIGGER ledger_balance_is_kept; DROP TRIGGER payment_is_kept; DROP TRIGGER mandate_with_a_book_is_kept;
             DROP TRIGGER payment_ends_once; DROP TRIGGER refund_stays; DROP TRIGGER refund_within_debit;",
        )
        .unwrap();
    by_hand.execute_batch(sql).unwrap();
    drop(by_hand);
    checked(&path).findings
}

fn of(mandate_id: &str) -> String {
    mandate_id.to_owned()
}

#[test]
fn a_sound_database_is_found_sound_and_told_what_is_in_it() {
    let (_folder, path) = filled();
    let store = open(&path);
    let checkup = store.check().unwrap();
    assert!(checkup.is_sound(), "{:?}", checkup.books.findings);
    let books = checkup.books;
    assert_eq!((books.balances, books.payments, books.counters), (2, 3, 1));
    // Delegate, three holds, capture and the rest, release, refund; delegate, withdraw, delegate.
    assert_eq!(books.postings, 11);
    assert_eq!(books.sealed, 2 + 3 * 3 + 3, "intents; of payments the tokens and the order; events");
    assert_eq!((books.events.acknowledged, books.events.waiting), (0, 3));
    assert_eq!(books.events.oldest_at, Some(NOW));
    // Closing brought the mark to the last commit, and nothing was committed since.
    assert_eq!((checkup.commits, checkup.remembered), (4, 4));
}

#[test]
fn what_is_under_way_is_told_with_its_stage_and_age_and_makes_nothing_wrong() {
    let (_folder, path) = filled();
    let unfinished = checked(&path).unfinished;
    let [held] = &unfinished[..] else { panic!("{unfinished:?}") };
    assert_eq!((held.stage, held.id.as_str()), (UnfinishedStage::Held, "held"));
    assert_eq!((held.since, held.until), (Some(NOW), Some(NOW.plus_seconds(600))));
}

#[test]
fn a_balance_that_was_changed_by_hand_is_found() {
    assert_eq!(
        after(
            "UPDATE ledger_balance SET available = available - 5, spent = spent + 5 WHERE mandate_id = 'mandate-2'"
        ),
        [Finding::Balance { mandate_id: of("mandate-2") }]
    );
}

#[test]
fn accounts_that_do_not_sum_to_zero_are_found_beside_the_broken_rule() {
    assert_eq!(
        after("UPDATE ledger_balance SET available = available + 5 WHERE mandate_id = 'mandate-2'"),
        [
            Finding::Rule { table: "ledger_balance".to_owned() },
            Finding::Unbalanced { mandate_id: of("mandate-2") }
        ]
    );
}

#[test]
fn a_posting_that_is_missing_is_found_in_the_middle_and_at_the_end() {
    assert_eq!(
        after("DELETE FROM ledger_posting WHERE mandate_id = 'mandate-2' AND number = 2"),
        [Finding::History { mandate_id: of("mandate-2"), number: 3 }]
    );
    assert_eq!(
        after("DELETE FROM ledger_posting WHERE mandate_id = 'mandate-2' AND number = 3"),
        [Finding::Balance { mandate_id: of("mandate-2") }]
    );
}

#[test]
fn a_posting_that_the_rules_forbid_is_found() {
    // More is withdrawn than is there, and delegated again: the sums would agree.
    assert_eq!(
        after("UPDATE ledger_posting SET amount = 140 WHERE mandate_id = 'mandate-2' AND number > 1"),
        [Finding::History { mandate_id: of("mandate-2"), number: 2 }]
    );
}

#[test]
fn a_mandate_without_its_balance_or_its_ledger_is_found() {
    let unbooked = [Finding::Unbooked { mandate_id: of("mandate-2") }];
    let balance = "DELETE FROM ledger_balance WHERE mandate_id = 'mandate-2';";
    assert_eq!(after(balance), unbooked);
    assert_eq!(
        after(&format!("{balance} DELETE FROM ledger_posting WHERE mandate_id = 'mandate-2'")),
        unbooked
    );
}

#[test]
fn a_budget_that_the_ledger_did_not_delegate_is_found() {
    assert_eq!(
        after("UPDATE mandate SET budget = 900 WHERE mandate_id = 'mandate-2'"),
        [Finding::Budget { mandate_id: of("mandate-2"), budget: hkd(900), delegated: hkd(100) }]
    );
}

#[test]
fn a_payment_that_says_otherwise_than_its_postings_is_found() {
    let differs = |id: &str| [Finding::Payment { payment_id: id.to_owned() }];
    assert_eq!(after("UPDATE payment SET captured = 69 WHERE payment_id = 'debited'"), {
        let counter = Finding::Counter { number: 1, counted: hkd(170), summed: hkd(169) };
        [&differs("debited")[..], &[counter]].concat()
    });
    // Two holds that changed places: every sum over the mandate agrees.
    assert_eq!(
        after(
            "UPDATE ledger_posting SET payment_id = CASE payment_id WHEN 'held' THEN 'debited' ELSE 'held' END
             WHERE movement IN ('hold', 'capture') AND payment_id IN ('held', 'debited')"
        ),
        [differs("debited"), differs("held")].concat()
    );
    // One that was posted and never written.
    assert_eq!(
        after("DELETE FROM payment WHERE payment_id = 'given-back'; UPDATE limit_counter SET payments = 2"),
        differs("given-back")
    );
}

#[test]
fn refunds_that_were_not_posted_are_found_and_postings_without_one_too() {
    let differs = [Finding::Refunds { payment_id: "debited".to_owned() }];
    assert_eq!(after("INSERT INTO refund VALUES ('refund-2', 'debited', 1, 0)"), differs);
    assert_eq!(after("DELETE FROM refund"), differs);
}

#[test]
fn a_counter_that_is_not_what_counts_in_it_is_found() {
    assert_eq!(
        after("UPDATE limit_counter SET amount = 100"),
        [Finding::Counter { number: 1, counted: hkd(100), summed: hkd(170) }]
    );
    assert_eq!(
        after("UPDATE limit_counter SET payments = 1"),
        [Finding::Counter { number: 1, counted: hkd(170), summed: hkd(170) }]
    );
    assert_eq!(
        after("UPDATE payment SET counted = '[]' WHERE payment_id = 'held'"),
        [Finding::Counter { number: 1, counted: hkd(170), summed: hkd(70) }]
    );
    // What counts in a counter that was dropped after its time is no damage.
    assert_eq!(after("DELETE FROM limit_counter"), []);
}

#[test]
fn rows_that_belong_to_nothing_are_found() {
    let orphan =
        |table: &str, rows| Finding::Orphan { table: table.to_owned(), parent: "mandate".to_owned(), rows };
    assert_eq!(after("UPDATE refusal SET mandate_id = 'nobody'"), [orphan("refusal", 1)]);
    assert_eq!(
        after("DELETE FROM mandate WHERE mandate_id = 'mandate-1'"),
        [orphan("payment", 3), orphan("refusal", 1)]
    );
}

#[test]
fn a_sealed_value_that_was_altered_or_moved_is_found() {
    let closed = |place: &str, rows| [Finding::Unreadable { place: place.to_owned(), rows }];
    assert_eq!(after("UPDATE mandate SET intent = x'0100000001'"), closed("mandate.intent", 2));
    assert_eq!(
        after(
            "UPDATE payment SET payment_token = (SELECT payment_token FROM payment WHERE payment_id = 'held')
             WHERE payment_id = 'debited'"
        ),
        closed("payment.payment_token", 1)
    );
    // One event told in the place of another.
    assert_eq!(
        after("UPDATE event SET what = (SELECT what FROM event WHERE event_id = 2) WHERE event_id = 1"),
        closed("event.what", 1)
    );
}

#[test]
fn events_that_are_missing_are_found() {
    assert_eq!(after("DELETE FROM event WHERE event_id = 2"), [Finding::Events { missing: 1 }]);
    assert_eq!(after("DELETE FROM event"), [], "acknowledged ones are gone");
    let acknowledged = "INSERT INTO event_mark (one, acknowledged) VALUES (1, 2);";
    let among = |gone: &str| after(&format!("{acknowledged} DELETE FROM event WHERE event_id {gone}"));
    assert_eq!(among("= 1"), [], "history ends where the policy says");
    assert_eq!(among("= 2"), [], "and what gave way was told");
}

#[test]
fn an_index_that_does_not_fit_its_table_is_found() {
    let found = after(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, 'agent_id, created_at', 'agent_id, expires_at')
         WHERE name = 'mandate_by_agent'",
    );
    assert!(
        !found.is_empty() && found.iter().all(|finding| matches!(finding, Finding::Damaged { .. })),
        "{found:?}"
    );
}

#[test]
fn a_database_that_is_exchanged_for_an_older_one_while_it_is_open_is_found() {
    let (_folder, path) = filled();
    let store = open(&path);
    // What only a process with the file open can do: the number of commits goes back.
    let by_hand = Connection::open(&path).unwrap();
    by_hand.execute("UPDATE high_water SET commits = 2", []).unwrap();
    drop(by_hand);
    let checkup = store.check().unwrap();
    assert_eq!(checkup.books.findings, [Finding::RolledBack { found: 2, known: 4 }]);
    assert!(!checkup.is_sound());
}

#[test]
fn the_distance_to_the_mark_is_told() {
    let (_folder, path) = filled();
    let store = open(&path);
    for number in 0..10 {
        write(&store, move |tx| tx.settings().set("number", &number)).unwrap();
    }
    let checkup = store.check().unwrap();
    assert_eq!((checkup.commits, checkup.remembered, checkup.distance()), (14, 4, 10));
    assert!(checkup.is_sound());
}

#[test]
fn a_mandate_that_was_never_activated_needs_no_ledger() {
    let (_folder, path) = filled();
    let store = open(&path);
    write(&store, |tx| {
        let mut waiting = mandate("mandate-3", 50);
        waiting.activated_at = None::<Timestamp>;
        tx.mandates().insert(&waiting)
    })
    .unwrap();
    store.close();
    assert_eq!(checked(&path).findings, []);
}

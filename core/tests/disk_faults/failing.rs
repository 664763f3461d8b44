//! Writes and syncs that fail, of the log and of the database.

use amp_wallet_core::storage::StoreError;
use faulty_disk::Fault;

use super::wallet::{Told, Wallet, expect_nothing_lost, open};

/// The disk failed, and it is told so: the store never says yes to what is not on it.
fn is_told(error: Option<&StoreError>) -> bool {
    matches!(error, Some(StoreError::Io { .. } | StoreError::GroupFailed))
}

#[test]
fn a_sync_that_fails_is_told_and_nothing_acknowledged_is_lost() {
    let wallet = Wallet::new();
    let mut told = wallet.pay_all(0..20);
    let fault = Fault::sync(&wallet.log()).begin();
    for number in 20..23 {
        let (step, error) = wallet.pay(number);
        assert_eq!(error.as_ref().map(StoreError::code), Some("store.io"));
        assert!(!step.held);
        told.push(step);
        // Reading goes on.
        expect_nothing_lost(&wallet.store, &told);
    }
    assert!(fault.hits() >= 3);
    drop(fault);
    told.extend(wallet.pay_all(23..40));
    expect_nothing_lost(&wallet.store, &told);
    // Cut off here, and after a proper end.
    let copy = wallet.cut_off();
    expect_nothing_lost(&open(&copy.path().join("wallet.db")).unwrap(), &told);
    wallet.store.close();
    expect_nothing_lost(&open(&wallet.database()).unwrap(), &told);
}

#[test]
fn a_database_that_cannot_be_synced_keeps_everything_in_its_log() {
    let wallet = Wallet::new();
    let fault = Fault::sync(&wallet.database()).begin();
    // Far more than the log holds before it is moved into the database.
    let told = wallet.pay_all(0..400);
    assert!(fault.hits() > 0, "it was tried");
    let copy = wallet.cut_off();
    expect_nothing_lost(&open(&copy.path().join("wallet.db")).unwrap(), &told);
    wallet.store.close();
    drop(fault);
    expect_nothing_lost(&open(&wallet.database()).unwrap(), &told);
}

#[test]
fn a_disk_that_is_gone_for_a_while_is_told_each_time_and_works_again() {
    let wallet = Wallet::new();
    let mut told = wallet.pay_all(0..5);
    for round in 1..4_u32 {
        let fault = Fault::any(wallet.folder.path()).begin();
        let (step, error) = wallet.pay(round * 100);
        assert!(is_told(error.as_ref()), "{error:?}");
        told.push(step);
        drop(fault);
        told.extend(wallet.pay_all(round * 100 + 1..round * 100 + 5));
    }
    wallet.store.close();
    expect_nothing_lost(&open(&wallet.database()).unwrap(), &told);
}

#[test]
fn a_store_that_is_suspended_on_a_failing_disk_loses_nothing() {
    let wallet = Wallet::new();
    let mut told = wallet.pay_all(0..20);
    let fault = Fault::any(wallet.folder.path()).begin();
    wallet.store.suspend().unwrap();
    drop(fault);
    wallet.store.resume().unwrap();
    expect_nothing_lost(&wallet.store, &told);
    told.extend(wallet.pay_all(20..30));
    expect_nothing_lost(&wallet.store, &told);
}

/// Pays while the operation numbered `number` fails, and looks at everything afterwards; whether it came to that.
fn fail_once(make: impl Fn(&Wallet) -> Fault, number: u32) -> bool {
    let wallet = Wallet::new();
    let fault = make(&wallet).after(number).times(1).begin();
    let mut told: Vec<Told> = Vec::new();
    let mut failed = 0;
    for payment in 0..4 {
        let (step, error) = wallet.pay(payment);
        assert!(error.is_none() || is_told(error.as_ref()), "operation {number}: {error:?}");
        failed += u32::from(error.is_some());
        told.push(step);
    }
    let hits = fault.hits();
    drop(fault);
    assert_eq!(failed, hits, "operation {number}: every failure is told, and nothing else");
    // What failed can be done anew: its identifier is free unless it is there as a whole.
    expect_nothing_lost(&wallet.store, &told);
    told.extend(wallet.pay_all(10..12));
    let copy = wallet.cut_off();
    expect_nothing_lost(&open(&copy.path().join("wallet.db")).unwrap(), &told);
    wallet.store.close();
    expect_nothing_lost(&open(&wallet.database()).unwrap(), &told);
    hits > 0
}

#[test]
fn whichever_write_or_sync_fails_exactly_its_work_is_refused_and_everything_else_is_there() {
    for make in [|wallet: &Wallet| Fault::sync(&wallet.log()), |wallet: &Wallet| Fault::write(&wallet.log())]
    {
        let (mut number, mut looked) = (0, 0);
        while fail_once(make, number) {
            looked += 1;
            // Each of the first ones, then fewer: later commits are like earlier ones.
            number += 1 + number / 8;
        }
        // Eight commits, each with its sync and its frames.
        assert!(looked >= 8, "only {looked} operations");
    }
}

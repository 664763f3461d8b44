//! Pages that were half written when the power went, logs that end too early, and a disk that only said it had synced.

use std::fs;
use std::path::Path;

use amp_wallet_core::storage::{Store, StoreError};
use faulty_disk::Fault;

use super::rows::verified;
use super::wallet::{Told, Wallet, expect_nothing_lost, open};

#[test]
fn a_last_page_of_the_log_that_is_torn_loses_only_what_was_not_acknowledged() {
    for torn in 0..12 {
        let wallet = Wallet::new();
        let mut told = wallet.pay_all(0..6);
        let fault = Fault::power_cut(&wallet.log()).after(torn).begin();
        for number in 6..20 {
            let (step, error) = wallet.pay(number);
            told.push(step);
            if error.is_some() {
                break;
            }
        }
        assert!(fault.hits() > 0);
        // Nothing is written any more: this is what the disk holds after the power cut.
        let copy = wallet.cut_off();
        let store = open(&copy.path().join("wallet.db")).unwrap();
        expect_nothing_lost(&store, &told);
        store.close();
        // The next owner of the disk pays on.
        let store = open(&copy.path().join("wallet.db")).unwrap();
        expect_nothing_lost(&store, &told);
    }
}

#[test]
fn a_page_of_the_database_that_is_torn_while_the_log_moves_into_it_is_whole_again() {
    for torn in [0, 1, 2, 5, 9, 14] {
        let wallet = Wallet::new();
        let told = wallet.pay_all(0..30);
        let fault = Fault::power_cut(&wallet.database()).after(torn).begin();
        // Closing moves the log into the database.
        wallet.store.close();
        assert!(fault.hits() > 0, "{torn}");
        let copy = wallet.cut_off();
        assert!(copy.path().join("wallet.db-wal").exists(), "the log stays until it is safe");
        expect_nothing_lost(&open(&copy.path().join("wallet.db")).unwrap(), &told);
        drop(fault);
        expect_nothing_lost(&open(&wallet.database()).unwrap(), &told);
    }
}

/// How many of these payments are there; they are the first ones, and every sum agrees.
fn found(store: &Store, told: &[Told]) -> usize {
    assert_eq!(verified(store), 1);
    let payments = store.read_blocking(|tx| tx.payments().list(u32::MAX)).unwrap();
    let mut ids: Vec<_> = payments.into_iter().map(|payment| payment.payment_id).collect();
    ids.reverse();
    let first: Vec<_> = told.iter().take(ids.len()).map(|told| format!("payment-{}", told.number)).collect();
    assert_eq!(ids, first, "what is there is what came first");
    ids.len()
}

/// The copy of a wallet with its log cut to `length` bytes.
fn cut_log(whole: &Path, length: usize) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    fs::copy(whole.join("wallet.db"), copy.path().join("wallet.db")).unwrap();
    let log = fs::read(whole.join("wallet.db-wal")).unwrap();
    fs::write(copy.path().join("wallet.db-wal"), &log[..length]).unwrap();
    copy
}

#[test]
fn a_log_cut_short_anywhere_is_an_earlier_whole_state_or_refused() {
    const FRAME: usize = 4_096 + 24;
    // On the disk from the beginning: the tables and the mandate.
    let wallet = Wallet::new();
    wallet.store.suspend().unwrap();
    wallet.store.resume().unwrap();
    let told = wallet.pay_all(0..8);
    let whole = wallet.cut_off();
    let length = fs::metadata(whole.path().join("wallet.db-wal")).unwrap().len();
    let length = usize::try_from(length).unwrap();
    let mut last = 0;
    for cut in (0..length).step_by(FRAME / 3).chain([length - 1, length]) {
        let copy = cut_log(whole.path(), cut);
        let store = open(&copy.path().join("wallet.db"))
            .unwrap_or_else(|error| panic!("cut to {cut} of {length}: {error}"));
        let there = found(&store, &told);
        assert!(there >= last, "a longer log holds no less");
        last = there;
    }
    assert_eq!(last, told.len());
}

#[test]
fn a_disk_that_lied_about_its_syncs_is_found_out_once_the_mark_has_followed() {
    let wallet = Wallet::new();
    let mut told = wallet.pay_all(0..3);
    // From here on the disk says yes and keeps everything in its cache.
    let kept = wallet.cut_off();
    told.extend(wallet.pay_all(3..10));
    // The power goes: a few commits are lost, which nobody can see, and the books are whole.
    let store = open(&kept.path().join("wallet.db")).unwrap();
    assert_eq!(found(&store, &told), 3);
    store.close();

    // It goes on lying for longer than the mark stays behind: 64 commits, two a payment.
    let wallet = Wallet::new();
    wallet.pay_all(0..3);
    let kept = wallet.cut_off();
    wallet.pay_all(3..70);
    let refused = open(&kept.path().join("wallet.db")).unwrap_err();
    assert!(matches!(refused, StoreError::RolledBack { .. }), "{refused}");
}

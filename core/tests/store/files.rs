//! What may lie at the place of the database, and what becomes of it: nothing that is not ours is touched.

use std::fs;
use std::path::{Path, PathBuf};

use amp_wallet_core::storage::{Store, StoreError, StoreOptions};
use rusqlite::Connection;

use super::rows::{NOW, fund, hkd, payment, secrets, store, verified, write};

fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, StoreOptions::default(), &secrets())
}

/// Every file in a folder with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Opening is refused with `code`, and every byte in the folder is as before.
fn expect_refused_untouched(folder: &Path, code: &str) {
    let before = contents(folder);
    assert_eq!(open(&folder.join("wallet.db")).unwrap_err().code(), code);
    assert_eq!(contents(folder), before);
}

/// A closed database with payments in it, large enough to be damaged in many places.
fn filled() -> (tempfile::TempDir, PathBuf) {
    let (folder, store) = store();
    fund(&store, "mandate-1", 1_000_000);
    write(&store, |tx| {
        for number in 0..400 {
            let id = format!("payment-{number}");
            tx.payments().hold(&payment("mandate-1", &id, 10))?;
            if number % 2 == 0 {
                tx.payments().capture(&id, hkd(7), NOW)?;
            }
        }
        Ok(())
    })
    .unwrap();
    store.close();
    let path = folder.path().join("wallet.db");
    (folder, path)
}

#[test]
fn a_missing_folder_and_file_are_made_for_the_user_alone() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data").join("wallet");
    let store = open(&folder.join("wallet.db")).unwrap();
    fund(&store, "mandate-1", 10);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        for (file, _) in contents(&folder) {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
    store.close();
    assert_eq!(verified(&open(&folder.join("wallet.db")).unwrap()), 1);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_could_read_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = filled();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let _store = open(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_was_written_is_there_after_reopening() {
    let (_folder, path) = filled();
    let store = open(&path).unwrap();
    assert_eq!(verified(&store), 1);
    let balances = store.read_blocking(|tx| tx.ledger().balances("mandate-1")).unwrap().unwrap();
    assert_eq!((balances.spent, balances.held), (hkd(1_400), hkd(2_000)));
}

#[test]
fn an_empty_file_becomes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wallet.db"), []).unwrap();
    assert_eq!(verified(&open(&folder.path().join("wallet.db")).unwrap()), 0);
}

#[test]
fn a_database_that_was_cut_off_before_its_first_table_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let first = Connection::open(&path).unwrap();
    let mode: String = first.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    drop(first);
    assert!(fs::metadata(&path).unwrap().len() > 0);
    assert_eq!(verified(&open(&path).unwrap()), 0);
}

#[test]
fn another_programs_database_is_left_untouched() {
    for (journal, application) in [("DELETE", 0), ("WAL", 0), ("DELETE", 77), ("WAL", 77)] {
        let folder = tempfile::tempdir().unwrap();
        let other = Connection::open(folder.path().join("wallet.db")).unwrap();
        other
            .execute_batch(&format!(
                "PRAGMA journal_mode = {journal}; PRAGMA application_id = {application};
                 CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);"
            ))
            .unwrap();
        drop(other);
        expect_refused_untouched(folder.path(), "store.foreign");
    }
}

#[test]
fn another_programs_database_that_is_still_in_its_log_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallet.db");
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE theirs (x);")
        .unwrap();
    let (main, log) = (fs::read(&path).unwrap(), fs::read(folder.path().join("wallet.db-wal")).unwrap());
    assert_eq!(open(&path).unwrap_err(), StoreError::Foreign);
    assert_eq!(fs::read(&path).unwrap(), main);
    assert_eq!(fs::read(folder.path().join("wallet.db-wal")).unwrap(), log);
}

#[test]
fn a_newer_database_is_left_untouched() {
    let (folder, path) = filled();
    let newer = Connection::open(&path).unwrap();
    newer.execute_batch("PRAGMA user_version = 2; CREATE TABLE later (x);").unwrap();
    drop(newer);
    expect_refused_untouched(folder.path(), "store.newer");
    assert_eq!(open(&path).unwrap_err(), StoreError::Newer { found: 2, known: 1 });
}

#[test]
fn a_newer_database_that_is_still_in_its_log_is_left_untouched() {
    let (folder, path) = filled();
    let newer = Connection::open(&path).unwrap();
    newer.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 2;").unwrap();
    // A copy of what a killed process would leave: the header in the file says version 1, the log says 2.
    let left = tempfile::tempdir().unwrap();
    for name in ["wallet.db", "wallet.db-wal"] {
        fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
    }
    let files = || ["wallet.db", "wallet.db-wal"].map(|name| fs::read(left.path().join(name)).unwrap());
    let before = files();
    assert_eq!(open(&left.path().join("wallet.db")).unwrap_err().code(), "store.newer");
    assert_eq!(files(), before);
}

#[test]
fn bytes_that_are_no_database_are_left_untouched() {
    let noise = |length: usize| -> Vec<u8> {
        (0_u32..).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).take(length).collect()
    };
    for bytes in [noise(1), noise(104), noise(65_536), b"{\"not\":\"a database\"}".to_vec(), vec![0; 8_192]] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("wallet.db"), bytes).unwrap();
        expect_refused_untouched(folder.path(), "store.corrupt");
    }
}

#[test]
fn a_folder_and_a_pipe_at_the_place_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("wallet.db")).unwrap();
    assert_eq!(open(&folder.path().join("wallet.db")).unwrap_err(), StoreError::Foreign);
    #[cfg(unix)]
    {
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(open(&pipe).unwrap_err(), StoreError::Foreign);
    }
}

#[test]
fn a_database_cut_short_anywhere_is_damage_and_kept_as_it_is() {
    let (_folder, path) = filled();
    let whole = fs::read(&path).unwrap();
    for length in [1, 99, 104, 105, 512, 4_095, 4_096, 4_097, 20_000, whole.len() - 4_096, whole.len() - 1] {
        let folder = tempfile::tempdir().unwrap();
        let cut = folder.path().join("wallet.db");
        fs::write(&cut, &whole[..length]).unwrap();
        let found = open(&cut).and_then(|store| store.read_blocking(|tx| tx.verify()));
        assert_eq!(found.unwrap_err().code(), "store.corrupt", "{length} of {}", whole.len());
        assert_eq!(fs::read(&cut).unwrap(), &whole[..length], "{length}");
    }
}

#[test]
fn a_page_overwritten_anywhere_is_found() {
    let (_folder, path) = filled();
    let whole = fs::read(&path).unwrap();
    let page = 4_096;
    assert!(whole.len() / page > 20);
    for number in 0..whole.len() / page {
        let folder = tempfile::tempdir().unwrap();
        let damaged = folder.path().join("wallet.db");
        let mut bytes = whole.clone();
        bytes[number * page..(number + 1) * page].fill(0xa5);
        fs::write(&damaged, &bytes).unwrap();
        let found = open(&damaged).and_then(|store| store.read_blocking(|tx| tx.verify()));
        assert_eq!(found.unwrap_err().code(), "store.corrupt", "page {number}");
        assert!(damaged.exists());
    }
}

#[test]
fn sums_that_were_changed_by_hand_are_found() {
    for (change, what) in [
        ("UPDATE ledger_balance SET available = available - 1, spent = spent + 1", "check.balance"),
        (
            "UPDATE payment SET captured = captured - 1 WHERE payment_id = 'payment-0'",
            "check.payment payment-0",
        ),
        ("DELETE FROM ledger_posting WHERE number = 3", "check.history"),
        ("UPDATE ledger_posting SET amount = amount + 1 WHERE number = 2", "check.balance"),
        ("DELETE FROM ledger_balance", "check.unbooked"),
    ] {
        let (_folder, path) = filled();
        let by_hand = Connection::open(&path).unwrap();
        let kept = change.contains("ledger_posting") || change.starts_with("DELETE");
        assert!(by_hand.execute_batch(change).is_err() || !kept, "{change}");
        by_hand
            .execute_batch(
                "DROP TRIGGER ledger_posting_stays; DROP TRIGGER ledger_posting_is_kept;
                 DROP TRIGGER ledger_balance_is_kept; DROP TRIGGER payment_ends_once;",
            )
            .unwrap();
        by_hand.execute_batch(change).unwrap();
        drop(by_hand);
        let found = open(&path).unwrap().read_blocking(|tx| tx.verify());
        assert!(
            matches!(&found, Err(StoreError::Corrupt { detail }) if detail.contains(what)),
            "{change}: {found:?}"
        );
    }
}

#[test]
fn the_schema_itself_refuses_what_the_rules_forbid() {
    let (_folder, path) = filled();
    let by_hand = Connection::open(&path).unwrap();
    by_hand.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    for change in [
        "UPDATE ledger_posting SET amount = 1",
        "DELETE FROM ledger_posting",
        "DELETE FROM ledger_balance",
        "DELETE FROM payment",
        "DELETE FROM mandate",
        "UPDATE ledger_balance SET available = -1",
        "UPDATE ledger_balance SET available = available + 1",
        "UPDATE payment SET state = 'held', captured = NULL, ended_at = NULL WHERE state = 'captured'",
        "UPDATE payment SET state = 'captured' WHERE state = 'held'",
        "UPDATE payment SET mandate_id = 'nobody'",
        "UPDATE mandate SET state = 'paused'",
        "INSERT INTO ledger_posting VALUES ('mandate-1', 9999, 'gift', 1, NULL, 0)",
    ] {
        assert!(by_hand.execute_batch(change).is_err(), "{change}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_told_and_left_as_it_is() {
    use super::child::{command, reports, this_program};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let (folder, path) = filled();
    let empty = tempfile::tempdir().unwrap();
    // Permissions do not bind root: there the child is nobody.
    let root = unix_user_is_root(folder.path());
    // The program lies where nobody may not read.
    let program = folder.path().join("program");
    fs::copy(this_program(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    for folder in [folder.path(), empty.path()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let before = contents(folder.path());
    for place in [path.clone(), empty.path().join("wallet.db"), empty.path().join("deeper").join("wallet.db")]
    {
        let mut child = command(program.to_str().unwrap(), &[], "open", &place, "reader");
        if root {
            child.uid(65_534).gid(65_534);
        }
        let mut child = child.spawn().unwrap();
        let told: Vec<_> = reports(&mut child).collect();
        assert!(child.wait().unwrap().success(), "{told:?}");
        assert_eq!(told, ["refused store.read_only"], "{}", place.display());
    }
    assert_eq!(contents(folder.path()), before);
    assert_eq!(contents(empty.path()), []);
    for folder in [folder.path(), empty.path()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
}

#[cfg(unix)]
fn unix_user_is_root(own_folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(own_folder).unwrap().uid() == 0
}

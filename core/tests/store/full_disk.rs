//! A disk that has no room left, or refuses to write: it is told, nothing is lost, and it works again afterwards.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::child::{command, reports, this_program};
use super::rows::{payment, secrets, verified, write};

/// Runs the rest of its command line on a file system of 2 MB, with a file on it that can be removed to make room.
const SMALL_DISK: &str = r#"
    mount -t tmpfs -o size=2m none "$PLACE" && head -c 300000 /dev/zero > "$PLACE/ballast" && exec "$0" "$@""#;

/// Runs the rest of its command line with files bounded to 2000 blocks; a write beyond fails and is no signal.
const SMALL_FILES: &str = r#"trap '' XFSZ; ulimit -f 2000; exec "$0" "$@""#;

/// The last reports, the latest first, for a failure's text.
fn last(told: &[String]) -> Vec<&String> {
    told.iter().rev().take(4).collect()
}

fn run(program: &str, arguments: &[&str], place: &Path) -> Vec<String> {
    let mut child = command(program, arguments, "fill", &place.join("wallet.db"), "full")
        .env("PLACE", place)
        .spawn()
        .unwrap();
    let told: Vec<_> = reports(&mut child).collect();
    assert!(child.wait().unwrap().success(), "{:?}", last(&told));
    told
}

fn can_mount(place: &Path) -> bool {
    let mount = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none"]).arg(place).output();
    mount.is_ok_and(|output| output.status.success())
}

#[test]
fn a_full_disk_is_told_and_once_there_is_room_everything_is_there_and_works() {
    let folder = tempfile::tempdir().unwrap();
    if !can_mount(folder.path()) {
        eprintln!("not run: this system lets no test mount a file system of its own (unshare -rm)");
        return;
    }
    let told = run("unshare", &["-rm", "sh", "-c", SMALL_DISK, &this_program()], folder.path());
    for line in
        ["failed store.disk_full", "again store.disk_full", "read 1", "ended full-100000", "verified 1"]
    {
        assert!(told.iter().any(|told| told == line), "{line}: {:?}", last(&told));
    }
}

#[test]
fn a_disk_that_refuses_to_write_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let told = run("sh", &["-c", SMALL_FILES, &this_program()], folder.path());
    for line in ["failed store.io", "again store.io", "read 1"] {
        assert!(told.iter().any(|told| told == line), "{line}: {:?}", last(&told));
    }

    let store = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    assert_eq!(verified(&store), 1);
    let held = told.iter().filter(|line| line.starts_with("held ")).count();
    let found = store
        .read_blocking(|tx| -> Result<_, StoreError> { Ok(tx.payments().list(u32::MAX)?.len()) })
        .unwrap();
    assert_eq!(found, held);
    write(&store, |tx| tx.payments().hold(&payment("mandate-1", "afterwards", 10))).unwrap();
}

//! This test program started once more, as a process of its own that can be killed.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use amp_wallet_core::storage::{Store, StoreError};

use super::rows::{fund, hkd, patient, payment, secrets, verified, write};

const ROLE: &str = "STORE_TEST_CHILD";
const DATABASE: &str = "STORE_TEST_DATABASE";
const NAME: &str = "STORE_TEST_NAME";

/// A command that runs [`child_process`] in `role` on the database at `path`.
pub(crate) fn command(program: &str, arguments: &[&str], role: &str, path: &Path, name: &str) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .args(["child::child_process", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env(DATABASE, path)
        .env(NAME, name)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// The path of this test program.
pub(crate) fn this_program() -> String {
    env::current_exe().unwrap().to_str().unwrap().to_owned()
}

/// Starts a child in `role`.
pub(crate) fn start(role: &str, path: &Path, name: &str) -> Child {
    command(&this_program(), &[], role, path, name).spawn().unwrap()
}

/// The lines the child reports, as they come.
pub(crate) fn reports(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let stderr: ChildStderr = child.stderr.take().unwrap();
    BufReader::new(stderr).lines().map_while(Result::ok)
}

/// Tells the parent, unbuffered: what was told before a kill has left this process.
fn report(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

#[test]
#[ignore = "other tests start it as a process of its own"]
fn child_process() {
    let Ok(role) = env::var(ROLE) else { return };
    let path = env::var(DATABASE).unwrap();
    let name = env::var(NAME).unwrap();
    let store = match Store::open(Path::new(&path), patient(), &secrets()) {
        Ok(store) => store,
        Err(error) => return report(&format!("refused {}", error.code())),
    };
    report("opened");
    match role.as_str() {
        "pay" => pay(&store, &name),
        "pay 100" => (0..100).for_each(|number| pay_one(&store, &name, number).unwrap()),
        "fill" => fill(&store, &name, &Path::new(&path).with_file_name("ballast")),
        "open" => {}
        other => panic!("no role {other}"),
    }
}

/// Pays until it is killed.
fn pay(store: &Store, name: &str) {
    for number in 0.. {
        pay_one(store, name, number).unwrap();
    }
}

/// Pays until the disk refuses, tries once more, reads; then makes room, pays again and checks everything.
fn fill(store: &Store, name: &str, ballast: &Path) {
    fund(store, "mandate-1", 1_000_000_000);
    for number in 0..100_000 {
        let Err(error) = pay_one(store, name, number) else { continue };
        report(&format!("failed {}", error.code()));
        // Another payment: what failed may have been the second half of this one.
        let again = pay_one(store, name, 200_000).map_err(|error| error.code());
        report(&format!("again {}", again.err().unwrap_or("succeeded")));
        let last = store.read_blocking(|tx| -> Result<_, StoreError> { Ok(tx.payments().list(1)?.len()) });
        report(&format!("read {}", last.unwrap()));
        if std::fs::remove_file(ballast).is_ok() {
            pay_one(store, name, 100_000).unwrap();
            report(&format!("verified {}", verified(store)));
        }
        return;
    }
    report("never full");
}

/// Holds, then captures two of three payments and releases the third; each step is reported once it is durable.
fn pay_one(store: &Store, name: &str, number: u32) -> Result<(), StoreError> {
    let id = format!("{name}-{number}");
    let held = payment("mandate-1", &id, 10);
    write(store, move |tx| tx.payments().hold(&held))?;
    report(&format!("held {id}"));
    let ended = id.clone();
    write(store, move |tx| match number % 3 {
        0 => tx.payments().release(&ended, "test.over", super::rows::NOW),
        1 => tx.payments().capture(&ended, hkd(10), super::rows::NOW),
        _ => tx.payments().capture(&ended, hkd(4), super::rows::NOW),
    })?;
    report(&format!("ended {id}"));
    Ok(())
}

//! After the load: every wallet is checked by `amp wallet check`, and its books say what its customer was told.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;

use serde_json::Value;

use super::customer::{Customer, SMALL_BUDGET, Unenrolled, customer_id};
use super::failure::Failures;
use crate::world::{Books, SEAT_CENTS, World, hkd};

/// Checks every wallet that is there; how many.
pub(super) async fn check(world: &World, customers: &[Customer], failures: &mut Failures) -> u64 {
    let mut books = HashMap::new();
    let mut checked = 0;
    for folder in folders(world) {
        checked += 1;
        if let Err(found) = amp_wallet_check(&folder) {
            failures.add(0, "check", format!("{}: {found}", folder.display()));
            continue;
        }
        let one = world.books_in(&folder).await;
        if let Some(id) = one.mandates.first().and_then(|view| view.mandate.network_mandate_id.clone()) {
            books.insert(id, one);
        }
    }
    for customer in customers {
        match books.get(&customer.granted.network_mandate_id) {
            Some(books) => compare(customer, books, failures),
            None => failures.add(customer.number, "books", "no wallet has his mandate"),
        }
    }
    checked
}

/// What became of a session that an agent waited for in vain.
pub(super) async fn why(world: &World, missing: &Unenrolled) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, customer_id(missing.number).as_bytes());
    let key: String = digest.as_ref()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let wallet = world.open(&world.folder.path().join("data/wallets").join(key)).await;
    let session = wallet.session(&missing.session).await;
    wallet.close();
    match session {
        Ok(session) => format!(
            "{} {} {}",
            session.status.as_str(),
            session.notification.state.as_str(),
            session.failure_code.unwrap_or_default()
        ),
        Err(error) => error.to_string(),
    }
}

fn folders(world: &World) -> Vec<PathBuf> {
    let wallets = std::fs::read_dir(world.folder.path().join("data/wallets")).unwrap();
    wallets.map(|wallet| wallet.unwrap().path()).collect()
}

fn amp_wallet_check(folder: &Path) -> Result<(), String> {
    let output = Command::new(env!("CARGO_BIN_EXE_amp"))
        .args(["wallet", "--json", "--data"])
        .args([folder, Path::new("check")])
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if output.status.success() && said["ok"] == true {
        return Ok(());
    }
    Err(format!("{} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

/// What the customer was told, what was captured, and what the budget allows.
fn compare(customer: &Customer, books: &Books, failures: &mut Failures) {
    let (told, refused) = (customer.paid.load(Ordering::SeqCst), customer.refused.load(Ordering::SeqCst));
    let view = &books.mandates[0];
    let allowed = Customer::budget(customer.number);
    let mut expect = |step: &'static str, right: bool, found: String| {
        if !right {
            failures.add(customer.number, step, found);
        }
    };
    let captured = u32::try_from(view.spent.micros() / hkd(SEAT_CENTS).micros()).unwrap();
    expect("lost_or_double", captured == told, format!("{captured} captured, {told} told"));
    expect("held", view.held.is_zero(), format!("{:?} still held", view.held));
    expect("over_limit", captured <= allowed, format!("{captured} of {allowed}"));
    // Refused although there was room: a limit that is too tight is wrong, too.
    let spent = refused == 0 || captured == SMALL_BUDGET;
    expect("refused", spent, format!("{refused} refused, {captured} of {allowed} captured"));
}

//! Many wallets, many connections, for a while; then every wallet's books, as `amp wallet check` reads them.

mod customer;
mod failure;
mod ledgers;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use amp_wallet_core::sandbox::ContractExtensions;
use amp_wallet_core::storage::bench::BareCommit;
use serde::Serialize;
use tokio::time::Instant;

use crate::world::{SEAT, World};
use customer::{Customer, enroll, pay_until};
use failure::Failures;

#[derive(Debug, Clone, Copy)]
struct Load {
    wallets: u32,
    connections: u32,
    seconds: u64,
}

#[derive(Debug, Serialize)]
struct Outcome {
    wallets: u32,
    connections: u32,
    seconds: u64,
    paid: u64,
    /// By a budget that is spent: every tenth wallet's soon is.
    refused: u64,
    payments_per_second: u64,
    p50_micros: u64,
    p99_micros: u64,
    server_rss_kb: u64,
    server_files: u64,
    /// One row each, one after the other, on the same disk after the load. A payment waits for three: the hold, whose
    /// the token is, the debit.
    bare_commits_per_second: u64,
    /// Wallets that `amp wallet check` was run on.
    checked: u64,
    failures: Failures,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_load_keeps_every_limit_and_every_book() {
    let outcome = run(Load { wallets: 4, connections: 8, seconds: 1 }).await;
    assert!(outcome.paid > 0 && outcome.refused > 0, "{outcome:?}");
    assert_eq!((outcome.failures.count, outcome.checked), (0, 4), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/load-test.sh runs it, in a release build"]
async fn the_load_that_was_asked_for() {
    let asked = std::env::var("AMP_LOAD").unwrap_or_else(|_| "1000 64 60".to_owned());
    let numbers: Vec<u32> = asked.split(' ').map(|number| number.parse().unwrap()).collect();
    let load = Load { wallets: numbers[0], connections: numbers[1], seconds: numbers[2].into() };
    let outcome = run(load).await;
    println!("{}", serde_json::to_string(&outcome).unwrap());
    assert!(outcome.paid > 0);
    assert_eq!((outcome.failures.count, outcome.checked), (0, load.wallets.into()));
}

async fn run(load: Load) -> Outcome {
    let open = load.wallets.to_string();
    let more = ["--auto-approve", "--quiet", "--rate", "0", "--open-wallets", &open, "--idle-seconds", "600"];
    let world = Arc::new(World::begin(ContractExtensions::default(), &more).await);
    let order = world.order(SEAT).await;
    let mut failures = Failures::default();
    let (customers, unenrolled) = enroll(&world, load.wallets).await;
    let customers = Arc::new(customers);
    let end = Instant::now() + Duration::from_secs(load.seconds);
    let workers: Vec<_> = (0..load.connections)
        .map(|number| {
            let (world, customers, order) = (world.clone(), customers.clone(), order.clone());
            tokio::spawn(async move { pay_until(&world, &customers, &order, number, end).await })
        })
        .collect();
    let mut micros = Vec::new();
    for worker in workers {
        let tally = worker.await.unwrap();
        micros.extend(tally.micros);
        failures.join(tally.failures);
    }
    let process = world.provider.id();
    let (server_rss_kb, server_files) = (resident_kb(process), files(process));
    let mut world = Arc::into_inner(world).unwrap();
    match world.provider.stop() {
        Some(0) => {}
        other => failures.add(0, "stop", format!("exit code {other:?}: {}", world.provider.log())),
    }
    for missing in &unenrolled {
        failures.add(missing.number, missing.step, ledgers::why(&world, missing).await);
    }
    let checked = ledgers::check(&world, &customers, &mut failures).await;
    micros.sort_unstable();
    let percentile =
        |hundredths: usize| micros.get(micros.len() * hundredths / 100).copied().unwrap_or_default();
    let paid = u64::try_from(micros.len()).unwrap();
    Outcome {
        wallets: load.wallets,
        connections: load.connections,
        seconds: load.seconds,
        paid,
        refused: customers.iter().map(refusals).sum(),
        payments_per_second: paid / load.seconds,
        p50_micros: percentile(50),
        p99_micros: percentile(99),
        server_rss_kb,
        server_files,
        bare_commits_per_second: bare_commits(&world),
        checked,
        failures,
    }
}

fn refusals(customer: &Customer) -> u64 {
    customer.refused.load(Ordering::SeqCst).into()
}

fn resident_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn files(process: u32) -> u64 {
    std::fs::read_dir(format!("/proc/{process}/fd")).map_or(0, |open| open.count().try_into().unwrap())
}

fn bare_commits(world: &World) -> u64 {
    let bare = BareCommit::begin(&world.folder.path().join("bare.db")).unwrap();
    let (begin, mut commits) = (Instant::now(), 0);
    while begin.elapsed() < Duration::from_secs(1) {
        bare.commit().unwrap();
        commits += 1;
    }
    commits
}

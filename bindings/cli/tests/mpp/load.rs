//! Many wallets, many connections, for a while; then every wallet's books.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use amp_wallet_core::identity::{MemorySecretStore, Secrets};
use amp_wallet_core::network::messages::OrderBody;
use amp_wallet_core::sandbox::Extensions;
use amp_wallet_core::storage::{Store, StoreOptions};
use serde::Serialize;
use serde_json::Value;
use tokio::time::Instant;

use crate::world::{Granted, SEAT, SEAT_CENTS, World, hkd, succeeded};

/// Every tenth wallet may pay only this often: its limit is reached and must hold.
const SMALL_BUDGET: i64 = 5;
const LARGE_BUDGET: i64 = 100_000;

#[derive(Debug, Clone, Copy)]
struct Load {
    wallets: u32,
    connections: u32,
    seconds: u64,
}

/// What one connection saw.
#[derive(Debug, Default)]
struct Tally {
    paid: u64,
    refused: u64,
    errors: u64,
    /// From the announcement of a token to the debit, for those that were paid.
    micros: Vec<u64>,
}

#[derive(Debug, Serialize)]
struct Outcome {
    wallets: u32,
    connections: u32,
    seconds: u64,
    paid: u64,
    refused: u64,
    errors: u64,
    payments_per_second: u64,
    p50_micros: u64,
    p99_micros: u64,
    server_rss_kb: u64,
    /// One after the other, one row each, on the same disk. A payment has three: the hold, the directory, the debit.
    bare_commits_per_second: u64,
    wallets_checked: u64,
    over_limit: u64,
    lost_or_double: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_load_keeps_every_limit_and_every_book() {
    let outcome = run(Load { wallets: 4, connections: 8, seconds: 1 }).await;
    assert!(outcome.paid > 0, "{outcome:?}");
    assert_eq!((outcome.errors, outcome.over_limit, outcome.lost_or_double), (0, 0, 0), "{outcome:?}");
    assert_eq!(outcome.wallets_checked, 4);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/load-test.sh runs it, in a release build"]
async fn the_load_that_was_asked_for() {
    let asked = std::env::var("AMP_LOAD").unwrap_or_else(|_| "1000 64 60".to_owned());
    let numbers: Vec<u32> = asked.split(' ').map(|number| number.parse().unwrap()).collect();
    let load = Load { wallets: numbers[0], connections: numbers[1], seconds: numbers[2].into() };
    let outcome = run(load).await;
    println!("{}", serde_json::to_string(&outcome).unwrap());
    assert_eq!((outcome.errors, outcome.over_limit, outcome.lost_or_double), (0, 0, 0));
}

async fn run(load: Load) -> Outcome {
    let open = load.wallets.to_string();
    let more = ["--auto-approve", "--quiet", "--rate", "0", "--open-wallets", &open, "--idle-seconds", "600"];
    let world = Arc::new(World::begin(Extensions::default(), &more).await);
    let order = world.order(SEAT).await;
    let granted = Arc::new(enroll(&world, load).await);
    let end = Instant::now() + Duration::from_secs(load.seconds);
    let workers: Vec<_> = (0..load.connections)
        .map(|number| {
            let (world, granted, order) = (world.clone(), granted.clone(), order.clone());
            tokio::spawn(async move { pay_until(&world, &granted, &order, number, end).await })
        })
        .collect();
    let mut all = Tally::default();
    for worker in workers {
        let one = worker.await.unwrap();
        all.paid += one.paid;
        all.refused += one.refused;
        all.errors += one.errors;
        all.micros.extend(one.micros);
    }
    let server_rss_kb = resident_kb(world.provider.id());
    let mut world = Arc::into_inner(world).unwrap();
    assert_eq!(world.provider.stop(), Some(0));
    all.micros.sort_unstable();
    let percentile = |hundredths: usize| all.micros.get(all.micros.len() * hundredths / 100).copied();
    let books = world.books().await;
    let spent: i64 = books.iter().map(|books| books.mandates[0].spent.micros()).sum();
    let over = books
        .iter()
        .filter(|books| books.mandates[0].spent.micros() > books.mandates[0].mandate.budget.micros())
        .count();
    Outcome {
        wallets: load.wallets,
        connections: load.connections,
        seconds: load.seconds,
        paid: all.paid,
        refused: all.refused,
        errors: all.errors,
        payments_per_second: all.paid / load.seconds,
        p50_micros: percentile(50).unwrap_or_default(),
        p99_micros: percentile(99).unwrap_or_default(),
        server_rss_kb,
        bare_commits_per_second: bare_commits(&world),
        wallets_checked: books.len().try_into().unwrap(),
        over_limit: over.try_into().unwrap(),
        lost_or_double: spent / hkd(SEAT_CENTS).micros() - i64::try_from(all.paid).unwrap(),
    }
}

/// Binds an agent to each wallet, and a mandate.
async fn enroll(world: &Arc<World>, load: Load) -> Vec<Granted> {
    let next = Arc::new(AtomicU32::new(0));
    let workers: Vec<_> = (0..load.connections)
        .map(|_| {
            let (world, next) = (world.clone(), next.clone());
            tokio::spawn(async move {
                let mut all = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= load.wallets {
                        return all;
                    }
                    let agent = format!("agent-{number}");
                    world.ask_binding(&agent, &format!("{number:08}-customer")).await;
                    let token_id = world.token_id(&agent).await;
                    let payments = if number % 10 == 0 { SMALL_BUDGET } else { LARGE_BUDGET };
                    let budget = hkd(payments * SEAT_CENTS);
                    let asked = world.ask_mandate(&agent, &token_id, Some(budget), None).await;
                    all.push(world.granted(&token_id, asked).await);
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    all
}

async fn pay_until(
    world: &World,
    granted: &[Granted],
    order: &OrderBody,
    number: u32,
    end: Instant,
) -> Tally {
    let mut tally = Tally::default();
    // Each connection goes through all wallets, from a beginning of its own.
    let from = usize::try_from(number).unwrap() * 37;
    for one in granted.iter().cycle().skip(from % granted.len()) {
        let begin = Instant::now();
        if begin >= end {
            break;
        }
        let (token, held) = world.announce(one, order).await;
        if !succeeded(&held) {
            tally.count_other(&held);
            continue;
        }
        let paid = world.pay(&token).await;
        if succeeded(&paid) {
            tally.paid += 1;
            tally.micros.push(begin.elapsed().as_micros().try_into().unwrap());
        } else {
            tally.count_other(&paid);
        }
    }
    tally
}

impl Tally {
    /// A refusal is an answer; anything else is an error.
    fn count_other(&mut self, answer: &Value) {
        match answer["result"]["resultCode"].as_str() {
            None | Some("SYSTEM_ERROR") => self.errors += 1,
            Some(_) => self.refused += 1,
        }
    }
}

fn resident_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn bare_commits(world: &World) -> u64 {
    let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
    let path = world.folder.path().join("bare.db");
    let store = Store::open(&path, StoreOptions::default(), &secrets).unwrap();
    let (begin, mut commits) = (Instant::now(), 0);
    while begin.elapsed() < Duration::from_secs(1) {
        store.write_blocking(move |tx| tx.settings().set::<u64>("bare", &commits)).unwrap();
        commits += 1;
    }
    store.close();
    commits
}

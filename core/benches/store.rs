//! A durable hold beside a bare one-row FULL commit on the same disk, alone and 32 at once.
//! Targets: `hold` at most 1.3 of `bare_commit`, flat with the history; `holds_32_at_once` at least 8 bare commits.

#![allow(clippy::unwrap_used, missing_docs)] // a benchmark may panic; criterion's macros write no comments
#![allow(clippy::disallowed_methods)] // it measures

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use amp_wallet_core::assurance::{Checkout, Goods, Intent, Merchant, Mode};
use amp_wallet_core::clock::{HighWater, Timestamp};
use amp_wallet_core::identity::{MemorySecretStore, Secrets};
use amp_wallet_core::ledger::{Movement, Posting};
use amp_wallet_core::mandates::{Mandate, MandateState};
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::storage::{Store, StoreError, StoreOptions, WriteTx};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);
const AT_ONCE: u64 = 32;
static NEXT: AtomicU64 = AtomicU64::new(0);

fn hkd(micros: i64) -> Amount {
    Amount::from_micros(micros, Currency::HKD)
}

/// On the disk that the build uses: a temporary folder may lie in memory.
fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn mandate() -> Mandate {
    Mandate {
        mandate_id: "0123456789abcdef0123456789abcdef".to_owned(),
        network_mandate_id: None,
        auth_session_id: "session".to_owned(),
        agent_id: "agent-1".to_owned(),
        mode: Mode::Autonomous,
        state: MandateState::Activated,
        intent: Intent {
            raw: "buy tea".to_owned(),
            desc: "tea".to_owned(),
            expiry_time: None,
            constraints: None,
        },
        agent_key: None,
        checkout: None,
        budget: hkd(i64::MAX),
        expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        approved_at: Some(NOW),
        activated_at: Some(NOW),
        limits_version: 0,
        rate: None,
        l2: None,
    }
}

fn payment() -> Payment {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    // As a wallet's: its own identifiers sort by time, the network's tokens are scattered all over their index.
    let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Payment {
        payment_id: format!("{number:016x}{scattered:016x}"),
        mandate_id: mandate().mandate_id,
        agent_id: "agent-1".to_owned(),
        payment_token: format!("28166623{:016x}{number:016x}", scattered.rotate_left(17)),
        token_id: "0123456789abcdef0123456789abcdef".to_owned(),
        checkout: Checkout {
            total_amount: hkd(10_000),
            merchant: Merchant {
                reference_merchant_id: "merchant-1".to_owned(),
                merchant_name: "Demo Store".to_owned(),
                merchant_mcc: "5411".to_owned(),
                merchant_website_url: None,
                merchant_region: None,
            },
            goods: vec![Goods {
                goods_name: "Tea".to_owned(),
                goods_unit_amount: hkd(10_000),
                goods_quantity: "1".to_owned(),
            }],
            reference_checkout_id: Some("order-1".to_owned()),
        },
        state: PaymentState::Held,
        held: hkd(10_000),
        captured: None,
        released_because: None,
        token_expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        ended_at: None,
        device_id: None,
        rate: None,
    }
}

fn secrets() -> Secrets {
    Secrets::new(std::sync::Arc::new(MemorySecretStore::default()))
}

fn open(folder: &TempDir) -> Store {
    let store = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    store
        .write_blocking(|tx| -> Result<_, StoreError> {
            let mandate = mandate();
            tx.mandates().insert(&mandate)?;
            tx.ledger().post(&Posting {
                mandate_id: mandate.mandate_id,
                movement: Movement::Delegate,
                amount: mandate.budget,
                payment_id: None,
                at: NOW,
            })
        })
        .unwrap();
    store
}

/// A store with so many holds captured, two postings each.
fn with_history(folder: &TempDir, payments: u32) -> Store {
    let store = open(folder);
    for _ in 0..payments.div_ceil(10_000) {
        store
            .write_blocking(move |tx| -> Result<_, StoreError> {
                for _ in 0..payments.min(10_000) {
                    let payment = payment();
                    tx.payments().hold(&payment)?;
                    tx.payments().capture(&payment.payment_id, payment.held, NOW)?;
                }
                Ok(())
            })
            .unwrap();
    }
    store
}

/// What a use case does in its transaction: the clock's mark, the mandate, the balances, the hold.
fn decide_and_hold(tx: &WriteTx<'_>, payment: &Payment) -> Result<(), StoreError> {
    let mark = tx.high_water().get()?;
    tx.high_water().set(HighWater(mark.0.plus_millis(1)))?;
    let mandate = tx.mandates().get(&payment.mandate_id)?.ok_or(StoreError::Missing { what: "mandate" })?;
    assert!(tx.ledger().balances(&mandate.mandate_id)?.is_some());
    tx.payments().hold(payment).map(drop)
}

async fn hold(store: &Store) {
    let payment = payment();
    store.write_again(move |tx| decide_and_hold(tx, &payment)).await.unwrap();
}

/// So many holds in one commit: what a hold costs beside the commit.
fn holds_in_one_commit(store: &Store, times: u64) -> Duration {
    let begin = Instant::now();
    store.write_blocking(move |tx| (0..times).try_for_each(|_| decide_and_hold(tx, &payment()))).unwrap();
    begin.elapsed()
}

async fn holds_at_once(store: &Store, times: u64) -> Duration {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                for _ in 0..times {
                    hold(&store).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    begin.elapsed()
}

fn store(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let mut group = criterion.benchmark_group("store");
    group.sample_size(20).measurement_time(Duration::from_secs(4)).throughput(Throughput::Elements(1));

    let bare_folder = folder();
    let bare = rusqlite::Connection::open(bare_folder.path().join("bare.db")).unwrap();
    let mode: String = bare.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    bare.execute_batch(
        "PRAGMA synchronous = FULL; CREATE TABLE bare (number INTEGER PRIMARY KEY, value INTEGER)",
    )
    .unwrap();
    group.bench_function("bare_commit", |bencher| {
        let mut insert = bare.prepare("INSERT INTO bare (value) VALUES (1)").unwrap();
        bencher.iter(|| insert.execute([]).unwrap());
    });

    let empty_folder = folder();
    let empty = open(&empty_folder);
    group.bench_function("hold", |bencher| {
        bencher.iter(|| runtime.block_on(hold(&empty)));
    });
    group.bench_function("hold_without_commit", |bencher| {
        bencher.iter_custom(|times| holds_in_one_commit(&empty, times));
    });
    group.bench_function("hold_after_1m_postings", |bencher| {
        // Made only where it is measured: it takes a minute.
        let folder = folder();
        let history = with_history(&folder, 500_000);
        bencher.iter(|| runtime.block_on(hold(&history)));
    });

    group.throughput(Throughput::Elements(AT_ONCE));
    group.bench_function("holds_32_at_once", |bencher| {
        bencher.iter_custom(|times| runtime.block_on(holds_at_once(&empty, times)));
    });
    group.finish();
}

criterion_group!(benches, store);
criterion_main!(benches);

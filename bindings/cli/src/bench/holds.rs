//! A durable hold: what an agent's payment waits for, on the disk that the program lies on.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use amp_wallet_core::assurance::Mode;
use amp_wallet_core::clock::HighWater;
use amp_wallet_core::identity::{FileSecretStore, Secrets, random_bytes};
use amp_wallet_core::ledger::{Movement, Posting};
use amp_wallet_core::mandates::{Mandate, MandateState};
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::storage::bench::{BareCommit, History};
use amp_wallet_core::storage::{Store, StoreError, StoreOptions, WriteTx};
use tempfile::TempDir;

use super::purchase::{NOW, checkout, hkd, intent};
use super::sampler::{Comparison, Stopwatch};
use crate::error::CliError;

/// Holds that wait at the same time.
const AT_ONCE: u64 = 32;
/// Holds of each of them in one batch, and the bare commits beside them.
const EACH: u64 = 16;
/// Mandates that share a long history.
const MANDATES: u32 = 100;

/// The folder of a measurement: databases and their secrets.
pub(super) struct Ground {
    folder: TempDir,
}

impl Ground {
    /// Beside the program: a temporary folder may lie in memory, where nothing is durable.
    pub(super) fn prepare() -> Result<Self, CliError> {
        let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
        let folder = beside
            .and_then(|folder| tempfile::tempdir_in(folder).ok())
            .map_or_else(tempfile::tempdir, Ok)
            .map_err(|error| CliError::Unwritable {
                target: "a folder beside the program".to_owned(),
                reason: error.kind().to_string(),
            })?;
        Ok(Self { folder })
    }

    /// The bare commit on this disk.
    pub(super) fn bare(&self) -> Result<BareCommit, CliError> {
        Ok(BareCommit::begin(&self.folder.path().join("bare.db"))?)
    }

    /// The place of the database called `name`.
    pub(super) fn database(&self, name: &str) -> PathBuf {
        self.folder.path().join(name).join("wallet.db")
    }
}

/// The secrets beside a database.
fn secrets(database: &Path) -> Result<Secrets, CliError> {
    let folder = database.with_file_name("secrets");
    let store = FileSecretStore::open(&folder).map_err(|error| CliError::core(error.code(), &error))?;
    Ok(Secrets::new(Arc::new(store)))
}

/// Opens the store of a measurement.
pub(super) fn open(database: &Path) -> Result<Store, CliError> {
    Ok(Store::open(database, StoreOptions::default(), &secrets(database)?)?)
}

/// Writes so many postings of captured payments, spread over mandates.
pub(super) fn write_history(database: &Path, postings: u32) -> Result<(), CliError> {
    let mandates =
        (0..MANDATES).map(|number| mandate(&format!("past-{number}"))).collect::<Result<_, _>>()?;
    let history = History { mandates, payment: payment(0)?, payments_each: postings.div_ceil(2 * MANDATES) };
    if let Some(folder) = database.parent() {
        std::fs::create_dir_all(folder).map_err(|error| CliError::Unwritable {
            target: folder.display().to_string(),
            reason: error.kind().to_string(),
        })?;
    }
    Ok(history.write(database, &secrets(database)?)?)
}

/// A store with a mandate to hold under.
pub(super) struct Holds {
    store: Store,
    next: Cell<u64>,
}

impl Holds {
    /// Over an open store; adds the mandate if it is not there.
    pub(super) fn begin(store: Store) -> Result<Self, CliError> {
        let mandate = mandate("measured")?;
        let delegate = Posting {
            mandate_id: mandate.mandate_id.clone(),
            movement: Movement::Delegate,
            amount: mandate.budget,
            payment_id: None,
            at: NOW,
        };
        store.write_blocking(move |tx| -> Result<_, StoreError> {
            if tx.mandates().get(&mandate.mandate_id)?.is_none() {
                tx.mandates().insert(&mandate)?;
                tx.ledger().post(&delegate)?;
            }
            Ok(())
        })?;
        // Far from what an earlier process held under.
        let first = u32::from_be_bytes(random_bytes().map_err(|error| CliError::core(error.code(), error))?);
        Ok(Self { store, next: Cell::new(u64::from(first) << 24) })
    }

    /// One hold, on the disk when it returns.
    pub(super) fn hold(&self) -> Result<(), CliError> {
        let payment = payment(self.take())?;
        Ok(self.store.write_blocking(move |tx| hold(tx, &payment))?)
    }

    /// A batch of holds at once beside as many bare commits as make a fair sample; for about `time`.
    pub(super) fn at_once(
        &self,
        now: &Stopwatch<'_>,
        time: Duration,
        bare: &BareCommit,
    ) -> Result<Comparison, CliError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .map_err(|error| CliError::core("bench.no_runtime", error.kind()))?;
        let end = now() + time;
        let (mut subject_nanos, mut baseline_nanos, mut batches) = (u64::MAX, u64::MAX, 0_u32);
        while now() < end || batches < 3 {
            let start = now();
            for _ in 0..EACH {
                bare.commit()?;
            }
            baseline_nanos = baseline_nanos.min(nanos_each(now().saturating_sub(start), EACH));
            let work: Vec<Vec<Payment>> = (0..AT_ONCE)
                .map(|_| (0..EACH).map(|_| payment(self.take())).collect())
                .collect::<Result<_, _>>()?;
            let start = now();
            runtime.block_on(all(&self.store, work))?;
            subject_nanos = subject_nanos.min(nanos_each(now().saturating_sub(start), AT_ONCE * EACH));
            batches += 1;
        }
        let ratio_permille = baseline_nanos.saturating_mul(1000) / subject_nanos.max(1);
        Ok(Comparison { subject_nanos, baseline_nanos, ratio_permille })
    }

    /// Ends it.
    pub(super) fn close(&self) {
        self.store.close();
    }

    fn take(&self) -> u64 {
        let number = self.next.get();
        self.next.set(number + 1);
        number
    }
}

async fn all(store: &Store, work: Vec<Vec<Payment>>) -> Result<(), CliError> {
    let tasks: Vec<_> = work
        .into_iter()
        .map(|payments| {
            let store = store.clone();
            tokio::spawn(async move {
                for payment in payments {
                    store.write_again(move |tx| hold(tx, &payment)).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.map_err(|_| CliError::core("bench.interrupted", "a task did not end"))??;
    }
    Ok(())
}

fn nanos_each(time: Duration, calls: u64) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX) / calls.max(1)
}

/// What a use case does in its transaction: the clock's mark, the mandate, the balances, the nonce, the hold.
fn hold(tx: &WriteTx<'_>, payment: &Payment) -> Result<(), StoreError> {
    let mark = tx.high_water().get()?;
    tx.high_water().set(HighWater(mark.0.plus_millis(1)))?;
    let mandate = tx.mandates().get(&payment.mandate_id)?.ok_or(StoreError::Missing { what: "mandate" })?;
    tx.ledger().balances(&mandate.mandate_id)?.ok_or(StoreError::Missing { what: "balance" })?;
    tx.nonces().register(&payment.payment_id, payment.token_expires_at, NOW)?;
    tx.payments().hold(payment)?;
    Ok(())
}

fn mandate(mandate_id: &str) -> Result<Mandate, CliError> {
    Ok(Mandate {
        mandate_id: mandate_id.to_owned(),
        network_mandate_id: Some(format!("network-{mandate_id}")),
        auth_session_id: format!("session-{mandate_id}"),
        agent_id: "agent-1f2e3d".to_owned(),
        mode: Mode::Autonomous,
        state: MandateState::Activated,
        intent: intent()?,
        agent_key: None,
        checkout: None,
        budget: hkd(1_000_000_000_000)?,
        expires_at: NOW.plus_seconds(7 * 86_400),
        created_at: NOW,
        approved_at: Some(NOW),
        activated_at: Some(NOW),
        l2: None,
        limits_version: 0,
        rate: None,
    })
}

fn payment(number: u64) -> Result<Payment, CliError> {
    let checkout = checkout()?;
    // As a wallet's: its own identifiers sort by time, the network's tokens are scattered all over their index.
    let scattered = number.wrapping_mul(0xd1b5_4a32_d192_ed03);
    Ok(Payment {
        payment_id: format!("{number:016x}{scattered:016x}"),
        mandate_id: "measured".to_owned(),
        agent_id: "agent-1f2e3d".to_owned(),
        payment_token: format!("28166623{:016x}{number:016x}", scattered.rotate_left(23)),
        token_id: "alipay-plus-token-1".to_owned(),
        device_id: None,
        rate: None,
        held: checkout.total_amount,
        checkout,
        state: PaymentState::Held,
        captured: None,
        released_because: None,
        token_expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        ended_at: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_written_for_the_bench_passes_the_whole_check_and_takes_holds() {
        let ground = Ground::prepare().unwrap();
        let database = ground.database("past");
        write_history(&database, 2_000).unwrap();
        let holds = Holds::begin(open(&database).unwrap()).unwrap();
        holds.hold().unwrap();
        let seen = holds.store.read_blocking(|tx| -> Result<_, StoreError> {
            Ok((tx.verify()?.balances, tx.payments().list(5_000)?.len()))
        });
        assert_eq!(seen, Ok((101, 1_001)));
    }
}

//! Killing, opening again, counting.

use std::collections::HashMap;
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use amp_wallet_core::ledger::Movement;
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::storage::failpoint::POINTS;
use amp_wallet_core::storage::{Store, StoreError};

use super::child::{reports, start};
use super::scene::{Scene, Stage};
use super::tally::Tally;

/// Kills that share a mandate: together they use most of its budget.
const KILLS_A_MANDATE: u32 = 4;

/// What is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bug {
    None,
    /// A posting is committed before its payment is written.
    SplitTransaction,
}

impl Bug {
    /// What `AMP_CRASH_BUG` asks for.
    pub(crate) fn ordered() -> Self {
        match std::env::var("AMP_CRASH_BUG").as_deref() {
            Ok("split_transaction") => Self::SplitTransaction,
            _ => Self::None,
        }
    }
}

/// Kills so many times; what was found.
pub(crate) fn run(kills: u32, bug: Bug) -> Tally {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let stage = runtime.block_on(Stage::build(kills.div_ceil(KILLS_A_MANDATE) + 1));
    let scene_file = stage.write();
    let mut tally = Tally::default();
    let mut told: HashMap<String, &'static str> = HashMap::new();
    let mut again: Vec<String> = Vec::new();
    let mut at_points = 0_u32;
    for kill in 0..kills {
        let (lines, by_itself) = die(&scene_file, kill, &again, bug);
        tally.kills += 1;
        at_points += u32::from(by_itself);
        let store = stage.scene.store();
        tally.unbalanced += u64::from(store.read_blocking(|tx| tx.verify()).is_err());
        again = note(&lines, &mut told);
        tally.lost += missing(&store, &again, &told);
        store.close();
    }
    count(&stage.scene, &told, &mut tally);
    tally.lost += runtime.block_on(holds_left(&stage.scene));
    // Every third life was to end at a point; a few may have been too busy to come there.
    assert!(at_points * 4 >= kills, "{at_points} of {kills} lives ended at a point");
    assert!(bug != Bug::None || told.values().any(|step| *step == "paid"), "nothing was ever paid");
    tally
}

/// One life: the lines it reported before it died, and whether it ended by itself, at a point.
fn die(scene: &Path, kill: u32, again: &[String], bug: Bug) -> (Vec<String>, bool) {
    let chance = kill.wrapping_mul(2_654_435_761) >> 8;
    let mut orders = Vec::new();
    if bug == Bug::SplitTransaction {
        orders.push(("AMP_PLANT", "split_transaction".to_owned()));
    }
    // Every third life ends at an instrumented point, each of them in turn.
    let at_point = kill.is_multiple_of(3);
    if at_point {
        let point = POINTS[usize::try_from(kill / 3).unwrap() % POINTS.len()];
        // The mark follows rarely: there the first time counts.
        let times = if point.starts_with("mark.") { 1 } else { chance % 9 + 1 };
        orders.push(("AMP_FAILPOINT", format!("{point}:{times}")));
    }
    let mut child = start(scene, kill / KILLS_A_MANDATE, again, &orders);
    let lines = gather(&mut child);
    let mut heard = Vec::new();
    let wait = if at_point {
        Duration::from_secs(3)
    } else {
        // Some moments fall before the wallet is open.
        if !kill.is_multiple_of(5) {
            heard.extend(lines.recv_timeout(Duration::from_secs(20)));
        }
        Duration::from_micros(u64::from(chance % 60_000))
    };
    wait_for_end(&mut child, &lines, &mut heard, wait);
    let by_itself = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    heard.extend(lines);
    (heard, by_itself)
}

/// Waits until the process ends by itself, or the time is over.
fn wait_for_end(child: &mut Child, lines: &Receiver<String>, heard: &mut Vec<String>, wait: Duration) {
    let steps = wait.as_millis() / 5;
    for _ in 0..steps {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        heard.extend(lines.try_iter());
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(wait.saturating_sub(Duration::from_millis(u64::try_from(steps * 5).unwrap())));
}

fn gather(child: &mut Child) -> Receiver<String> {
    let (to, from) = channel();
    let lines = reports(child);
    std::thread::spawn(move || lines.for_each(|line| drop(to.send(line))));
    from
}

/// Takes note of what was told; the tokens that were begun in this life.
fn note(lines: &[String], told: &mut HashMap<String, &'static str>) -> Vec<String> {
    let mut begun = Vec::new();
    for line in lines {
        let Some((step, token)) = line.split_once(' ') else { continue };
        let step = match step {
            "begun" => {
                begun.push(token.to_owned());
                "begun"
            }
            "held" => "held",
            "paid" => "paid",
            _ => continue,
        };
        told.insert(token.to_owned(), step);
    }
    // The last ones are paid again by the next life: what is debited stays debited once.
    begun.split_off(begun.len().saturating_sub(3))
}

/// How many of these tokens are not where the process was told that they are.
fn missing(store: &Store, tokens: &[String], told: &HashMap<String, &'static str>) -> u64 {
    let found: Result<Vec<Option<Payment>>, StoreError> =
        store.read_blocking(|tx| tokens.iter().map(|token| tx.payments().by_token(token)).collect());
    let lost = tokens
        .iter()
        .zip(found.unwrap())
        .filter(|(token, payment)| !is_there(told[*token], payment.as_ref()));
    u64::try_from(lost.count()).unwrap()
}

fn is_there(step: &str, payment: Option<&Payment>) -> bool {
    match step {
        "begun" => true,
        "held" => payment.is_some(),
        _ => payment.is_some_and(|payment| payment.state == PaymentState::Captured),
    }
}

/// Everything that was ever told, every debit, every budget.
fn count(scene: &Scene, told: &HashMap<String, &'static str>, tally: &mut Tally) {
    let store = scene.store();
    let payments =
        store.read_blocking(|tx| -> Result<_, StoreError> { tx.payments().list(u32::MAX) }).unwrap();
    let by_token: HashMap<_, _> =
        payments.iter().map(|payment| (payment.payment_token.clone(), payment)).collect();
    for (token, step) in told {
        tally.lost += u64::from(!is_there(step, by_token.get(token).copied()));
    }
    for mandate in &scene.mandates {
        let id = mandate.mandate_id.clone();
        let (kept, balances, entries) = store
            .read_blocking(|tx| -> Result<_, StoreError> {
                Ok((
                    tx.mandates().get(&id)?,
                    tx.ledger().balances(&id)?,
                    tx.ledger().entries(&id, 0, u32::MAX)?,
                ))
            })
            .unwrap();
        let Some(balances) = balances else { continue };
        let used = balances.held.micros() + balances.spent.micros();
        tally.over_limit += u64::from(used > kept.unwrap().budget.micros());
        let mut debits: HashMap<Option<String>, u32> = HashMap::new();
        for entry in entries.into_iter().filter(|entry| entry.posting.movement == Movement::Capture) {
            *debits.entry(entry.posting.payment_id).or_default() += 1;
        }
        tally.double += u64::try_from(debits.values().filter(|times| **times > 1).count()).unwrap();
    }
    tally.unbalanced += u64::from(store.read_blocking(|tx| tx.verify()).is_err());
    store.close();
}

/// After the tokens' time the holds that no payment ended are given back: how many are not.
async fn holds_left(scene: &Scene) -> u64 {
    let (wallet, _clock, _sandbox) = scene.wallet(700).await;
    if wallet.release_expired_holds().await.is_err() {
        return 1;
    }
    let payments = wallet.payments().await.unwrap();
    wallet.close();
    u64::try_from(payments.iter().filter(|payment| payment.state == PaymentState::Held).count()).unwrap()
}

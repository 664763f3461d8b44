//! Killing, opening again, counting.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use amp_wallet_core::ledger::Movement;
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::storage::failpoint::{POINTS, ROTATION_POINTS};
use amp_wallet_core::storage::{Store, StoreError};

use super::child::{reports, start};
use super::scene::{Scene, Stage};
use super::tally::Tally;

/// So many kills come to every point.
#[allow(clippy::cast_possible_truncation, reason = "there are few points")]
pub(crate) const KILLS_AT_LEAST: u32 = 3 * POINTS.len() as u32;

/// After each of the first kills the books are checked from their first posting on, later after each 16th and at the
/// end: postings stay, so what is wrong once is found later, and a check reads the whole history.
const ALWAYS_CHECKED: u32 = 64;
const CHECKED_AGAIN: u32 = 16;

/// The longest that one life is waited for. A life that is to end at a point ends there by itself.
const PATIENCE: Duration = Duration::from_secs(120);

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
    // One mandate a kill: a life uses most of a budget, and the next life what is left of it.
    let stage = runtime.block_on(Stage::build(kills));
    let scene_file = stage.write();
    let mut tally = Tally::default();
    let mut told: HashMap<String, &'static str> = HashMap::new();
    let mut again: Vec<String> = Vec::new();
    for kill in 0..kills {
        let lines = die(&scene_file, kill, &again, bug);
        tally.kills += 1;
        let store = stage.scene.store();
        if kill < ALWAYS_CHECKED || kill.is_multiple_of(CHECKED_AGAIN) {
            tally.unbalanced += u64::from(store.read_blocking(|tx| tx.verify()).is_err());
        }
        again = note(&lines, &mut told);
        tally.lost += missing(&store, &again, &told);
        store.close();
    }
    count(&stage.scene, &told, &mut tally);
    tally.lost += runtime.block_on(holds_left(&stage.scene));
    let paid = told.values().filter(|step| **step == "paid").count();
    assert!(bug != Bug::None || paid >= usize::try_from(kills).unwrap(), "hardly anything was paid: {paid}");
    tally
}

/// The point at which this life ends by itself: every third does, at each of them in turn.
fn point(kill: u32) -> Option<&'static str> {
    let turn = usize::try_from(kill / 3).unwrap();
    kill.is_multiple_of(3).then(|| POINTS[turn % POINTS.len()])
}

/// One life: the lines it reported before it died.
fn die(scene: &Path, kill: u32, again: &[String], bug: Bug) -> Vec<String> {
    let chance = kill.wrapping_mul(2_654_435_761) >> 8;
    let mut orders = Vec::new();
    if bug == Bug::SplitTransaction {
        orders.push(("AMP_PLANT", "split_transaction".to_owned()));
    }
    if let Some(point) = point(kill) {
        // The mark follows rarely: there the first time counts.
        let times = if point.starts_with("mark.") { 1 } else { chance % 9 + 1 };
        orders.push(("AMP_FAILPOINT", format!("{point}:{times}")));
    }
    let mut child = start(scene, kill, again, &orders);
    let lines = gather(&mut child);
    let mut heard = Vec::new();
    if let Some(point) = point(kill) {
        let died = wait_for_end(&mut child, &lines, &mut heard);
        assert!(bug != Bug::None || died, "life {kill} never came to {point}: {heard:?}");
    } else {
        // Some moments fall before the wallet is open; the others are counted from when it is.
        if !kill.is_multiple_of(5) {
            heard.push(lines.recv_timeout(PATIENCE).expect("the wallet opens"));
        }
        std::thread::sleep(Duration::from_micros(u64::from(chance % 60_000)));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    heard.extend(lines);
    heard
}

/// Waits until the process ends by itself; whether it did.
fn wait_for_end(child: &mut Child, lines: &Receiver<String>, heard: &mut Vec<String>) -> bool {
    let pause = Duration::from_millis(5);
    for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        heard.extend(lines.try_iter());
        std::thread::sleep(pause);
    }
    false
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

/// The points are written where they are reached and once more in a list: what stands in one place and not in the
/// other would never be tested.
#[test]
fn every_point_in_the_code_is_one_that_lives_end_at() {
    let mut in_code = BTreeSet::new();
    find_points(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut in_code);
    let mut tested: BTreeSet<_> = (0..KILLS_AT_LEAST).filter_map(point).map(str::to_owned).collect();
    assert_eq!(tested.len(), POINTS.len(), "a run of so many kills comes to all of a payment's");
    // rotation.rs ends a rotation at each of these.
    tested.extend(ROTATION_POINTS.map(str::to_owned));
    assert_eq!(in_code, tested);
}

fn find_points(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_points(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let calls = text.split("failpoint::reach(").skip(1);
            found.extend(calls.map(|call| call.split('"').nth(1).unwrap().to_owned()));
        }
    }
}

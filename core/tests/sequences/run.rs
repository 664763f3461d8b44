//! Many sequences, in several threads.

use std::path::Path;

use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::action::sequence;
use super::step::Step;
use super::verdict::Verdict;
use super::world::World;

/// Sequences that share a wallet, so that there is a history.
const SEQUENCES_A_WORLD: u32 = 40;

/// What happened.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    pub(crate) sequences: u32,
    pub(crate) actions: u64,
    pub(crate) worlds: u32,
    held: u64,
    captured: u64,
    released: u64,
    refunded: u64,
    pub(crate) refused: u64,
    at_once: u64,
}

impl Tally {
    /// Takes note of steps that were taken together.
    pub(crate) fn count(&mut self, steps: &[Step], verdicts: &[Verdict]) {
        self.at_once += u64::from(steps.len() > 1);
        for (step, verdict) in steps.iter().zip(verdicts) {
            if !verdict.succeeds() {
                self.refused += 1;
                continue;
            }
            match step {
                Step::Hold(_) => self.held += 1,
                Step::Pay { .. } => self.captured += 1,
                Step::Void { .. } => self.released += 1,
                Step::Refund { .. } => self.refunded += 1,
                _ => {}
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.sequences += other.sequences;
        self.actions += other.actions;
        self.worlds += other.worlds;
        self.held += other.held;
        self.captured += other.captured;
        self.released += other.released;
        self.refunded += other.refunded;
        self.refused += other.refused;
        self.at_once += other.at_once;
    }

    /// That the sequences were worth something: everything came about, and was refused, too.
    pub(crate) fn expect_variety(&self) {
        let counts = [self.held, self.captured, self.released, self.refunded, self.refused, self.at_once];
        assert!(counts.iter().all(|count| *count > 0) && self.worlds > 0, "{self:?}");
    }

    /// The last line of `scripts/sequence-test.sh`.
    pub(crate) fn to_json(&self, differing: u32) -> String {
        format!(
            r#"{{"sequences":{},"actions":{},"held":{},"captured":{},"voided":{},"refunded":{},"refused":{},"at_once":{},"wallets":{},"differing":{differing}}}"#,
            self.sequences,
            self.actions,
            self.held,
            self.captured,
            self.released,
            self.refunded,
            self.refused,
            self.at_once,
            self.worlds
        )
    }
}

/// Runs so many sequences in so many threads; `Err` with the shortest that fails.
pub(crate) fn run(sequences: u32, threads: u32) -> Result<Tally, String> {
    // Where there is memory to hold files the disk's waits are saved: what is tested here is what happens, not whether
    // it survives the power. `synchronous` is as it always is.
    let folders = Path::new("/dev/shm");
    let folders = if folders.is_dir() { folders.to_owned() } else { std::env::temp_dir() };
    let workers: Vec<_> = (0..threads)
        .map(|thread| {
            let share = sequences / threads + u32::from(thread < sequences % threads);
            let folders = folders.clone();
            std::thread::spawn(move || work(share, &folders))
        })
        .collect();
    let mut all = Tally::default();
    let mut failed = None;
    for worker in workers {
        match worker.join() {
            Ok(Ok(tally)) => all.add(&tally),
            Ok(Err(failure)) => failed = Some(failure),
            Err(_) => failed = Some("a thread panicked; see above".to_owned()),
        }
    }
    failed.map_or(Ok(all), Err)
}

fn work(sequences: u32, folders: &Path) -> Result<Tally, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let mut all = Tally::default();
    let mut left = sequences;
    while left > 0 {
        let cases = left.min(SEQUENCES_A_WORLD);
        left -= cases;
        all.add(&one_world(&runtime, cases, folders)?);
    }
    Ok(all)
}

/// Sequences over one wallet. One that fails is made shorter over fresh wallets.
fn one_world(runtime: &tokio::runtime::Runtime, cases: u32, folders: &Path) -> Result<Tally, String> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
    let world = std::cell::RefCell::new(Some(runtime.block_on(World::new(folders))));
    let tally = std::cell::RefCell::new(Tally::default());
    let end = |mut world: World| -> Result<(), TestCaseError> {
        runtime.block_on(world.check_all()).map_err(TestCaseError::fail)?;
        tally.borrow_mut().add(&world.tally);
        Ok(())
    };
    let mut runner = TestRunner::new(config);
    let outcome = runner.run(&sequence(), |actions| {
        let mut slot = world.borrow_mut();
        // Taken out, so that one that failed is not used again.
        let mut here = match slot.take() {
            Some(world) if !world.is_old() => world,
            old => {
                old.map(&end).transpose()?;
                runtime.block_on(World::new(folders))
            }
        };
        runtime.block_on(here.sequence(&actions)).map_err(TestCaseError::fail)?;
        *slot = Some(here);
        Ok(())
    });
    outcome.map_err(|error| error.to_string())?;
    let last = world.take();
    last.map(end).transpose().map_err(|error| error.to_string())?;
    Ok(tally.into_inner())
}

//! Who takes the steps: this process, and another one on the same database.

use std::env;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::Arc;

use amp_wallet_core::clock::{ManualClock, Timestamp};
use amp_wallet_core::wallet::Wallet;
use serde::{Deserialize, Serialize};

use super::scene::Scene;
use super::step::{Made, Step, take};

const SCENE: &str = "AMP_SEQUENCE_SCENE";

/// What a hand is told to do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Order {
    /// All of these, at once.
    Take { now: Timestamp, steps: Vec<Step> },
    /// This one while the wallet is suspended, which must refuse it.
    TakeSuspended { now: Timestamp, step: Box<Step> },
    /// Close the wallet and open it anew.
    Reopen,
}

/// What became of a step: what it made, or the code of its error.
pub(crate) type Answer = Result<Made, String>;

/// The wallet in this process.
pub(crate) struct Here {
    scene: Scene,
    clock: Arc<ManualClock>,
    pub(crate) wallet: Wallet,
}

impl Here {
    pub(crate) async fn open(scene: Scene, now: Timestamp) -> Self {
        let clock = Arc::new(ManualClock::at(now));
        let wallet = scene.wallet(&clock).await;
        Self { scene, clock, wallet }
    }

    pub(crate) async fn obey(&mut self, order: Order) -> Vec<Answer> {
        match order {
            Order::Take { now, steps } => {
                self.clock.set(now);
                let under_way: Vec<_> = steps
                    .into_iter()
                    .map(|step| {
                        let wallet = self.wallet.clone();
                        tokio::spawn(async move { take(&wallet, step).await })
                    })
                    .collect();
                let mut answers = Vec::new();
                for one in under_way {
                    answers.push(one.await.unwrap().map_err(|error| error.code().to_owned()));
                }
                answers
            }
            Order::TakeSuspended { now, step } => {
                self.clock.set(now);
                self.wallet.suspend().await.unwrap();
                let answer = take(&self.wallet, *step).await.map_err(|error| error.code().to_owned());
                self.wallet.resume().await.unwrap();
                vec![answer]
            }
            Order::Reopen => {
                self.wallet.close();
                self.wallet = self.scene.wallet(&self.clock).await;
                Vec::new()
            }
        }
    }
}

/// The wallet in another process: this test program, started once more.
pub(crate) struct Beside {
    child: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStderr>>,
}

impl Drop for Beside {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Beside {
    pub(crate) fn start(scene: &Scene) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["hand::child_process", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
            .env(SCENE, serde_json::to_string(scene).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, orders, answers }
    }

    pub(crate) fn tell(&mut self, order: &Order) {
        writeln!(self.orders, "{}", serde_json::to_string(order).unwrap()).unwrap();
    }

    pub(crate) fn hear(&mut self) -> Vec<Answer> {
        let line = self.answers.next().expect("the process answers").unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }
}

#[test]
#[ignore = "other tests start it as a process of its own"]
fn child_process() {
    let Ok(scene) = env::var(SCENE) else { return };
    let scene: Scene = serde_json::from_str(&scene).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let mut here = None;
    for line in std::io::stdin().lines() {
        let order: Order = serde_json::from_str(&line.unwrap()).unwrap();
        let answers = runtime.block_on(async {
            if here.is_none() {
                here = Some(Here::open(scene.clone(), Timestamp::default()).await);
            }
            here.as_mut().unwrap().obey(order).await
        });
        let answers = serde_json::to_string(&answers).unwrap();
        std::io::stderr().write_all(format!("{answers}\n").as_bytes()).unwrap();
    }
}

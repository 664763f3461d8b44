//! One wallet, the two processes that have it open, and the model beside it.

use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::identity::random_id;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::storage::Store;
use tempfile::TempDir;

use super::action::{Action, What};
use super::hand::{Answer, Beside, Here, Order};
use super::model::Model;
use super::run::Tally;
use super::scene::{AGENTS, Scene};
use super::seen::{LATEST, difference, overspent};
use super::step::Step;
use super::verdict::Verdict;

pub(crate) const DAY: i64 = 86_400;
/// The first moment of every world: a Sunday, the last day of its month, an hour before midnight.
const BEGIN: i64 = 1_840_748_393;
/// How long a world lasts before its bindings end.
const LONGEST: i64 = 250 * DAY;

pub(crate) struct World {
    here: Here,
    beside: Beside,
    store: Store,
    pub(crate) model: Model,
    pub(crate) agent_key: Arc<SoftwareKey>,
    pub(crate) token_ids: Vec<String>,
    pub(crate) now: i64,
    pub(crate) tally: Tally,
    _folder: TempDir,
}

impl World {
    pub(crate) async fn new(folders: &Path) -> Self {
        let folder = tempfile::tempdir_in(folders).unwrap();
        let scene = Scene::new(folder.path());
        let now = Timestamp::from_seconds(BEGIN);
        let mut here = Here::open(scene.clone(), now).await;
        let mut token_ids = Vec::new();
        for agent in AGENTS {
            let step = Step::Bind { session: random_id().unwrap(), agent: agent.to_owned() };
            let made = here.obey(Order::Take { now, steps: vec![step] }).await.remove(0).unwrap();
            token_ids.push(made.token_id.unwrap());
        }
        Self {
            here,
            beside: Beside::start(&scene),
            store: scene.store(),
            model: Model::new(BEGIN),
            agent_key: Arc::new(scene.agent_key()),
            token_ids,
            now: BEGIN,
            tally: Tally::default(),
            _folder: folder,
        }
    }

    /// Whether its bindings soon end.
    pub(crate) const fn is_old(&self) -> bool {
        self.now > BEGIN + LONGEST
    }

    /// Does the whole sequence; `Err` with what is not as it should be.
    pub(crate) async fn sequence(&mut self, actions: &[Action]) -> Result<(), String> {
        for (number, action) in actions.iter().enumerate() {
            self.act(action).await.map_err(|what| format!("action {number}, {action:?}: {what}"))?;
        }
        self.tally.sequences += 1;
        Ok(())
    }

    async fn act(&mut self, action: &Action) -> Result<(), String> {
        self.tally.actions += 1;
        match action {
            Action::One { beside, what } => {
                let Some(step) = self.step(what) else { return Ok(()) };
                let answers = self.order(*beside, vec![step.clone()], self.now).await;
                self.compare(&[step], &answers)
            }
            Action::Together(all) => self.together(all).await,
            Action::SetBack { beside, days, what } => {
                let Some(step) = self.step(what) else { return Ok(()) };
                let answers = self.order(*beside, vec![step], self.model.mark - days * DAY).await;
                self.expect_nothing(&answers)
            }
            Action::Suspended { beside, what } => {
                let Some(step) = self.step(what) else { return Ok(()) };
                let now = Timestamp::from_seconds(self.now);
                let answers = self.tell(*beside, Order::TakeSuspended { now, step: Box::new(step) }).await;
                self.expect_nothing(&answers)
            }
            Action::Clock { seconds } => {
                self.now += seconds;
                Ok(())
            }
            Action::Reopen { beside } => {
                self.tell(*beside, Order::Reopen).await;
                self.same_as_model(&self.model)
            }
        }
    }

    async fn tell(&mut self, beside: bool, order: Order) -> Vec<Answer> {
        if beside {
            self.beside.tell(&order);
            self.beside.hear()
        } else {
            self.here.obey(order).await
        }
    }

    async fn order(&mut self, beside: bool, steps: Vec<Step>, now: i64) -> Vec<Answer> {
        let now = Timestamp::from_seconds(now);
        self.tell(beside, Order::Take { now, steps }).await
    }

    /// Both processes at once. In which order it happened is theirs: one order must explain everything.
    async fn together(&mut self, all: &[(bool, What)]) -> Result<(), String> {
        let chosen: Vec<(bool, Step)> =
            all.iter().filter_map(|(beside, what)| Some((*beside, self.step(what)?))).collect();
        let of = |side: bool| -> Vec<Step> {
            chosen.iter().filter(|(beside, _)| *beside == side).map(|(_, step)| step.clone()).collect()
        };
        let (theirs, ours) = (of(true), of(false));
        let now = Timestamp::from_seconds(self.now);
        self.beside.tell(&Order::Take { now, steps: theirs.clone() });
        let mut answers = self.here.obey(Order::Take { now, steps: ours.clone() }).await;
        answers.extend(self.beside.hear());
        let steps: Vec<Step> = ours.into_iter().chain(theirs).collect();
        self.compare(&steps, &answers)
    }

    /// Finds an order of the steps in which the model answers the same and ends where the store is.
    fn compare(&mut self, steps: &[Step], answers: &[Answer]) -> Result<(), String> {
        let mut first_difference = None;
        for order in orders(steps.len()) {
            let mut model = self.model.clone();
            let outcome = self.explain(&mut model, &order, steps, answers);
            match outcome {
                Ok(verdicts) => {
                    self.tally.count(steps, &verdicts);
                    self.model = model;
                    return Ok(());
                }
                Err(what) => drop(first_difference.get_or_insert(what)),
            }
        }
        let codes: Vec<_> =
            answers.iter().map(|answer| answer.as_ref().err().map_or("ok", String::as_str)).collect();
        Err(format!("{}; steps {steps:?}, answers {codes:?}", first_difference.unwrap_or_default()))
    }

    fn explain(
        &self,
        model: &mut Model,
        order: &[usize],
        steps: &[Step],
        answers: &[Answer],
    ) -> Result<Vec<Verdict>, String> {
        let mut verdicts = vec![Verdict::Nothing; steps.len()];
        for &index in order {
            let (step, answer) = (&steps[index], &answers[index]);
            let verdict = model.take(step, self.now);
            if verdict.succeeds() != answer.is_ok() {
                return Err(format!("the model says {verdict:?} of step {index}"));
            }
            verdicts[index] = verdict;
            let Ok(made) = answer else { continue };
            if let Some(mandate) = &made.mandate {
                model.name_mandate(mandate.clone());
            }
            if let (Step::Hold(announced), Some(payment_id)) = (step, &made.payment_id) {
                model.name_payment(&announced.token, payment_id);
            }
        }
        self.same_as_model(model).map(|()| verdicts)
    }

    fn same_as_model(&self, model: &Model) -> Result<(), String> {
        let from = |length: usize| length.saturating_sub(LATEST);
        let (mandates, payments) = (from(model.mandates.len()), from(model.payments.len()));
        let found = overspent(model).or_else(|| difference(&self.store, model, mandates, payments));
        found.map_or(Ok(()), Err)
    }

    fn expect_nothing(&mut self, answers: &[Answer]) -> Result<(), String> {
        if answers.iter().any(Result::is_ok) {
            return Err(format!("done, and should not have been: {answers:?}"));
        }
        self.tally.refused += 1;
        self.same_as_model(&self.model)
    }

    /// Everything, from the file up: every mandate, payment, posting, and what counts towards the limits.
    pub(crate) async fn check_all(&mut self) -> Result<(), String> {
        if let Some(what) = difference(&self.store, &self.model, 0, 0) {
            return Err(what);
        }
        self.store.read_blocking(|tx| tx.verify()).map_err(|error| format!("unbalanced: {error}"))?;
        // The clock is set by an order; none of its steps is needed.
        self.order(false, Vec::new(), self.now).await;
        let usage = self.here.wallet.limit_usage().await.unwrap();
        let used: Vec<(i64, i64)> = usage
            .iter()
            .map(|usage| (usage.counted.iter().map(|amount| amount.minor().unwrap()).sum(), usage.payments))
            .collect();
        let expected = self.model.usage(self.now);
        if used != expected {
            return Err(format!("limits count {used:?}, and should {expected:?}: {usage:?}"));
        }
        self.tally.worlds += 1;
        Ok(())
    }
}

/// Every order of so many things.
fn orders(length: usize) -> Vec<Vec<usize>> {
    let Some(rest) = length.checked_sub(1) else { return vec![Vec::new()] };
    let mut all = Vec::new();
    for order in orders(rest) {
        for place in (0..=order.len()).rev() {
            let mut longer = order.clone();
            longer.insert(place, rest);
            all.push(longer);
        }
    }
    all
}

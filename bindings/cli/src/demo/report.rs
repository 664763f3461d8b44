//! What the demo says when it is over.

use amp_wallet_core::guard::{Refusal, Stage};
use amp_wallet_core::money::Amount;
use serde::Serialize;

use super::story::{BIND_USER_STEPS, Ending, Step};
use super::user::UserAction;
use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::exit::Exit;

/// The contract of `amp demo --json`.
#[derive(Debug, Serialize)]
pub(crate) struct DemoReport {
    /// Every step ended as the story says.
    ok: bool,
    /// What the user did to bind the agent, counted.
    bind_user_steps: u32,
    steps: Vec<StepReport>,
    /// By currency, what was debited.
    spent: Vec<Spent>,
}

/// One step as it went.
#[derive(Debug, Serialize)]
pub(crate) struct StepReport {
    id: &'static str,
    title: &'static str,
    outcome: &'static str,
    stage: Option<&'static str>,
    code: Option<String>,
    ms: u64,
    /// For a person: what was bought, or why it was refused.
    #[serde(skip)]
    sentence: String,
    #[serde(skip)]
    as_told: bool,
}

#[derive(Debug, Serialize)]
struct Spent {
    currency: &'static str,
    /// In major units, for example `8980.00`.
    amount: String,
}

/// How a step went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, with a sentence.
    Done(String),
    /// Paid, with a sentence.
    Paid(String),
    /// Refused by the Intent Guard.
    Refused(Refusal),
}

impl StepReport {
    /// A step that ended so after `ms` milliseconds.
    pub(crate) fn new(step: Step, outcome: &Outcome, ms: u64) -> Self {
        let (word, stage, code, sentence) = match outcome {
            Outcome::Done(sentence) => ("done", None, None, sentence.clone()),
            Outcome::Paid(sentence) => ("paid", None, None, sentence.clone()),
            Outcome::Refused(refusal) => {
                ("refused", Some(refusal.stage), Some(refusal.code().to_owned()), refusal.to_string())
            }
        };
        let as_told = match (step.ending(), outcome) {
            (Ending::Done, Outcome::Done(_)) | (Ending::Paid, Outcome::Paid(_)) => true,
            (Ending::Refused(stage), Outcome::Refused(refusal)) => stage == refusal.stage,
            _ => false,
        };
        let stage = stage.map(stage_name);
        Self { id: step.id(), title: step.title(), outcome: word, stage, code, ms, sentence, as_told }
    }
}

impl DemoReport {
    /// The steps as they went; what the user did to bind; what was debited.
    pub(crate) fn new(steps: Vec<StepReport>, bind: &[UserAction], spent: &[Amount]) -> Self {
        let bind_user_steps = u32::try_from(bind.len()).unwrap_or(u32::MAX);
        let whole = steps.iter().map(|step| step.id).eq(Step::ALL.map(Step::id));
        let ok = whole && bind_user_steps == BIND_USER_STEPS && steps.iter().all(|step| step.as_told);
        let spent = spent
            .iter()
            .map(|amount| Spent { currency: amount.currency().code(), amount: amount.major_text() })
            .collect();
        Self { ok, bind_user_steps, steps, spent }
    }
}

const fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::S1 => "S1",
        Stage::S2 => "S2",
        Stage::S3 => "S3",
        Stage::S4 => "S4",
    }
}

impl Report for DemoReport {
    fn render(&self, page: &mut Page) {
        let mut table = Table::new([
            Column::Left("step"),
            Column::Left("outcome"),
            Column::Left("stage"),
            Column::Right("ms"),
            Column::Left("what happened"),
        ]);
        for step in &self.steps {
            let tone = match (step.as_told, step.outcome) {
                (false, _) => Tone::Bad,
                (true, "refused") => Tone::Warn,
                (true, _) => Tone::Good,
            };
            table.row([
                Cell::new(Tone::Strong, step.id),
                Cell::new(tone, step.outcome),
                Cell::plain(step.stage.unwrap_or_default()),
                Cell::plain(step.ms),
                Cell::plain(step.title),
            ]);
            for line in step.code.iter().chain(Some(&step.sentence)).filter(|line| !line.is_empty()) {
                table.row([
                    Cell::plain(""),
                    Cell::plain(""),
                    Cell::plain(""),
                    Cell::plain(""),
                    Cell::new(Tone::Faint, line),
                ]);
            }
        }
        page.table(&table);
        page.gap();
        page.line(Tone::Plain, &format!("binding took {} steps of the user", self.bind_user_steps));
        for spent in &self.spent {
            page.line(Tone::Plain, &format!("spent {} {}", spent.currency, spent.amount));
        }
        let (tone, verdict) = if self.ok {
            (Tone::Good, "every step ended as the story says")
        } else {
            (Tone::Bad, "the story went another way")
        };
        page.line(tone, verdict);
    }

    fn exit(&self) -> Exit {
        if self.ok { Exit::Done } else { Exit::Refused }
    }
}

#[cfg(test)]
mod tests {
    use amp_wallet_core::guard::Reason;
    use amp_wallet_core::money::Currency;

    use super::*;

    const BIND: [UserAction; 3] = [UserAction::OpenLink, UserAction::Review, UserAction::Biometric];

    fn as_told(step: Step) -> Outcome {
        match step.ending() {
            Ending::Done => Outcome::Done(String::new()),
            Ending::Paid => Outcome::Paid("HKD 1.00".to_owned()),
            Ending::Refused(stage) => Outcome::Refused(Refusal { stage, reasons: vec![Reason::MandateUsed] }),
        }
    }

    fn told(change: impl Fn(Step) -> Outcome) -> Vec<StepReport> {
        Step::ALL.map(|step| StepReport::new(step, &change(step), 1)).into()
    }

    #[test]
    fn a_story_that_went_as_told_is_ok() {
        let spent = [Amount::from_minor(898_000, Currency::HKD).unwrap()];
        let report = DemoReport::new(told(as_told), &BIND, &spent);
        assert_eq!(report.exit(), Exit::Done);
        let json = serde_json::to_value(report).unwrap();
        assert_eq!(json["ok"], true);
        assert_eq!(json["bind_user_steps"], 3);
        assert_eq!(json["spent"], serde_json::json!([{"currency": "HKD", "amount": "8980.00"}]));
        assert_eq!(
            json["steps"][4],
            serde_json::json!({
                "id": "over-budget",
                "title": Step::OverBudget.title(),
                "outcome": "refused",
                "stage": "S2",
                "code": "guard.mandate_used",
                "ms": 1,
            })
        );
    }

    #[test]
    fn any_step_that_ends_otherwise_spoils_it() {
        for spoiled in Step::ALL {
            let other = match spoiled.ending() {
                Ending::Done => Outcome::Paid(String::new()),
                Ending::Paid => Outcome::Done(String::new()),
                Ending::Refused(_) => {
                    Outcome::Refused(Refusal { stage: Stage::S1, reasons: vec![Reason::MandateUsed] })
                }
            };
            let steps = told(|step| if step == spoiled { other.clone() } else { as_told(step) });
            assert!(!DemoReport::new(steps, &BIND, &[]).ok, "{spoiled:?}");
        }
    }

    #[test]
    fn a_story_cut_short_or_with_another_step_of_the_user_is_not_ok() {
        let mut steps = told(as_told);
        steps.pop();
        assert!(!DemoReport::new(steps, &BIND, &[]).ok);
        assert!(!DemoReport::new(told(as_told), &BIND[..2], &[]).ok);
    }
}

//! Delegated tasks: every mandate as the person sees it, with how far it has come (AMP, "Task management").

use serde::{Deserialize, Serialize};

use super::{Mandate, MandateState};
use crate::assurance::Mode;
use crate::clock::Timestamp;
use crate::ledger::Balances;
use crate::money::{Amount, MoneyError, permille};

/// What a person is told of a mandate's state: AMP's meanings, one a state. The words are the app's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// Not approved yet.
    WaitingForApproval,
    /// "Agent processing".
    AgentProcessing,
    /// "Closed".
    Closed,
    /// "Cancelled".
    Cancelled,
    /// "Expired".
    Expired,
}

impl From<MandateState> for TaskStatus {
    fn from(state: MandateState) -> Self {
        match state {
            MandateState::Inactive => Self::WaitingForApproval,
            MandateState::Activated => Self::AgentProcessing,
            MandateState::Finished => Self::Closed,
            MandateState::Revoked => Self::Cancelled,
            MandateState::Expired => Self::Expired,
        }
    }
}

/// How many payments of a task are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct TaskPayments {
    /// Waiting for the debit.
    pub held: i64,
    /// Debited.
    pub captured: i64,
    /// Given back before the debit.
    pub released: i64,
}

/// What the Intent Guard refused under one mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct RefusalTally {
    /// How often S2, S3 or S4 said no.
    pub refused: i64,
    /// The stable code of the latest reason.
    pub code: String,
    /// When that was.
    pub at: Timestamp,
}

/// One delegated task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct DelegatedTask {
    /// The mandate.
    pub mandate_id: String,
    /// Who acts.
    pub agent_id: String,
    /// What is to be done.
    pub desc: String,
    /// Human present or not.
    pub mode: Mode,
    /// What the person is told of it. Time counts: what has run out is expired, recorded or not.
    pub status: TaskStatus,
    /// What may be spent in all.
    pub budget: Amount,
    /// Debited and not given back.
    pub spent: Amount,
    /// Debited and given back; it cannot be spent again.
    pub refunded: Amount,
    /// Held for payment tokens that are out.
    pub held: Amount,
    /// What may still be spent; nothing once the task has ended.
    pub remaining: Amount,
    /// How much of the budget is debited or held, in thousandths.
    pub used_permille: u32,
    /// How many payments.
    pub payments: TaskPayments,
    /// What was refused; none if nothing was.
    pub refusals: Option<RefusalTally>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

impl Mandate {
    /// The state with time taken into account: what has run out has expired, recorded or not.
    #[must_use]
    pub fn state_at(&self, now: Timestamp) -> MandateState {
        if self.state.is_terminal() || now < self.expires_at { self.state } else { MandateState::Expired }
    }
}

impl DelegatedTask {
    /// The task that `mandate` is at `now`, with its books.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] for sums beyond the range.
    pub fn of(
        mandate: Mandate,
        books: &Balances,
        payments: TaskPayments,
        refusals: Option<RefusalTally>,
        now: Timestamp,
    ) -> Result<Self, MoneyError> {
        let state = mandate.state_at(now);
        let zero = Amount::zero(mandate.budget.currency());
        let remaining = match state {
            MandateState::Activated => books.available,
            MandateState::Inactive => mandate.budget,
            MandateState::Revoked | MandateState::Expired | MandateState::Finished => zero,
        };
        let used = books.debited()?.checked_add(books.held)?;
        Ok(Self {
            status: state.into(),
            used_permille: permille(used.micros(), mandate.budget.micros()),
            mandate_id: mandate.mandate_id,
            agent_id: mandate.agent_id,
            desc: mandate.intent.desc,
            mode: mandate.mode,
            budget: mandate.budget,
            spent: books.spent,
            refunded: books.refunded,
            held: books.held,
            remaining,
            payments,
            refusals,
            created_at: mandate.created_at,
            expires_at: mandate.expires_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mandates::sample::{NOW, hkd, mandate};

    fn books(spent: i64, held: i64, budget: i64) -> Balances {
        Balances {
            delegated: hkd(-budget),
            available: hkd(budget - spent - held),
            held: hkd(held),
            spent: hkd(spent),
            refunded: hkd(0),
        }
    }

    fn task(mandate: Mandate, books: &Balances, now: Timestamp) -> DelegatedTask {
        DelegatedTask::of(mandate, books, TaskPayments::default(), None, now).unwrap()
    }

    #[test]
    fn progress_is_what_is_debited_and_held_of_the_budget() {
        let one = task(mandate(Mode::Autonomous, 300), &books(100, 50, 300), NOW);
        assert_eq!((one.used_permille, one.remaining), (500, hkd(150)));
        assert_eq!(one.status, TaskStatus::AgentProcessing);
    }

    #[test]
    fn a_task_whose_time_is_over_has_expired_and_nothing_remains_although_nobody_recorded_it() {
        let one = mandate(Mode::Autonomous, 300);
        let end = one.expires_at;
        assert_eq!(task(one.clone(), &books(100, 0, 300), end.plus_millis(-1)).remaining, hkd(200));
        let over = task(one, &books(100, 0, 300), end);
        assert_eq!((over.status, over.remaining), (TaskStatus::Expired, hkd(0)));
    }

    #[test]
    fn what_the_user_cancelled_stays_cancelled_after_its_time() {
        let mut one = mandate(Mode::Autonomous, 300);
        one.state = MandateState::Revoked;
        let end = one.expires_at;
        assert_eq!(task(one, &books(0, 0, 300), end).status, TaskStatus::Cancelled);
    }

    #[test]
    fn a_budget_of_nothing_is_used_up() {
        assert_eq!(task(mandate(Mode::Autonomous, 0), &books(0, 0, 0), NOW).used_permille, 1000);
    }
}

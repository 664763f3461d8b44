//! `amp wallet tasks`: what agents are busy with, how far they have come, what it cost.

use amp_wallet_core::mandates::{DelegatedTask, TaskStatus};
use amp_wallet_core::money::Amount;
use amp_wallet_core::payments::{BillLine, PaymentState};
use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::console::{Cell, Column, Console, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::exit::Exit;

/// The most lines of a bill that are shown.
const BILL_LINES: u32 = 200;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The bill of this task's mandate, instead of all tasks
    #[arg(value_name = "MANDATE")]
    mandate: Option<String>,
}

/// Shows all tasks, or one with its bill.
///
/// # Errors
/// The wallet's.
pub(super) async fn run(wallet: &Wallet, args: &Args, console: &Console) -> Result<Exit, CliError> {
    let Some(mandate) = &args.mandate else {
        let tasks = wallet.tasks().await?.into_iter().map(TaskRow::of).collect();
        return Ok(console.show(&Tasks { tasks }));
    };
    let bill = wallet.bill(mandate, None, BILL_LINES).await?;
    let lines = bill.lines.into_iter().map(LineRow::of).collect();
    Ok(console.show(&TaskBill { task: TaskRow::of(bill.task), bill: lines }))
}

/// The contract of `amp wallet tasks --json`.
#[derive(Debug, Serialize)]
struct Tasks {
    tasks: Vec<TaskRow>,
}

/// The contract of `amp wallet tasks MANDATE --json`.
#[derive(Debug, Serialize)]
struct TaskBill {
    task: TaskRow,
    bill: Vec<LineRow>,
}

#[derive(Debug, Serialize)]
struct TaskRow {
    mandate_id: String,
    agent_id: String,
    desc: String,
    status: TaskStatus,
    budget: Amount,
    spent: Amount,
    refunded: Amount,
    held: Amount,
    remaining: Amount,
    /// How much of the budget is debited or held, in thousandths.
    used_permille: u32,
    paid: i64,
    refused: i64,
    /// The code of the latest refusal.
    refused_because: Option<String>,
    expires_at: String,
}

#[derive(Debug, Serialize)]
struct LineRow {
    payment_id: String,
    merchant: String,
    mcc: String,
    order: Option<String>,
    state: PaymentState,
    amount: Amount,
    refunded: Amount,
    released_because: Option<String>,
    at: String,
}

impl TaskRow {
    fn of(task: DelegatedTask) -> Self {
        Self {
            mandate_id: task.mandate_id,
            agent_id: task.agent_id,
            desc: task.desc,
            status: task.status,
            budget: task.budget,
            spent: task.spent,
            refunded: task.refunded,
            held: task.held,
            remaining: task.remaining,
            used_permille: task.used_permille,
            paid: task.payments.captured,
            refused: task.refusals.as_ref().map_or(0, |tally| tally.refused),
            refused_because: task.refusals.map(|tally| tally.code),
            expires_at: task.expires_at.to_iso8601(),
        }
    }

    const fn status(&self) -> (Tone, &'static str) {
        match self.status {
            TaskStatus::WaitingForApproval => (Tone::Warn, "waiting for approval"),
            TaskStatus::AgentProcessing => (Tone::Good, "agent processing"),
            TaskStatus::Closed => (Tone::Faint, "closed"),
            TaskStatus::Cancelled => (Tone::Faint, "cancelled"),
            TaskStatus::Expired => (Tone::Faint, "expired"),
        }
    }
}

impl LineRow {
    fn of(line: BillLine) -> Self {
        Self {
            payment_id: line.payment_id,
            merchant: line.merchant_name,
            mcc: line.merchant_mcc,
            order: line.order_id,
            state: line.state,
            amount: line.amount,
            refunded: line.refunded,
            released_because: line.released_because,
            at: line.ended_at.unwrap_or(line.created_at).to_iso8601(),
        }
    }
}

impl Report for Tasks {
    fn render(&self, page: &mut Page) {
        if self.tasks.is_empty() {
            return page.line(Tone::Faint, "no tasks");
        }
        page.table(&table(&self.tasks));
    }
}

fn table(tasks: &[TaskRow]) -> Table {
    let mut table = Table::new([
        Column::Left("mandate"),
        Column::Left("status"),
        Column::Right("spent"),
        Column::Right("remaining"),
        Column::Right("used"),
        Column::Right("paid"),
        Column::Right("refused"),
        Column::Left("task"),
    ]);
    for task in tasks {
        let (tone, status) = task.status();
        table.row([
            Cell::new(Tone::Strong, &task.mandate_id),
            Cell::new(tone, status),
            Cell::plain(task.spent),
            Cell::plain(task.remaining),
            Cell::plain(format!("{}.{}%", task.used_permille / 10, task.used_permille % 10)),
            Cell::plain(task.paid),
            Cell::plain(task.refused),
            Cell::plain(&task.desc),
        ]);
    }
    table
}

impl Report for TaskBill {
    fn render(&self, page: &mut Page) {
        page.table(&table(std::slice::from_ref(&self.task)));
        if self.bill.is_empty() {
            return page.line(Tone::Faint, "no payments");
        }
        page.heading("bill");
        let mut table = Table::new([
            Column::Left("at"),
            Column::Left("state"),
            Column::Right("amount"),
            Column::Right("given back"),
            Column::Left("merchant"),
        ]);
        for line in &self.bill {
            let state = match line.state {
                PaymentState::Held => "held",
                PaymentState::Captured => "paid",
                PaymentState::Released => "not paid",
            };
            let merchant = match &line.released_because {
                Some(code) => format!("{} ({code})", line.merchant),
                None => line.merchant.clone(),
            };
            table.row([
                Cell::plain(&line.at),
                Cell::plain(state),
                Cell::plain(line.amount),
                Cell::plain(line.refunded),
                Cell::plain(merchant),
            ]);
        }
        page.table(&table);
    }
}

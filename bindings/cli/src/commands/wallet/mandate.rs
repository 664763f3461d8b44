//! One mandate as the terminal shows it.

use amp_wallet_core::assurance::{Constraints, Mode};
use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::money::Amount;
use amp_wallet_core::wallet::MandateView;
use serde::Serialize;

use super::payments::{PaymentRow, table_of};
use crate::console::{Cell, Column, Page, Report, Table, Tone};

/// One mandate in a list.
#[derive(Debug, Serialize)]
pub(super) struct MandateRow {
    pub(super) mandate_id: String,
    agent_id: String,
    mode: &'static str,
    pub(super) state: MandateState,
    budget: Amount,
    available: Amount,
    pub(super) held: Amount,
    pub(super) spent: Amount,
    expires_at: String,
}

/// One mandate with what it allows and what was paid under it.
#[derive(Debug, Serialize)]
pub(super) struct MandateSheet {
    #[serde(flatten)]
    row: MandateRow,
    session: String,
    network_mandate_id: Option<String>,
    /// The person's own words.
    raw: String,
    /// The agent's words.
    desc: String,
    constraints: Option<Constraints>,
    created_at: String,
    approved_at: Option<String>,
    activated_at: Option<String>,
    payments: Vec<PaymentRow>,
}

impl MandateRow {
    /// The row of a mandate.
    pub(super) fn of(view: &MandateView) -> Self {
        let mandate = &view.mandate;
        Self {
            mandate_id: mandate.mandate_id.clone(),
            agent_id: mandate.agent_id.clone(),
            mode: match mandate.mode {
                Mode::Immediate => "IMMEDIATE",
                Mode::Autonomous => "AUTONOMOUS",
            },
            state: mandate.state,
            budget: mandate.budget,
            available: view.available,
            held: view.held,
            spent: view.spent,
            expires_at: mandate.expires_at.to_iso8601(),
        }
    }

    pub(super) fn state_cell(&self) -> Cell {
        let tone = match self.state {
            MandateState::Inactive => Tone::Warn,
            MandateState::Activated => Tone::Good,
            MandateState::Revoked | MandateState::Expired | MandateState::Finished => Tone::Faint,
        };
        Cell::new(tone, self.state.as_str())
    }
}

/// Mandates as a table.
pub(super) fn rows_table(rows: &[MandateRow]) -> Table {
    let mut table = Table::new([
        Column::Left("mandate"),
        Column::Left("agent"),
        Column::Left("state"),
        Column::Right("budget"),
        Column::Right("available"),
        Column::Right("held"),
        Column::Right("spent"),
        Column::Left("until"),
    ]);
    for row in rows {
        table.row([
            Cell::new(Tone::Strong, &row.mandate_id),
            Cell::plain(&row.agent_id),
            row.state_cell(),
            Cell::plain(row.budget),
            Cell::plain(row.available),
            Cell::plain(row.held),
            Cell::plain(row.spent),
            Cell::plain(&row.expires_at),
        ]);
    }
    table
}

impl MandateSheet {
    /// The sheet of a mandate and of the payments under it.
    pub(super) fn of(view: MandateView, payments: Vec<PaymentRow>) -> Self {
        let row = MandateRow::of(&view);
        let mandate = view.mandate;
        Self {
            row,
            session: mandate.auth_session_id,
            network_mandate_id: mandate.network_mandate_id,
            raw: mandate.intent.raw,
            desc: mandate.intent.desc,
            constraints: mandate.intent.constraints,
            created_at: mandate.created_at.to_iso8601(),
            approved_at: mandate.approved_at.map(|at| at.to_iso8601()),
            activated_at: mandate.activated_at.map(|at| at.to_iso8601()),
            payments,
        }
    }
}

impl Report for MandateSheet {
    fn render(&self, page: &mut Page) {
        let mut table = Table::new([Column::Left(""), Column::Left("")]);
        let mut line = |name: &str, cell: Cell| table.row([Cell::new(Tone::Faint, name), cell]);
        let row = &self.row;
        line("mandate", Cell::new(Tone::Strong, &row.mandate_id));
        line("state", row.state_cell());
        line("agent", Cell::plain(&row.agent_id));
        line("asked for", Cell::plain(&self.raw));
        line("task", Cell::plain(&self.desc));
        line("type", Cell::plain(row.mode));
        line("budget", Cell::plain(row.budget));
        line("available", Cell::plain(row.available));
        line("held", Cell::plain(row.held));
        line("spent", Cell::plain(row.spent));
        if let Some(constraints) = &self.constraints {
            for (name, list) in
                [("merchants", &constraints.merchant_names), ("categories", &constraints.merchant_mccs)]
            {
                if !list.is_empty() {
                    line(name, Cell::plain(list.join(", ")));
                }
            }
            for (name, bound) in [
                ("one payment at most", constraints.per_transaction_max),
                ("one payment at least", constraints.per_transaction_min),
            ] {
                if let Some(amount) = bound {
                    line(name, Cell::plain(amount));
                }
            }
        }
        line("asked at", Cell::plain(&self.created_at));
        line("approved at", Cell::plain(self.approved_at.as_deref().unwrap_or("never")));
        line("until", Cell::plain(&row.expires_at));
        page.table(&table);
        if !self.payments.is_empty() {
            page.heading("payments");
            page.table(&table_of(&self.payments));
        }
    }
}

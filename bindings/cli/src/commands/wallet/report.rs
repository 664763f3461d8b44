//! `amp wallet report`: what was spent.

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::money::Amount;
use amp_wallet_core::payments::{SpendingLine, SpendingReport};
use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::console::{Cell, Column, Console, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::exit::Exit;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// From this time on (ISO 8601), for example 2026-11-01T00:00:00+08:00
    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse)]
    from: Option<Timestamp>,
    /// Until just before this time; now if left out
    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse)]
    to: Option<Timestamp>,
    /// One table as CSV (RFC 4180), for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

/// The contract of `amp wallet report --json`.
#[derive(Debug, Serialize)]
struct Spending {
    from: String,
    to: String,
    #[serde(flatten)]
    report: SpendingReport,
}

/// Shows what was spent in the time asked for.
///
/// # Errors
/// The wallet's.
pub(super) async fn run(wallet: &Wallet, args: &Args, console: &Console) -> Result<Exit, CliError> {
    let from = args.from.unwrap_or_default();
    // A payment of this very millisecond is part of it.
    let to = args.to.unwrap_or_else(|| wallet.now().plus_millis(1));
    let report = wallet.report(from, to).await?;
    if args.csv {
        return Ok(console.print_data(&report.to_csv()));
    }
    Ok(console.show(&Spending { from: from.to_iso8601(), to: to.to_iso8601(), report }))
}

impl Report for Spending {
    fn render(&self, page: &mut Page) {
        let report = &self.report;
        page.line(Tone::Faint, &format!("{} payments from {} to {}", report.payments, self.from, self.to));
        page.line(Tone::Strong, &format!("spent {}", sum(&report.spent)));
        if !report.unverified.is_empty() {
            page.line(Tone::Bad, &format!("of it for nobody vouched for {}", sum(&report.unverified)));
        }
        if !report.refunded.is_empty() {
            page.line(Tone::Good, &format!("given back {}", sum(&report.refunded)));
        }
        if !report.held.is_empty() {
            page.line(Tone::Warn, &format!("held {}", sum(&report.held)));
        }
        for (title, lines) in [
            ("by agent", &report.by_agent),
            ("by merchant", &report.by_merchant),
            ("by category", &report.by_mcc),
            ("by month", &report.by_month),
        ] {
            if !lines.is_empty() {
                page.heading(title);
                page.table(&table(lines));
            }
        }
    }
}

fn sum(amounts: &[Amount]) -> String {
    if amounts.is_empty() {
        return "nothing".to_owned();
    }
    amounts.iter().map(Amount::to_string).collect::<Vec<_>>().join(", ")
}

fn table(lines: &[SpendingLine]) -> Table {
    let mut table = Table::new([
        Column::Right("spent"),
        Column::Right("given back"),
        Column::Right("payments"),
        Column::Left(""),
    ]);
    for line in lines {
        table.row([
            Cell::plain(line.total),
            Cell::plain(line.refunded),
            Cell::plain(line.payments),
            Cell::plain(&line.key),
        ]);
    }
    table
}

//! `amp wallet payments`: what was held, paid and given back.

use amp_wallet_core::money::{Amount, ExchangeRate};
use amp_wallet_core::payments::{Payment, PaymentState, UnverifiedPayment};
use amp_wallet_core::wallet::Wallet;
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only those under this mandate
    #[arg(long, value_name = "ID")]
    mandate: Option<String>,
}

/// The contract of `amp wallet payments --json`.
#[derive(Debug, Serialize)]
pub(super) struct Payments {
    payments: Vec<PaymentRow>,
    /// Paid without anybody who vouched for the token (sample profile).
    unverified: Vec<UnverifiedRow>,
}

/// One payment of which nothing but the amount is known.
#[derive(Debug, Serialize)]
struct UnverifiedRow {
    payment_id: String,
    amount: Amount,
    paid_at: String,
}

/// One payment, without its tokens: whoever holds them can ask for the money.
#[derive(Debug, Serialize)]
pub(super) struct PaymentRow {
    payment_id: String,
    mandate_id: String,
    agent_id: String,
    merchant: String,
    merchant_id: String,
    mcc: String,
    state: PaymentState,
    held: Amount,
    captured: Option<Amount>,
    /// The rate that was fixed for it, if it is not in the wallet's currency.
    rate: Option<ExchangeRate>,
    /// What it counts at that rate: what is held, or was debited.
    worth: Option<Amount>,
    released_because: Option<String>,
    created_at: String,
    ended_at: Option<String>,
}

/// The latest payments.
///
/// # Errors
/// The wallet's.
pub(super) async fn list(wallet: &Wallet, args: &Args) -> Result<Payments, CliError> {
    let wanted = |payment: &Payment| args.mandate.as_ref().is_none_or(|id| *id == payment.mandate_id);
    let payments = wallet.payments().await?.into_iter().filter(wanted).map(PaymentRow::of).collect();
    let unverified = if args.mandate.is_some() { Vec::new() } else { wallet.unverified_payments().await? };
    Ok(Payments { payments, unverified: unverified.into_iter().map(UnverifiedRow::of).collect() })
}

impl UnverifiedRow {
    fn of(payment: UnverifiedPayment) -> Self {
        let UnverifiedPayment { payment_id, amount, paid_at } = payment;
        Self { payment_id, amount, paid_at: paid_at.to_iso8601() }
    }
}

impl PaymentRow {
    /// What may be shown of a payment.
    pub(super) fn of(payment: Payment) -> Self {
        let counts = payment.captured.unwrap_or(payment.held);
        let worth = payment.charge(counts).ok().and_then(|charge| charge.converted);
        let merchant = payment.checkout.merchant;
        Self {
            payment_id: payment.payment_id,
            mandate_id: payment.mandate_id,
            agent_id: payment.agent_id,
            merchant: merchant.merchant_name,
            merchant_id: merchant.reference_merchant_id,
            mcc: merchant.merchant_mcc,
            state: payment.state,
            held: payment.held,
            captured: payment.captured,
            rate: payment.rate.map(|rate| rate.exchange),
            worth,
            released_because: payment.released_because,
            created_at: payment.created_at.to_iso8601(),
            ended_at: payment.ended_at.map(|at| at.to_iso8601()),
        }
    }
}

/// Payments as a table.
pub(super) fn table_of(payments: &[PaymentRow]) -> Table {
    let mut table = Table::new([
        Column::Left("payment"),
        Column::Left("at"),
        Column::Left("state"),
        Column::Right("held"),
        Column::Right("paid"),
        Column::Left("merchant"),
    ]);
    for payment in payments {
        let (tone, state) = match payment.state {
            PaymentState::Held => (Tone::Warn, "held"),
            PaymentState::Captured => (Tone::Good, "paid"),
            PaymentState::Released => (Tone::Faint, "given back"),
        };
        let merchant = match &payment.released_because {
            Some(code) => format!("{} ({code})", payment.merchant),
            None => payment.merchant.clone(),
        };
        table.row([
            Cell::plain(&payment.payment_id),
            Cell::plain(&payment.created_at),
            Cell::new(tone, state),
            Cell::plain(payment.held),
            Cell::plain(payment.captured.map(|amount| amount.to_string()).unwrap_or_default()),
            Cell::plain(merchant),
        ]);
    }
    table
}

impl Report for Payments {
    fn render(&self, page: &mut Page) {
        if self.payments.is_empty() && self.unverified.is_empty() {
            return page.line(Tone::Faint, "no payments");
        }
        if !self.payments.is_empty() {
            page.table(&table_of(&self.payments));
        }
        if !self.unverified.is_empty() {
            page.heading("unverified: nobody vouched for these");
            let mut table = Table::new([Column::Left("payment"), Column::Left("at"), Column::Right("paid")]);
            for payment in &self.unverified {
                table.row([
                    Cell::plain(&payment.payment_id),
                    Cell::plain(&payment.paid_at),
                    Cell::new(Tone::Bad, &payment.amount.to_string()),
                ]);
            }
            page.table(&table);
        }
    }
}

//! `amp wallet mandates`: what was authorized, and taking it back.

use amp_wallet_core::mandates::MandateEvent;
use amp_wallet_core::money::Amount;
use amp_wallet_core::wallet::{MandateView, Wallet};
use clap::Subcommand;
use serde::Serialize;

use super::adjust;
use super::mandate::{MandateRow, MandateSheet, rows_table};
use super::payments::PaymentRow;
use crate::confirmation::confirm;
use crate::console::{Console, Page, Report, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::Confirmation;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// All of them, newest first
    List,
    /// One of them, with its bounds and the payments under it
    Show {
        /// The mandate
        #[arg(value_name = "MANDATE")]
        id: String,
    },
    /// End one for good
    Revoke {
        /// The mandate
        #[arg(value_name = "MANDATE")]
        id: String,
        /// Do it without asking
        #[arg(long)]
        yes: bool,
    },
    /// Raise or lower the budget of one that is at work
    Adjust(adjust::Args),
}

impl Args {
    /// Whether the user's key may sign for it.
    pub(super) const fn signs(&self) -> bool {
        matches!(self.action, Action::Adjust(_))
    }
}

pub(super) async fn run(
    wallet: &Wallet,
    args: &Args,
    confirmation: &Confirmation,
    console: &Console,
) -> Result<Exit, CliError> {
    match &args.action {
        Action::List => {
            let mandates = wallet.mandates().await?.iter().map(MandateRow::of).collect();
            Ok(console.show(&Mandates { mandates }))
        }
        Action::Show { id } => {
            let view = wallet.mandate(id).await?;
            let payments = wallet.payments().await?.into_iter();
            let under = payments.filter(|payment| payment.mandate_id == *id).map(PaymentRow::of).collect();
            Ok(console.show(&MandateSheet::of(view, under)))
        }
        Action::Revoke { id, yes } => {
            let before = wallet.mandate(id).await?;
            // Nobody is asked about what cannot be done.
            before
                .mandate
                .state
                .after(MandateEvent::Revoke)
                .map_err(|error| CliError::core(error.code(), &error))?;
            confirm(*yes, &effect_of_revoking(&before), "--yes", console)?;
            wallet.revoke_mandate(id).await?;
            Ok(console.show(&Revoked::of(&before, &wallet.mandate(id).await?)))
        }
        Action::Adjust(args) => adjust::run(wallet, args, confirmation, console).await,
    }
}

/// What revoking does, said before it is done.
fn effect_of_revoking(view: &MandateView) -> String {
    format!(
        "Revoking {} cannot be undone: {} of {} is paid under it no more, {} that is held is given back, and {} that \
         was paid stays paid.",
        view.mandate.mandate_id, view.available, view.mandate.budget, view.held, view.spent
    )
}

/// The contract of `amp wallet mandates list --json`.
#[derive(Debug, Serialize)]
struct Mandates {
    mandates: Vec<MandateRow>,
}

impl Report for Mandates {
    fn render(&self, page: &mut Page) {
        if self.mandates.is_empty() {
            return page.line(Tone::Faint, "nothing was ever authorized");
        }
        page.table(&rows_table(&self.mandates));
    }
}

/// The contract of `amp wallet mandates revoke --json`.
#[derive(Debug, Serialize)]
struct Revoked {
    #[serde(flatten)]
    mandate: MandateRow,
    given_back: Amount,
}

impl Revoked {
    fn of(before: &MandateView, after: &MandateView) -> Self {
        Self { mandate: MandateRow::of(after), given_back: before.held }
    }
}

impl Report for Revoked {
    fn render(&self, page: &mut Page) {
        page.line(Tone::Good, &format!("{} is revoked and pays nothing any more", self.mandate.mandate_id));
        page.line(
            Tone::Plain,
            &format!("{} was given back, {} stays paid", self.given_back, self.mandate.spent),
        );
    }
}

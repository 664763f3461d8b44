//! `amp wallet mandates adjust`: another budget for a mandate that is at work.

use amp_wallet_core::mandates::Adjustment;
use amp_wallet_core::money::Amount;
use amp_wallet_core::wallet::{AdjustmentApproval, AdjustmentRequest, Wallet};
use serde::Serialize;

use super::amount::amount;
use super::approval::{Answer, Approving, REASON};
use crate::console::{Console, Page, Report, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::Confirmation;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The mandate
    #[arg(value_name = "MANDATE")]
    id: String,
    /// The budget afterwards, for example "HKD 5000.00"; to lower it needs no approval
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    budget: Amount,
    /// Makes the command safe to repeat: the same name again is the same adjustment
    #[arg(long, value_name = "NAME")]
    adjustment: Option<String>,
    #[command(flatten)]
    approval: Approving,
}

/// Raises the budget with the person's approval, or lowers it.
///
/// # Errors
/// The wallet's, and those of [`Approving::answer`].
pub(super) async fn run(
    wallet: &Wallet,
    args: &Args,
    confirmation: &Confirmation,
    console: &Console,
) -> Result<Exit, CliError> {
    let now = wallet.mandate(&args.id).await?.mandate.budget;
    // What is shown by one call and approved by the next is the same adjustment, and a later one is another.
    let adjustment_id = match &args.adjustment {
        Some(name) => name.clone(),
        None => format!("{}/{}", args.id, wallet.adjustments(&args.id).await?.len()),
    };
    let raised = args.budget.compare(now)?.is_gt();
    let approval = if raised {
        let surface = wallet.adjustment_surface(&adjustment_id, &args.id, args.budget).await?;
        match args.approval.answer(&surface, wallet.now(), confirmation, console)? {
            Answer::Shown(exit) => return Ok(exit),
            Answer::Yes(evidence) => Some(AdjustmentApproval { evidence, reason: REASON.to_owned() }),
        }
    } else {
        None
    };
    let request =
        AdjustmentRequest { adjustment_id, mandate_id: args.id.clone(), budget: args.budget, approval };
    Ok(console.show(&Adjusted::of(wallet.adjust_mandate(request).await?)))
}

/// The contract of `amp wallet mandates adjust --json`.
#[derive(Debug, Serialize)]
struct Adjusted {
    adjustment_id: String,
    mandate_id: String,
    before: Amount,
    after: Amount,
    at: String,
}

impl Adjusted {
    fn of(adjustment: Adjustment) -> Self {
        Self {
            adjustment_id: adjustment.adjustment_id,
            mandate_id: adjustment.mandate_id,
            before: adjustment.before,
            after: adjustment.after,
            at: adjustment.at.to_iso8601(),
        }
    }
}

impl Report for Adjusted {
    fn render(&self, page: &mut Page) {
        let sentence = format!("the budget of {} is {}, after {}", self.mandate_id, self.after, self.before);
        page.line(Tone::Good, &sentence);
    }
}

//! `amp wallet bind`: the user decides on what waits for approval.

use amp_wallet_core::wallet::{Approval, AuthorizationOutcome, Wallet};
use serde::Serialize;

use super::approval::{Answer, Approving, REASON};
use crate::console::{Cell, Column, Console, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::Confirmation;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The authorization session; without it, what waits is listed
    #[arg(value_name = "SESSION")]
    session: Option<String>,
    /// Say no
    #[arg(long, requires = "session", conflicts_with_all = ["show", "yes", "digest"])]
    decline: bool,
    #[command(flatten)]
    approval: Approving,
}

pub(super) async fn run(
    wallet: &Wallet,
    args: &Args,
    confirmation: &Confirmation,
    console: &Console,
) -> Result<Exit, CliError> {
    let Some(session) = &args.session else {
        if args.approval.is_asked() {
            return Err(CliError::Usage { detail: "which SESSION is to be shown or approved?".to_owned() });
        }
        return Ok(console.show(&waiting(wallet).await?));
    };
    if args.decline {
        wallet.decline(session).await?;
        return Ok(console.show(&Decision::declined(session)));
    }
    let surface = wallet.surface(session).await?;
    let evidence = match args.approval.answer(&surface, wallet.now(), confirmation, console)? {
        Answer::Shown(exit) => return Ok(exit),
        Answer::Yes(evidence) => evidence,
    };
    let approval = Approval { auth_session_id: session.clone(), evidence, reason: REASON.to_owned() };
    Ok(console.show(&Decision::approved(session, wallet.approve(approval).await?)))
}

async fn waiting(wallet: &Wallet) -> Result<Waiting, CliError> {
    let sessions = wallet.waiting().await?.into_iter().map(|session| WaitingSession {
        session: session.auth_session_id,
        kind: session.kind.as_str(),
        agent_id: session.agent_id,
        asked_at: session.created_at.to_iso8601(),
        expires_at: session.expires_at.to_iso8601(),
    });
    Ok(Waiting { waiting: sessions.collect() })
}

/// The contract of `amp wallet bind --json` without a session.
#[derive(Debug, Serialize)]
struct Waiting {
    waiting: Vec<WaitingSession>,
}

#[derive(Debug, Serialize)]
struct WaitingSession {
    session: String,
    kind: &'static str,
    agent_id: String,
    asked_at: String,
    expires_at: String,
}

impl Report for Waiting {
    fn render(&self, page: &mut Page) {
        if self.waiting.is_empty() {
            return page.line(Tone::Faint, "nothing waits for approval");
        }
        let mut table = Table::new([
            Column::Left("session"),
            Column::Left("kind"),
            Column::Left("until"),
            Column::Left("agent"),
        ]);
        for session in &self.waiting {
            table.row([
                Cell::new(Tone::Strong, &session.session),
                Cell::plain(session.kind),
                Cell::plain(&session.expires_at),
                Cell::plain(&session.agent_id),
            ]);
        }
        page.table(&table);
    }
}

/// The contract of `amp wallet bind SESSION --json`.
#[derive(Debug, Serialize)]
struct Decision {
    session: String,
    outcome: &'static str,
    agent_id: Option<String>,
    mandate_id: Option<String>,
}

impl Decision {
    fn declined(session: &str) -> Self {
        Self { session: session.to_owned(), outcome: "declined", agent_id: None, mandate_id: None }
    }

    fn approved(session: &str, outcome: AuthorizationOutcome) -> Self {
        let (outcome, agent_id, mandate_id) = match outcome {
            AuthorizationOutcome::Bound(binding) => ("bound", binding.agent_id, None),
            AuthorizationOutcome::Authorized(mandate) => {
                ("authorized", mandate.agent_id, Some(mandate.mandate_id))
            }
        };
        Self { session: session.to_owned(), outcome, agent_id: Some(agent_id), mandate_id }
    }
}

impl Report for Decision {
    fn render(&self, page: &mut Page) {
        let agent = self.agent_id.as_deref().unwrap_or_default();
        let sentence = match &self.mandate_id {
            Some(mandate) => format!("{mandate} is authorized: {agent} may pay under it"),
            None if self.outcome == "bound" => format!("{agent} is bound to this wallet"),
            None => format!("{} is declined; nobody is told", self.session),
        };
        page.line(Tone::Good, &sentence);
    }
}

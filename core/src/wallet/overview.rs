//! Everything at a glance, in one read: what waits, who is bound and what each may still spend, what bounds it.

use super::list::{PAGE, books_of_id, is_waiting};
use super::set_limits::{usage_in_force, usage_of_agent};
use super::{Wallet, WalletError};
use crate::agents::{Binding, BindingState};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::limits::{Freeze, LimitUsage};
use crate::mandates::{AuthorizationSession, AuthorizationSurface, BudgetSums, BudgetUse};
use crate::storage::ReadTx;

/// A session that waits for the user.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WaitingApproval {
    /// The session: who asks, for what kind of authorization, until when it waits.
    pub session: AuthorizationSession,
    /// What the user is shown; none where it cannot be shown now: `Mandates.surface` says why.
    pub surface: Option<AuthorizationSurface>,
}

/// A bound agent: what it may spend now.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AgentOverview {
    /// Who.
    pub binding: Binding,
    /// Whether it may ask for mandates and payment tokens now; not after the binding's end.
    pub may_request: bool,
    /// Whether it is stopped: by itself, or with all others.
    pub frozen: bool,
    /// How many of its tasks are live.
    pub live_tasks: u32,
    /// What its live tasks may spend and have spent, one entry a currency; none without live tasks.
    pub budgets: Vec<BudgetUse>,
    /// How far the limits that count by agent are used by this one.
    pub limits: Vec<LimitUsage>,
}

/// The state of a wallet at one moment.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Overview {
    /// What waits for the user, the oldest first, at most 200.
    pub waiting: Vec<WaitingApproval>,
    /// The agents that are bound, the latest binding first.
    pub agents: Vec<AgentOverview>,
    /// What the live tasks of all agents may spend and have spent, one entry a currency.
    pub budgets: Vec<BudgetUse>,
    /// Who pays nothing at the moment.
    pub freeze: Freeze,
    /// How far each limit in force is used, as `Limits.usage`.
    pub limits: Vec<LimitUsage>,
    /// The moment that all of this is of.
    pub at: Timestamp,
}

impl Wallet {
    /// Everything at a glance, as of one moment. Its cost grows with what is bound, live and waiting, not with the history.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Zone`]; [`WalletError::Money`] when a sum leaves the range of an amount.
    pub async fn overview(&self) -> Result<Overview, WalletError> {
        let now = self.now();
        // The surface of an enrollment names the user's key: the vault is asked before the read, and only where one waits.
        let waits =
            self.inner.store.read(move |tx| Ok::<_, WalletError>(!waiting(tx, now)?.is_empty())).await?;
        let isp_key = if waits { self.isp_key().await.ok() } else { None };
        let wallet = self.clone();
        self.inner.store.read(move |tx| wallet.look(tx, isp_key.as_ref(), now)).await
    }

    fn look(
        &self,
        tx: &ReadTx<'_>,
        isp_key: Option<&PublicJwk>,
        now: Timestamp,
    ) -> Result<Overview, WalletError> {
        let surface_of = |session: &AuthorizationSession| {
            let pending = self.load_pending(tx, &session.auth_session_id, isp_key?.clone(), now).ok()?;
            AuthorizationSurface::of(&pending.content).ok()
        };
        let waiting = waiting(tx, now)?
            .into_iter()
            .map(|session| WaitingApproval { surface: surface_of(&session), session })
            .collect();
        let freeze = tx.limits().freeze()?;
        let limits = tx.limits().get()?.limits;
        let zone = &self.inner.zone;
        let live = tx.mandates().live(now)?;
        let mut all = BudgetSums::default();
        for mandate in &live {
            all.add(mandate.budget, &books_of_id(tx, &mandate.mandate_id, mandate.budget.currency())?)?;
        }
        let mut agents = Vec::new();
        for binding in tx.bindings().list()? {
            if binding.state != BindingState::Active {
                continue;
            }
            let (mut sums, mut live_tasks) = (BudgetSums::default(), 0_u32);
            for mandate in live.iter().filter(|one| one.agent_id == binding.agent_id) {
                sums.add(mandate.budget, &books_of_id(tx, &mandate.mandate_id, mandate.budget.currency())?)?;
                live_tasks = live_tasks.saturating_add(1);
            }
            agents.push(AgentOverview {
                may_request: binding.may_request(now).is_ok(),
                frozen: freeze.covers(&binding.agent_id),
                live_tasks,
                budgets: sums.sums(),
                limits: usage_of_agent(tx, &limits, &binding.agent_id, zone, now)?,
                binding,
            });
        }
        let limits = usage_in_force(tx, zone, now)?;
        Ok(Overview { waiting, agents, budgets: all.sums(), freeze, limits, at: now })
    }
}

fn waiting(tx: &ReadTx<'_>, now: Timestamp) -> Result<Vec<AuthorizationSession>, WalletError> {
    let mut sessions = tx.sessions().in_process(PAGE)?;
    sessions.retain(|session| is_waiting(session, now));
    Ok(sessions)
}

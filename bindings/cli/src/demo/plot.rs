//! What happens at each step.

use std::time::Instant;

use amp_wallet_core::clock::{Clock, SystemClock, Timestamp};
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::network::messages::{ConstraintsBody, OrderBody};
use amp_wallet_core::sandbox::{AgentMandate, MandateAsk, OrderChange};
use amp_wallet_core::wallet::AuthorizationOutcome;

use super::cast::Cast;
use super::report::{DemoReport, Outcome, StepReport};
use super::story::Step;
use super::user::UserAction;
use super::workspace::{Context, KeptChain, Workspace};
use crate::console::Progress;
use crate::error::CliError;

const TASK: &str = "flight and a 5-star hotel in Kuala Lumpur, 3 nights, not over HKD 10,000";
const BUDGET_CENTS: i64 = 1_000_000;
const DEARER_BY_CENTS: i64 = 10_000;

/// What the steps leave for those that follow.
struct Plot<'a> {
    cast: Cast,
    workspace: &'a Workspace,
    token_id: String,
    mandate_id: String,
    granted: Option<AgentMandate>,
    bind_actions: Vec<UserAction>,
    spent: Vec<Amount>,
    began_at: Timestamp,
}

/// Tells the story to its end. A step that ends otherwise than told is in the report; an error is where the story
/// cannot go on.
///
/// # Errors
/// [`CliError`].
pub(crate) async fn tell(workspace: &Workspace, progress: &Progress) -> Result<DemoReport, CliError> {
    progress.say("opening the wallet and the sandbox");
    let began_at = SystemClock.now();
    let mut plot = Plot {
        cast: Cast::gather(workspace).await?,
        workspace,
        token_id: String::new(),
        mandate_id: String::new(),
        granted: None,
        bind_actions: Vec::new(),
        spent: Vec::new(),
        began_at,
    };
    let mut steps = Vec::new();
    for step in Step::ALL {
        progress.say(step.title());
        let start = now();
        let outcome = plot.play(step).await?;
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        steps.push(StepReport::new(step, &outcome, ms));
    }
    plot.cast.dismiss().await;
    Ok(DemoReport::new(steps, &plot.bind_actions, &plot.spent))
}

impl Plot<'_> {
    async fn play(&mut self, step: Step) -> Result<Outcome, CliError> {
        match step {
            Step::Bind => self.bind().await,
            Step::Authorize => self.authorize().await,
            Step::FirstPurchase => self.purchase(step, "flight-hkg-kul", 1).await,
            Step::SecondPurchase => self.purchase(step, "hotel-kul-night", 3).await,
            Step::OverBudget => self.purchase(step, "hotel-kul-suite", 1).await,
            Step::TamperedOrder => {
                self.cast.sandbox.change_next_order(OrderChange::SwapGoods);
                self.purchase(step, "hotel-kul-dinner", 1).await
            }
            Step::ChangedPrice => {
                self.cast.sandbox.change_next_order(OrderChange::ChangeAmount { minor: DEARER_BY_CENTS });
                self.purchase(step, "hotel-kul-dinner", 1).await
            }
            Step::Revoke => self.revoke().await,
            Step::AfterRevoke => self.purchase(step, "hotel-kul-transfer", 1).await,
            Step::Immediate => self.immediate(step).await,
            Step::Report => self.report().await,
        }
    }

    async fn bind(&mut self) -> Result<Outcome, CliError> {
        let link = self.cast.agent.ask_binding(None).await?;
        let outcome = self.cast.user.approve(&link, &self.cast.wallet, "Bind the travel agent").await?;
        self.bind_actions = self.cast.user.take_actions();
        let AuthorizationOutcome::Bound(binding) = outcome else { return Err(misunderstood()) };
        self.token_id = self.cast.agent.bound_token().await?.ok_or_else(misunderstood)?;
        Ok(Outcome::Done(format!("{} is bound until {}", binding.agent_id, binding.expires_at)))
    }

    async fn authorize(&mut self) -> Result<Outcome, CliError> {
        let budget = Amount::from_minor(BUDGET_CENTS, Currency::HKD)?;
        let list = |names: [&str; 2]| Some(names.map(str::to_owned).to_vec());
        let constraints = ConstraintsBody {
            budget_amount: Some(budget.into()),
            merchant_name_list: list(["Harbour Airways", "Menara Grand Hotel"]),
            merchant_mcc_list: list(["4511", "7011"]),
            ..ConstraintsBody::default()
        };
        let granted = self.grant(TASK, Some(constraints), None).await?;
        self.granted = Some(granted);
        Ok(Outcome::Done(format!("up to {budget}, at two merchants")))
    }

    /// The agent asks, the user approves, the agent holds the layers.
    async fn grant(
        &mut self,
        task: &str,
        constraints: Option<ConstraintsBody>,
        order: Option<OrderBody>,
    ) -> Result<AgentMandate, CliError> {
        let (token_id, task) = (self.token_id.clone(), task.to_owned());
        let ask = MandateAsk { token_id, task, constraints, checkout: order };
        let asked = self.cast.agent.ask_mandate(ask).await?;
        match self.cast.user.approve(&asked.link, &self.cast.wallet, "Authorize the task").await? {
            AuthorizationOutcome::Authorized(mandate) => self.mandate_id = mandate.mandate_id,
            AuthorizationOutcome::Bound(_) => return Err(misunderstood()),
        }
        self.cast.agent.granted(&self.token_id, &asked).await?.ok_or_else(misunderstood)
    }

    /// The agent orders, signs and pays on its own, under the mandate.
    async fn purchase(&mut self, step: Step, sku: &str, quantity: u32) -> Result<Outcome, CliError> {
        let granted = self.granted.clone().ok_or_else(misunderstood)?;
        let order = self.cast.agent.order(sku, quantity).await?;
        let l3 = self.cast.agent.sign(&granted, &order.to_checkout())?;
        self.keep(step, &granted, Some(&l3))?;
        self.pay(&granted, Some(l3), &order).await
    }

    /// One exact order, confirmed by the user: no L3.
    async fn immediate(&mut self, step: Step) -> Result<Outcome, CliError> {
        let order = self.cast.agent.order("tea-oolong", 1).await?;
        let granted = self.grant("buy oolong tea", None, Some(order.clone())).await?;
        self.keep(step, &granted, None)?;
        self.pay(&granted, None, &order).await
    }

    async fn revoke(&mut self) -> Result<Outcome, CliError> {
        let mandate = self.cast.wallet.revoke_mandate(&self.mandate_id).await?;
        Ok(Outcome::Done(format!("the mandate is {}", mandate.state.as_str())))
    }

    async fn report(&mut self) -> Result<Outcome, CliError> {
        let until = SystemClock.now().plus_millis(1);
        let report = self.cast.wallet.report(self.began_at, until).await?;
        self.spent = report.spent;
        Ok(Outcome::Done(format!("{} payments", report.payments)))
    }

    /// Gets a payment token for the order and pays with it.
    async fn pay(
        &self,
        granted: &AgentMandate,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<Outcome, CliError> {
        let agent = &self.cast.agent;
        let token = match agent.payment_token(granted, l3, order).await {
            Ok(token) => token,
            Err(error) => {
                let (_, said) = error.refused().ok_or_else(|| CliError::from(error.clone()))?;
                return Ok(Outcome::Refused(self.cast.refusal(said)?));
            }
        };
        let result = agent.pay(order, &token).await?.result;
        if result.is_success() {
            Ok(Outcome::Paid(format!("{} to {}", order.total_amount.0, order.merchant.merchant_name)))
        } else {
            Ok(Outcome::Refused(self.cast.refusal(&result.result_message)?))
        }
    }

    fn keep(&self, step: Step, granted: &AgentMandate, l3: Option<&str>) -> Result<(), CliError> {
        let (issuer, audience) = (self.cast.sandbox.issuer(), self.cast.sandbox.audience());
        let context = Context { now: SystemClock.now(), iss: issuer, l2_aud: audience, l3_aud: audience };
        self.workspace.keep_chain(step, &KeptChain { l1: &granted.l1, l2: &granted.l2, l3, context })
    }
}

/// The parts of the story do not fit together: a defect of the demo itself.
fn misunderstood() -> CliError {
    CliError::core("demo.out_of_order", "a step came before the one it needs")
}

#[allow(clippy::disallowed_methods, reason = "how long a step really took is what is shown")]
fn now() -> Instant {
    Instant::now()
}

//! The wallet as plain numbers: cents, seconds, lists that are read from beginning to end. Of the core it shares the
//! forms of requests and limits, and no arithmetic, no counter, no rule.

use std::collections::{BTreeSet, HashMap};

use amp_wallet_core::assurance::{Checkout, FrequencyPeriod};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, LimitSet, Scope, Window};

use super::step::{Announced, Draft, MadeMandate, Step};
use super::verdict::Verdict;

/// How far a clock may be behind the latest time seen, in seconds.
const LEEWAY: i64 = 60;
/// The longest that a token serves, in seconds.
const TOKEN_SECONDS: i64 = 600;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Activated,
    Revoked,
    Expired,
    Finished,
}

#[derive(Debug, Clone)]
pub(crate) struct Mandate {
    pub(crate) mandate_id: String,
    pub(crate) network_id: String,
    pub(crate) l2: String,
    pub(crate) agent: String,
    pub(crate) state: State,
    pub(crate) budget: i64,
    /// What L2 says, however the budget was raised since.
    signed_budget: i64,
    expires_at: i64,
    max: Option<i64>,
    frequency: Option<(u32, FrequencyPeriod)>,
    approved_at: i64,
    limits: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Held,
    Captured(i64),
    Released { voided: bool },
}

#[derive(Debug, Clone)]
pub(crate) struct Payment {
    pub(crate) payment_id: String,
    pub(crate) token: String,
    pub(crate) mandate: usize,
    pub(crate) checkout: Checkout,
    pub(crate) stage: Stage,
    pub(crate) held: i64,
    pub(crate) refunded: i64,
    created_at: i64,
    ends_at: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The latest time that a recorded decision was made at.
    pub(crate) mark: i64,
    pub(crate) mandates: Vec<Mandate>,
    pub(crate) payments: Vec<Payment>,
    refunds: HashMap<String, (String, i64)>,
    adjustments: HashMap<String, (String, i64)>,
    limits: Vec<LimitSet>,
    all_frozen: bool,
    frozen: BTreeSet<String>,
}

/// What a limit looks at.
#[derive(Clone, Copy)]
struct Subject<'a> {
    agent: &'a str,
    mandate: usize,
    checkout: Option<&'a Checkout>,
    at: i64,
}

impl Payment {
    /// What of the budget it uses up for good or for now.
    const fn counts(&self) -> i64 {
        match self.stage {
            Stage::Held => self.held,
            Stage::Captured(cents) => cents,
            Stage::Released { .. } => 0,
        }
    }
}

pub(crate) fn cents(checkout: &Checkout) -> i64 {
    checkout.total_amount.minor().unwrap()
}

impl Model {
    pub(crate) fn new(now: i64) -> Self {
        Self {
            mark: now,
            mandates: Vec::new(),
            payments: Vec::new(),
            refunds: HashMap::new(),
            adjustments: HashMap::new(),
            limits: vec![LimitSet::default()],
            all_frozen: false,
            frozen: BTreeSet::new(),
        }
    }

    /// The latest limits.
    pub(crate) fn limits_now(&self) -> &LimitSet {
        self.limits.last().unwrap()
    }

    /// Held, and debited less what was given back, and given back.
    pub(crate) fn sums(&self, mandate: usize) -> (i64, i64, i64) {
        let mut sums = (0, 0, 0);
        for payment in self.payments.iter().filter(|payment| payment.mandate == mandate) {
            match payment.stage {
                Stage::Held => sums.0 += payment.held,
                Stage::Captured(cents) => sums.1 += cents - payment.refunded,
                Stage::Released { .. } => {}
            }
            sums.2 += payment.refunded;
        }
        sums
    }

    pub(crate) fn available(&self, mandate: usize) -> i64 {
        let (held, spent, refunded) = self.sums(mandate);
        self.mandates[mandate].budget - held - spent - refunded
    }

    /// Takes the step at `clock`.
    pub(crate) fn take(&mut self, step: &Step, clock: i64) -> Verdict {
        if clock < self.mark - LEEWAY {
            return Verdict::Nothing;
        }
        let now = self.mark.max(clock);
        let verdict = match step {
            Step::Bind { .. } => Verdict::Done,
            Step::Authorize(draft) => self.authorize(draft, now),
            Step::Hold(announced) => self.hold(announced, clock, now),
            Step::Pay { token, cents, order } => self.pay(token, *cents, order.as_ref(), now),
            Step::Void { payment_id, .. } => Verdict::of(self.void(payment_id)),
            Step::Refund { refund_id, payment_id, cents } => {
                Verdict::of(self.refund(refund_id, payment_id, *cents))
            }
            Step::Revoke { mandate_id } => Verdict::of(self.revoke(mandate_id, now)),
            Step::Adjust { adjustment_id, mandate_id, cents } => match self.adjustments.get(adjustment_id) {
                Some((of, first)) if of == mandate_id && first == cents => Verdict::Known,
                Some(_) => Verdict::Nothing,
                None => Verdict::of(self.adjust(adjustment_id, mandate_id, *cents, now)),
            },
            Step::Freeze { agent } => self.set_frozen(agent.as_deref(), true),
            Step::Unfreeze { agent } => self.set_frozen(agent.as_deref(), false),
            Step::SetLimits(limits) => {
                if self.limits_now() != limits {
                    self.limits.push(limits.clone());
                }
                Verdict::Done
            }
            Step::ReleaseHolds => {
                self.release(|payment| payment.ends_at <= now);
                Verdict::Done
            }
            Step::ExpireMandates => self.expire(now),
        };
        if matches!(verdict, Verdict::Done | Verdict::Refused) {
            self.mark = now;
        }
        verdict
    }

    fn authorize(&mut self, draft: &Draft, now: i64) -> Verdict {
        let fits = draft.cents > 0
            && draft.max_cents.is_none_or(|max| max > 0 && max <= draft.cents)
            && draft.expires_at.seconds() > now
            && self.delegation_allows(&draft.agent, draft.cents, now, None);
        if !fits {
            return Verdict::Refused;
        }
        self.mandates.push(Mandate {
            mandate_id: String::new(),
            network_id: String::new(),
            l2: String::new(),
            agent: draft.agent.clone(),
            state: State::Activated,
            budget: draft.cents,
            signed_budget: draft.cents,
            expires_at: draft.expires_at.seconds(),
            max: draft.max_cents,
            frequency: draft.frequency,
            approved_at: now,
            limits: self.limits.len() - 1,
        });
        Verdict::Done
    }

    /// Takes down what the latest mandate is called.
    pub(crate) fn name_mandate(&mut self, made: MadeMandate) {
        let mandate = self.mandates.last_mut().unwrap();
        mandate.mandate_id = made.mandate_id;
        mandate.network_id = made.network_mandate_id;
        mandate.l2 = made.l2;
    }

    fn hold(&mut self, announced: &Announced, clock: i64, now: i64) -> Verdict {
        let position = self.mandates.iter().position(|one| one.network_id == announced.network_mandate_id);
        let index = position.unwrap();
        let amount = cents(&announced.checkout);
        let mandate = &self.mandates[index];
        // The chain itself allows one payment what was signed, until then.
        let chain_holds = clock <= mandate.expires_at
            && amount <= mandate.signed_budget
            && mandate.max.is_none_or(|max| amount <= max);
        if !chain_holds {
            return Verdict::Nothing;
        }
        if let Some(payment) = self.payments.iter().find(|payment| payment.token == announced.token) {
            let same = payment.checkout == announced.checkout && payment.stage == Stage::Held;
            return Verdict::of(same);
        }
        self.release(|payment| payment.ends_at <= now);
        let mandate = &self.mandates[index];
        let subject =
            Subject { agent: &mandate.agent, mandate: index, checkout: Some(&announced.checkout), at: now };
        let allowed = self.may_pay(index, now)
            && amount <= self.available(index)
            && self.spending_allows(index, subject, amount, None);
        if !allowed {
            return Verdict::Refused;
        }
        self.payments.push(Payment {
            payment_id: String::new(),
            token: announced.token.clone(),
            mandate: index,
            checkout: announced.checkout.clone(),
            stage: Stage::Held,
            held: amount,
            refunded: 0,
            created_at: now,
            ends_at: announced.expires_at.seconds().min(now + TOKEN_SECONDS),
        });
        Verdict::Done
    }

    /// Takes down what the payment with this token is called.
    pub(crate) fn name_payment(&mut self, token: &str, payment_id: &str) {
        let payment = self.payments.iter_mut().find(|payment| payment.token == token).unwrap();
        payment_id.clone_into(&mut payment.payment_id);
    }

    fn pay(&mut self, token: &str, amount: i64, order: Option<&Checkout>, now: i64) -> Verdict {
        let Some(index) = self.payments.iter().position(|payment| payment.token == token) else {
            return Verdict::Nothing;
        };
        let payment = &self.payments[index];
        let mandate = &self.mandates[payment.mandate];
        let subject = self.subject(payment);
        let held = payment.stage == Stage::Held;
        let allowed = held
            && now < payment.ends_at
            && order.map_or(amount == payment.held, |order| *order == payment.checkout)
            && self.may_pay(payment.mandate, now)
            && amount > 0
            && amount <= payment.held
            && amount * 100 != payment.held
            && mandate.max.is_none_or(|max| amount <= max)
            && self.available(payment.mandate) + payment.held - amount >= 0
            && self.spending_allows(payment.mandate, subject, amount, Some(index));
        if allowed {
            self.payments[index].stage = Stage::Captured(amount);
            self.finish_if_used_up(self.payments[index].mandate);
            return Verdict::Done;
        }
        if held {
            self.payments[index].stage = Stage::Released { voided: false };
        }
        Verdict::Refused
    }

    fn void(&mut self, payment_id: &str) -> bool {
        let found = self.payments.iter_mut().find(|payment| payment.payment_id == payment_id);
        let Some(payment) = found else { return false };
        if payment.stage == Stage::Held {
            payment.stage = Stage::Released { voided: true };
        }
        payment.stage == Stage::Released { voided: true }
    }

    fn refund(&mut self, refund_id: &str, payment_id: &str, amount: i64) -> bool {
        if let Some((of, first)) = self.refunds.get(refund_id) {
            return of == payment_id && *first == amount;
        }
        let found = self.payments.iter_mut().find(|payment| payment.payment_id == payment_id);
        let Some(payment) = found else { return false };
        let Stage::Captured(captured) = payment.stage else { return false };
        let fits = amount > 0 && amount <= captured - payment.refunded;
        if fits {
            payment.refunded += amount;
            self.refunds.insert(refund_id.to_owned(), (payment_id.to_owned(), amount));
        }
        fits
    }

    fn revoke(&mut self, mandate_id: &str, now: i64) -> bool {
        let index = self.mandate(mandate_id);
        if self.mandates[index].state != State::Activated || now >= self.mandates[index].expires_at {
            return false;
        }
        self.mandates[index].state = State::Revoked;
        self.release(|payment| payment.mandate == index);
        true
    }

    fn adjust(&mut self, adjustment_id: &str, mandate_id: &str, budget: i64, now: i64) -> bool {
        let index = self.mandate(mandate_id);
        let mandate = &self.mandates[index];
        if mandate.state != State::Activated || now >= mandate.expires_at || budget == mandate.budget {
            return false;
        }
        let raised = budget > mandate.budget;
        let fits = if raised {
            mandate.max.is_none_or(|max| max <= budget)
                && self.delegation_allows(&mandate.agent, budget, now, Some(index))
        } else {
            mandate.budget - budget <= self.available(index)
        };
        if !fits {
            return false;
        }
        let latest = self.limits.len() - 1;
        let mandate = &mut self.mandates[index];
        mandate.budget = budget;
        if raised {
            // Authorized anew, under the limits of now.
            mandate.approved_at = now;
            mandate.limits = latest;
        }
        self.adjustments.insert(adjustment_id.to_owned(), (mandate_id.to_owned(), budget));
        self.finish_if_used_up(index);
        true
    }

    fn set_frozen(&mut self, agent: Option<&str>, frozen: bool) -> Verdict {
        match agent {
            None => self.all_frozen = frozen,
            Some(agent) if frozen => drop(self.frozen.insert(agent.to_owned())),
            Some(agent) => drop(self.frozen.remove(agent)),
        }
        Verdict::Done
    }

    fn expire(&mut self, now: i64) -> Verdict {
        for index in 0..self.mandates.len() {
            let mandate = &mut self.mandates[index];
            if mandate.state == State::Activated && mandate.expires_at <= now {
                mandate.state = State::Expired;
                self.release(|payment| payment.mandate == index);
            }
        }
        Verdict::Done
    }

    fn release(&mut self, which: impl Fn(&Payment) -> bool) {
        for payment in self.payments.iter_mut().filter(|payment| payment.stage == Stage::Held) {
            if which(payment) {
                payment.stage = Stage::Released { voided: false };
            }
        }
    }

    fn finish_if_used_up(&mut self, mandate: usize) {
        if self.available(mandate) == 0 && self.sums(mandate).0 == 0 {
            self.mandates[mandate].state = State::Finished;
        }
    }

    fn mandate(&self, mandate_id: &str) -> usize {
        self.mandates.iter().position(|mandate| mandate.mandate_id == mandate_id).unwrap()
    }

    fn may_pay(&self, mandate: usize, now: i64) -> bool {
        let mandate = &self.mandates[mandate];
        let frozen = self.all_frozen || self.frozen.contains(&mandate.agent);
        !frozen && mandate.state == State::Activated && now < mandate.expires_at
    }

    /// Whether the limits that the mandate was authorized under, and its own, leave room for one more payment.
    fn spending_allows(&self, mandate: usize, subject: Subject<'_>, amount: i64, but: Option<usize>) -> bool {
        let Mandate { limits, frequency, .. } = &self.mandates[mandate];
        let own = frequency.map(own_limit);
        let limits = self.limits[*limits].limits.iter().filter(|limit| limit.kind == LimitKind::Spending);
        limits.chain(&own).all(|limit| {
            let Some(place) = place(limit, subject) else { return true };
            let others = self.payments.iter().enumerate().filter(|(index, payment)| {
                Some(*index) != but
                    && !matches!(payment.stage, Stage::Released { .. })
                    && self::place(limit, self.subject(payment)).as_ref() == Some(&place)
            });
            has_room(limit.max, others.map(|(_, payment)| payment.counts()), amount)
        })
    }

    /// Whether the limits of now leave room for one more budget.
    fn delegation_allows(&self, agent: &str, budget: i64, now: i64, but: Option<usize>) -> bool {
        let subject = Subject { agent, mandate: usize::MAX, checkout: None, at: now };
        let mut limits = self.limits_now().limits.iter().filter(|limit| limit.kind == LimitKind::Delegation);
        limits.all(|limit| {
            let Some(place) = place(limit, subject) else { return true };
            let others = self.mandates.iter().enumerate().filter(|(index, _)| {
                Some(*index) != but
                    // A limit of one mandate looks at no other.
                    && limit.window != Window::Mandate
                    && self::place(limit, self.mandate_subject(*index)).as_ref() == Some(&place)
            });
            has_room(limit.max, others.map(|(_, mandate)| mandate.budget), budget)
        })
    }

    /// How much counts towards each of the latest limits that have one count, in the windows of `now`.
    pub(crate) fn usage(&self, now: i64) -> Vec<(i64, i64)> {
        let all = self.limits_now().limits.iter();
        let with_one_count =
            all.filter(|limit| limit.scope.dimension == Dimension::All || limit.scope.only.is_some());
        with_one_count
            .map(|limit| {
                let here = (window(limit.window, now), limit.scope.only.clone().unwrap_or_default());
                let amounts: Vec<i64> = match limit.kind {
                    LimitKind::Delegation if limit.window == Window::Mandate => Vec::new(),
                    LimitKind::Delegation => {
                        let mandates = (0..self.mandates.len()).filter(|index| {
                            place(limit, self.mandate_subject(*index)).as_ref() == Some(&here)
                        });
                        mandates.map(|index| self.mandates[index].budget).collect()
                    }
                    LimitKind::Spending => {
                        let payments = self.payments.iter().filter(|payment| {
                            !matches!(payment.stage, Stage::Released { .. })
                                && place(limit, self.subject(payment)).as_ref() == Some(&here)
                        });
                        payments.map(Payment::counts).collect()
                    }
                };
                (amounts.iter().sum(), i64::try_from(amounts.len()).unwrap())
            })
            .collect()
    }

    fn subject<'a>(&'a self, payment: &'a Payment) -> Subject<'a> {
        Subject {
            agent: &self.mandates[payment.mandate].agent,
            mandate: payment.mandate,
            checkout: Some(&payment.checkout),
            at: payment.created_at,
        }
    }

    fn mandate_subject(&self, index: usize) -> Subject<'_> {
        let Mandate { agent, approved_at, .. } = &self.mandates[index];
        Subject { agent, mandate: index, checkout: None, at: *approved_at }
    }
}

fn own_limit((max, period): (u32, FrequencyPeriod)) -> Limit {
    let window = match period {
        FrequencyPeriod::Day => Window::Day,
        FrequencyPeriod::Week => Window::Week,
        FrequencyPeriod::Month => Window::Month,
        FrequencyPeriod::Validity => Window::Mandate,
    };
    Limit {
        limit_id: "own".to_owned(),
        kind: LimitKind::Spending,
        window,
        scope: Scope::each(Dimension::Mandate),
        max: Cap::Count(max),
    }
}

fn has_room(max: Cap, others: impl Iterator<Item = i64>, amount: i64) -> bool {
    match max {
        Cap::Count(max) => others.count() < usize::try_from(max).unwrap(),
        Cap::Amount(max) => others.sum::<i64>() + amount <= max.minor().unwrap(),
    }
}

/// Where a limit counts this subject: its window and its scope in words; none where it is about others.
fn place(limit: &Limit, subject: Subject<'_>) -> Option<(String, String)> {
    let own = match limit.scope.dimension {
        Dimension::All => String::new(),
        Dimension::Agent => subject.agent.to_owned(),
        Dimension::Mandate => subject.mandate.to_string(),
        Dimension::Device => "phone".to_owned(),
        Dimension::Category => subject.checkout?.merchant.merchant_mcc.clone(),
        Dimension::Merchant => subject.checkout?.merchant.reference_merchant_id.clone(),
    };
    let about = limit.scope.only.as_ref().is_none_or(|only| *only == own);
    about.then(|| (window(limit.window, subject.at), own))
}

/// The window that a moment lies in, in words.
fn window(window: Window, at: i64) -> String {
    let date = Timestamp::from_seconds(at).to_iso8601();
    match window {
        Window::Mandate => String::new(),
        Window::Day => date[..10].to_owned(),
        // The first of January 1970 was a Thursday.
        Window::Week => (at.div_euclid(86_400) + 3).div_euclid(7).to_string(),
        Window::Month => date[..7].to_owned(),
    }
}

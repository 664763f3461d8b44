//! What each step does to the plain numbers.

use amp_wallet_core::assurance::Checkout;

use super::counting::Subject;
use super::model::{LEEWAY, Mandate, Model, Payment, Stage, State, TOKEN_SECONDS, cents};
use super::step::{Announced, Draft, Step};
use super::verdict::Verdict;

impl Model {
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
}

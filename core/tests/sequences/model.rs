//! The wallet as plain numbers: cents, seconds, lists that are read from beginning to end. Of the core it shares the
//! forms of requests and limits, and no arithmetic, no counter, no rule.

use std::collections::{BTreeSet, HashMap};

use amp_wallet_core::assurance::{Checkout, FrequencyPeriod};
use amp_wallet_core::limits::LimitSet;

use super::step::MadeMandate;

/// How far a clock may be behind the latest time seen, in seconds.
pub(crate) const LEEWAY: i64 = 60;
/// The longest that a token serves, in seconds.
pub(crate) const TOKEN_SECONDS: i64 = 600;

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
    pub(crate) signed_budget: i64,
    pub(crate) expires_at: i64,
    pub(crate) max: Option<i64>,
    pub(crate) frequency: Option<(u32, FrequencyPeriod)>,
    pub(crate) approved_at: i64,
    pub(crate) limits: usize,
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
    pub(crate) created_at: i64,
    pub(crate) ends_at: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The latest time that a recorded decision was made at.
    pub(crate) mark: i64,
    pub(crate) mandates: Vec<Mandate>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) refunds: HashMap<String, (String, i64)>,
    pub(crate) adjustments: HashMap<String, (String, i64)>,
    pub(crate) limits: Vec<LimitSet>,
    pub(crate) all_frozen: bool,
    pub(crate) frozen: BTreeSet<String>,
}
impl Payment {
    /// What of the budget it uses up for good or for now.
    pub(crate) const fn counts(&self) -> i64 {
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
    /// Takes down what the latest mandate is called.
    pub(crate) fn name_mandate(&mut self, made: MadeMandate) {
        let mandate = self.mandates.last_mut().unwrap();
        mandate.mandate_id = made.mandate_id;
        mandate.network_id = made.network_mandate_id;
        mandate.l2 = made.l2;
    }

    /// Takes down what the payment with this token is called.
    pub(crate) fn name_payment(&mut self, token: &str, payment_id: &str) {
        let payment = self.payments.iter_mut().find(|payment| payment.token == token).unwrap();
        payment_id.clone_into(&mut payment.payment_id);
    }
}

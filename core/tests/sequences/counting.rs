//! What counts towards the user's limits, read from the whole history at each question.

use amp_wallet_core::assurance::{Checkout, FrequencyPeriod};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, Scope, Window};

use super::model::{Mandate, Model, Payment, Stage};

/// What a limit looks at.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) agent: &'a str,
    pub(crate) mandate: usize,
    pub(crate) checkout: Option<&'a Checkout>,
    pub(crate) at: i64,
}

impl Model {
    /// Whether the limits that the mandate was authorized under, and its own, leave room for one more payment.
    pub(crate) fn spending_allows(
        &self,
        mandate: usize,
        subject: Subject<'_>,
        amount: i64,
        but: Option<usize>,
    ) -> bool {
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
    pub(crate) fn delegation_allows(&self, agent: &str, budget: i64, now: i64, but: Option<usize>) -> bool {
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

    pub(crate) fn subject<'a>(&'a self, payment: &'a Payment) -> Subject<'a> {
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

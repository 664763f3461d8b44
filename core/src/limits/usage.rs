//! How far a limit is used.

use serde::Serialize;

use super::{Cap, Charge, Limit, LimitBreach};
use crate::clock::Timestamp;
use crate::money::Amount;

/// One limit with what counts towards it in one window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct LimitUsage {
    /// The limit.
    pub limit: Limit,
    /// What counts already, as the limit sees it: one sum in its currency, conversions included, and one for each other
    /// currency in which something counts that was not converted; none where nothing counts.
    pub counted: Vec<Amount>,
    /// How many payments, or mandates, count already.
    pub payments: i64,
    /// When the window ends and the count begins anew; `None` for a window without an end.
    pub ends_at: Option<Timestamp>,
}

impl LimitUsage {
    /// A limit towards which nothing counts yet.
    #[must_use]
    pub const fn unused(limit: Limit) -> Self {
        Self { limit, counted: Vec::new(), payments: 0, ends_at: None }
    }

    /// Whether one more payment, or budget, of `requested` would break the limit, and how.
    #[must_use]
    pub fn breach(&self, requested: impl Into<Charge>) -> Option<LimitBreach> {
        match self.limit.max {
            Cap::Count(max) => {
                let limit_id = self.limit.limit_id.clone();
                (self.payments >= i64::from(max)).then_some(LimitBreach::CountExceeded {
                    limit_id,
                    counted: self.payments,
                    max,
                })
            }
            Cap::Amount(max) => self.amount_breach(requested.into().seen_in(max.currency()), max),
        }
    }

    /// The same without one payment that is among what counts: what the others use.
    #[must_use]
    pub fn without(&self, held: impl Into<Charge>) -> Self {
        let held = held.into();
        let mut others = self.clone();
        others.payments = others.payments.saturating_sub(1).max(0);
        for sum in &mut others.counted {
            let held = held.seen_in(sum.currency());
            if sum.currency() == held.currency() {
                // A window that was counted anew may not know the payment: never less than nothing.
                *sum = sum
                    .checked_sub(held)
                    .ok()
                    .filter(|rest| !rest.is_negative())
                    .unwrap_or(Amount::zero(held.currency()));
            }
        }
        others
    }

    fn amount_breach(&self, requested: Amount, max: Amount) -> Option<LimitBreach> {
        // What was counted in a foreign currency before this limit was set cannot be judged and must not be ignored.
        let foreign = std::iter::once(&requested)
            .chain(self.counted.iter().filter(|amount| !amount.is_zero()))
            .find(|amount| amount.currency() != max.currency());
        if let Some(amount) = foreign {
            return Some(LimitBreach::Currency {
                limit_id: self.limit.limit_id.clone(),
                currency: amount.currency(),
                expected: max.currency(),
            });
        }
        let counted = self
            .counted
            .iter()
            .filter(|amount| !amount.is_zero())
            .try_fold(Amount::zero(max.currency()), |sum, amount| sum.checked_add(*amount));
        let sum = counted.as_ref().ok().and_then(|counted| counted.checked_add(requested).ok());
        // A sum beyond the range of amounts is beyond every limit.
        let within = sum.is_some_and(|sum| sum.micros() <= max.micros());
        let counted = counted.unwrap_or(Amount::from_micros(i64::MAX, max.currency()));
        let limit_id = || self.limit.limit_id.clone();
        (!within).then(|| LimitBreach::Exceeded { limit_id: limit_id(), requested, counted, max })
    }
}

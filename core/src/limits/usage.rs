//! How far a limit is used.

use serde::Serialize;

use super::{Cap, Charge, Limit, LimitBreach};
use crate::clock::Timestamp;
use crate::money::{Amount, permille};

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
    /// What still fits within the limit; none where something counts in a currency that the limit cannot judge.
    pub remaining: Option<Cap>,
    /// How much of the limit is used, in thousandths, rounded down: more than 1000 where more counts than it allows now;
    /// none where something counts in a currency that the limit cannot judge.
    pub used_permille: Option<u32>,
    /// When the window ends and the count begins anew; `None` for a window without an end.
    pub ends_at: Option<Timestamp>,
}

impl LimitUsage {
    /// A limit towards which `payments` payments, or mandates, of `counted` in all count, in a window that ends at
    /// `ends_at`.
    #[must_use]
    pub fn of(limit: Limit, counted: Vec<Amount>, payments: i64, ends_at: Option<Timestamp>) -> Self {
        let (used, whole) = match limit.max {
            Cap::Count(max) => (Some(payments), i64::from(max)),
            Cap::Amount(max) => (sum_in(max, &counted).map(Amount::micros), max.micros()),
        };
        let left = |used: i64| whole.saturating_sub(used.max(0)).max(0);
        let cap = |left: i64| match limit.max {
            Cap::Count(_) => Cap::Count(u32::try_from(left).unwrap_or(u32::MAX)),
            Cap::Amount(max) => Cap::Amount(Amount::from_micros(left, max.currency())),
        };
        Self {
            remaining: used.map(left).map(cap),
            used_permille: used.map(|used| permille(used, whole)),
            limit,
            counted,
            payments,
            ends_at,
        }
    }

    /// A limit towards which nothing counts yet.
    #[must_use]
    pub fn unused(limit: Limit) -> Self {
        Self::of(limit, Vec::new(), 0, None)
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
        let mut counted = self.counted.clone();
        for sum in &mut counted {
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
        let payments = self.payments.saturating_sub(1).max(0);
        Self::of(self.limit.clone(), counted, payments, self.ends_at)
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
        let counted = sum_in(max, &self.counted);
        let sum = counted.and_then(|counted| counted.checked_add(requested).ok());
        // A sum beyond the range of amounts is beyond every limit.
        let within = sum.is_some_and(|sum| sum.micros() <= max.micros());
        let counted = counted.unwrap_or(Amount::from_micros(i64::MAX, max.currency()));
        let limit_id = || self.limit.limit_id.clone();
        (!within).then(|| LimitBreach::Exceeded { limit_id: limit_id(), requested, counted, max })
    }
}

/// What counts in the currency of `max`; none where something counts in another, or beyond the range of amounts.
fn sum_in(max: Amount, counted: &[Amount]) -> Option<Amount> {
    counted
        .iter()
        .filter(|amount| !amount.is_zero())
        .try_fold(Amount::zero(max.currency()), |sum, amount| sum.checked_add(*amount))
        .ok()
}

//! What restrains a payment beside its mandate: the user's freeze and his limits.

use super::Reason;
use crate::limits::{Charge, FREQUENCY, LimitBreach, LimitUsage};
use crate::mandates::Mandate;
use crate::money::{Amount, ExchangeRate, MoneyError};

/// What restrains a payment beside its mandate, as it stands in the transaction that decides.
#[derive(Debug, Clone, Copy)]
pub struct Restraints<'a> {
    /// The user has stopped the mandate's agent.
    pub frozen: bool,
    /// The spending limits that the mandate was authorized under, with what counts towards them.
    pub limits: &'a [LimitUsage],
    /// How often the order was tried already, or its merchant in a row and in vain if that is more.
    pub attempts: i64,
    /// The rate fixed for the payment, if it is not in the wallet's currency.
    pub rate: Option<&'a ExchangeRate>,
}

impl Restraints<'_> {
    /// Nothing restrains it.
    pub const NONE: Self = Self { frozen: false, limits: &[], attempts: 0, rate: None };

    /// The retry bound of the mandate.
    pub(super) fn check_attempts(&self, mandate: &Mandate, reasons: &mut Vec<Reason>) {
        let bounds = mandate.intent.constraints.as_ref();
        let Some(max_retries) = bounds.and_then(|bounds| bounds.extensions.max_retries) else { return };
        if self.attempts > i64::from(max_retries) {
            reasons.push(Reason::RetriesExhausted { attempts: self.attempts, max_retries });
        }
    }

    /// The user's stop.
    pub(super) fn check_freeze(&self, mandate: &Mandate, reasons: &mut Vec<Reason>) {
        if self.frozen {
            reasons.push(Reason::Frozen { agent_id: mandate.agent_id.clone() });
        }
    }
}

/// Every limit that one more payment, or budget, of `amount` would break.
pub(super) fn check_limits<'a>(
    limits: impl IntoIterator<Item = &'a LimitUsage>,
    amount: Amount,
    rate: Option<&ExchangeRate>,
    reasons: &mut Vec<Reason>,
) {
    match charge(amount, rate) {
        Err(reason) => reasons.push(reason),
        Ok(charge) => {
            let mut told = None;
            for usage in limits {
                // A limit that judges by several sums is broken once, by the first.
                if told == Some(&usage.limit.limit_id) {
                    continue;
                }
                if let Some(breach) = usage.breach(charge) {
                    told = Some(&usage.limit.limit_id);
                    reasons.push(limit_reason(breach));
                }
            }
        }
    }
}

/// What the amount counts; an amount whose worth cannot be told passes no limit.
pub(super) fn charge(amount: Amount, rate: Option<&ExchangeRate>) -> Result<Charge, Reason> {
    Charge::at(amount, rate).map_err(|error| match (error, rate) {
        (MoneyError::CurrencyMismatch { .. }, Some(rate)) => {
            Reason::CurrencyMismatch { expected: rate.base, presented: amount.currency() }
        }
        (MoneyError::Negative, _) => Reason::AmountNotPositive { amount },
        _ => Reason::AmountOutOfRange,
    })
}

fn limit_reason(breach: LimitBreach) -> Reason {
    match breach {
        LimitBreach::Exceeded { limit_id, requested, counted, max } => {
            Reason::LimitExceeded { limit_id, requested, counted, max }
        }
        LimitBreach::CountExceeded { limit_id, counted, max } if limit_id == FREQUENCY => {
            Reason::FrequencyExceeded { counted, max }
        }
        LimitBreach::CountExceeded { limit_id, counted, max } => {
            Reason::LimitCountExceeded { limit_id, counted, max }
        }
        LimitBreach::Currency { limit_id, currency, expected } => {
            Reason::LimitCurrency { limit_id, currency, expected }
        }
    }
}

//! One payment: a hold at S2, a capture at S4, released on expiry or failure.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::RateStatement;
use crate::assurance::Checkout;
use crate::clock::Timestamp;
use crate::limits::Charge;
use crate::money::{Amount, MoneyError};

/// Where a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The amount is held for one payment token.
    Held,
    /// The amount is spent.
    Captured,
    /// The hold was given back; the token pays nothing any more.
    Released,
}

/// One payment under a mandate, from the payment token on. `Debug` hides the tokens.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Payment {
    /// The wallet's identifier.
    pub payment_id: String,
    /// The mandate it is paid under.
    pub mandate_id: String,
    /// The agent that asked.
    pub agent_id: String,
    /// The payment token (CGCP code) it is bound to.
    pub payment_token: String,
    /// The Alipay+ Token of the wallet it is bound to.
    pub token_id: String,
    /// The order it is bound to.
    pub checkout: Checkout,
    /// Where it is.
    pub state: PaymentState,
    /// What is held, or was.
    pub held: Amount,
    /// What was spent.
    pub captured: Option<Amount>,
    /// Why it was released; a stable code.
    pub released_because: Option<String>,
    /// Nothing is captured at or after this time.
    pub token_expires_at: Timestamp,
    /// When the amount was held.
    pub created_at: Timestamp,
    /// When it was captured or released.
    pub ended_at: Option<Timestamp>,
    /// The paired device that asked for it; `None` for the phone itself.
    pub device_id: Option<String>,
    /// The rate that was fixed for it at the hold, if it is not in the wallet's currency: what is held, debited and given
    /// back counts at this rate, whatever the rate is later.
    pub rate: Option<RateStatement>,
}

impl Payment {
    /// What of it counts towards limits: the hold, then the debit. What a merchant gives back later goes on counting.
    #[must_use]
    pub const fn in_use(&self) -> Amount {
        match (self.state, self.captured) {
            (PaymentState::Held, _) => self.held,
            (PaymentState::Captured, Some(captured)) => captured,
            (PaymentState::Captured, None) => self.held,
            (PaymentState::Released, _) => Amount::zero(self.held.currency()),
        }
    }

    /// What `amount` of it counts towards limits.
    ///
    /// # Errors
    /// [`MoneyError`] for an amount in another currency, or one whose worth no amount can hold.
    pub fn charge(&self, amount: Amount) -> Result<Charge, MoneyError> {
        Charge::at(amount, self.rate.as_ref().map(|rate| &rate.exchange))
    }
}

// Whoever holds the token can ask for the money: it must not reach a log.
impl fmt::Debug for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payment")
            .field("payment_id", &self.payment_id)
            .field("mandate_id", &self.mandate_id)
            .field("agent_id", &self.agent_id)
            .field("checkout", &self.checkout)
            .field("state", &self.state)
            .field("held", &self.held)
            .field("captured", &self.captured)
            .field("released_because", &self.released_because)
            .field("token_expires_at", &self.token_expires_at)
            .field("created_at", &self.created_at)
            .field("ended_at", &self.ended_at)
            .field("device_id", &self.device_id)
            .field("rate", &self.rate.as_ref().map(|rate| &rate.exchange))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::mandates::sample::payment;

    #[test]
    fn a_payment_is_shown_without_its_tokens() {
        let payment = payment(100);
        let shown = format!("{payment:?}");
        assert!(!shown.contains(&payment.payment_token) && !shown.contains(&payment.token_id), "{shown}");
        assert!(shown.contains("HKD 1.00"), "{shown}");
    }
}

//! What a payment token is bound to, and whether it may still be used.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::order::{OrderDifference, compare_orders};
use super::payment::{Payment, PaymentState};
use crate::assurance::Checkout;
use crate::clock::Timestamp;

/// What a payment token stands for: nobody may present it for anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenBinding {
    /// The mandate it pays under.
    pub mandate_id: String,
    /// The Alipay+ Token of the wallet that pays.
    pub token_id: String,
    /// The order it pays.
    pub checkout: Checkout,
}

/// One thing that a token is not bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindingDifference {
    /// Another mandate.
    Mandate,
    /// Another wallet.
    WalletToken,
    /// Another order.
    Order(OrderDifference),
}

impl TokenBinding {
    /// Every difference between what the token is bound to and what it is presented for.
    #[must_use]
    pub fn differences(&self, presented: &Self) -> Vec<BindingDifference> {
        let mandate = (self.mandate_id != presented.mandate_id).then_some(BindingDifference::Mandate);
        let wallet = (self.token_id != presented.token_id).then_some(BindingDifference::WalletToken);
        let order = compare_orders(&self.checkout, &presented.checkout).into_iter();
        mandate.into_iter().chain(wallet).chain(order.map(BindingDifference::Order)).collect()
    }
}

/// Why a token that exists pays nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TokenUseError {
    /// It has paid already.
    #[error("the payment token was used")]
    Used,
    /// Its hold was given back.
    #[error("the payment token was withdrawn: {because}")]
    Released {
        /// Why; a stable code.
        because: String,
    },
    /// Its time is over.
    #[error("the payment token ended at {expired_at}")]
    Expired {
        /// When it ended.
        expired_at: Timestamp,
    },
}

impl TokenUseError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Used => "token.used",
            Self::Released { .. } => "token.released",
            Self::Expired { .. } => "token.expired",
        }
    }
}

impl Payment {
    /// What this payment's token is bound to.
    #[must_use]
    pub fn binding(&self) -> TokenBinding {
        TokenBinding {
            mandate_id: self.mandate_id.clone(),
            token_id: self.token_id.clone(),
            checkout: self.checkout.clone(),
        }
    }

    /// Whether this payment's token may be used at `now`: held, not captured, not released, in time.
    ///
    /// # Errors
    /// [`TokenUseError`].
    pub fn usable(&self, now: Timestamp) -> Result<(), TokenUseError> {
        match self.state {
            PaymentState::Captured => return Err(TokenUseError::Used),
            PaymentState::Released => {
                let because = self.released_because.clone().unwrap_or_default();
                return Err(TokenUseError::Released { because });
            }
            PaymentState::Held => {}
        }
        if now >= self.token_expires_at {
            return Err(TokenUseError::Expired { expired_at: self.token_expires_at });
        }
        Ok(())
    }
}

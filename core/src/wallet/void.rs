//! A payment is called off before the debit.

use super::release_holds::release_hold;
use super::{Wallet, WalletError};
use crate::payments::{Payment, PaymentState};

/// Who calls a payment off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum VoidedBy {
    /// The user.
    User,
    /// The merchant.
    Merchant,
}

impl VoidedBy {
    /// The stable code under which the hold is given back.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::User => "payment.voided_by_user",
            Self::Merchant => "payment.voided_by_merchant",
        }
    }
}

impl Wallet {
    /// Calls off a payment that was not debited yet: the hold is given back, and its token pays nothing any more. A
    /// payment that was called off already is answered as it is, whoever did it.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Store`] with `payment.ended` for one that was debited, or released for
    /// another reason.
    pub async fn void_payment(&self, payment_id: &str, by: VoidedBy) -> Result<Payment, WalletError> {
        let id = payment_id.to_owned();
        self.decide(move |tx, now| {
            let payment = tx.payments().get(&id)?.ok_or_else(|| WalletError::not_found("payment", &id))?;
            if is_voided(&payment) { Ok(payment) } else { release_hold(tx, &payment, by.code(), now) }
        })
        .await
    }
}

fn is_voided(payment: &Payment) -> bool {
    let because = payment.released_because.as_deref();
    payment.state == PaymentState::Released
        && [VoidedBy::User, VoidedBy::Merchant].iter().any(|by| because == Some(by.code()))
}

//! A merchant's payment request: S3, S4, the debit.

use super::events::{RefusedPayment, tell_mandate_end, tell_refusal};
use super::limit_books::{forget_vain_attempts, spending_usage, subject_of};
use super::list::books_of;
use super::release_holds::release_hold;
use super::{PaymentRequest, TokenAnnouncement, Wallet, WalletError};
use crate::assurance::Mode;
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::guard::{self, Balances, Capture, Debit, Refusal, Restraints};
use crate::limits::WalletZone;
use crate::mandates::{Mandate, MandateEvent};
use crate::network::NetworkError;
use crate::payments::{Payment, PaymentState, PaymentToken};
use crate::storage::WriteTx;

impl Wallet {
    /// Pays what a merchant asks for, if it is what was authorized: S3 (the order bound to the token), S4 (the final
    /// amount), then the debit, all in one transaction. A refusal gives the hold back; the token pays nothing
    /// afterwards.
    ///
    /// A token that no [`Wallet::pre_verify`] announced is asked for at the network (extension X1), and S2 runs late.
    ///
    /// # Errors
    /// [`WalletError::Refused`] with every reason; [`WalletError::NotFound`] for a token that the network does not know,
    /// [`WalletError::Unvouched`] for one that it does not explain; [`WalletError::Store`] and [`WalletError::Clock`] when nothing was recorded.
    pub async fn pay(&self, request: PaymentRequest) -> Result<Payment, WalletError> {
        let wallet = self.clone();
        let outcome = self.to_the_end(async move { wallet.pay_now(request).await }).await;
        self.inner.refusals.watch(outcome)
    }

    async fn pay_now(&self, request: PaymentRequest) -> Result<Payment, WalletError> {
        if PaymentToken::parse(&request.payment_token).is_err() {
            return Err(WalletError::NotFound { kind: "payment", id: String::new() });
        }
        let token = request.payment_token.clone();
        let known =
            self.inner.store.read(move |tx| Ok::<_, WalletError>(tx.payments().by_token(&token)?)).await?;
        if known.is_none() {
            self.inquire(&request.payment_token).await?;
        }
        let wallet = self.clone();
        self.decide_again(move |tx, now| settle(tx, &wallet.inner.zone, now, &request))
            .await?
            .map_err(WalletError::from)
    }

    /// Asks the network what an unannounced token stands for, and judges it as if it had been announced.
    async fn inquire(&self, payment_token: &str) -> Result<(), WalletError> {
        let unknown = || WalletError::NotFound { kind: "payment", id: String::new() };
        let record = match self.inner.host.network.inquiry_payment_token(payment_token).await {
            Ok(record) => record,
            Err(NetworkError::Status { status: 404 | 405, .. }) => return Err(WalletError::Unvouched),
            Err(NetworkError::Refused { .. }) => {
                self.note_vouching().await?;
                return Err(unknown());
            }
            Err(error) => return Err(error.into()),
        };
        self.note_vouching().await?;
        // An answer about another token would hold an amount that nobody asked for.
        if record.payment_token != payment_token {
            return Err(unknown());
        }
        self.pre_verify_now(TokenAnnouncement::recorded(record)?).await.map(drop)
    }
}

/// S3, S4 and the debit. The inner result is recorded either way: a refusal gives the hold back.
fn settle(
    tx: &WriteTx<'_>,
    zone: &WalletZone,
    now: Timestamp,
    request: &PaymentRequest,
) -> Result<Result<Payment, Refusal>, WalletError> {
    let payment = tx
        .payments()
        .by_token(&request.payment_token)?
        .ok_or_else(|| WalletError::NotFound { kind: "payment", id: String::new() })?;
    let mandate = tx
        .mandates()
        .get(&payment.mandate_id)?
        .ok_or_else(|| WalletError::not_found("mandate", &payment.mandate_id))?;
    let books = books_of(tx, &mandate)?;
    let debited = books.debited()?;
    let limits = spending_usage(tx, &mandate, &subject_of(&payment), zone)?;
    let frozen = tx.limits().freeze()?.covers(&mandate.agent_id);
    let rate = payment.rate.as_ref().map(|rate| &rate.exchange);
    let restraints = Restraints { frozen, limits: &limits, attempts: 0, rate };
    let verdict = guard::s3(&guard::PaymentCheck {
        mandate: &mandate,
        payment: &payment,
        order: request.order.as_ref(),
        amount: request.amount,
        now,
    })
    .and_then(|()| {
        let balances = Balances { held: books.held, spent: debited };
        let debit =
            Debit { mandate: &mandate, balances, payment: &payment, amount: request.amount, restraints, now };
        guard::s4(&debit)
    });
    match verdict {
        Ok(capture) => Ok(Ok(debit(tx, now, mandate, &payment, capture)?)),
        Err(refusal) => {
            if payment.state == PaymentState::Held {
                release_hold(tx, &payment, refusal.code(), now)?;
            }
            let refused = RefusedPayment {
                mandate_id: &mandate.mandate_id,
                payment_id: Some(&payment.payment_id),
                agent_id: &payment.agent_id,
                merchant_name: &payment.checkout.merchant.merchant_name,
            };
            tell_refusal(tx, &refused, &refusal, now)?;
            Ok(Err(refusal))
        }
    }
}

fn debit(
    tx: &WriteTx<'_>,
    now: Timestamp,
    mut mandate: Mandate,
    payment: &Payment,
    capture: Capture,
) -> Result<Payment, WalletError> {
    let payment = tx.payments().capture(&payment.payment_id, capture.captured, now)?;
    let what = EventKind::PaymentCaptured {
        payment_id: payment.payment_id.clone(),
        mandate_id: mandate.mandate_id.clone(),
        agent_id: payment.agent_id.clone(),
        merchant_name: payment.checkout.merchant.merchant_name.clone(),
        amount: capture.captured,
    };
    tx.events().append(&what, now)?;
    forget_vain_attempts(tx, &mandate, &payment)?;
    let left = books_of(tx, &mandate)?;
    // Single use, or nothing left to spend: the task is done.
    if mandate.mode == Mode::Immediate || (left.available.is_zero() && left.held.is_zero()) {
        mandate.state = mandate.state.after(MandateEvent::Finish)?;
        tx.mandates().update(&mandate)?;
        tell_mandate_end(tx, &mandate, now)?;
    }
    Ok(payment)
}

//! A payment token that nobody vouches for, in the sample profile (amp-http, section 6: "with neither X1 nor X2").

use std::sync::atomic::Ordering;

use super::limit_books::{count_unverified, unverified_usage};
use super::{PaymentRequest, Wallet, WalletError};
use crate::agents::BindingState;
use crate::assurance::Profile;
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::guard::{self, Reason, Refusal, Stage, UnverifiedDebit};
use crate::identity::timely_id;
use crate::limits::WalletZone;
use crate::payments::{PaymentToken, UnverifiedPayment};
use crate::storage::WriteTx;

/// The setting that says so once the network has vouched for a token, or refused to: it offers X1 or X2.
const VOUCHES: &str = "network_vouches";

impl Wallet {
    /// Pays, once, a token of which [`Wallet::pay`] said [`WalletError::Unvouched`]: in the sample profile, from a
    /// wallet that an agent is bound to, within the limits in force, and marked as unverified. Whoever calls this has
    /// made sure that no other wallet can be meant.
    ///
    /// A network that was ever heard to vouch for a token is expected to vouch for every one: what it is silent about
    /// may be what this wallet refused.
    ///
    /// # Errors
    /// [`WalletError::Unvouched`] in another profile, from a wallet that nobody is bound to, or from one whose network
    /// vouches for its tokens; [`WalletError::Refused`] with every reason, a token that has paid included.
    #[cfg_attr(not(feature = "mpp"), allow(dead_code))] // the provider's side alone pays without a mandate
    pub(crate) async fn pay_unverified(
        &self,
        request: PaymentRequest,
    ) -> Result<UnverifiedPayment, WalletError> {
        if self.inner.config.profile != Profile::Sample
            || PaymentToken::parse(&request.payment_token).is_err()
        {
            return Err(WalletError::Unvouched);
        }
        let (wallet, payment_id) = (self.clone(), timely_id(self.now())?);
        let outcome = self
            .to_the_end(async move {
                let zone = wallet.clone();
                wallet
                    .decide(move |tx, now| debit(tx, &zone.inner.zone, now, &request, payment_id))
                    .await?
                    .map_err(WalletError::from)
            })
            .await;
        self.inner.refusals.watch(outcome)
    }

    /// The payments that nobody vouched for, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn unverified_payments(&self) -> Result<Vec<UnverifiedPayment>, WalletError> {
        self.inner.store.read(|tx| Ok(tx.unverified().list(super::list::PAGE)?)).await
    }

    /// Remembers that the network vouches for tokens. Only the sample profile needs to know.
    pub(crate) async fn note_vouching(&self) -> Result<(), WalletError> {
        if self.inner.config.profile != Profile::Sample || self.inner.vouched.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.inner.store.write(|tx| Ok::<_, WalletError>(tx.settings().set(VOUCHES, &true)?)).await?;
        self.inner.vouched.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// The decision and the debit. Refusals are not told as events: anybody can ask, and what an agent did must not be
/// pushed out of the outbox by what a stranger tried.
#[cfg_attr(not(feature = "mpp"), allow(dead_code))] // the provider's side alone pays without a mandate
fn debit(
    tx: &WriteTx<'_>,
    zone: &WalletZone,
    now: Timestamp,
    request: &PaymentRequest,
    payment_id: String,
) -> Result<Result<UnverifiedPayment, Refusal>, WalletError> {
    let bound = tx
        .bindings()
        .list()?
        .iter()
        .any(|binding| binding.state == BindingState::Active && now < binding.expires_at);
    let vouches = tx.settings().get::<bool>(VOUCHES)?.unwrap_or(false);
    if !bound || vouches || tx.payments().by_token(&request.payment_token)?.is_some() {
        return Err(WalletError::Unvouched);
    }
    if tx.unverified().by_token(&request.payment_token)?.is_some() {
        return Ok(Err(Refusal { stage: Stage::S4, reasons: vec![Reason::TokenUsed] }));
    }
    super::release_holds::release_overdue(tx, now)?;
    let limits = unverified_usage(tx, &payment_id, zone, now)?;
    let freeze = tx.limits().freeze()?;
    let judged = UnverifiedDebit { amount: request.amount, freeze: &freeze, limits: &limits };
    if let Err(refusal) = guard::unverified(&judged) {
        return Ok(Err(refusal));
    }
    let payment = UnverifiedPayment { payment_id, amount: request.amount, paid_at: now };
    tx.unverified().pay(&payment, &request.payment_token)?;
    count_unverified(tx, &payment, zone)?;
    let what =
        EventKind::PaymentUnverified { payment_id: payment.payment_id.clone(), amount: payment.amount };
    tx.events().append(&what, now)?;
    Ok(Ok(payment))
}

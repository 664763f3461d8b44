//! Payment tokens, debits, what comes back, what is disputed.

use super::handle::Handle;
use crate::assurance::VerifiedChain;
use crate::claims::{Appeal, Evidence};
use crate::guard::Refusal;
use crate::payments::{Payment, Refund, UnverifiedPayment};
use crate::wallet::{PaymentPage, PaymentRequest, RefundRequest, TokenAnnouncement, VoidedBy, WalletError};

/// The payments of one wallet. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Payments(pub(super) Handle);

#[uniffi::export]
impl Payments {
    /// Judges a payment token that the network is about to hand out (S2), and holds its amount. It runs to its end even
    /// when the caller stops waiting. The same token again is answered with the first hold.
    ///
    /// # Errors
    /// [`WalletError::Refused`] (S2), [`WalletError::Chain`], [`WalletError::Replayed`], [`WalletError::NotFound`],
    /// [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn pre_verify(&self, announcement: TokenAnnouncement) -> Result<Payment, WalletError> {
        self.0.run("payments.pre_verify", self.0.wallet.pre_verify(announcement)).await
    }

    /// Pays a merchant's request: S3, S4, the debit. It runs to its end even when the caller stops waiting; the outcome
    /// arrives as an event too. A token pays once.
    ///
    /// # Errors
    /// [`WalletError::Refused`] (S3, S4), [`WalletError::NotFound`] for a token that nobody vouches for,
    /// [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn pay(&self, request: PaymentRequest) -> Result<Payment, WalletError> {
        self.0.run("payments.pay", self.0.wallet.pay(request)).await
    }

    /// The payments, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn list(&self) -> Result<Vec<Payment>, WalletError> {
        self.0.run("payments.list", self.0.wallet.payments()).await
    }

    /// The payments, newest first: at most `limit` (1 to 1,000), from the newest on or, with what a page gave as `next`,
    /// after that page. A page costs the same at any depth; what is paid meanwhile moves none.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for an `after` that no page gave, or a `limit` out of range; [`WalletError::Store`].
    pub async fn page(&self, after: Option<String>, limit: u32) -> Result<PaymentPage, WalletError> {
        self.0.run("payments.page", self.0.wallet.payments_page(after, limit)).await
    }

    /// One payment.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn get(&self, payment_id: String) -> Result<Payment, WalletError> {
        self.0.run("payments.get", self.0.wallet.payment(&payment_id)).await
    }

    /// What is kept of a payment: the chain, the order, the times, the postings, as they are now. An appeal copies the
    /// same.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn evidence(&self, payment_id: String) -> Result<Evidence, WalletError> {
        self.0.run("payments.evidence", self.0.wallet.payment_evidence(&payment_id)).await
    }

    /// Verifies the chain that is kept of a payment once more: every signature, key binding and bound, against the
    /// network's keys of this wallet, as of the moment when the amount was held. The answer is what was signed, by layer.
    ///
    /// # Errors
    /// [`WalletError::Chain`] with the layer, the claim and the code of the first fault; [`WalletError::NotFound`] for an
    /// unknown payment, and with kind `chain` for one whose layers are not kept; [`WalletError::Store`].
    pub async fn verify(&self, payment_id: String) -> Result<VerifiedChain, WalletError> {
        self.0.run("payments.verify", self.0.wallet.verify_payment(&payment_id)).await
    }

    /// What was paid in the sample profile without a mandate, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn unverified(&self) -> Result<Vec<UnverifiedPayment>, WalletError> {
        self.0.run("payments.unverified", self.0.wallet.unverified_payments()).await
    }

    /// Calls off a payment that was not debited yet: the hold is given back, and its token pays nothing any more.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Store`] with `payment.ended` for one that was debited, or released for
    /// another reason.
    pub async fn void_payment(&self, payment_id: String, by: VoidedBy) -> Result<Payment, WalletError> {
        self.0.run("payments.void_payment", self.0.wallet.void_payment(&payment_id, by)).await
    }

    /// Records what a merchant gave back. The same request again is answered with the first refund.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for an unknown payment; [`WalletError::Conflict`] for a known refund with another
    /// payment or amount; [`WalletError::Store`] with `payment.not_captured` or `payment.exceeds_capture`;
    /// [`WalletError::Invalid`] for an identifier that cannot be.
    pub async fn refund(&self, request: RefundRequest) -> Result<Refund, WalletError> {
        self.0.run("payments.refund", self.0.wallet.refund(request)).await
    }

    /// What was given back of a payment, in the order of time.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn refunds(&self, payment_id: String) -> Result<Vec<Refund>, WalletError> {
        self.0.run("payments.refunds", self.0.wallet.refunds(&payment_id)).await
    }

    /// What the Intent Guard refused since the wallet was opened, the latest first, at most 32.
    ///
    /// # Errors
    /// None today.
    pub fn refusals(&self) -> Result<Vec<Refusal>, WalletError> {
        Ok(self.0.wallet.refusals())
    }

    /// Disputes a payment: opens a record with the evidence kept for it. The same payment again is answered with the
    /// first appeal.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Invalid`] for a reason that is empty or too long;
    /// [`WalletError::Conflict`]; [`WalletError::Store`].
    pub async fn appeal(&self, payment_id: String, reason: String) -> Result<Appeal, WalletError> {
        self.0.run("payments.appeal", self.0.wallet.appeal(&payment_id, &reason)).await
    }

    /// Records how an appeal ended.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Invalid`]; [`WalletError::Conflict`] for one that ended otherwise;
    /// [`WalletError::Store`].
    pub async fn close_appeal(&self, appeal_id: String, outcome: String) -> Result<Appeal, WalletError> {
        self.0.run("payments.close_appeal", self.0.wallet.close_appeal(&appeal_id, &outcome)).await
    }

    /// The appeals, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn appeals(&self) -> Result<Vec<Appeal>, WalletError> {
        self.0.run("payments.appeals", self.0.wallet.appeals()).await
    }
}

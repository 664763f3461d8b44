//! What there is: agents, mandates, payments, and what was spent.

use serde::Serialize;

use super::evidence::expect;
use super::{Wallet, WalletError};
use crate::agents::Binding;
use crate::clock::Timestamp;
use crate::ledger::Balances;
use crate::mandates::{AuthorizationSession, Mandate, NotificationState};
use crate::money::{Amount, Currency};
use crate::payments::{DeviceView, Payment};
use crate::storage::ReadTx;

/// The most entries of one page.
pub(super) const PAGE: u32 = 200;

/// A mandate with its balances, as it stands at the time of the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct MandateView {
    /// The mandate. Its state takes time into account: what has run out is `expired`, recorded or not.
    pub mandate: Mandate,
    /// What may still be paid.
    pub available: Amount,
    /// What is held for payment tokens that are out.
    pub held: Amount,
    /// What was debited.
    pub spent: Amount,
}

impl Wallet {
    /// The agents that were ever bound, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn agents(&self) -> Result<Vec<Binding>, WalletError> {
        self.inner.store.read(|tx| Ok(tx.bindings().list()?)).await
    }

    /// The mandates, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn mandates(&self) -> Result<Vec<MandateView>, WalletError> {
        let now = self.now();
        self.inner
            .store
            .read(move |tx| tx.mandates().list(PAGE)?.into_iter().map(|m| view(tx, m, now)).collect())
            .await
    }

    /// One mandate.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn mandate(&self, mandate_id: &str) -> Result<MandateView, WalletError> {
        let (id, now) = (mandate_id.to_owned(), self.now());
        self.inner
            .store
            .read(move |tx| {
                let mandate =
                    tx.mandates().get(&id)?.ok_or_else(|| WalletError::not_found("mandate", &id))?;
                view(tx, mandate, now)
            })
            .await
    }

    /// The payments, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn payments(&self) -> Result<Vec<Payment>, WalletError> {
        self.inner.store.read(|tx| Ok(tx.payments().list(PAGE)?)).await
    }

    /// One payment.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn payment(&self, payment_id: &str) -> Result<Payment, WalletError> {
        let id = payment_id.to_owned();
        self.inner.store.read(move |tx| expect(tx, &id)).await
    }

    /// The paired devices that ever asked for a payment, in the order of their names; the phone itself is none.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn devices(&self) -> Result<Vec<DeviceView>, WalletError> {
        self.inner.store.read(|tx| Ok(tx.payments().devices()?)).await
    }

    /// One authorization session.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn session(&self, auth_session_id: &str) -> Result<AuthorizationSession, WalletError> {
        let id = auth_session_id.to_owned();
        self.inner
            .store
            .read(move |tx| tx.sessions().get(&id)?.ok_or_else(|| WalletError::not_found("session", &id)))
            .await
    }

    /// The sessions that wait for the user, the oldest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn waiting(&self) -> Result<Vec<AuthorizationSession>, WalletError> {
        let now = self.now();
        let mut sessions =
            self.inner.store.read(|tx| Ok::<_, WalletError>(tx.sessions().in_process(PAGE)?)).await?;
        sessions.retain(|session| is_waiting(session, now));
        Ok(sessions)
    }

    /// The binding that an enrollment's session made.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn binding_of(&self, auth_session_id: &str) -> Result<Binding, WalletError> {
        let id = auth_session_id.to_owned();
        self.inner
            .store
            .read(move |tx| {
                tx.bindings().by_session(&id)?.ok_or_else(|| WalletError::not_found("agent", &id))
            })
            .await
    }
}

/// Whether the user may still say yes or no.
pub(super) fn is_waiting(session: &AuthorizationSession, now: Timestamp) -> bool {
    session.notification.state == NotificationState::NotStarted && now < session.expires_at
}

/// The balances of one mandate; nothing where nothing was posted yet.
pub(super) fn books_of(tx: &ReadTx<'_>, mandate: &Mandate) -> Result<Balances, WalletError> {
    books_of_id(tx, &mandate.mandate_id, mandate.budget.currency())
}

/// The same of a mandate of which no more is known than its currency.
pub(super) fn books_of_id(
    tx: &ReadTx<'_>,
    mandate_id: &str,
    currency: Currency,
) -> Result<Balances, WalletError> {
    Ok(tx.ledger().balances(mandate_id)?.unwrap_or(Balances::empty(currency)))
}

/// A mandate with its balances, at `now`.
pub(super) fn view(
    tx: &ReadTx<'_>,
    mut mandate: Mandate,
    now: Timestamp,
) -> Result<MandateView, WalletError> {
    mandate.state = mandate.state_at(now);
    let books = books_of(tx, &mandate)?;
    Ok(MandateView { available: books.available, held: books.held, spent: books.debited()?, mandate })
}

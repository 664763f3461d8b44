//! Which wallet a request belongs to: the only one there is, or one of a house.

use std::ops::Deref;

use super::house::{Lease, WalletHouse};
use crate::assurance::Profile;
use crate::clock::LEEWAY_MILLIS;
use crate::mandates::SessionKind;
use crate::network::NetworkError;
use crate::payments::{Payment, PaymentToken};
use crate::wallet::{
    AuthorizationRequest, AuthorizationSubject, PaymentRequest, TokenAnnouncement, Wallet, WalletError,
};

/// Why the hold of a token that is another wallet's was given back; a stable code.
const ANOTHER_WALLETS: &str = "token.another_wallets";

/// Where requests find their wallet.
#[derive(Clone)]
pub(super) enum Desk {
    /// An app's own wallet: every request is for it.
    One(Wallet),
    /// A provider's wallets, by customer.
    Many(WalletHouse),
}

/// The wallet of a request, kept open while it is worked on.
pub(super) enum Served {
    One(Wallet),
    Leased(Lease),
}

impl Deref for Served {
    type Target = Wallet;

    fn deref(&self) -> &Wallet {
        match self {
            Self::One(wallet) => wallet,
            Self::Leased(lease) => lease.wallet(),
        }
    }
}

impl Desk {
    /// The wallet of the customer that an authorization is for; whose session it is, is noted. An enrollment makes the
    /// wallet of a customer who has none.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for a session of another customer, [`WalletError::NotFound`] for a mandate of a customer
    /// without a wallet, and what opening a wallet says.
    pub(super) async fn for_authorization(
        &self,
        request: &AuthorizationRequest,
    ) -> Result<Served, WalletError> {
        match self {
            Self::One(wallet) => Ok(Served::One(wallet.clone())),
            Self::Many(house) => {
                // Who asks for what cannot be leaves no trace.
                request.check_identifiers()?;
                let newcomers = matches!(request.subject, AuthorizationSubject::Enrollment { .. });
                let lease = house.for_session(&request.customer_id, &request.auth_session_id, newcomers);
                Ok(Served::Leased(lease.await?))
            }
        }
    }

    /// Notes, before an approval, how long its session is asked for: as long as what it brings about lasts.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub(super) async fn keep_session(&self, wallet: &Wallet, session: &str) -> Result<(), WalletError> {
        let Self::Many(house) = self else { return Ok(()) };
        let found = wallet.session(session).await?;
        let ends = match (found.kind, found.mandate_id) {
            (SessionKind::Mandate, Some(mandate_id)) => wallet.mandate(&mandate_id).await?.mandate.expires_at,
            _ => wallet.binding_of(session).await?.expires_at,
        };
        house.keep_session(session, ends).await
    }

    /// The wallet of a session.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for a session of no wallet.
    pub(super) async fn of_session(&self, session: &str) -> Result<Served, WalletError> {
        match self {
            Self::One(wallet) => Ok(Served::One(wallet.clone())),
            Self::Many(house) => {
                let lease = house.by_session(session).await?;
                lease.map(Served::Leased).ok_or_else(|| WalletError::not_found("session", session))
            }
        }
    }

    /// The network announces payment tokens: it is expected to announce every one from now on.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub(super) async fn hear_announcement(&self) -> Result<(), WalletError> {
        match self {
            Self::One(wallet) => wallet.note_vouching().await,
            Self::Many(house) => house.note_vouching().await,
        }
    }

    /// Judges an announced payment token; whose it is, is noted before this returns.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for a mandate of no wallet; as [`Wallet::pre_verify`].
    pub(super) async fn pre_verify(&self, announced: TokenAnnouncement) -> Result<Payment, WalletError> {
        let house = match self {
            Self::One(wallet) => return wallet.pre_verify(announced).await,
            Self::Many(house) => house,
        };
        let session = announced.auth_session_id.clone().unwrap_or_default();
        let lease = house.by_session(&session).await?;
        let lease = lease.ok_or_else(|| WalletError::not_found("mandate", &announced.network_mandate_id))?;
        let payment = lease.wallet().pre_verify(announced).await?;
        // After the hold: an announcement that is refused notes nothing. A crash in between leaves a hold that runs
        // out, and a network without an answer, which must not hand the token out.
        let keep_until = payment.token_expires_at.plus_millis(LEEWAY_MILLIS.saturating_mul(60));
        let noted = house.note_token(&lease, &payment.payment_token, keep_until).await;
        if let Err(WalletError::Conflict { .. }) = &noted {
            // Another wallet's token is never asked for here: the amount is free again. If this fails it runs out.
            let _released = lease.wallet().give_back(&payment.payment_id, ANOTHER_WALLETS).await;
        }
        noted.map(|()| payment)
    }

    /// Pays; answers from which wallet. A token that nobody vouches for is paid in the sample profile only, and from
    /// the only wallet there is.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] and [`WalletError::Unvouched`] for a token that is not paid; as [`Wallet::pay`].
    pub(super) async fn pay(&self, request: PaymentRequest) -> Result<Served, WalletError> {
        match self.pay_vouched(request.clone()).await {
            Err(WalletError::Unvouched) => {
                let wallet = self.only_wallet().await?;
                wallet.pay_unverified(request).await?;
                Ok(wallet)
            }
            outcome => outcome,
        }
    }

    /// The wallet that must be meant where nothing says which: there is no other.
    async fn only_wallet(&self) -> Result<Served, WalletError> {
        match self {
            Self::One(wallet) => Ok(Served::One(wallet.clone())),
            Self::Many(house) if house.profile() == Profile::Sample => {
                house.only_wallet().await?.map(Served::Leased).ok_or(WalletError::Unvouched)
            }
            Self::Many(_) => Err(WalletError::Unvouched),
        }
    }

    async fn pay_vouched(&self, request: PaymentRequest) -> Result<Served, WalletError> {
        let house = match self {
            Self::One(wallet) => {
                wallet.pay(request).await?;
                return Ok(Served::One(wallet.clone()));
            }
            Self::Many(house) => house,
        };
        let unknown = || WalletError::NotFound { kind: "payment", id: String::new() };
        let token = request.payment_token.clone();
        PaymentToken::parse(&token).map_err(|_| unknown())?;
        let lease = match house.by_token(&token).await? {
            Some(lease) => lease,
            None => {
                self.inquire(house, &token).await?;
                house.by_token(&token).await?.ok_or_else(unknown)?
            }
        };
        lease.wallet().pay(request).await?;
        Ok(Served::Leased(lease))
    }

    /// Asks the network what an unannounced token stands for (extension X1), and judges it as if it had been announced.
    async fn inquire(&self, house: &WalletHouse, token: &str) -> Result<(), WalletError> {
        let unknown = || WalletError::NotFound { kind: "payment", id: String::new() };
        let record = match house.network().inquiry_payment_token(token).await {
            Ok(record) => record,
            Err(NetworkError::Status { status: 404 | 405, .. }) => return Err(WalletError::Unvouched),
            Err(NetworkError::Refused { .. }) => {
                house.note_vouching().await?;
                return Err(unknown());
            }
            Err(error) => return Err(error.into()),
        };
        house.note_vouching().await?;
        // An answer about another token would hold an amount that nobody asked for.
        if record.payment_token != token {
            return Err(unknown());
        }
        self.pre_verify(TokenAnnouncement::recorded(record)?).await.map(drop)
    }
}

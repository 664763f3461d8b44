//! Why a use case did not do what was asked. Nothing is lost when one of these is returned.

use thiserror::Error;

use crate::assurance::{BuildError, ChainError};
use crate::clock::ClockError;
use crate::guard::Refusal;
use crate::identity::{EntropyError, IdvError, IspError};
use crate::jose::SignError;
use crate::ledger::LedgerError;
use crate::limits::{LimitError, ZoneError};
use crate::mandates::{MandateError, SurfaceError};
use crate::money::MoneyError;
use crate::network::NetworkError;
use crate::payments::RateError;
use crate::storage::StoreError;

/// Why a use case did not do what was asked.
#[derive(Debug, Clone, PartialEq, Error, uniffi::Error)]
pub enum WalletError {
    /// The Intent Guard refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A chain, or a layer of it, did not verify.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A layer cannot carry what it should.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The approval was not for what was shown.
    #[error(transparent)]
    Surface(#[from] SurfaceError),
    /// A mandate cannot take this step.
    #[error(transparent)]
    Mandate(#[from] MandateError),
    /// An amount is not what it claims to be.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The clock cannot be trusted.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// The store failed; nothing of the step was recorded.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The network failed.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The user's key cannot be had.
    #[error(transparent)]
    Isp(#[from] IspError),
    /// The evidence of the person's verification does not stand.
    #[error(transparent)]
    Idv(#[from] IdvError),
    /// The books cannot take the posting.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Limits that cannot be.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The time zone is unknown, or a day outside the calendar.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// An exchange rate that is not believed.
    #[error(transparent)]
    Rate(#[from] RateError),
    /// The machine has no randomness to give.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A key gave no signature.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// No such thing in this wallet.
    #[error("no {kind} {id:?}")]
    NotFound {
        /// What was looked for: `session`, `mandate`, `agent`, `payment`.
        kind: &'static str,
        /// By which identifier, cut to 64 characters.
        id: String,
    },
    /// The same identifier came again with another content.
    #[error("{kind} {id:?} was used before with another content")]
    Conflict {
        /// What was repeated.
        kind: &'static str,
        /// Its identifier, cut to 64 characters.
        id: String,
    },
    /// The session is not waiting for the user any more.
    #[error("session {id:?} is not waiting for an approval: {status}")]
    NotPending {
        /// The authorization session.
        id: String,
        /// Where it is instead.
        status: String,
    },
    /// The time to approve is over.
    #[error("session {id:?} expired before it was approved")]
    ApprovalExpired {
        /// The authorization session.
        id: String,
    },
    /// The very request was seen before: its nonce is known.
    #[error("seen before")]
    Replayed,
    /// A member of a request is missing or cannot be what it claims to be.
    #[error("{name}: {detail}")]
    Invalid {
        /// The member, in the wire's spelling.
        name: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// As many sessions wait for the user as may wait at once: of this agent, of agents that are not bound, or in all.
    #[error("{limit} sessions wait for the user already")]
    TooManyPending {
        /// How many may wait.
        limit: u32,
    },
    /// More may be spent afterwards than before: that takes the user's approval.
    #[error("a raised budget takes the user's approval")]
    ApprovalNeeded,
    /// The person was not verified.
    #[error("identity verification did not succeed: {result}")]
    NotVerified {
        /// What the verification said, cut to 32 characters.
        result: String,
    },
    /// The network was told of an authorization and its answer was lost. It is not told again, since that could
    /// make a second mandate.
    #[error("the outcome of session {id:?} at the network is unknown")]
    OutcomeUnknown {
        /// The authorization session.
        id: String,
    },
    /// Nobody vouches for the payment token: it was not announced (extension X2), and the network does not explain
    /// tokens (X1).
    #[error("nobody vouches for the payment token")]
    Unvouched,
    /// A background task ended without an answer (the runtime is shutting down).
    #[error("interrupted; the recorded intent is resumed when the wallet opens again")]
    Interrupted,
}

impl WalletError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Chain(error) => error.code(),
            Self::Build(error) => error.code(),
            Self::Surface(error) => error.code(),
            Self::Mandate(error) => error.code(),
            Self::Money(error) => error.code(),
            Self::Clock(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Network(error) => error.code(),
            Self::Isp(error) => error.code(),
            Self::Idv(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Limit(error) => error.code(),
            Self::Zone(error) => error.code(),
            Self::Rate(error) => error.code(),
            Self::Entropy(error) => error.code(),
            Self::Sign(error) => &error.code,
            Self::NotFound { .. } => "wallet.not_found",
            Self::Conflict { .. } => "wallet.conflict",
            Self::NotPending { .. } => "wallet.not_pending",
            Self::ApprovalExpired { .. } => "wallet.approval_expired",
            Self::Replayed => "wallet.replayed",
            Self::Invalid { .. } => "wallet.invalid",
            Self::TooManyPending { .. } => "wallet.too_many_pending",
            Self::ApprovalNeeded => "wallet.approval_needed",
            Self::NotVerified { .. } => "wallet.not_verified",
            Self::OutcomeUnknown { .. } => "wallet.outcome_unknown",
            Self::Unvouched => "wallet.unvouched",
            Self::Interrupted => "wallet.interrupted",
        }
    }

    /// No such `kind` by this identifier.
    pub(crate) fn not_found(kind: &'static str, id: &str) -> Self {
        Self::NotFound { kind, id: id.chars().take(64).collect() }
    }

    /// This `kind` was used before with another content.
    pub(crate) fn conflict(kind: &'static str, id: &str) -> Self {
        Self::Conflict { kind, id: id.chars().take(64).collect() }
    }

    /// The member `name` is not what it should be.
    pub(crate) fn invalid(name: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid { name, detail: detail.into() }
    }
}

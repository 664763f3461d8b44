//! Why an agent got no further.

use thiserror::Error;

use crate::money::Currency;
use crate::network::NetworkError;
use crate::wallet::WalletError;

/// Why an agent got no further.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum AgentError {
    /// A peer refused, or gave no usable answer.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The order cannot be signed.
    #[error("the order cannot be signed: {because}")]
    Sign {
        /// The code of the wallet core's error.
        because: String,
    },
    /// An answer lacks what it must have by then.
    #[error("the answer lacks {member}")]
    Incomplete {
        /// The member's name.
        member: String,
    },
    /// An amount is in another currency than what it belongs to: a bound than the budget, a line than the total.
    #[error("{field} is in {presented}, not in {expected}")]
    CurrencyDiffers {
        /// Where the amount stands, as the messages spell it: `constraints.perTransactionMax`.
        field: String,
        /// The currency it has to be in.
        expected: Currency,
        /// The currency it is in.
        presented: Currency,
    },
}

impl AgentError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Network(error) => error.code(),
            Self::Sign { .. } => "agent.not_signed",
            Self::Incomplete { .. } => "agent.answer_incomplete",
            Self::CurrencyDiffers { .. } => "agent.currency_differs",
        }
    }

    /// What a peer that refused said, as it came over the wire: code and text.
    #[must_use]
    pub fn refused(&self) -> Option<(&str, &str)> {
        match self {
            Self::Network(NetworkError::Refused { result_code, result_text, .. }) => {
                Some((result_code, result_text))
            }
            _ => None,
        }
    }
}

impl From<WalletError> for AgentError {
    fn from(error: WalletError) -> Self {
        Self::Sign { because: error.code().to_owned() }
    }
}

//! Why a sandbox does not run.

use thiserror::Error;

use super::AgentError;
use crate::jose::JoseError;
use crate::money::MoneyError;
use crate::mpp::MppError;
use crate::network::NetworkError;
use crate::wallet::WalletError;

/// A sandbox that cannot start, or cannot do what it was told.
#[derive(Debug, Clone, PartialEq, Error, uniffi::Error)]
pub enum SandboxError {
    /// Somebody else listens there.
    #[error("port {port} is busy")]
    PortBusy {
        /// The port.
        port: u16,
    },
    /// The port cannot be listened on for another reason.
    #[error("cannot listen on port {port}: {detail}")]
    Listen {
        /// The port.
        port: u16,
        /// What the system says.
        detail: String,
    },
    /// The root key cannot be made or read.
    #[error("no root key: {0}")]
    RootKey(#[from] JoseError),
    /// An address that cannot be called, or no HTTP client.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The wallet that should take part.
    #[error(transparent)]
    Wallet(#[from] WalletError),
    /// The wallet's side could not be served.
    #[error(transparent)]
    Mpp(#[from] MppError),
    /// What was given cannot be money: no such currency, no such rate.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// An agent got no further.
    #[error(transparent)]
    Agent(#[from] AgentError),
    /// The sandbox was stopped.
    #[error("the sandbox was stopped")]
    Stopped,
    /// A sandbox that another program serves does not offer this over HTTP.
    #[error("this is for a sandbox of this process")]
    Elsewhere,
}

impl SandboxError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::PortBusy { .. } => "sandbox.port_busy",
            Self::Listen { .. } => "sandbox.listen",
            Self::RootKey(_) => "sandbox.root_key",
            Self::Network(error) => error.code(),
            Self::Wallet(error) => error.code(),
            Self::Mpp(error) => error.code(),
            Self::Money(error) => error.code(),
            Self::Agent(error) => error.code(),
            Self::Stopped => "sandbox.stopped",
            Self::Elsewhere => "sandbox.elsewhere",
        }
    }
}

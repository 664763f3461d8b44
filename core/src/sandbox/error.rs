//! Why a sandbox does not run.

use thiserror::Error;

use crate::jose::JoseError;
use crate::network::NetworkError;

/// A sandbox that cannot start, or cannot do what it was told.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
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
}

impl SandboxError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PortBusy { .. } => "sandbox.port_busy",
            Self::Listen { .. } => "sandbox.listen",
            Self::RootKey(_) => "sandbox.root_key",
            Self::Network(error) => error.code(),
        }
    }
}

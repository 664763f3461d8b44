//! Why nothing is served.

use thiserror::Error;

/// Why nothing is served.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum MppError {
    /// Somebody else listens there.
    #[error("port {port} is in use")]
    PortInUse {
        /// The port.
        port: u16,
    },
    /// The operating system does not let us listen there.
    #[error("cannot listen on {address}: {detail}")]
    Listen {
        /// The address.
        address: String,
        /// What it says.
        detail: String,
    },
    /// Not the path of a request.
    #[error("no path: {path:?}")]
    NoPath {
        /// What was given, cut to 64 characters.
        path: String,
    },
    /// The work ended without an answer (the runtime is shutting down).
    #[error("interrupted")]
    Interrupted,
}

impl MppError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PortInUse { .. } => "mpp.port_in_use",
            Self::Listen { .. } => "mpp.listen",
            Self::NoPath { .. } => "mpp.no_path",
            Self::Interrupted => "mpp.interrupted",
        }
    }
}

//! What can go wrong around a command, as opposed to a verdict it reaches.

use amp_wallet_core::identity::VaultError;
use amp_wallet_core::jose::JoseError;
use amp_wallet_core::money::MoneyError;
use amp_wallet_core::mpp::MppError;
use amp_wallet_core::network::NetworkError;
use amp_wallet_core::sandbox::{AgentError, SandboxError};
use amp_wallet_core::storage::StoreError;
use amp_wallet_core::wallet::WalletError;
use thiserror::Error;

use crate::exit::Exit;

/// Why a command could not do its work. With `--json` it is shown as `{"error":{"code","detail"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum CliError {
    /// The command line was not understood.
    #[error("{detail}")]
    Usage {
        /// What was not understood.
        detail: String,
    },
    /// A file or folder that was named cannot be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// As given.
        path: String,
        /// The system's words.
        reason: String,
    },
    /// A file that was named is larger than what is read.
    #[error("{path} is larger than {limit_bytes} bytes")]
    TooLarge {
        /// As given.
        path: String,
        /// The largest size that is read.
        limit_bytes: u64,
    },
    /// A file that was named is not what it should be.
    #[error("{path} is not {expected}: {reason}")]
    Malformed {
        /// As given.
        path: String,
        /// What was asked for, for example `a JWK or a JWK set`.
        expected: &'static str,
        /// Where it departs.
        reason: String,
    },
    /// Neither a token nor the path of a file.
    #[error("{given} is neither a token nor a readable file")]
    NeitherTokenNorFile {
        /// As given, cut to 80 characters.
        given: String,
    },
    /// A folder to be filled that is not empty.
    #[error("{path} is not empty")]
    FolderInUse {
        /// As given.
        path: String,
    },
    /// A data folder that was named and holds no wallet.
    #[error("there is no wallet in {path}; `amp wallet init` makes one")]
    NoWallet {
        /// As given.
        path: String,
    },
    /// A wallet that `amp mpp serve` made: its key is used there.
    #[error(
        "the wallet in {path} is served by `amp mpp serve`: what waits is decided there, with /mpp/completeIdv"
    )]
    Served {
        /// As given.
        path: String,
    },
    /// The store of secrets that the wallet was told to use is not there, locked or damaged. No other is used.
    #[error(
        "{reason}; where a wallet keeps its secrets is chosen when it is made: \
         `amp wallet init --secrets service`, or `--secrets file` where there is no desktop"
    )]
    Secrets {
        /// The store's own stable code.
        code: &'static str,
        /// The store's own words.
        reason: String,
    },
    /// Something that only a person may decide, and nobody sits at the terminal.
    #[error("nobody is at the terminal to confirm it; to confirm beforehand: {how}")]
    ConfirmationNeeded {
        /// The options that confirm.
        how: &'static str,
    },
    /// The person at the terminal did not say yes. Nothing was done.
    #[error("not confirmed; nothing was done")]
    NotConfirmed,
    /// A result that could not be written.
    #[error("cannot write {target}: {reason}")]
    Unwritable {
        /// What was to be written to.
        target: String,
        /// The system's words.
        reason: String,
    },
    /// A room of the core refused or failed.
    #[error("{detail}")]
    Core {
        /// The room's own stable code.
        code: String,
        /// The room's own words.
        detail: String,
    },
}

impl CliError {
    /// The stable code, the same in every release.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Usage { .. } => "cli.usage",
            Self::Unreadable { .. } => "cli.file_unreadable",
            Self::TooLarge { .. } => "cli.file_too_large",
            Self::Malformed { .. } => "cli.file_malformed",
            Self::NeitherTokenNorFile { .. } => "cli.neither_token_nor_file",
            Self::FolderInUse { .. } => "cli.folder_in_use",
            Self::NoWallet { .. } => "cli.no_wallet",
            Self::Served { .. } => "cli.wallet_served",
            Self::Secrets { code, .. } => code,
            Self::ConfirmationNeeded { .. } => "cli.confirmation_needed",
            Self::NotConfirmed => "cli.not_confirmed",
            Self::Unwritable { .. } => "cli.unwritable",
            Self::Core { code, .. } => code,
        }
    }

    /// Wrong usage where the caller named something that is not there or not readable; failure otherwise.
    pub(crate) const fn exit(&self) -> Exit {
        match self {
            Self::Unwritable { .. } | Self::Core { .. } | Self::Secrets { .. } | Self::NotConfirmed => {
                Exit::Refused
            }
            _ => Exit::Usage,
        }
    }

    /// A room's error, by its own code and words.
    pub(crate) fn core(code: &str, detail: impl std::fmt::Display) -> Self {
        Self::Core { code: code.to_owned(), detail: detail.to_string() }
    }
}

/// Errors of the core that a command only passes on.
macro_rules! passed_on {
    ($($error:ty),+ $(,)?) => {
        $(impl From<$error> for CliError {
            fn from(error: $error) -> Self {
                Self::core(error.code(), &error)
            }
        })+
    };
}

passed_on!(
    AgentError,
    JoseError,
    MoneyError,
    MppError,
    NetworkError,
    SandboxError,
    StoreError,
    VaultError,
    WalletError,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_caller_named_wrongly_is_usage_and_what_failed_is_not() {
        let unreadable = CliError::Unreadable { path: "x".into(), reason: "gone".into() };
        assert_eq!((unreadable.code(), unreadable.exit()), ("cli.file_unreadable", Exit::Usage));
        let failed = CliError::core("network.unreachable", "no answer");
        assert_eq!((failed.code(), failed.exit()), ("network.unreachable", Exit::Refused));
    }
}

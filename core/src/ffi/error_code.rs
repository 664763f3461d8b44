//! The stable codes of what the exports return.

use crate::money::MoneyError;
use crate::wallet::WalletError;

/// An error with a stable code, the same in every language.
pub(super) trait ErrorCode {
    /// The code, for example `store.busy`.
    fn code(&self) -> &str;
}

impl ErrorCode for WalletError {
    fn code(&self) -> &str {
        Self::code(self)
    }
}

impl ErrorCode for MoneyError {
    fn code(&self) -> &str {
        Self::code(self)
    }
}

#[cfg(feature = "sandbox")]
impl ErrorCode for crate::sandbox::SandboxError {
    fn code(&self) -> &str {
        Self::code(self)
    }
}

#[cfg(feature = "mpp")]
impl ErrorCode for crate::mpp::MppError {
    fn code(&self) -> &str {
        Self::code(self)
    }
}

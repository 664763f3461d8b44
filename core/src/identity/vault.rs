//! The seam to the phone's secure hardware: keys that sign and never leave.

use std::fmt;

use thiserror::Error;

/// Longest alias of a key, in characters.
const ALIAS_MAX: usize = 64;

/// When a key asks for the person. Fixed when the key is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum KeyPolicy {
    /// The person confirms every signature (biometric or device credential).
    EveryUse,
    /// One confirmation holds for a while.
    Timed {
        /// How long, in seconds.
        seconds: u32,
    },
    /// No confirmation: for an agent's key on the device and for transport.
    None,
}

/// Where P-256 private keys live: Android Keystore or StrongBox, the Secure Enclave, or
/// [`SoftwareVault`](super::SoftwareVault).
///
/// Implemented by hosts, so arguments are owned and calls are synchronous; a call may wait for a person. What it
/// answers is proved before use: see [`VaultSigner`](super::VaultSigner). An alias is 1 to 64 characters of
/// `a-z 0-9 . _ -`.
pub trait KeyVault: Send + Sync {
    /// Makes a P-256 key under `alias`; returns its public half, SEC1 uncompressed, 65 bytes. An existing key is
    /// never replaced.
    ///
    /// # Errors
    /// [`VaultError::KeyExists`], [`VaultError::Unsupported`] where the hardware lacks the policy, and the others.
    fn create_key(&self, alias: String, policy: KeyPolicy) -> Result<Vec<u8>, VaultError>;

    /// The public half, SEC1 uncompressed, 65 bytes.
    ///
    /// # Errors
    /// [`VaultError::KeyLost`] if there is no such key, and the others.
    fn public_key(&self, alias: String) -> Result<Vec<u8>, VaultError>;

    /// Signs `message` with ECDSA over P-256 and SHA-256 (the vault hashes). `reason` is the app's text for the
    /// prompt. Returns DER or `r || s`.
    ///
    /// # Errors
    /// Any [`VaultError`].
    fn sign(&self, alias: String, message: Vec<u8>, reason: String) -> Result<Vec<u8>, VaultError>;

    /// Deletes the key; a key that is not there is deleted already.
    ///
    /// # Errors
    /// Any [`VaultError`] but [`VaultError::KeyLost`].
    fn delete_key(&self, alias: String) -> Result<(), VaultError>;

    /// The hardware's certificate chain (DER, leaf first) that says where the key lives, bound to `challenge`.
    ///
    /// # Errors
    /// [`VaultError::Unsupported`] where there is no such hardware, and the others.
    fn attestation(&self, alias: String, challenge: Vec<u8>) -> Result<Vec<Vec<u8>>, VaultError>;
}

/// Why a vault gave no key or signature.
///
/// A host's own words may hold a whole stack trace, so neither `Display` nor `Debug` shows them.
#[derive(Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum VaultError {
    /// The person dismissed the prompt.
    #[error("the person cancelled")]
    Cancelled,
    /// Too many failed attempts; the device wants its credential first.
    #[error("locked out after too many attempts")]
    LockedOut,
    /// The key exists no more in use: for example a new fingerprint was enrolled. It has to be made anew and bound
    /// again.
    #[error("key {alias:?} was invalidated by the device")]
    KeyInvalidated {
        /// Which key.
        alias: String,
    },
    /// There is no such key (any more).
    #[error("there is no key {alias:?}")]
    KeyLost {
        /// Which key.
        alias: String,
    },
    /// What is kept of the key is damaged or was altered.
    #[error("key {alias:?} is damaged")]
    KeyCorrupt {
        /// Which key.
        alias: String,
    },
    /// A key of this name exists and is not replaced.
    #[error("there is a key {alias:?} already")]
    KeyExists {
        /// Which key.
        alias: String,
    },
    /// The device or the desktop's keyring is locked; try again once it is unlocked.
    #[error("not available while the device is locked")]
    UnavailableWhileLocked,
    /// This vault cannot do it.
    #[error("this vault does not support it")]
    Unsupported,
    /// Not an alias: 1 to 64 characters of `a-z 0-9 . _ -`.
    #[error("not a key alias")]
    BadAlias,
    /// The vault's answer does not prove what it should: a signature that does not verify, a key that is none.
    #[error("the vault's answer for key {alias:?} proves nothing")]
    Unproved {
        /// Which key.
        alias: String,
    },
    /// Anything else.
    #[error("the vault failed")]
    Failed {
        /// The host's words or a stable code: for a debugger, never shown or logged.
        reason: String,
    },
}

impl VaultError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "vault.cancelled",
            Self::LockedOut => "vault.locked_out",
            Self::KeyInvalidated { .. } => "vault.key_invalidated",
            Self::KeyLost { .. } => "vault.key_lost",
            Self::KeyCorrupt { .. } => "vault.key_corrupt",
            Self::KeyExists { .. } => "vault.key_exists",
            Self::UnavailableWhileLocked => "vault.unavailable_while_locked",
            Self::Unsupported => "vault.unsupported",
            Self::BadAlias => "vault.bad_alias",
            Self::Unproved { .. } => "vault.unproved",
            Self::Failed { .. } => "vault.failed",
        }
    }
}

impl fmt::Debug for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultError({}: {self})", self.code())
    }
}

/// Refuses what is no alias, before it becomes a file name or reaches a host.
pub(super) fn check_alias(alias: &str) -> Result<(), VaultError> {
    if is_plain_name(alias, ALIAS_MAX) { Ok(()) } else { Err(VaultError::BadAlias) }
}

/// 1 to `max` characters of `a-z 0-9 . _ -`: the same on every file system and in every keyring.
pub(super) fn is_plain_name(name: &str, max: usize) -> bool {
    (1..=max).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_a_short_plain_name() {
        for good in ["a", "amp-isp-0f", "k.1_2", &"x".repeat(64)] {
            assert_eq!(check_alias(good), Ok(()), "{good}");
        }
        for bad in ["", "A", "a/b", "..\\x", "a b", "ä", "a\0", &"x".repeat(65)] {
            assert_eq!(check_alias(bad), Err(VaultError::BadAlias), "{bad:?}");
        }
    }

    #[test]
    fn a_hosts_words_are_shown_nowhere() {
        let error = VaultError::Failed { reason: "java.lang.Secret\n\tat stack".into() };
        assert!(!format!("{error} {error:?}").contains("java"));
        assert_eq!(error.code(), "vault.failed");
    }
}

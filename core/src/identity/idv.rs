//! Identity verification: the evidence that the person was there and for what, and its proof.

use ring::digest::{Context, SHA256};
use thiserror::Error;

use crate::clock::{LEEWAY_MILLIS, Timestamp};
use crate::jose::{PublicJwk, SignError, Signer};

/// How long an identity verification stands for what it was made for: five minutes, in milliseconds. AMP sets none.
pub const IDV_MAX_AGE_MILLIS: i64 = 300_000;

/// Separates these signatures from every other use of the same key.
const DOMAIN: &[u8] = b"amp-idv-v1";

/// Longest `result` and `surface_digest`, in bytes.
const TEXT_MAX: usize = 128;

/// Who verified the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum IdvMethod {
    /// The device, by face, finger or iris.
    DeviceBiometric,
    /// The device, by PIN, pattern or password.
    DeviceCredential,
    /// The wallet provider's own verification, on its server.
    Provider,
}

impl IdvMethod {
    const fn tag(self) -> u8 {
        match self {
            Self::DeviceBiometric => 1,
            Self::DeviceCredential => 2,
            Self::Provider => 3,
        }
    }
}

/// That the person was verified, when, and for which surface (AMP, L2 claims `idv_result` and `idv_time`).
///
/// By itself it is a claim of the app. What makes it binding is a signature of the Identity Signature Provider's key:
/// L2 for a mandate, an [`IdvProof`] where no L2 is signed (binding an agent).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct IdvEvidence {
    /// As L2 carries it, for example `FACE`.
    pub result: String,
    /// When the person was verified.
    pub time: Timestamp,
    /// Who verified the person.
    pub method: IdvMethod,
    /// The digest of the surface that the person saw and confirmed.
    pub surface_digest: String,
}

/// Why evidence does not stand.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum IdvError {
    /// `result` or the digest is empty or longer than 128 bytes.
    #[error("the evidence is incomplete")]
    Incomplete,
    /// It was given for another surface than the one shown.
    #[error("the evidence is for another surface")]
    OtherSurface,
    /// It is older than [`IDV_MAX_AGE_MILLIS`].
    #[error("the person was verified at {verified_at}, too long ago")]
    TooOld {
        /// When the person was verified.
        verified_at: Timestamp,
    },
    /// It lies in the future by more than the leeway.
    #[error("the person was verified at {verified_at}, which is yet to come")]
    NotYet {
        /// When the person was verified.
        verified_at: Timestamp,
    },
    /// The proof's signature is not by this key over this evidence.
    #[error("the evidence is not signed by this key")]
    Unproved,
    /// The key gave no signature.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl IdvError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Incomplete => "idv.incomplete",
            Self::OtherSurface => "idv.other_surface",
            Self::TooOld { .. } => "idv.too_old",
            Self::NotYet { .. } => "idv.not_yet",
            Self::Unproved => "idv.unproved",
            Self::Sign(_) => "idv.not_signed",
        }
    }
}

impl IdvEvidence {
    /// Whether it stands for the surface of `surface_digest` at `now`.
    ///
    /// # Errors
    /// Any [`IdvError`] but those of a signature.
    pub fn check(&self, surface_digest: &str, now: Timestamp) -> Result<(), IdvError> {
        let complete = |text: &str| (1..=TEXT_MAX).contains(&text.len());
        if !complete(&self.result) || !complete(&self.surface_digest) {
            return Err(IdvError::Incomplete);
        }
        if self.surface_digest != surface_digest {
            return Err(IdvError::OtherSurface);
        }
        if self.time > now.plus_millis(LEEWAY_MILLIS) {
            return Err(IdvError::NotYet { verified_at: self.time });
        }
        if self.time.plus_millis(IDV_MAX_AGE_MILLIS) < now {
            return Err(IdvError::TooOld { verified_at: self.time });
        }
        Ok(())
    }

    /// What a proof signs: every field, each with its length, so that no two evidences share their bytes.
    #[must_use]
    pub fn signing_input(&self) -> Vec<u8> {
        let mut context = Context::new(&SHA256);
        for field in [
            self.result.as_bytes(),
            &self.time.millis().to_be_bytes(),
            &[self.method.tag()],
            self.surface_digest.as_bytes(),
        ] {
            context.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(field);
        }
        [DOMAIN, context.finish().as_ref()].concat()
    }
}

/// Evidence, signed by the Identity Signature Provider's key: an approval that a host cannot fake by answering with
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdvProof {
    /// What is proved.
    pub evidence: IdvEvidence,
    /// `r || s` over [`IdvEvidence::signing_input`].
    pub signature: Vec<u8>,
}

impl IdvProof {
    /// Signs the evidence; with a key whose policy is to ask every time, this is the person's confirmation.
    ///
    /// # Errors
    /// [`IdvError::Sign`].
    pub fn make(evidence: IdvEvidence, signer: &dyn Signer) -> Result<Self, IdvError> {
        let signature = signer.sign(&evidence.signing_input())?.to_vec();
        Ok(Self { evidence, signature })
    }

    /// Whether `key` signed this evidence and it stands for the surface of `surface_digest` at `now`.
    ///
    /// # Errors
    /// Any [`IdvError`] but [`IdvError::Sign`].
    pub fn check(&self, key: &PublicJwk, surface_digest: &str, now: Timestamp) -> Result<(), IdvError> {
        self.evidence.check(surface_digest, now)?;
        key.verify(&self.evidence.signing_input(), &self.signature).map_err(|_| IdvError::Unproved)
    }
}

#[cfg(test)]
#[path = "idv_tests.rs"]
mod tests;

//! What building the three layers has in common.

use thiserror::Error;

use super::amount::AmountError;
use crate::jose::json::{Style, Writer};
use crate::jose::sd_jwt::Disclosure;
use crate::jose::{Entropy, JoseError, Signer, base64url, jws};

/// Claims that cannot become a layer. Nothing was signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BuildError {
    /// A claim that must say something says nothing.
    #[error("{claim} is empty")]
    Empty {
        /// Which one.
        claim: String,
    },
    /// A claim that the mode asks for is missing, or one that it forbids is there.
    #[error("{claim} does not fit the mode")]
    Mode {
        /// Which one.
        claim: String,
    },
    /// An amount that has no wire form.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// No randomness, or the key gave no signature.
    #[error(transparent)]
    Jose(#[from] JoseError),
}

impl BuildError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "assurance.claim_empty",
            Self::Mode { .. } => "assurance.claim_mode",
            Self::Amount(error) => error.code(),
            Self::Jose(error) => error.code(),
        }
    }
}

/// A nonce: 128 bits in base64url.
///
/// # Errors
/// [`JoseError::Entropy`].
pub fn fresh_nonce(entropy: &dyn Entropy) -> Result<String, JoseError> {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes)?;
    Ok(base64url::encode(&bytes))
}

pub(super) fn require(claim: &str, text: &str) -> Result<(), BuildError> {
    if text.is_empty() {
        return Err(BuildError::Empty { claim: claim.to_owned() });
    }
    Ok(())
}

/// `alg`, `typ`, `kid`: the three that AMP asks for.
pub(super) fn header(style: Style, signer: &dyn Signer) -> Result<String, BuildError> {
    let kid = signer.public_jwk().kid;
    require("kid", &kid)?;
    let mut header = Writer::with_capacity(style, 96);
    header.begin_object();
    header.member("alg", "ES256");
    header.member("typ", "sd+jwt");
    header.member("kid", &kid);
    header.end_object();
    Ok(header.finish())
}

/// `_sd`, sorted so that its order tells nothing about the disclosures'.
pub(super) fn write_sd(payload: &mut Writer, disclosures: &[Disclosure]) {
    let mut digests: Vec<_> = disclosures.iter().map(Disclosure::digest).collect();
    digests.sort_unstable();
    payload.name("_sd");
    payload.begin_array();
    for digest in digests {
        payload.ascii(digest);
    }
    payload.end_array();
}

/// Signs and puts the disclosures behind, a tilde after each part.
pub(super) fn seal(
    payload: &str,
    disclosures: &[Disclosure],
    signer: &dyn Signer,
) -> Result<String, BuildError> {
    let header = header(Style::Python, signer)?;
    let behind: usize = disclosures.iter().map(|disclosure| disclosure.encoded().len() + 1).sum();
    let mut token = String::with_capacity((header.len() + payload.len()) * 4 / 3 + 100 + behind);
    jws::sign_onto(&header, payload, signer, &mut token)?;
    token.push('~');
    for disclosure in disclosures {
        token.push_str(disclosure.encoded());
        token.push('~');
    }
    Ok(token)
}

//! A refused chain: the layer, the claim, one typed reason.

use std::fmt;

use thiserror::Error;

use super::reason::ChainReason;

/// Which layer a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Layer {
    /// The user's identity.
    L1,
    /// The mandate authorization.
    L2,
    /// The payment token request.
    L3,
    /// How the layers fit together.
    Chain,
}

impl Layer {
    /// `L1`, `L2`, `L3`, `chain`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3 => "L3",
            Self::Chain => "chain",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A chain that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{layer}: {reason}")]
pub struct ChainError {
    /// Which layer.
    pub layer: Layer,
    /// Which claim, as a dotted path, where it is about one.
    pub claim: Option<String>,
    /// Why.
    pub reason: ChainReason,
}

impl ChainError {
    /// The stable code of this error, the same in every language, for example `chain.signature_invalid`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }

    /// One sentence for a log. It may quote what an attacker wrote, cut short.
    #[must_use]
    pub fn detail(&self) -> String {
        self.reason.to_string()
    }

    pub(super) fn new(layer: Layer, reason: impl Into<ChainReason>) -> Self {
        Self { layer, claim: None, reason: reason.into() }
    }

    pub(super) fn at(layer: Layer, claim: impl Into<String>, reason: impl Into<ChainReason>) -> Self {
        Self { layer, claim: Some(claim.into()), reason: reason.into() }
    }
}

//! The kinds of vector files, by their member `kind`.

/// How the cases of a file are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// AMP chains; valid and invalid ones are judged alike.
    Chain,
    /// Generic SD-JWT presentations (RFC 9901).
    SdJwt,
    /// Hashes of a checkout.
    CheckoutHash,
    /// ES256 signatures, `r || s`.
    Signature,
}

impl Kind {
    /// The kind by its name in a file.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "amp-chain-valid" | "amp-chain-invalid" => Some(Self::Chain),
            "sd-jwt-rfc9901" => Some(Self::SdJwt),
            "amp-checkout-hash" => Some(Self::CheckoutHash),
            "ecdsa-p256-sha256-p1363" => Some(Self::Signature),
            _ => None,
        }
    }
}

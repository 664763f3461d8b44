//! ring and nothing else: what a signature costs at least.

use std::hint::black_box;

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, Signature,
    UnparsedPublicKey,
};

use crate::error::CliError;

/// A P-256 key with ring's own interface.
pub(super) struct BareKey {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl BareKey {
    /// A fresh key.
    pub(super) fn generate() -> Result<Self, CliError> {
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(unspecified)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random)
            .map_err(unspecified)?;
        Ok(Self { pair, random })
    }

    /// One bare signature.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Signature, CliError> {
        self.pair.sign(&self.random, black_box(message)).map(black_box).map_err(unspecified)
    }

    /// One bare check.
    pub(super) fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), CliError> {
        verify(self.pair.public_key().as_ref(), message, signature.as_ref())
    }
}

/// One bare check of `r || s` with an uncompressed point.
pub(super) fn verify(point: &[u8], message: &[u8], signature: &[u8]) -> Result<(), CliError> {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(black_box(message), black_box(signature))
        .map_err(unspecified)
}

/// ring does not say why.
fn unspecified(error: impl std::fmt::Display) -> CliError {
    CliError::core("bench.ring", error)
}

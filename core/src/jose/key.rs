//! A signing key in this process's memory.

use std::fmt;

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use zeroize::Zeroizing;

use super::json::{self, Json, Limits};
use super::{JoseError, Part, PublicJwk, SignError, Signer, base64url};

/// A P-256 key held by ring, for agents, desktops, servers and tests. On a phone the host's vault holds the keys.
///
/// ring does not erase its own copy; what this type reads or makes is erased.
pub struct SoftwareKey {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    public: PublicJwk,
}

impl SoftwareKey {
    /// A fresh key.
    ///
    /// # Errors
    /// [`JoseError::Entropy`].
    pub fn generate(kid: &str) -> Result<Self, JoseError> {
        Self::from_pkcs8(kid, &Self::generate_pkcs8()?)
    }

    /// A fresh key in PKCS #8, to be kept sealed and opened with [`Self::from_pkcs8`].
    ///
    /// # Errors
    /// [`JoseError::Entropy`].
    pub fn generate_pkcs8() -> Result<Zeroizing<Vec<u8>>, JoseError> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| JoseError::Entropy)?;
        Ok(Zeroizing::new(document.as_ref().to_vec()))
    }

    /// A key from PKCS #8 (RFC 5958).
    ///
    /// # Errors
    /// [`JoseError::PrivateKey`].
    pub fn from_pkcs8(kid: &str, pkcs8: &[u8]) -> Result<Self, JoseError> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
            .map_err(|_| JoseError::PrivateKey)?;
        Self::from_pair(kid, pair, random)
    }

    /// A key from a private JWK (RFC 7518 section 6.2.2): `d` beside the public members.
    ///
    /// # Errors
    /// [`JoseError::Json`], [`JoseError::Jwk`], [`JoseError::PrivateKey`].
    pub fn from_jwk(text: &[u8]) -> Result<Self, JoseError> {
        let limits = Limits { bytes: 16 * 1024, depth: 4, values: 64 };
        let json =
            json::parse(text, &limits).map_err(|source| JoseError::Json { part: Part::Payload, source })?;
        let Json::Object(mut members) = json else {
            return Err(JoseError::PrivateKey);
        };
        let Some(Json::String(d)) = members.remove("d") else {
            return Err(JoseError::PrivateKey);
        };
        let d = Zeroizing::new(d);
        let d = Zeroizing::new(base64url::decode_exact::<32>(&d).ok_or(JoseError::PrivateKey)?);
        // `key_ops` of a private key says what the private half does
        members.remove("key_ops");
        let public = PublicJwk::from_json(&Json::Object(members))?;
        let mut point = vec![4];
        point.extend_from_slice(&public.x);
        point.extend_from_slice(&public.y);
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            d.as_slice(),
            &point,
            &random,
        )
        .map_err(|_| JoseError::PrivateKey)?;
        Self::from_pair(&public.kid, pair, random)
    }

    fn from_pair(kid: &str, pair: EcdsaKeyPair, random: SystemRandom) -> Result<Self, JoseError> {
        let point = pair.public_key().as_ref();
        let coordinate = |from: usize| {
            point.get(from..from + 32).and_then(|bytes| bytes.try_into().ok()).ok_or(JoseError::PrivateKey)
        };
        let public = PublicJwk { kid: kid.to_owned(), x: coordinate(1)?, y: coordinate(33)? };
        Ok(Self { pair, random, public })
    }

    /// The public half, borrowed.
    #[must_use]
    pub const fn public(&self) -> &PublicJwk {
        &self.public
    }
}

impl fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareKey").field("public", &self.public).finish_non_exhaustive()
    }
}

impl Signer for SoftwareKey {
    fn public_jwk(&self) -> PublicJwk {
        self.public.clone()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        let failed = || SignError { kid: self.public.kid.clone(), code: "jose.sign".to_owned() };
        let signature = self.pair.sign(&self.random, message).map_err(|_| failed())?;
        signature.as_ref().try_into().map_err(|_| failed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_signs_its_public_half_verifies_and_no_other() {
        let key = SoftwareKey::generate("k1").unwrap();
        let signature = key.sign(b"hello").unwrap();
        assert_eq!(key.public().verify(b"hello", &signature), Ok(()));
        assert_eq!(key.public().verify(b"hellp", &signature), Err(JoseError::SignatureInvalid));
        let other = SoftwareKey::generate("k1").unwrap();
        assert_eq!(other.public().verify(b"hello", &signature), Err(JoseError::SignatureInvalid));
    }

    #[test]
    fn a_key_comes_back_from_pkcs8_and_never_shows_itself() {
        let pkcs8 = SoftwareKey::generate_pkcs8().unwrap();
        let key = SoftwareKey::from_pkcs8("k1", &pkcs8).unwrap();
        let again = SoftwareKey::from_pkcs8("k1", &pkcs8).unwrap();
        assert_eq!(key.public(), again.public());
        let shown = format!("{key:?}");
        assert!(shown.contains("k1") && !shown.contains("pair"), "{shown}");
        assert_eq!(SoftwareKey::from_pkcs8("k1", b"no key").err(), Some(JoseError::PrivateKey));
    }

    #[test]
    fn a_private_jwk_must_fit_its_public_half() {
        let jwk = r#"{"kty":"EC","crv":"P-256","x":"oGTszKatWVlUBOd72VTpnJpYNnSYy43KyLTsecu2ow8","y":"Py6Zp3ahN7YgVTA9IePJj4mMorHM9JDbzgvmHIP2IIY","d":"1IfNJVIEqQ32JurB3_2_7KdDYYyKJluywqjkCHgCJe4","kid":"k1"}"#;
        let key = SoftwareKey::from_jwk(jwk.as_bytes()).unwrap();
        assert_eq!(key.public().kid, "k1");
        let other = jwk.replace("\"d\":\"1", "\"d\":\"2");
        assert_eq!(SoftwareKey::from_jwk(other.as_bytes()).err(), Some(JoseError::PrivateKey));
        let none = jwk.replace("\"d\"", "\"e\"");
        assert_eq!(SoftwareKey::from_jwk(none.as_bytes()).err(), Some(JoseError::PrivateKey));
    }
}

//! The key binding JWT: the holder proves the key the issuer named (RFC 9901 section 4.3).

use super::super::json::{Json, Limits, Style, Writer};
use super::super::jws::{self, Jws};
use super::super::{JoseError, KeyBindingFault, PublicJwk, Signer};
use super::disclosure::digest_text;
use super::process::Processed;
use crate::clock::Timestamp;

/// When a key binding JWT must have been issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// The time now.
    pub now: Timestamp,
    /// Oldest accepted age, in seconds.
    pub max_age_seconds: u32,
    /// How far clocks may differ, in seconds.
    pub leeway_seconds: u32,
}

/// What a verifier asks of a key binding JWT, and what a holder makes one for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyBinding {
    /// `aud`: the verifier.
    pub aud: String,
    /// `nonce`: of this presentation.
    pub nonce: String,
    /// `iat` within a window, if one is asked for.
    pub freshness: Option<Freshness>,
}

impl KeyBinding {
    /// Appends a key binding JWT to `presentation`, which ends with a tilde.
    ///
    /// # Errors
    /// [`JoseError::Format`], [`JoseError::Sign`].
    pub fn sign(&self, presentation: &str, iat: Timestamp, holder: &dyn Signer) -> Result<String, JoseError> {
        if !presentation.ends_with('~') {
            return Err(JoseError::Format { fault: "a presentation ends with a tilde" });
        }
        let mut payload = Writer::new(Style::Python);
        payload.begin_object();
        payload.name("iat");
        payload.integer(iat.seconds());
        payload.member("aud", &self.aud);
        payload.member("nonce", &self.nonce);
        payload.name("sd_hash");
        payload.ascii(&digest_text(presentation.as_bytes()));
        payload.end_object();
        let jwt = jws::sign(r#"{"alg": "ES256", "typ": "kb+jwt"}"#, &payload.finish(), holder)?;
        Ok(format!("{presentation}{jwt}"))
    }

    /// Checks `jwt` against `presented` (everything before it) and the holder key in the issuer's `cnf.jwk`.
    pub(super) fn check(&self, jwt: &str, presented: &str, claims: &Processed) -> Result<(), JoseError> {
        let fault = |fault| JoseError::KeyBinding { fault };
        let malformed = |_| fault(KeyBindingFault::Malformed);
        let holder = claims
            .signed
            .get("cnf")
            .and_then(|cnf| cnf.get("jwk"))
            .ok_or(fault(KeyBindingFault::NoHolderKey))
            .and_then(|jwk| PublicJwk::from_json(jwk).map_err(|_| fault(KeyBindingFault::NoHolderKey)))?;
        let jws = Jws::split(jwt).map_err(malformed)?;
        if jws.header().map_err(malformed)?.typ.as_deref() != Some("kb+jwt") {
            return Err(fault(KeyBindingFault::Malformed));
        }
        jws.verify(&holder).map_err(|_| fault(KeyBindingFault::Signature))?;
        let payload = jws.payload(&Limits { bytes: 16 * 1024, depth: 8, values: 256 }).map_err(malformed)?;
        let text =
            |name: &str| payload.get(name).and_then(Json::as_str).ok_or(fault(KeyBindingFault::Malformed));
        if text("aud")? != self.aud {
            return Err(fault(KeyBindingFault::Audience));
        }
        if text("nonce")? != self.nonce {
            return Err(fault(KeyBindingFault::Nonce));
        }
        if text("sd_hash")?.as_bytes() != digest_text(presented.as_bytes()) {
            return Err(fault(KeyBindingFault::SdHash));
        }
        let iat = payload.get("iat").and_then(Json::as_i64).ok_or(fault(KeyBindingFault::Malformed))?;
        if self.freshness.is_some_and(|window| !window.holds(Timestamp::from_seconds(iat))) {
            return Err(fault(KeyBindingFault::IssuedAt));
        }
        Ok(())
    }
}

impl Freshness {
    fn holds(&self, iat: Timestamp) -> bool {
        let leeway = i64::from(self.leeway_seconds);
        let oldest = self.now.plus_seconds(-leeway - i64::from(self.max_age_seconds));
        oldest <= iat && iat <= self.now.plus_seconds(leeway)
    }
}

//! What the three layers have in common: opening a token, and the claims about time, audience and binding.

use super::error::{ChainError, Layer};
use super::fields::Fields;
use super::policy::VerificationPolicy;
use super::reason::ChainReason;
use crate::clock::Timestamp;
use crate::jose::sd_jwt::{Processed, SdJwt, SdLimits, digest_text};
use crate::jose::{JoseError, PublicJwk};

/// Claims that decide something and are therefore seen by everyone (AMP marks none of them as disclosable).
const PLAIN: [&str; 13] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
    "cnf",
    "sd_hash",
    "mode",
    "idv_result",
    "idv_time",
];

/// Takes the token apart, checks header and signature with the key that `choose` names for the header's `kid`,
/// and puts its claims together. Nothing behind the signature is read before it is checked.
pub(super) fn open<'k>(
    token: &str,
    layer: Layer,
    policy: &VerificationPolicy,
    choose: impl FnOnce(Option<&str>) -> Result<&'k PublicJwk, ChainReason>,
) -> Result<Processed, ChainError> {
    let refuse = |error: JoseError| ChainError::new(layer, error);
    let limits = SdLimits::DEFAULT;
    let token = SdJwt::parse(token, &limits).map_err(refuse)?;
    if token.key_binding().is_some() {
        return Err(refuse(JoseError::Format { fault: "something behind the last tilde" }));
    }
    if layer == Layer::L1 && !token.disclosures().is_empty() {
        return Err(ChainError::new(layer, ChainReason::DisclosureForbidden));
    }
    let header = token.jws().header().map_err(refuse)?;
    if policy.is_strict() && header.typ.as_deref() != Some("sd+jwt") {
        let found = cut(&header.typ.unwrap_or_default(), 32);
        return Err(ChainError::at(layer, "typ", ChainReason::Typ { found }));
    }
    let key = choose(header.kid.as_deref()).map_err(|reason| ChainError::at(layer, "kid", reason))?;
    token.jws().verify(key).map_err(refuse)?;
    let processed = token.process(&limits).map_err(refuse)?;
    if let Some((name, _)) = processed.disclosed.iter().find(|(name, _)| PLAIN.contains(name)) {
        return Err(ChainError::at(layer, name, ChainReason::ClaimDisclosed));
    }
    Ok(processed)
}

/// Opens a layer that the key in the previous layer's `cnf` signed.
pub(super) fn open_bound(
    token: &str,
    layer: Layer,
    policy: &VerificationPolicy,
    key: &PublicJwk,
) -> Result<Processed, ChainError> {
    let opened = open(token, layer, policy, |kid| match kid {
        _ if !policy.is_strict() => Ok(key),
        None => Err(ChainReason::KidMissing),
        Some(kid) if kid == key.kid => Ok(key),
        Some(_) => Err(ChainReason::KidMismatch),
    })?;
    // L1 may have neither; below it AMP asks for both
    for (name, there) in [("_sd_alg", opened.has_sd_alg), ("_sd", opened.has_sd)] {
        if !there {
            return Err(ChainError::at(layer, name, ChainReason::ClaimMissing));
        }
    }
    Ok(opened)
}

/// A failed signature has another reason when the key itself is none: then the layer that names it is at fault.
/// Only asked after a failure, because it costs as much as a signature check.
pub(super) fn blame(error: ChainError, previous: Layer, key: &PublicJwk) -> ChainError {
    if !matches!(error.reason, ChainReason::Token(JoseError::SignatureInvalid)) {
        return error;
    }
    check_key(previous, key).err().unwrap_or(error)
}

/// Is a `cnf` key, with which nothing was verified yet, a point on the curve?
pub(super) fn check_key(layer: Layer, key: &PublicJwk) -> Result<(), ChainError> {
    key.check_on_curve().map_err(|error| match error {
        JoseError::Jwk { fault } => {
            ChainError::at(layer, "cnf", ChainReason::CnfInvalid { fault: Some(fault) })
        }
        other => ChainError::new(layer, other),
    })
}

/// The `cnf` key of a layer, with a `kid` unless the profile lets it go.
pub(super) fn required_cnf(
    layer: Layer,
    fields: &mut Fields,
    policy: &VerificationPolicy,
) -> Result<PublicJwk, ChainError> {
    let key = fields.cnf()?.ok_or_else(|| ChainError::at(layer, "cnf", ChainReason::CnfMissing))?;
    if policy.is_strict() && key.kid.is_empty() {
        return Err(ChainError::at(layer, "cnf.jwk.kid", ChainReason::KidMissing));
    }
    Ok(key)
}

/// One key must not play two roles.
pub(super) fn check_distinct(layer: Layer, key: &PublicJwk, others: &[PublicJwk]) -> Result<(), ChainError> {
    if others.iter().any(|other| other.same_point(key)) {
        return Err(ChainError::at(layer, "cnf", ChainReason::KeyReused));
    }
    Ok(())
}

/// `iat`, `exp`, `nbf` (RFC 7519 sections 4.1.4 to 4.1.6): integers, and `now` between them.
pub(super) fn read_times(
    fields: &mut Fields,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<(Timestamp, Timestamp), ChainError> {
    let leeway = i64::from(policy.leeway_seconds);
    let iat = fields.seconds("iat")?;
    let exp = fields.seconds("exp")?;
    let nbf = fields.optional_seconds("nbf")?;
    if now > exp.plus_seconds(leeway) {
        return Err(fields.error("exp", ChainReason::Expired { at: exp }));
    }
    if iat > now.plus_seconds(leeway) {
        return Err(fields.error("iat", ChainReason::IssuedInFuture { at: iat }));
    }
    if let Some(at) = nbf.filter(|nbf| *nbf > now.plus_seconds(leeway)) {
        return Err(fields.error("nbf", ChainReason::NotYetValid { at }));
    }
    Ok((iat, exp))
}

/// `aud`, one string, exactly the pinned one.
pub(super) fn read_audience(fields: &mut Fields, expected: &str) -> Result<String, ChainError> {
    let aud = fields.text("aud")?;
    if aud != expected {
        return Err(fields.error("aud", ChainReason::AudienceMismatch { found: cut(&aud, 64) }));
    }
    Ok(aud)
}

/// `nonce`, a text that says something.
pub(super) fn read_nonce(fields: &mut Fields, policy: &VerificationPolicy) -> Result<String, ChainError> {
    if !policy.is_strict() && !fields.contains("nonce") {
        return Ok(String::new());
    }
    fields.filled("nonce")
}

/// `sd_hash` of the previous layer, exactly as it was serialized.
pub(super) fn check_sd_hash(fields: &mut Fields, previous: &str) -> Result<(), ChainError> {
    let found = fields.text("sd_hash")?;
    if found.as_bytes() != digest_text(previous.as_bytes()) {
        return Err(fields.error("sd_hash", ChainReason::SdHashMismatch));
    }
    Ok(())
}

/// Is this place, a dotted path, the claim `name` or below it?
pub(super) fn is_part_of(place: &str, name: &str) -> bool {
    place.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A bound on what an error quotes.
pub(super) fn cut(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

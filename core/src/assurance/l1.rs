//! L1, the user's identity: issued by the network, serialized `<jwt>~`, nothing disclosable.

use super::build::{BuildError, header, require};
use super::claims::L1Claims;
use super::error::{ChainError, Layer};
use super::fields::Fields;
use super::layer::{check_distinct, check_key, cut, open, read_times, required_cnf};
use super::policy::VerificationPolicy;
use super::reason::ChainReason;
use crate::clock::Timestamp;
use crate::jose::json::{Json, Object, Style, Writer};
use crate::jose::{PublicJwk, Signer, jws};

/// Checks an L1 alone, as a wallet does with the one it receives.
///
/// # Errors
/// [`ChainError`].
pub fn verify_l1(l1: &str, policy: &VerificationPolicy, now: Timestamp) -> Result<L1Claims, ChainError> {
    let claims = read(l1, policy, now)?;
    check_key(Layer::L1, &claims.isp_key)?;
    Ok(claims)
}

/// As [`verify_l1`], for callers that go on to verify a signature with the key in `cnf`.
pub(super) fn read(l1: &str, policy: &VerificationPolicy, now: Timestamp) -> Result<L1Claims, ChainError> {
    let opened = open(l1, Layer::L1, policy, |kid| choose_root(kid, policy))?;
    if opened.has_sd || opened.has_sd_alg || !opened.withheld.is_empty() {
        let claim = if opened.has_sd { "_sd" } else { "_sd_alg" };
        return Err(ChainError::at(Layer::L1, claim, ChainReason::SdForbidden));
    }
    if has_digests(&opened.signed) {
        return Err(ChainError::at(Layer::L1, "_sd", ChainReason::SdForbidden));
    }
    let mut fields = Fields::new(Layer::L1, "", opened.signed);
    let iss = fields.text("iss")?;
    if iss != policy.iss {
        return Err(fields.error("iss", ChainReason::IssuerMismatch { found: cut(&iss, 64) }));
    }
    let sub = fields.filled("sub")?;
    let (iat, exp) = read_times(&mut fields, policy, now)?;
    let isp_key = required_cnf(Layer::L1, &mut fields, policy)?;
    let (isp_type, isp_name) = if policy.is_strict() {
        (fields.filled("isp_type")?, fields.filled("isp_name")?)
    } else {
        let mut lenient = |name| Ok(fields.optional_text(name)?.unwrap_or_default());
        (lenient("isp_type")?, lenient("isp_name")?)
    };
    if policy.is_strict() {
        check_distinct(Layer::L1, &isp_key, &policy.roots)?;
    }
    Ok(L1Claims { iss, sub, iat, exp, isp_key, isp_type, isp_name })
}

fn choose_root<'k>(kid: Option<&str>, policy: &'k VerificationPolicy) -> Result<&'k PublicJwk, ChainReason> {
    let only = match policy.roots.as_slice() {
        [only] if !policy.is_strict() => Some(only),
        _ => None,
    };
    let Some(kid) = kid else {
        return only.ok_or(ChainReason::KidMissing);
    };
    let named = policy.roots.iter().find(|root| root.kid == kid);
    named.or(only).ok_or_else(|| ChainReason::RootUnknown { kid: cut(kid, 64) })
}

/// Are there digests below the top? An L1 has nothing to disclose, wherever it would stand.
fn has_digests(members: &Object) -> bool {
    members.iter().any(|(name, value)| name == "_sd" || value_has_digests(value))
}

fn value_has_digests(value: &Json) -> bool {
    match value {
        Json::Object(members) => has_digests(members),
        Json::Array(elements) => elements.iter().any(value_has_digests),
        _ => false,
    }
}

/// Signs an L1 with the network's key, compact as the reference writes it.
///
/// # Errors
/// [`BuildError`].
pub fn build_l1(claims: &L1Claims, root: &dyn Signer) -> Result<String, BuildError> {
    for (name, text) in [("iss", &claims.iss), ("sub", &claims.sub), ("cnf.jwk.kid", &claims.isp_key.kid)] {
        require(name, text)?;
    }
    let mut payload = Writer::with_capacity(Style::Compact, 512);
    payload.begin_object();
    payload.member("iss", &claims.iss);
    payload.member("sub", &claims.sub);
    payload.name("iat");
    payload.integer(claims.iat.seconds());
    payload.name("exp");
    payload.integer(claims.exp.seconds());
    payload.name("cnf");
    payload.begin_object();
    payload.name("jwk");
    claims.isp_key.write(&mut payload);
    payload.end_object();
    payload.member("isp_type", &claims.isp_type);
    payload.member("isp_name", &claims.isp_name);
    payload.end_object();
    let mut token = jws::sign(&header(Style::Compact, root)?, &payload.finish(), root)?;
    token.push('~');
    Ok(token)
}

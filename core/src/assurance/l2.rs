//! L2, the mandate authorization: signed by the Identity Signature Provider's key after the person confirmed.

use super::build::{BuildError, require, seal, write_sd};
use super::checkout::{check_currencies, read_checkout};
use super::claims::{L1Claims, L2Claims, MandateInfo, Mode, TokenInfo};
use super::error::{ChainError, Layer};
use super::fields::Fields;
use super::intent::read_intent;
use super::layer::{
    check_distinct, check_sd_hash, cut, is_part_of, open_bound, read_audience, read_nonce, read_times,
    required_cnf,
};
use super::policy::VerificationPolicy;
use super::reason::ChainReason;
use crate::clock::Timestamp;
use crate::jose::json::{Json, Object, Style, Writer};
use crate::jose::sd_jwt::{Disclosure, digest_text};
use crate::jose::{Entropy, PublicJwk, Signer, SystemEntropy};

/// What `idv_result` says when the person was not verified. AMP lists no values; peers write `true`, `FACE`, `PASS`.
const IDV_FAILURES: [&str; 14] = [
    "0",
    "cancelled",
    "denied",
    "error",
    "f",
    "fail",
    "failed",
    "failure",
    "false",
    "no",
    "none",
    "pending",
    "rejected",
    "timeout",
];

/// What `mandate_status` says of a mandate that has ended, in AMP's spelling and in its reference's.
const ENDED: [&str; 4] = ["revoked", "expired", "finished", "closed"];

/// The claims of an L2, and which parts of its order were withheld.
pub(super) struct OpenedL2 {
    pub(super) claims: L2Claims,
    pub(super) withheld: Vec<String>,
}

pub(super) fn read(
    l2: &str,
    l1: &str,
    l1_claims: &L1Claims,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<OpenedL2, ChainError> {
    let mut opened = open_bound(l2, Layer::L2, policy, &l1_claims.isp_key)?;
    let mut disclosed = opened.disclosed;
    let checkout_claimed = opened.signed.contains("checkout");
    let mut fields = Fields::new(Layer::L2, "", opened.signed);
    check_sd_hash(&mut fields, l1)?;
    let nonce = read_nonce(&mut fields, policy)?;
    let aud = read_audience(&mut fields, &policy.l2_aud)?;
    let (iat, exp) = read_times(&mut fields, policy, now)?;
    let mode = read_mode(&mut fields)?;
    let (idv_result, idv_time) = read_idv(&mut fields, policy, iat)?;
    let agent_key = read_agent_key(&mut fields, mode, policy, &l1_claims.isp_key)?;
    // what bounds the mandate is all there or it is not a mandate; elsewhere an unanswered digest is a decoy
    // (RFC 9901 section 4.2.5) or something that nobody asks for
    if let Some(place) = opened.withheld.iter().find(|place| is_part_of(place, "intent")) {
        return Err(ChainError::at(Layer::L2, place.as_str(), ChainReason::Withheld));
    }
    let intent = read_intent(required(&mut disclosed, "intent")?, mode, policy)?;
    let token_info = read_token_info(required(&mut disclosed, "token_info")?)?;
    let mandate_info = read_mandate_info(required(&mut disclosed, "mandate_info")?, mode, policy, now)?;
    let error = |reason| Err(ChainError::at(Layer::L2, "checkout", reason));
    let checkout = match (mode, disclosed.remove("checkout")) {
        (Mode::Immediate, Some(checkout)) => {
            let parts_withheld = opened.withheld.iter().any(|place| place == "checkout");
            let checkout = read_checkout(Layer::L2, checkout, parts_withheld)?;
            check_currencies(Layer::L2, &checkout)?;
            Some(checkout)
        }
        (Mode::Immediate, None) => return error(ChainReason::CheckoutMissing),
        (Mode::Autonomous, found) => {
            if policy.is_strict() && (found.is_some() || checkout_claimed) {
                return error(ChainReason::CheckoutForbidden);
            }
            None
        }
    };
    let claims = L2Claims {
        nonce,
        aud,
        iat,
        exp,
        idv_result,
        idv_time,
        mode,
        intent,
        token_info,
        mandate_info,
        checkout,
        agent_key,
    };
    opened.withheld.retain(|place| is_part_of(place, "checkout"));
    Ok(OpenedL2 { claims, withheld: opened.withheld })
}

fn required(disclosed: &mut Object, name: &'static str) -> Result<Fields, ChainError> {
    match disclosed.remove(name) {
        None => Err(ChainError::at(Layer::L2, name, ChainReason::DisclosureMissing)),
        Some(Json::Object(members)) => Ok(Fields::new(Layer::L2, name, members)),
        Some(other) => {
            let reason = ChainReason::ClaimType { expected: "an object", found: other.kind() };
            Err(ChainError::at(Layer::L2, name, reason))
        }
    }
}

fn read_mode(fields: &mut Fields) -> Result<Mode, ChainError> {
    let found = fields.text("mode")?;
    [Mode::Immediate, Mode::Autonomous]
        .into_iter()
        .find(|mode| mode.as_str() == found)
        .ok_or_else(|| fields.error("mode", ChainReason::ModeInvalid { found: cut(&found, 32) }))
}

/// Does this `idv_result` say, in any case of letters, that the person was not verified?
#[must_use]
pub fn says_not_verified(idv_result: &str) -> bool {
    IDV_FAILURES.iter().any(|failure| idv_result.eq_ignore_ascii_case(failure))
}

fn read_idv(
    fields: &mut Fields,
    policy: &VerificationPolicy,
    iat: Timestamp,
) -> Result<(String, Timestamp), ChainError> {
    let lenient = !policy.is_strict();
    let result = if lenient && !fields.contains("idv_result") {
        String::new()
    } else {
        fields.filled("idv_result")?
    };
    if says_not_verified(&result) {
        return Err(fields.error("idv_result", ChainReason::IdvFailed { found: cut(&result, 32) }));
    }
    let time = if lenient && !fields.contains("idv_time") { iat } else { fields.time("idv_time")? };
    Ok((result, time))
}

fn read_agent_key(
    fields: &mut Fields,
    mode: Mode,
    policy: &VerificationPolicy,
    isp_key: &PublicJwk,
) -> Result<Option<PublicJwk>, ChainError> {
    if mode == Mode::Immediate {
        if policy.is_strict() && fields.contains("cnf") {
            return Err(fields.error("cnf", ChainReason::CnfForbidden));
        }
        return Ok(None);
    }
    let key = required_cnf(Layer::L2, fields, policy)?;
    if policy.is_strict() {
        check_distinct(Layer::L2, &key, std::slice::from_ref(isp_key))?;
        check_distinct(Layer::L2, &key, &policy.roots)?;
    }
    Ok(Some(key))
}

fn read_token_info(mut fields: Fields) -> Result<TokenInfo, ChainError> {
    Ok(TokenInfo {
        token_unique_reference: fields.text("token_unique_reference")?,
        token_status: fields.text("token_status")?,
        user_login_id: fields.text("user_login_id")?,
        wallet_name: fields.text("wallet_name")?,
    })
}

fn read_mandate_info(
    mut fields: Fields,
    mode: Mode,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<MandateInfo, ChainError> {
    let mandate_id = fields.filled("mandate_id")?;
    let mandate_type = fields.text("mandate_type")?;
    if policy.is_strict() && mandate_type != mode.as_str() {
        return Err(fields.error("mandate_type", ChainReason::MandateTypeMismatch));
    }
    let mandate_status = fields.text("mandate_status")?;
    if ENDED.iter().any(|ended| mandate_status.eq_ignore_ascii_case(ended)) {
        return Err(
            fields.error("mandate_status", ChainReason::ClaimValue { fault: "the mandate has ended" })
        );
    }
    let at = fields.time("mandate_expiry_time")?;
    if now > at {
        return Err(fields.error("mandate_expiry_time", ChainReason::MandateExpired { at }));
    }
    Ok(MandateInfo { mandate_id, mandate_type, mandate_status, mandate_expiry_time: at })
}

/// Signs an L2 over `l1` with the Identity Signature Provider's key, in the reference's spelling.
///
/// # Errors
/// [`BuildError`]: claims that do not fit the mode, amounts without a wire form, no signature.
pub fn build_l2(claims: &L2Claims, l1: &str, isp: &dyn Signer) -> Result<String, BuildError> {
    build_l2_with(claims, l1, isp, &SystemEntropy)
}

/// As [`build_l2`], with salts from `entropy`.
///
/// # Errors
/// As [`build_l2`].
pub fn build_l2_with(
    claims: &L2Claims,
    l1: &str,
    isp: &dyn Signer,
    entropy: &dyn Entropy,
) -> Result<String, BuildError> {
    check(claims)?;
    // one call for all salts: each call is a system call
    let mut salts = [[0; 16]; 4];
    entropy.fill(salts.as_flattened_mut())?;
    let [intent_salt, token_salt, mandate_salt, checkout_salt] = &salts;
    let mut disclosures = Vec::with_capacity(4);
    disclosures.push(Disclosure::written(intent_salt, Some("intent"), 512, |to| claims.intent.write(to)));
    disclosures.push(Disclosure::written(token_salt, Some("token_info"), 224, |to| {
        claims.token_info.write(to);
    }));
    disclosures.push(Disclosure::written(mandate_salt, Some("mandate_info"), 224, |to| {
        claims.mandate_info.write(to);
    }));
    if let Some(checkout) = &claims.checkout {
        let room = 320 + 128 * checkout.goods.len();
        disclosures.push(Disclosure::written(checkout_salt, Some("checkout"), room, |to| checkout.write(to)));
    }
    let mut payload = Writer::with_capacity(Style::Python, 896);
    payload.begin_object();
    write_sd(&mut payload, &disclosures);
    payload.member("nonce", &claims.nonce);
    payload.member("aud", &claims.aud);
    payload.name("iat");
    payload.integer(claims.iat.seconds());
    payload.name("exp");
    payload.integer(claims.exp.seconds());
    payload.name("sd_hash");
    payload.ascii(&digest_text(l1.as_bytes()));
    payload.member("idv_result", &claims.idv_result);
    payload.member("idv_time", &claims.idv_time.to_iso8601());
    payload.member("mode", claims.mode.as_str());
    if let Some(key) = &claims.agent_key {
        payload.name("cnf");
        payload.begin_object();
        payload.name("jwk");
        key.write(&mut payload);
        payload.end_object();
    }
    payload.member("_sd_alg", "sha-256");
    payload.end_object();
    seal(&payload.finish(), &disclosures, isp)
}

fn check(claims: &L2Claims) -> Result<(), BuildError> {
    let misfit = |claim: &str| Err(BuildError::Mode { claim: claim.to_owned() });
    for (name, text) in [
        ("nonce", &claims.nonce),
        ("aud", &claims.aud),
        ("idv_result", &claims.idv_result),
        ("mandate_info.mandate_id", &claims.mandate_info.mandate_id),
    ] {
        require(name, text)?;
    }
    let autonomous = claims.mode == Mode::Autonomous;
    if claims.agent_key.is_some() != autonomous {
        return misfit("cnf");
    }
    if claims.checkout.is_some() == autonomous {
        return misfit("checkout");
    }
    if claims.mandate_info.mandate_type != claims.mode.as_str() {
        return misfit("mandate_info.mandate_type");
    }
    if let Some(key) = &claims.agent_key {
        require("cnf.jwk.kid", &key.kid)?;
    }
    if let Some(checkout) = &claims.checkout {
        checkout.check()?;
    }
    claims.intent.check(claims.mode)
}

impl TokenInfo {
    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.member("token_unique_reference", &self.token_unique_reference);
        writer.member("token_status", &self.token_status);
        writer.member("user_login_id", &self.user_login_id);
        writer.member("wallet_name", &self.wallet_name);
        writer.end_object();
    }
}

impl MandateInfo {
    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.member("mandate_id", &self.mandate_id);
        writer.member("mandate_type", &self.mandate_type);
        writer.member("mandate_status", &self.mandate_status);
        writer.member("mandate_expiry_time", &self.mandate_expiry_time.to_iso8601());
        writer.end_object();
    }
}

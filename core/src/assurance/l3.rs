//! L3, the payment token request: signed by the agent, AUTONOMOUS only.

use super::build::{BuildError, require, seal, write_sd};
use super::checkout::read_checkout;
use super::claims::L3Claims;
use super::error::{ChainError, Layer};
use super::fields::Fields;
use super::layer::{check_sd_hash, is_part_of, open_bound, read_audience, read_nonce, read_times};
use super::policy::VerificationPolicy;
use super::reason::ChainReason;
use crate::clock::Timestamp;
use crate::jose::json::{Limits, Style, Writer};
use crate::jose::jws::Jws;
use crate::jose::sd_jwt::{Disclosure, digest_text};
use crate::jose::{Entropy, PublicJwk, Signer, SystemEntropy};

/// The claims of an L3, and which parts of its order were withheld.
pub(super) struct OpenedL3 {
    pub(super) claims: L3Claims,
    pub(super) withheld: Vec<String>,
}

pub(super) fn read(
    l3: &str,
    l2: &str,
    agent_key: &PublicJwk,
    policy: &VerificationPolicy,
    now: Timestamp,
) -> Result<OpenedL3, ChainError> {
    let mut opened = open_bound(l3, Layer::L3, policy, agent_key)?;
    let mut fields = Fields::new(Layer::L3, "", opened.signed);
    check_sd_hash(&mut fields, l2)?;
    let nonce = read_nonce(&mut fields, policy)?;
    let aud = read_audience(&mut fields, &policy.l3_aud)?;
    let (iat, exp) = read_times(&mut fields, policy, now)?;
    let checkout = opened
        .disclosed
        .remove("checkout")
        .ok_or_else(|| ChainError::at(Layer::L3, "checkout", ChainReason::CheckoutMissing))?;
    let parts_withheld = opened.withheld.iter().any(|place| place == "checkout");
    let checkout = read_checkout(Layer::L3, checkout, parts_withheld)?;
    opened.withheld.retain(|place| is_part_of(place, "checkout"));
    Ok(OpenedL3 { claims: L3Claims { nonce, aud, iat, exp, checkout }, withheld: opened.withheld })
}

impl L3Claims {
    /// Whether the L3 is in time at `now`, with the leeway of the policy: once more where it was verified at another time
    /// than the one that decides.
    ///
    /// # Errors
    /// [`ChainReason::Expired`], [`ChainReason::IssuedInFuture`].
    pub fn check_time(&self, policy: &VerificationPolicy, now: Timestamp) -> Result<(), ChainError> {
        let leeway = i64::from(policy.leeway_seconds);
        if now > self.exp.plus_seconds(leeway) {
            return Err(ChainError::at(Layer::L3, "exp", ChainReason::Expired { at: self.exp }));
        }
        if self.iat > now.plus_seconds(leeway) {
            return Err(ChainError::at(Layer::L3, "iat", ChainReason::IssuedInFuture { at: self.iat }));
        }
        Ok(())
    }
}

/// The nonce and the end of an L3 that was verified when it came and kept since; `None` if it has no nonce.
#[must_use]
pub fn kept_nonce(l3: &str) -> Option<(String, Timestamp)> {
    let jws = Jws::split(l3.split('~').next()?).ok()?;
    let claims = jws.payload(&Limits::default()).ok()?;
    let mut fields = Fields::new(Layer::L3, "", claims);
    Some((fields.filled("nonce").ok()?, fields.seconds("exp").ok()?))
}

/// Signs an L3 over `l2` with the agent's key, in the reference's spelling.
///
/// # Errors
/// [`BuildError`].
pub fn build_l3(claims: &L3Claims, l2: &str, agent: &dyn Signer) -> Result<String, BuildError> {
    build_l3_with(claims, l2, agent, &SystemEntropy)
}

/// As [`build_l3`], with salts from `entropy`.
///
/// # Errors
/// [`BuildError`].
pub fn build_l3_with(
    claims: &L3Claims,
    l2: &str,
    agent: &dyn Signer,
    entropy: &dyn Entropy,
) -> Result<String, BuildError> {
    require("nonce", &claims.nonce)?;
    require("aud", &claims.aud)?;
    claims.checkout.check()?;
    let mut salt = [0; 16];
    entropy.fill(&mut salt)?;
    let room = 320 + 128 * claims.checkout.goods.len();
    let disclosures =
        [Disclosure::written(&salt, Some("checkout"), room, |writer| claims.checkout.write(writer))];
    let mut payload = Writer::with_capacity(Style::Python, 384);
    payload.begin_object();
    write_sd(&mut payload, &disclosures);
    payload.member("nonce", &claims.nonce);
    payload.member("aud", &claims.aud);
    payload.name("iat");
    payload.integer(claims.iat.seconds());
    payload.name("exp");
    payload.integer(claims.exp.seconds());
    payload.name("sd_hash");
    payload.ascii(&digest_text(l2.as_bytes()));
    payload.member("_sd_alg", "sha-256");
    payload.end_object();
    seal(&payload.finish(), &disclosures, agent)
}

//! What a verifier trusts and expects.

use crate::jose::PublicJwk;

/// How much of AMP's tables is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, uniffi::Enum)]
pub enum Profile {
    /// Everything.
    #[default]
    Strict,
    /// Only to talk to the reference services, which leave things out. Relaxed are: `typ`; `kid` against `cnf`;
    /// missing `nonce`, `idv_result`, `idv_time`, `isp_type`, `isp_name`; a `cnf` or `checkout` too many (ignored);
    /// `mandate_type` against `mode`; constraints that are not understood; one key in two roles. Never relaxed
    /// are signatures, `sd_hash`, digests, expiry, audience, amounts and the bounds of the mandate.
    Sample,
}

/// What a verifier trusts and expects. Keys are read once, when this is made.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerificationPolicy {
    /// The network's keys; `kid` of L1 chooses one.
    pub roots: Vec<PublicJwk>,
    /// `iss` of L1.
    pub iss: String,
    /// `aud` of L2.
    pub l2_aud: String,
    /// `aud` of L3.
    pub l3_aud: String,
    /// How far clocks may differ, in seconds; AMP's reference takes 60.
    pub leeway_seconds: u32,
    /// How much is checked.
    pub profile: Profile,
}

impl VerificationPolicy {
    /// Strict, one root, the same audience for L2 and L3, 60 seconds.
    #[must_use]
    pub fn strict(root: PublicJwk, iss: &str, aud: &str) -> Self {
        Self {
            roots: vec![root],
            iss: iss.to_owned(),
            l2_aud: aud.to_owned(),
            l3_aud: aud.to_owned(),
            leeway_seconds: 60,
            profile: Profile::Strict,
        }
    }

    pub(super) fn is_strict(&self) -> bool {
        self.profile == Profile::Strict
    }
}

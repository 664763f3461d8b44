//! What the user authorizes: the one object from which the surface is derived and which L2 discloses.

use crate::agents::AgentProfile;
use crate::assurance::{Checkout, Intent, L2Claims, MandateInfo, Mode, TokenInfo};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::money::Amount;

/// The task's description where the peer gives none; the reference's words.
pub const DEFAULT_DESCRIPTION: &str = "User authorized payment";

/// What the user is asked to authorize.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant)] // one at a time, never in bulk
pub enum AuthorizationContent {
    /// An agent is bound to the wallet (AMP, "Enrollment").
    Enrollment(EnrollmentContent),
    /// A mandate is signed (AMP, "Mandate authorization").
    Mandate(MandateContent),
}

/// What binding an agent means: who may ask for mandates, on which wallet, until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrollmentContent {
    /// The authorization session at the network.
    pub auth_session_id: String,
    /// Who is bound.
    pub agent: AgentProfile,
    /// The wallet that is bound, for example `AlipayHK`.
    pub wallet_name: String,
    /// The account, masked.
    pub user_login_id: String,
    /// The agent's key, where it is known: what AUTONOMOUS mandates will delegate to.
    pub agent_key: Option<PublicJwk>,
    /// The key that the agent had so far, where it has another now (extension X3).
    pub former_agent_key: Option<PublicJwk>,
    /// The key whose signatures will stand for the user.
    pub isp_key: PublicJwk,
    /// Until when the binding serves.
    pub expires_at: Timestamp,
}

/// What L2 will disclose and delegate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateContent {
    /// The authorization session at the network.
    pub auth_session_id: String,
    /// Human present or not.
    pub mode: Mode,
    /// Who may act under the mandate.
    pub agent: AgentProfile,
    /// The agent's key, to which an AUTONOMOUS mandate delegates (L2's `cnf`).
    pub agent_key: Option<PublicJwk>,
    /// The key that the agent had so far, where it has another now (extension X3).
    pub former_agent_key: Option<PublicJwk>,
    /// The task, with its bounds (AUTONOMOUS).
    pub intent: Intent,
    /// The exact order (IMMEDIATE).
    pub checkout: Option<Checkout>,
    /// The wallet token that pays.
    pub token_info: TokenInfo,
    /// The mandate as it will be once authorized.
    pub mandate_info: MandateInfo,
}

/// What is known only when L2 is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningFacts {
    /// Unique per authorization.
    pub nonce: String,
    /// The verifier L2 is made for.
    pub aud: String,
    /// When it is signed.
    pub iat: Timestamp,
    /// How the person was verified, for example `FACE`.
    pub idv_result: String,
    /// When the person was verified.
    pub idv_time: Timestamp,
}

/// How long an IMMEDIATE L2 is valid, in seconds: the reference's ten minutes.
pub const IMMEDIATE_VALIDITY_SECONDS: i64 = 600;

impl MandateContent {
    /// All payments together may not exceed this: the constraints' budget, or the order's total.
    #[must_use]
    pub fn budget(&self) -> Option<Amount> {
        match self.mode {
            Mode::Autonomous => self.intent.constraints.as_ref().map(|bounds| bounds.budget),
            Mode::Immediate => self.checkout.as_ref().map(|order| order.total_amount),
        }
    }

    /// Nothing is paid under the mandate at or after this time.
    #[must_use]
    pub const fn expires_at(&self) -> Timestamp {
        self.mandate_info.mandate_expiry_time
    }

    /// The claims of L2. They are made of this content alone and of what only the moment of signing knows, so that
    /// what is signed cannot differ from what was shown.
    ///
    /// An IMMEDIATE L2 ends ten minutes after signing or with the mandate, whatever is earlier; an AUTONOMOUS one
    /// ends with the mandate.
    #[must_use]
    pub fn l2_claims(&self, facts: SigningFacts) -> L2Claims {
        let exp = match self.mode {
            Mode::Immediate => facts.iat.plus_seconds(IMMEDIATE_VALIDITY_SECONDS).min(self.expires_at()),
            Mode::Autonomous => self.expires_at(),
        };
        L2Claims {
            nonce: facts.nonce,
            aud: facts.aud,
            iat: facts.iat,
            exp,
            idv_result: facts.idv_result,
            idv_time: facts.idv_time,
            mode: self.mode,
            intent: self.intent.clone(),
            token_info: self.token_info.clone(),
            mandate_info: self.mandate_info.clone(),
            checkout: self.checkout.clone(),
            agent_key: match self.mode {
                Mode::Immediate => None,
                Mode::Autonomous => self.agent_key.clone(),
            },
        }
    }
}

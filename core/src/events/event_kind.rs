//! What happened.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Refused;
use crate::guard::coded;
use crate::money::Amount;

/// What happened, with what an app needs to tell the person. No secrets, no tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
// In JSON it is its code and its parameters: `guard::coded`.
#[serde(remote = "Self")]
#[non_exhaustive]
pub enum EventKind {
    /// A request passed S1 and waits for the user.
    #[serde(rename = "authorization.received")]
    AuthorizationReceived {
        /// The session.
        auth_session_id: String,
        /// Who asks.
        agent_id: String,
        /// `ENROLLMENT` or `MANDATE`.
        session: String,
    },
    /// S1 refused a request; the user was not asked.
    #[serde(rename = "authorization.refused")]
    AuthorizationRefused {
        /// The session.
        auth_session_id: String,
        /// Who asked.
        agent_id: String,
        /// Why.
        because: Refused,
        /// How many refusals of the same agent were not told before this one, because too many waited.
        #[serde(default)]
        untold: u64,
    },
    /// The user said yes; the network is being told.
    #[serde(rename = "authorization.approved")]
    AuthorizationApproved {
        /// The session.
        auth_session_id: String,
    },
    /// A session came to nothing.
    #[serde(rename = "authorization.failed")]
    AuthorizationFailed {
        /// The session.
        auth_session_id: String,
        /// Why; a stable code.
        because: String,
    },
    /// The agent may ask for mandates.
    #[serde(rename = "agent.bound")]
    AgentBound {
        /// The agent.
        agent_id: String,
        /// The session that bound it.
        auth_session_id: String,
    },
    /// A binding ended: a newer one took its place.
    #[serde(rename = "agent.unbound")]
    AgentUnbound {
        /// The agent.
        agent_id: String,
        /// The session that had bound it.
        auth_session_id: String,
    },
    /// The agent may spend.
    #[serde(rename = "mandate.activated")]
    MandateActivated {
        /// The mandate.
        mandate_id: String,
        /// The agent.
        agent_id: String,
        /// How much.
        budget: Amount,
    },
    /// The user raised or lowered the budget.
    #[serde(rename = "mandate.adjusted")]
    MandateAdjusted {
        /// The mandate.
        mandate_id: String,
        /// The budget before.
        before: Amount,
        /// The budget now.
        after: Amount,
    },
    /// Ended by the user.
    #[serde(rename = "mandate.revoked")]
    MandateRevoked {
        /// The mandate.
        mandate_id: String,
    },
    /// Ended by time.
    #[serde(rename = "mandate.expired")]
    MandateExpired {
        /// The mandate.
        mandate_id: String,
    },
    /// The task is done or the budget spent.
    #[serde(rename = "mandate.finished")]
    MandateFinished {
        /// The mandate.
        mandate_id: String,
    },
    /// An amount is held for a payment token.
    #[serde(rename = "payment.held")]
    PaymentHeld {
        /// The payment.
        payment_id: String,
        /// Its mandate.
        mandate_id: String,
        /// Who asked.
        agent_id: String,
        /// Who is paid.
        merchant_name: String,
        /// How much.
        amount: Amount,
    },
    /// The Intent Guard refused a token (S2) or a payment (S3, S4).
    #[serde(rename = "payment.refused")]
    PaymentRefused {
        /// The mandate that was to pay.
        mandate_id: String,
        /// The payment; none before a token was handed out.
        payment_id: Option<String>,
        /// Who asked.
        agent_id: String,
        /// Who was to be paid; none where the order names nobody who can be shown.
        merchant_name: Option<String>,
        /// Why.
        because: Refused,
        /// How many refusals of the same agent were not told before this one, because too many waited.
        #[serde(default)]
        untold: u64,
    },
    /// Debited.
    #[serde(rename = "payment.captured")]
    PaymentCaptured {
        /// The payment.
        payment_id: String,
        /// Its mandate.
        mandate_id: String,
        /// Who asked.
        agent_id: String,
        /// Who is paid.
        merchant_name: String,
        /// How much.
        amount: Amount,
    },
    /// Debited for a token that nobody vouched for (sample profile): by which agent, for what and to whom is unknown.
    #[serde(rename = "payment.unverified")]
    PaymentUnverified {
        /// The payment.
        payment_id: String,
        /// How much.
        amount: Amount,
    },
    /// The hold was given back; the token pays nothing.
    #[serde(rename = "payment.released")]
    PaymentReleased {
        /// The payment.
        payment_id: String,
        /// Its mandate.
        mandate_id: String,
        /// Who asked.
        agent_id: String,
        /// Who is paid.
        merchant_name: String,
        /// How much.
        amount: Amount,
        /// Why; a stable code.
        because: String,
    },
    /// The merchant gave back, a part or all of it.
    #[serde(rename = "payment.refunded")]
    PaymentRefunded {
        /// The payment.
        payment_id: String,
        /// Its mandate.
        mandate_id: String,
        /// Who asked.
        agent_id: String,
        /// Who is paid.
        merchant_name: String,
        /// The refund.
        refund_id: String,
        /// How much this time.
        amount: Amount,
    },
    /// The user changed the delegation limits.
    #[serde(rename = "limits.changed")]
    LimitsChanged,
    /// The user stopped one agent or all of them, or lifted a stop.
    #[serde(rename = "freeze.changed")]
    FreezeChanged {
        /// Whether nobody pays now.
        all: bool,
        /// The agents that pay nothing now, each by itself.
        agents: Vec<String>,
    },
    /// The user disputes a payment.
    #[serde(rename = "appeal.opened")]
    AppealOpened {
        /// The payment.
        payment_id: String,
        /// The appeal.
        appeal_id: String,
    },
    /// A dispute is over.
    #[serde(rename = "appeal.closed")]
    AppealClosed {
        /// The payment.
        payment_id: String,
        /// The appeal.
        appeal_id: String,
    },
    /// Events that nobody acknowledged gave way. Read the state anew.
    #[serde(rename = "events.dropped")]
    EventsDropped {
        /// How many are missing before this one.
        dropped: u64,
    },
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        coded::write(Self::serialize(self, serde_json::value::Serializer), serializer)
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(coded::read(deserializer)?).map_err(D::Error::custom)
    }
}

impl EventKind {
    /// The stable code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AuthorizationReceived { .. } => "authorization.received",
            Self::AuthorizationRefused { .. } => "authorization.refused",
            Self::AuthorizationApproved { .. } => "authorization.approved",
            Self::AuthorizationFailed { .. } => "authorization.failed",
            Self::AgentBound { .. } => "agent.bound",
            Self::AgentUnbound { .. } => "agent.unbound",
            Self::MandateActivated { .. } => "mandate.activated",
            Self::MandateAdjusted { .. } => "mandate.adjusted",
            Self::MandateRevoked { .. } => "mandate.revoked",
            Self::MandateExpired { .. } => "mandate.expired",
            Self::MandateFinished { .. } => "mandate.finished",
            Self::PaymentHeld { .. } => "payment.held",
            Self::PaymentRefused { .. } => "payment.refused",
            Self::PaymentCaptured { .. } => "payment.captured",
            Self::PaymentUnverified { .. } => "payment.unverified",
            Self::PaymentReleased { .. } => "payment.released",
            Self::PaymentRefunded { .. } => "payment.refunded",
            Self::LimitsChanged => "limits.changed",
            Self::FreezeChanged { .. } => "freeze.changed",
            Self::AppealOpened { .. } => "appeal.opened",
            Self::AppealClosed { .. } => "appeal.closed",
            Self::EventsDropped { .. } => "events.dropped",
        }
    }
}

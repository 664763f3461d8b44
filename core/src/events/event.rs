//! One event: its number, its subject, what happened.

use serde::{Deserialize, Serialize};

use super::Refused;
use crate::clock::Timestamp;
use crate::money::Amount;

/// One event of this wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Event {
    /// Its number: 1, 2, 3 and so on through the wallet's life, never used twice.
    pub event_id: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub what: EventKind,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// An authorization session.
    Session,
    /// An agent.
    Agent,
    /// A mandate.
    Mandate,
    /// A payment.
    Payment,
    /// The wallet itself.
    Wallet,
}

/// What happened, with what an app needs to tell the person. No secrets, no tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "code", content = "params")]
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

    /// What the event is about, and its identifier; none for the wallet itself.
    #[must_use]
    pub fn subject(&self) -> (SubjectKind, Option<&str>) {
        match self {
            Self::AuthorizationReceived { auth_session_id: id, .. }
            | Self::AuthorizationRefused { auth_session_id: id, .. }
            | Self::AuthorizationApproved { auth_session_id: id }
            | Self::AuthorizationFailed { auth_session_id: id, .. } => (SubjectKind::Session, Some(id)),
            Self::AgentBound { agent_id: id, .. } | Self::AgentUnbound { agent_id: id, .. } => {
                (SubjectKind::Agent, Some(id))
            }
            Self::MandateActivated { mandate_id: id, .. }
            | Self::MandateAdjusted { mandate_id: id, .. }
            | Self::MandateRevoked { mandate_id: id }
            | Self::MandateExpired { mandate_id: id }
            | Self::MandateFinished { mandate_id: id }
            | Self::PaymentRefused { mandate_id: id, .. } => (SubjectKind::Mandate, Some(id)),
            Self::PaymentHeld { payment_id: id, .. }
            | Self::PaymentCaptured { payment_id: id, .. }
            | Self::PaymentUnverified { payment_id: id, .. }
            | Self::PaymentReleased { payment_id: id, .. }
            | Self::PaymentRefunded { payment_id: id, .. }
            | Self::AppealOpened { payment_id: id, .. }
            | Self::AppealClosed { payment_id: id, .. } => (SubjectKind::Payment, Some(id)),
            Self::LimitsChanged | Self::FreezeChanged { .. } | Self::EventsDropped { .. } => {
                (SubjectKind::Wallet, None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn an_event_is_one_flat_object_with_its_code_and_reads_back() {
        let event = Event {
            event_id: 7,
            at: Timestamp::from_millis(5),
            what: EventKind::PaymentHeld {
                payment_id: "p".to_owned(),
                mandate_id: "m".to_owned(),
                agent_id: "a".to_owned(),
                merchant_name: "Demo Store".to_owned(),
                amount: Amount::from_micros(1, Currency::HKD),
            },
        };
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["code"], event.what.code());
        assert_eq!(json["params"]["payment_id"], "p");
        assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
        let plain = Event { what: EventKind::LimitsChanged, ..event };
        let json = serde_json::to_string(&plain).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), plain);
    }
}

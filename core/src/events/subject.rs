//! What an event is about.

use serde::{Deserialize, Serialize};

use super::EventKind;

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

impl EventKind {
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

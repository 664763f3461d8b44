//! One authorization session: what the network asked for, and how far the answer has got.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// What is to be authorized (`authContext`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SessionKind {
    /// Binding this wallet to an agent.
    Enrollment,
    /// A mandate.
    Mandate,
}

impl SessionKind {
    /// The wire spelling: `ENROLLMENT` or `MANDATE`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enrollment => "ENROLLMENT",
            Self::Mandate => "MANDATE",
        }
    }
}

/// How it stands, as `/mpp/inquiryAuthorization` tells (`authStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SessionStatus {
    /// Waiting for the user, or for the network's answer to the notification.
    AuthInProcess,
    /// The user approved and the network answered `success:true`.
    Success,
    /// Refused, timed out, or not accepted by the network.
    Failed,
}

impl SessionStatus {
    /// The wire spelling: `AUTH_IN_PROCESS`, `SUCCESS` or `FAILED`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthInProcess => "AUTH_IN_PROCESS",
            Self::Success => "SUCCESS",
            Self::Failed => "FAILED",
        }
    }
}

/// How far the notification of the network has got. It is not idempotent there: each one that arrives makes a new
/// token or mandate. So its state is written before it is sent and after it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum NotificationState {
    /// Nothing was sent.
    NotStarted,
    /// It is being sent, or was when the process ended.
    Sending,
    /// The network accepted it.
    Answered,
    /// The network refused it, or it surely never arrived.
    Failed,
    /// It may have arrived; the answer was lost. Sent again only where that cannot make a second mandate.
    Unknown,
}

impl NotificationState {
    /// The stable spelling, for example `not_started`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Sending => "sending",
            Self::Answered => "answered",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// The notification of the network about one session.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Notification {
    /// How far it has got.
    pub state: NotificationState,
    /// The exact body, kept before it is sent, so that a repetition sends the same bytes.
    pub request_body: Option<Vec<u8>>,
    /// The answer's body as it arrived.
    pub answer_body: Option<Vec<u8>>,
}

impl Notification {
    /// Nothing sent yet.
    #[must_use]
    pub const fn not_started() -> Self {
        Self { state: NotificationState::NotStarted, request_body: None, answer_body: None }
    }
}

// The bodies carry tokens and personal data: only their sizes are shown.
impl fmt::Debug for Notification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("state", &self.state)
            .field("request_bytes", &self.request_body.as_ref().map(Vec::len))
            .field("answer_bytes", &self.answer_body.as_ref().map(Vec::len))
            .finish()
    }
}

/// One authorization session (AMP, `createAuthorization`).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AuthorizationSession {
    /// The network's identifier of the session.
    pub auth_session_id: String,
    /// The wallet's identifier, answered to `createAuthorization`.
    pub auth_id: String,
    /// What is to be authorized.
    pub kind: SessionKind,
    /// The agent that asks.
    pub agent_id: String,
    /// `customerId` as given; empty in the reference's flow.
    pub customer_id: String,
    /// Digest of the request: the same session is answered with the first outcome only if nothing changed.
    pub request_digest: String,
    /// How it stands.
    pub status: SessionStatus,
    /// The mandate it made; MANDATE only.
    pub mandate_id: Option<String>,
    /// Digest of the surface the user was shown, which the approval carried.
    pub surface_digest: Option<String>,
    /// The notification of the network.
    pub notification: Notification,
    /// How the user was verified, for example `FACE`.
    pub idv_result: Option<String>,
    /// When the user was verified.
    pub idv_time: Option<Timestamp>,
    /// Why it failed; a stable code.
    pub failure_code: Option<String>,
    /// When the request arrived.
    pub created_at: Timestamp,
    /// Nothing is approved at or after this time.
    pub expires_at: Timestamp,
}

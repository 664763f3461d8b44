//! A mandate's life: the five states and the only ways between them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where a mandate is in its life (AMP, "Mandate states").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum MandateState {
    /// Waiting for the user's authorization.
    Inactive,
    /// Authorized, signature verified: the only state in which anything is paid.
    Activated,
    /// Ended by the user or by the network's rules.
    Revoked,
    /// Ended by time.
    Expired,
    /// Ended because the task is done, the budget spent, or a rule met.
    Finished,
}

/// What happens to a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum MandateEvent {
    /// The user authorized it and the signature verified.
    Activate,
    /// The user or the network ended it.
    Revoke,
    /// Its time, or the time to authorize it, is over.
    Expire,
    /// The task is done, the budget spent, or a rule met.
    Finish,
}

/// A step that a mandate's life does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum MandateError {
    /// No such transition.
    #[error("a mandate that is {state:?} cannot {event:?}")]
    IllegalTransition {
        /// The state it is in.
        state: MandateState,
        /// What was asked.
        event: MandateEvent,
    },
    /// Only an activated mandate can do what was asked.
    #[error("a mandate that is {state:?} is not activated")]
    NotActivated {
        /// The state it is in.
        state: MandateState,
    },
    /// A spelling of a state that neither AMP nor its reference has.
    #[error("unknown mandate status {status:?}")]
    UnknownStatus {
        /// What was read, cut to 32 characters.
        status: String,
    },
}

impl MandateError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IllegalTransition { .. } => "mandate.illegal_transition",
            Self::NotActivated { .. } => "mandate.not_activated",
            Self::UnknownStatus { .. } => "mandate.unknown_status",
        }
    }
}

impl MandateState {
    /// The state after `event`.
    ///
    /// # Errors
    /// [`MandateError::IllegalTransition`] for every step the specification does not name.
    pub const fn after(self, event: MandateEvent) -> Result<Self, MandateError> {
        match (self, event) {
            (Self::Inactive, MandateEvent::Activate) => Ok(Self::Activated),
            (Self::Inactive | Self::Activated, MandateEvent::Revoke) => Ok(Self::Revoked),
            (Self::Inactive | Self::Activated, MandateEvent::Expire) => Ok(Self::Expired),
            (Self::Activated, MandateEvent::Finish) => Ok(Self::Finished),
            (state, event) => Err(MandateError::IllegalTransition { state, event }),
        }
    }

    /// No way leads out of it.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Revoked | Self::Expired | Self::Finished)
    }

    /// The specification's spelling, for example `activated`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Activated => "activated",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Finished => "finished",
        }
    }

    /// The reference's spelling, for example `ACTIVE`: what its peers expect on the wire.
    #[must_use]
    pub const fn as_reference(self) -> &'static str {
        match self {
            Self::Inactive => "INACTIVE",
            Self::Activated => "ACTIVE",
            Self::Revoked => "REVOKED",
            Self::Expired => "EXPIRED",
            Self::Finished => "CLOSED",
        }
    }

    /// Reads either spelling.
    ///
    /// # Errors
    /// [`MandateError::UnknownStatus`].
    pub fn parse(status: &str) -> Result<Self, MandateError> {
        [Self::Inactive, Self::Activated, Self::Revoked, Self::Expired, Self::Finished]
            .into_iter()
            .find(|state| state.as_str() == status || state.as_reference() == status)
            .ok_or_else(|| MandateError::UnknownStatus { status: status.chars().take(32).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [MandateState; 5] = [
        MandateState::Inactive,
        MandateState::Activated,
        MandateState::Revoked,
        MandateState::Expired,
        MandateState::Finished,
    ];
    const EVENTS: [MandateEvent; 4] =
        [MandateEvent::Activate, MandateEvent::Revoke, MandateEvent::Expire, MandateEvent::Finish];

    #[test]
    fn there_are_six_transitions_and_no_others() {
        let legal =
            STATES.iter().flat_map(|s| EVENTS.iter().map(|e| s.after(*e))).filter(Result::is_ok).count();
        assert_eq!(legal, 6);
    }

    #[test]
    fn terminal_states_stay_terminal() {
        for state in STATES.into_iter().filter(|state| state.is_terminal()) {
            assert!(EVENTS.iter().all(|event| state.after(*event).is_err()));
        }
    }

    #[test]
    fn both_spellings_are_read_and_no_third() {
        for state in STATES {
            assert_eq!(MandateState::parse(state.as_str()), Ok(state));
            assert_eq!(MandateState::parse(state.as_reference()), Ok(state));
        }
        for status in ["", "Active", "ACTIVATED", "closed", "active"] {
            assert!(MandateState::parse(status).is_err(), "{status}");
        }
    }
}

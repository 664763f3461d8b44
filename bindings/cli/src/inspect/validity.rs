//! From when to when a token says it is good.

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::json::{Json, Object};
use serde::Serialize;

/// Whether the time of asking lies in the window, without a leeway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WindowState {
    /// Begun and not over.
    Current,
    /// `nbf` or `iat` lies ahead.
    NotYetValid,
    /// `exp` is reached.
    Expired,
    /// There is no `exp` that is a whole number: an AMP verifier refuses it.
    NoExpiry,
}

/// The window in ISO 8601; a time that is no whole number is missing.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Validity {
    pub(super) issued_at: Option<String>,
    pub(super) not_before: Option<String>,
    pub(super) expires_at: Option<String>,
    pub(super) state: WindowState,
}

impl Validity {
    /// The window of a payload (RFC 7519 sections 4.1.4 to 4.1.6), seen at `now`.
    pub(super) fn of(payload: &Object, now: Timestamp) -> Self {
        let time = |name| payload.get(name).and_then(Json::as_i64).map(Timestamp::from_seconds);
        let (issued, not_before, expires) = (time("iat"), time("nbf"), time("exp"));
        let state = match expires {
            None => WindowState::NoExpiry,
            Some(end) if end <= now => WindowState::Expired,
            Some(_) if [issued, not_before].iter().flatten().any(|start| *start > now) => {
                WindowState::NotYetValid
            }
            Some(_) => WindowState::Current,
        };
        let text = |time: Option<Timestamp>| time.map(Timestamp::to_iso8601);
        Self { issued_at: text(issued), not_before: text(not_before), expires_at: text(expires), state }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(members: &[(&str, i64)], now: i64) -> WindowState {
        let mut payload = Object::new();
        for (name, seconds) in members {
            payload.insert(*name, *seconds);
        }
        Validity::of(&payload, Timestamp::from_seconds(now)).state
    }

    #[test]
    fn a_window_opens_at_its_start_and_is_over_at_its_end() {
        let window = [("iat", 100), ("exp", 200)];
        assert_eq!(state(&window, 99), WindowState::NotYetValid);
        assert_eq!(state(&window, 100), WindowState::Current);
        assert_eq!(state(&window, 199), WindowState::Current);
        assert_eq!(state(&window, 200), WindowState::Expired);
        assert_eq!(state(&[("nbf", 150), ("exp", 200)], 149), WindowState::NotYetValid);
        assert_eq!(state(&[("iat", 100)], 150), WindowState::NoExpiry);
    }

    #[test]
    fn an_end_that_is_a_text_is_no_end() {
        let mut payload = Object::new();
        payload.insert("exp", "200");
        assert_eq!(Validity::of(&payload, Timestamp::from_seconds(1)).state, WindowState::NoExpiry);
    }
}

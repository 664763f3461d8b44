//! A payment token, as the network keeps it.

use crate::assurance::Mode;
use crate::clock::Timestamp;
use crate::network::messages::{OrderBody, TokenRecord};

/// Where a payment token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenState {
    /// Handed out, not used.
    Init,
    /// A payment with it was begun; it will never begin another.
    Used,
}

impl TokenState {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Init => "INIT",
            Self::Used => "USED",
        }
    }
}

#[derive(Clone)]
pub(super) struct IssuedToken {
    pub(super) payment_token: String,
    pub(super) mandate_id: String,
    pub(super) token_id: String,
    pub(super) session_id: String,
    pub(super) mode: Mode,
    pub(super) state: TokenState,
    pub(super) expires_at: Timestamp,
    pub(super) l3: Option<String>,
    pub(super) checkout: OrderBody,
    /// The deduction that this token stands for.
    pub(super) serial: String,
}

impl IssuedToken {
    pub(super) fn record(&self) -> TokenRecord {
        TokenRecord {
            payment_token: self.payment_token.clone(),
            mandate_id: self.mandate_id.clone(),
            token_id: self.token_id.clone(),
            auth_session_id: self.session_id.clone(),
            mandate_type: self.mode.as_str().to_owned(),
            payment_status: self.state.as_str().to_owned(),
            expiry_time: self.expires_at.to_iso8601(),
            l3_serialized: self.l3.clone(),
            checkout: self.checkout.clone(),
        }
    }
}

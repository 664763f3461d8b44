//! One mandate: what an agent may spend, on what, until when.

use serde::{Deserialize, Serialize};

use super::MandateState;
use crate::assurance::{Checkout, Intent, Mode};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::limits::Charge;
use crate::money::{Amount, MoneyError};
use crate::payments::RateStatement;

/// A mandate as the wallet keeps it (AMP, "Mandate").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Mandate {
    /// The wallet's identifier, the one that L2's `mandate_info` carries.
    pub mandate_id: String,
    /// The network's identifier, known once the network has answered the notification.
    pub network_mandate_id: Option<String>,
    /// The authorization session it came with.
    pub auth_session_id: String,
    /// The agent that may act under it.
    pub agent_id: String,
    /// The agent's key, to which an AUTONOMOUS mandate delegates (L2's `cnf`).
    pub agent_key: Option<PublicJwk>,
    /// Human present or not.
    pub mode: Mode,
    /// Where it is in its life.
    pub state: MandateState,
    /// What the person wants done, with the bounds (AUTONOMOUS).
    pub intent: Intent,
    /// The exact order (IMMEDIATE).
    pub checkout: Option<Checkout>,
    /// All payments together may not exceed this: the constraints' budget, or the checkout's total; adjustable by
    /// the user once activated.
    pub budget: Amount,
    /// Nothing is paid at or after this time.
    pub expires_at: Timestamp,
    /// When the request arrived.
    pub created_at: Timestamp,
    /// When the user approved it; counts towards the day's delegation limit, unless nothing came of it.
    pub approved_at: Option<Timestamp>,
    /// When the network had answered and the mandate took effect.
    pub activated_at: Option<Timestamp>,
    /// The version of the user's limits it was authorized under; 0: none.
    pub limits_version: i64,
    /// The rate that was fixed for its budget when it was authorized, if it is not in the wallet's currency: at this rate
    /// the budget counts towards delegation limits. A payment has a rate of its own.
    pub rate: Option<RateStatement>,
    /// L2 as signed, byte for byte.
    pub l2: Option<String>,
}

impl Mandate {
    /// What `budget` under this mandate counts towards delegation limits.
    ///
    /// # Errors
    /// [`MoneyError`] for an amount in another currency, or one whose worth no amount can hold.
    pub fn charge(&self, budget: Amount) -> Result<Charge, MoneyError> {
        Charge::at(budget, self.rate.as_ref().map(|rate| &rate.exchange))
    }
}

//! What is kept for an appeal: everything that proves what was authorized, asked for and debited.

use std::fmt;

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::assurance::Checkout;
use crate::clock::Timestamp;
use crate::jose::base64url;
use crate::ledger::Entry;
use crate::money::Amount;
use crate::payments::Refund;

/// The evidence of one payment, copied when the appeal is opened: what happens later does not change it. `Debug` hides
/// the chain.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Evidence {
    /// L1 as the network issued it, byte for byte.
    pub l1: Option<String>,
    /// L2 as the user's key signed it, byte for byte.
    pub l2: Option<String>,
    /// L3 as the agent signed it, byte for byte; none for IMMEDIATE.
    pub l3: Option<String>,
    /// The order that the payment token was bound to.
    pub order: Checkout,
    /// base64url SHA-256 of the payment token: proves the token to who has it, and gives it to nobody.
    pub token_hash: String,
    /// The mandate that was paid under.
    pub mandate_id: String,
    /// Its budget when the appeal was opened.
    pub budget: Amount,
    /// The agent that asked.
    pub agent_id: String,
    /// How the person was verified when he authorized the mandate.
    pub idv_result: Option<String>,
    /// When the person was verified.
    pub idv_time: Option<Timestamp>,
    /// When the mandate took effect.
    pub activated_at: Option<Timestamp>,
    /// When the amount was held.
    pub held_at: Timestamp,
    /// When it was debited.
    pub captured_at: Option<Timestamp>,
    /// What was held.
    pub held: Amount,
    /// What was debited.
    pub captured: Option<Amount>,
    /// What was given back before the appeal.
    pub refunds: Vec<Refund>,
    /// The payment's postings.
    pub entries: Vec<Entry>,
}

impl Evidence {
    /// The hash under which evidence names a payment token.
    #[must_use]
    pub fn hash_of(payment_token: &str) -> String {
        base64url::encode(digest(&SHA256, payment_token.as_bytes()).as_ref())
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence")
            .field("token_hash", &self.token_hash)
            .field("mandate_id", &self.mandate_id)
            .field("agent_id", &self.agent_id)
            .field("held_at", &self.held_at)
            .field("captured_at", &self.captured_at)
            .field("captured", &self.captured)
            .finish_non_exhaustive()
    }
}

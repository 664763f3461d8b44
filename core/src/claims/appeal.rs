//! One appeal: a payment that the user disputes.

use serde::{Deserialize, Serialize};

use super::Evidence;
use crate::clock::Timestamp;

/// Longest reason, in characters.
pub const MAX_REASON: u32 = 1_000;

/// A payment that the user disputes, with the evidence as it was when he said so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Appeal {
    /// The wallet's identifier.
    pub appeal_id: String,
    /// The payment.
    pub payment_id: String,
    /// Why, in the user's own words.
    pub reason: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed; none while it is open.
    pub closed_at: Option<Timestamp>,
    /// How it ended, as the provider said; a stable code.
    pub outcome: Option<String>,
    /// What is kept for it.
    pub evidence: Evidence,
}

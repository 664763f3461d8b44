//! A payment that nobody vouched for.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::money::Amount;

/// A payment whose token nobody announced and no network explains, paid in the sample profile: the wallet knows neither
/// its mandate nor its agent, order or merchant. It is debited at once, and only once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct UnverifiedPayment {
    /// The wallet's identifier.
    pub payment_id: String,
    /// What was debited.
    pub amount: Amount,
    /// When.
    pub paid_at: Timestamp,
}

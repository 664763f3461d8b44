//! What breaks a limit.

use crate::money::{Amount, Currency};

/// One limit that a budget or a payment would break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitBreach {
    /// The amount, with what counts already, is over the limit.
    Exceeded {
        /// Which limit.
        limit_id: String,
        /// What was asked for.
        requested: Amount,
        /// What counts already.
        counted: Amount,
        /// The limit.
        max: Amount,
    },
    /// One payment, or one mandate, too many.
    CountExceeded {
        /// Which limit.
        limit_id: String,
        /// How many count already.
        counted: i64,
        /// The limit.
        max: u32,
    },
    /// Something in another currency than the limit's: it cannot be judged, and it is not ignored.
    Currency {
        /// Which limit.
        limit_id: String,
        /// The other currency.
        currency: Currency,
        /// The limit's currency.
        expected: Currency,
    },
}

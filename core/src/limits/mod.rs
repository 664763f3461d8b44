//! Limits: how much, per what, per when. What agents may be authorized for (delegation) and what they may pay
//! (spending).
//!
//! | | judged | windows | dimensions |
//! |---|---|---|---|
//! | delegation | before a mandate is authorized | one mandate, day, week, month | all, agent |
//! | spending | at S2, before the hold, and at S4, before the debit | day, week, month, life of a mandate | all, agent, merchant, category, device, mandate |
//!
//! A mandate keeps the set of limits it was authorized under: a changed set touches later mandates only. What counts
//! does not ask under which set a mandate is: everything that is delegated or spent counts in every window that any
//! limit in use looks at. A hold counts from the moment it is made; what is given back is taken off in the window where it was
//! counted; a refund is not given back. What is paid in another currency than the wallet's counts for limits in the
//! wallet's currency as what it is worth at the rate fixed for it ([`Charge`]), and for limits in its own currency as it
//! is. What an agent may leave out, a merchant's identifier, a category, an order's
//! number, gains it nothing where it is left out: see [`Tally`]. A [`Freeze`] is no limit: it stops every mandate at once.

/// How long counts are kept after their window, in milliseconds: a clock that was ahead and comes right by itself finds
/// the counts of the windows it comes back to.
pub const COUNTS_KEPT_MILLIS: i64 = 40 * 86_400_000;

mod attempt;
mod breach;
mod charge;
mod counter;
mod freeze;
mod limit;
mod limit_set;
mod tally;
mod usage;
mod window;

pub use attempt::AttemptKey;
pub use breach::LimitBreach;
pub use charge::Charge;
pub use counter::{CounterKey, PHONE, Subject};
pub use freeze::Freeze;
pub use limit::{Cap, Dimension, FREQUENCY, Limit, LimitKind, Scope, Series, Window};
pub use limit_set::{LimitError, LimitSet, MAX_LIMITS};
pub use tally::Tally;
pub use usage::LimitUsage;
pub use window::{CalendarWindow, WalletZone, ZoneError};

#[cfg(test)]
mod calendar_tests;
#[cfg(test)]
mod tally_tests;
#[cfg(test)]
mod tests;

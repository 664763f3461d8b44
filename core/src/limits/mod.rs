//! Delegation limits: how much, per what, per when.

mod policy;
mod window;

pub use policy::{DelegationLimits, LimitBreach, LimitKind};
pub use window::{CalendarDay, WalletZone, ZoneError};

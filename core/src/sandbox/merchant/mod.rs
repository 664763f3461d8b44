//! Merchants, behind one door: a small catalogue, orders, and ways to cheat.

mod catalogue;
mod change;
mod order;

pub(super) use catalogue::catalogue;
pub use change::OrderChange;
pub(super) use order::{MerchantBook, create_order, pay_order};

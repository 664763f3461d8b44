//! Double-entry ledger: accounts, postings and balances as pure data and functions; `storage` keeps them.
//!
//! Every mandate has five accounts in its currency. A posting moves an amount between two of them, so together
//! they always sum to zero. `delegated` is the contra account: it shows what the user handed out, as a negative
//! balance. No other account may fall below zero, which is what makes overspending impossible.
//!
//! | movement | from | to | when |
//! |---|---|---|---|
//! | delegate | delegated | available | the user authorizes a budget, or raises it |
//! | withdraw | available | delegated | the user lowers a budget, or the mandate ends |
//! | hold | available | held | S2: a payment token is handed out |
//! | capture | held | spent | S4: the debit |
//! | release | held | available | the hold expired, failed, or was larger than the debit |
//! | refund | spent | refunded | the merchant gave back; it is not available again |

mod balances;
mod error;
mod posting;

pub use balances::Balances;
pub use error::LedgerError;
pub use posting::{Account, AccountKind, Entry, Movement, Posting};

//! The steps of one payment as data: which state follows, which postings go with it, and what is left to do after
//! a crash.
//!
//! ```text
//!   S2 ──hold──▶ Held ──capture (S4)──▶ Captured        the rest of a larger hold is released in the same step
//!                 │                                    └──refund──▶ Captured   a part, again, up to all of it
//!                 └──release──────────▶ Released        expired, failed, refused later, voided
//! ```
//!
//! A state and its postings are written in one transaction, so a crash always leaves one of the three states, whole:
//!
//! | the process ended | found afterwards | left to do |
//! |---|---|---|
//! | before the hold was written | nothing | nothing; no token was handed out |
//! | after it, before or after the answer | `Held` | wait for the debit, or release when the token's time is over |
//! | after the capture, before the answer | `Captured` | nothing; the same token is refused |
//! | after the release | `Released` | nothing; the token pays nothing |
//! | after a refund, before the answer | `Captured`, the refund beside it | nothing; the same refund again is answered with the first |
//!
//! A refund does not restore the budget: what was authorized was spent once, and a merchant who gives back does not
//! authorize a second purchase. It moves from `spent` to `refunded`; a mandate that has finished stays finished.

mod error;
mod refund;
mod step;
#[cfg(test)]
mod tests;

pub use error::SagaError;
pub use refund::{Refund, refund};
pub use step::{PaymentEvent, PaymentStep, begin, next};

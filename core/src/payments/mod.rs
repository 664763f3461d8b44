//! Payments: token (CGCP), order, checkout hash, saga.

mod payment;

pub use payment::{Payment, PaymentState};

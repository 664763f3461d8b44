//! Payments: token (CGCP), order, checkout hash, saga.

mod order;
mod payment;
pub mod saga;
mod token;
mod token_binding;

pub use order::{OrderDifference, compare_orders, compare_totals, is_unit_mismatch};
pub use payment::{Payment, PaymentState};
pub use saga::{PaymentEvent, PaymentStep, SagaError, Unfinished};
pub use token::{PaymentToken, TOKEN_VALIDITY_SECONDS, TokenError, TokenField};
pub use token_binding::{BindingDifference, TokenBinding, TokenUseError};

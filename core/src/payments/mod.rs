//! Payments: token (CGCP), order, checkout hash, saga; signed exchange rates.

mod bill;
mod canonical_order;
mod checkout_hash;
mod device_view;
mod order;
mod payment;
mod rate_error;
mod rate_issuer;
mod rate_statement;
mod report;
mod report_table;
pub mod saga;
mod strict_order;
mod token;
mod token_binding;
mod unverified;

pub use bill::BillLine;
pub use checkout_hash::{CheckoutHashError, canonical_checkout, checkout_hash, reference_checkout_hash};
pub use device_view::DeviceView;
pub use order::{OrderDifference, compare_orders, compare_totals, is_unit_mismatch};
pub use payment::{Payment, PaymentState};
pub use rate_error::RateError;
pub use rate_issuer::{Conversion, RateIssuer};
pub use rate_statement::{MAX_RATE_SECONDS, RATE_TYP, RateStatement, sign_rate};
pub use report::{SpendingLine, SpendingReport, SpendingTally};
pub use report_table::{ReportFormat, ReportRow};
pub use saga::{PaymentEvent, PaymentStep, Refund, SagaError};
pub use token::{PaymentToken, TOKEN_VALIDITY_SECONDS, TokenError, TokenField};
pub use token_binding::{BindingDifference, TokenBinding, TokenUseError};
pub use unverified::UnverifiedPayment;

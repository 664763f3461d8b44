//! Intent Guard: S1 to S4, four pure decisions (AMP, "Intent Guard").
//!
//! Each stage looks at everything and returns every reason for refusal, in the order of its checks. Time and state are
//! passed in; amounts are only added and compared with checks, and what cannot be judged is refused.
//!
//! | stage | asks | refused with |
//! |---|---|---|
//! | [`s1`] | may this authorization be shown to the user? | fields, texts, bounds, expiry, agent, limits |
//! | [`s2`] | may this agent have a payment token for this order? | freeze, mandate, agent, amount, limits, merchant, texts, order |
//! | [`s3`] | is this the order that the token was made for? | token, order |
//! | [`s4`] | may this amount be debited now? | freeze, mandate, amount, budget, limits |
//!
//! [`unverified`] stands in for all of them where a payment token has nobody who vouches for it (sample profile only).
//!
//! | code | AMP result code | parameters |
//! |---|---|---|
//! | `guard.mandate_not_activated` | MANDATE_STATUS_INVALID | `state` |
//! | `guard.mandate_expired` | MANDATE_EXPIRED | `expired_at` |
//! | `guard.mandate_used` | MANDATE_STATUS_INVALID |  |
//! | `guard.agent_unknown` | TOKEN_NOT_MATCH_MANDATE | `agent_id` |
//! | `guard.agent_not_active` | TOKEN_NOT_MATCH_MANDATE | `agent_id`, `state` |
//! | `guard.agent_binding_expired` | TOKEN_NOT_MATCH_MANDATE | `expired_at` |
//! | `guard.agent_key_unknown` | PARAM_ILLEGAL | `agent_id` |
//! | `guard.agent_mismatch` | TOKEN_NOT_MATCH_MANDATE | `expected`, `presented` |
//! | `guard.wallet_token_mismatch` | TOKEN_NOT_MATCH_MANDATE |  |
//! | `guard.currency_mismatch` | CHECKOUT_CURRENCY_MISMATCH | `expected`, `presented` |
//! | `guard.amount_not_positive` | PARAM_ILLEGAL | `amount` |
//! | `guard.amount_out_of_range` | PARAM_ILLEGAL |  |
//! | `guard.budget_exceeded` | CHECKOUT_AMOUNT_EXCEEDS_BUDGET | `requested`, `remaining` |
//! | `guard.transaction_over_max` | CHECKOUT_AMOUNT_EXCEEDS_BUDGET | `amount`, `max` |
//! | `guard.transaction_under_min` | PARAM_ILLEGAL | `amount`, `min` |
//! | `guard.merchant_blocked` | MERCHANT_NOT_IN_CONSTRAINTS | `merchant_name` |
//! | `guard.merchant_id_not_listed` | MERCHANT_NOT_IN_CONSTRAINTS | `merchant_id` |
//! | `guard.merchant_confusable` | MERCHANT_NOT_IN_CONSTRAINTS | `merchant_name`, `listed` |
//! | `guard.region_not_listed` | MERCHANT_NOT_IN_CONSTRAINTS | `region` |
//! | `guard.payment_frequency_exceeded` | MANDATE_STATUS_INVALID | `counted`, `max` |
//! | `guard.retries_exhausted` | MANDATE_STATUS_INVALID | `attempts`, `max_retries` |
//! | `guard.merchant_not_listed` | MERCHANT_NOT_IN_CONSTRAINTS | `merchant_name` |
//! | `guard.mcc_not_listed` | MERCHANT_NOT_IN_CONSTRAINTS | `merchant_mcc` |
//! | `guard.order_missing` | CHECKOUT_HASH_INCONSISTENT |  |
//! | `guard.order_differs` | CHECKOUT_HASH_INCONSISTENT | `difference` |
//! | `guard.unit_mismatch` | CHECKOUT_HASH_INCONSISTENT | `expected`, `presented` |
//! | `guard.l3_missing` | PARAM_ILLEGAL |  |
//! | `guard.l3_forbidden` | PARAM_ILLEGAL |  |
//! | `guard.l3_order_differs` | CHECKOUT_HASH_INCONSISTENT | `difference` |
//! | `guard.token_not_bound` | TOKEN_NOT_MATCH_MANDATE |  |
//! | `guard.token_used` | PAYMENT_TOKEN_ALREADY_USED |  |
//! | `guard.token_released` | PAYMENT_TOKEN_INVALID | `because` |
//! | `guard.token_expired` | PAYMENT_TOKEN_EXPIRED | `expired_at` |
//! | `guard.amount_over_hold` | CHECKOUT_AMOUNT_EXCEEDS_BUDGET | `amount`, `held` |
//! | `guard.accumulated_over_budget` | MANDATE_BALANCE_INSUFFICIENT | `accumulated`, `budget` |
//! | `guard.field_missing` | PARAM_ILLEGAL | `field` |
//! | `guard.field_forbidden` | PARAM_ILLEGAL | `field` |
//! | `guard.field_malformed` | PARAM_ILLEGAL | `field` |
//! | `guard.fields_contradict` | PARAM_ILLEGAL | `field`, `other` |
//! | `guard.text_too_long` | PARAM_ILLEGAL | `field`, `max` |
//! | `guard.text_hostile` | PARAM_ILLEGAL | `field`, `code_point` |
//! | `guard.list_too_long` | PARAM_ILLEGAL | `field`, `max` |
//! | `guard.expiry_past` | MANDATE_EXPIRED | `expires_at` |
//! | `guard.expiry_too_far` | PARAM_ILLEGAL | `expires_at`, `latest` |
//! | `guard.limit_exceeded` | CHECKOUT_AMOUNT_EXCEEDS_BUDGET | `limit_id`, `requested`, `counted`, `max` |
//! | `guard.limit_count_exceeded` | CHECKOUT_AMOUNT_EXCEEDS_BUDGET | `limit_id`, `counted`, `max` |
//! | `guard.limit_currency` | CHECKOUT_CURRENCY_MISMATCH | `limit_id`, `currency`, `expected` |
//! | `guard.frozen` | MANDATE_STATUS_INVALID | `agent_id` |
//! | `guard.rate_unusable` | CHECKOUT_CURRENCY_MISMATCH | `base`, `quote`, `because` |
//! | `guard.unverified_unbounded` | PAYMENT_TOKEN_INVALID |  |
//! | `guard.unverified_unjudged` | PAYMENT_TOKEN_INVALID | `limit_id` |

mod balances;
pub(crate) mod coded;
mod reason;
mod reason_code;
mod reason_text;
mod refusal;
mod restraints;
mod result_code;
mod s1;
mod s2;
mod s3;
mod s4;
mod texts;
mod unverified;

pub use balances::Balances;
pub use reason::Reason;
pub use refusal::{Refusal, Stage};
pub use restraints::Restraints;
pub use result_code::ResultCode;
pub use s1::{DraftCheck, MAX_VALIDITY_DAYS, s1};
pub use s2::{TokenRequest, s2};
pub use s3::{PaymentCheck, s3};
pub use s4::{Capture, Debit, s4};
pub use unverified::{UnverifiedDebit, unverified};

#[cfg(test)]
mod tests;

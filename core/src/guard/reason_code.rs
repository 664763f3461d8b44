//! What reasons for refusal are called: our stable codes and AMP's result codes.

use super::{Reason, ResultCode};

impl Reason {
    /// The stable code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MandateNotActivated { .. } => "guard.mandate_not_activated",
            Self::MandateExpired { .. } => "guard.mandate_expired",
            Self::MandateUsed => "guard.mandate_used",
            Self::AgentUnknown { .. } => "guard.agent_unknown",
            Self::AgentNotActive { .. } => "guard.agent_not_active",
            Self::AgentBindingExpired { .. } => "guard.agent_binding_expired",
            Self::AgentKeyUnknown { .. } => "guard.agent_key_unknown",
            Self::AgentMismatch { .. } => "guard.agent_mismatch",
            Self::WalletTokenMismatch => "guard.wallet_token_mismatch",
            Self::CurrencyMismatch { .. } => "guard.currency_mismatch",
            Self::AmountNotPositive { .. } => "guard.amount_not_positive",
            Self::AmountOutOfRange => "guard.amount_out_of_range",
            Self::BudgetExceeded { .. } => "guard.budget_exceeded",
            Self::TransactionOverMax { .. } => "guard.transaction_over_max",
            Self::TransactionUnderMin { .. } => "guard.transaction_under_min",
            Self::MerchantBlocked { .. } => "guard.merchant_blocked",
            Self::MerchantIdNotListed { .. } => "guard.merchant_id_not_listed",
            Self::MerchantConfusable { .. } => "guard.merchant_confusable",
            Self::RegionNotListed { .. } => "guard.region_not_listed",
            Self::FrequencyExceeded { .. } => "guard.payment_frequency_exceeded",
            Self::RetriesExhausted { .. } => "guard.retries_exhausted",
            Self::MerchantNotListed { .. } => "guard.merchant_not_listed",
            Self::MccNotListed { .. } => "guard.mcc_not_listed",
            Self::OrderMissing => "guard.order_missing",
            Self::OrderDiffers { .. } => "guard.order_differs",
            Self::UnitMismatch { .. } => "guard.unit_mismatch",
            Self::L3Missing => "guard.l3_missing",
            Self::L3Forbidden => "guard.l3_forbidden",
            Self::L3OrderDiffers { .. } => "guard.l3_order_differs",
            Self::TokenNotBound => "guard.token_not_bound",
            Self::TokenUsed => "guard.token_used",
            Self::TokenReleased { .. } => "guard.token_released",
            Self::TokenExpired { .. } => "guard.token_expired",
            Self::AmountOverHold { .. } => "guard.amount_over_hold",
            Self::AccumulatedOverBudget { .. } => "guard.accumulated_over_budget",
            Self::FieldMissing { .. } => "guard.field_missing",
            Self::FieldForbidden { .. } => "guard.field_forbidden",
            Self::FieldMalformed { .. } => "guard.field_malformed",
            Self::FieldsContradict { .. } => "guard.fields_contradict",
            Self::TextTooLong { .. } => "guard.text_too_long",
            Self::TextHostile { .. } => "guard.text_hostile",
            Self::ListTooLong { .. } => "guard.list_too_long",
            Self::ExpiryPast { .. } => "guard.expiry_past",
            Self::ExpiryTooFar { .. } => "guard.expiry_too_far",
            Self::LimitExceeded { .. } => "guard.limit_exceeded",
            Self::LimitCountExceeded { .. } => "guard.limit_count_exceeded",
            Self::LimitCurrency { .. } => "guard.limit_currency",
            Self::Frozen { .. } => "guard.frozen",
            Self::RateUnusable { .. } => "guard.rate_unusable",
            Self::UnverifiedUnbounded => "guard.unverified_unbounded",
            Self::UnverifiedUnjudged { .. } => "guard.unverified_unjudged",
        }
    }

    /// What AMP calls it on the wire.
    #[must_use]
    pub const fn result_code(&self) -> ResultCode {
        match self {
            Self::MandateNotActivated { .. }
            | Self::MandateUsed
            | Self::Frozen { .. }
            | Self::FrequencyExceeded { .. }
            | Self::RetriesExhausted { .. } => ResultCode::MandateStatusInvalid,
            Self::MandateExpired { .. } | Self::ExpiryPast { .. } => ResultCode::MandateExpired,
            Self::AgentUnknown { .. }
            | Self::AgentNotActive { .. }
            | Self::AgentBindingExpired { .. }
            | Self::AgentMismatch { .. }
            | Self::WalletTokenMismatch
            | Self::TokenNotBound => ResultCode::TokenNotMatchMandate,
            Self::AgentKeyUnknown { .. }
            | Self::AmountNotPositive { .. }
            | Self::AmountOutOfRange
            | Self::TransactionUnderMin { .. }
            | Self::L3Missing
            | Self::L3Forbidden
            | Self::FieldMissing { .. }
            | Self::FieldForbidden { .. }
            | Self::FieldMalformed { .. }
            | Self::FieldsContradict { .. }
            | Self::TextTooLong { .. }
            | Self::TextHostile { .. }
            | Self::ListTooLong { .. }
            | Self::ExpiryTooFar { .. } => ResultCode::ParamIllegal,
            Self::CurrencyMismatch { .. } | Self::LimitCurrency { .. } | Self::RateUnusable { .. } => {
                ResultCode::CheckoutCurrencyMismatch
            }
            Self::BudgetExceeded { .. }
            | Self::TransactionOverMax { .. }
            | Self::AmountOverHold { .. }
            | Self::LimitExceeded { .. }
            | Self::LimitCountExceeded { .. } => ResultCode::CheckoutAmountExceedsBudget,
            Self::MerchantNotListed { .. }
            | Self::MerchantBlocked { .. }
            | Self::MerchantIdNotListed { .. }
            | Self::MerchantConfusable { .. }
            | Self::RegionNotListed { .. }
            | Self::MccNotListed { .. } => ResultCode::MerchantNotInConstraints,
            Self::OrderMissing
            | Self::OrderDiffers { .. }
            | Self::UnitMismatch { .. }
            | Self::L3OrderDiffers { .. } => ResultCode::CheckoutHashInconsistent,
            Self::TokenUsed => ResultCode::PaymentTokenAlreadyUsed,
            Self::TokenReleased { .. } | Self::UnverifiedUnbounded | Self::UnverifiedUnjudged { .. } => {
                ResultCode::PaymentTokenInvalid
            }
            Self::TokenExpired { .. } => ResultCode::PaymentTokenExpired,
            Self::AccumulatedOverBudget { .. } => ResultCode::MandateBalanceInsufficient,
        }
    }
}

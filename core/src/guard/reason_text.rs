//! Reasons for refusal as plain English sentences, for terminals and logs.

use std::fmt;

use super::Reason;
use crate::agents::BindingState;
use crate::payments::OrderDifference;

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MandateNotActivated { state } => {
                write!(f, "the mandate is {} and pays nothing", state.as_str())
            }
            Self::MandateExpired { expired_at } => write!(f, "the mandate ended at {expired_at}"),
            Self::MandateUsed => f.write_str("the mandate was for one payment and has it already"),
            Self::AgentUnknown { agent_id } => write!(f, "agent {agent_id:?} is not bound to this wallet"),
            Self::AgentNotActive { agent_id, state } => {
                write!(f, "the binding of agent {agent_id:?} is {}", binding_text(*state))
            }
            Self::AgentBindingExpired { expired_at } => {
                write!(f, "the binding of the agent ended at {expired_at}")
            }
            Self::AgentKeyUnknown { agent_id } => write!(f, "the key of agent {agent_id:?} is unknown"),
            Self::AgentMismatch { expected, presented } => {
                write!(f, "the mandate is agent {expected:?}'s, asked for by {presented:?}")
            }
            Self::WalletTokenMismatch => {
                f.write_str("the wallet token is not the one that the agent is bound with")
            }
            Self::CurrencyMismatch { expected, presented } => {
                write!(f, "{presented} was presented where {expected} is authorized")
            }
            Self::AmountNotPositive { amount } => write!(f, "{amount} is not a positive amount"),
            Self::AmountOutOfRange => f.write_str("the sum of the amounts is out of range"),
            Self::BudgetExceeded { requested, remaining } => {
                write!(f, "{requested} was asked for, {remaining} is left of the budget")
            }
            Self::TransactionOverMax { amount, max } => {
                write!(f, "{amount} is over the largest single payment, {max}")
            }
            Self::TransactionUnderMin { amount, min } => {
                write!(f, "{amount} is under the smallest single payment, {min}")
            }
            Self::MerchantBlocked { merchant_name } => {
                write!(f, "merchant {merchant_name:?} is blocked, or its name looks like one that is")
            }
            Self::MerchantIdNotListed { merchant_id } => {
                write!(f, "merchant id {merchant_id:?} is not one of those authorized")
            }
            Self::MerchantConfusable { merchant_name, listed } => {
                write!(f, "merchant {merchant_name:?} is not {listed:?} and looks like it")
            }
            Self::RegionNotListed { region: Some(region) } => {
                write!(f, "merchant region {region:?} is not one of those authorized")
            }
            Self::RegionNotListed { region: None } => {
                f.write_str("the mandate is bounded by region and the order shows none")
            }
            Self::FrequencyExceeded { counted, max } => {
                write!(f, "the mandate may pay {max} times in this period and has paid {counted} times")
            }
            Self::RetriesExhausted { attempts, max_retries } => {
                write!(
                    f,
                    "the order, or its merchant in vain, was tried {attempts} times, it may be retried {max_retries} times"
                )
            }
            Self::MerchantNotListed { merchant_name } => {
                write!(f, "merchant {merchant_name:?} is not one of those authorized")
            }
            Self::MccNotListed { merchant_mcc } => {
                write!(f, "merchant category {merchant_mcc:?} is not one of those authorized")
            }
            Self::OrderMissing => f.write_str("the mandate holds no order to compare with"),
            Self::OrderDiffers { difference } => {
                write!(f, "the order differs from the authorized one: {difference}")
            }
            Self::UnitMismatch { expected, presented } => {
                write!(f, "{presented} and {expected} differ by exactly the factor of the minor unit")
            }
            Self::L3Missing => f.write_str("the agent's signed request (L3) is missing"),
            Self::L3Forbidden => {
                f.write_str("a request signed by the agent (L3) came with a mandate that has none")
            }
            Self::L3OrderDiffers { difference } => {
                write!(f, "the order differs from the one that the agent signed: {difference}")
            }
            Self::TokenNotBound => f.write_str("the payment token belongs to another mandate"),
            Self::TokenUsed => f.write_str("the payment token was used already"),
            Self::TokenReleased { because } => write!(f, "the payment token was withdrawn: {because}"),
            Self::TokenExpired { expired_at } => write!(f, "the payment token ended at {expired_at}"),
            Self::AmountOverHold { amount, held } => {
                write!(f, "{amount} would be debited, {held} was authorized")
            }
            Self::AccumulatedOverBudget { accumulated, budget } => {
                write!(f, "{accumulated} would be spent and held in all, the budget is {budget}")
            }
            Self::FieldMissing { field } => write!(f, "{field} is missing"),
            Self::FieldForbidden { field } => write!(f, "{field} must not be there"),
            Self::FieldMalformed { field } => write!(f, "{field} is malformed"),
            Self::FieldsContradict { field, other } => write!(f, "{field} and {other} contradict each other"),
            Self::TextTooLong { field, max } => write!(f, "{field} is longer than {max} characters"),
            Self::TextHostile { field, code_point } => {
                write!(f, "{field} holds the character U+{code_point:04X}, which hides or turns text")
            }
            Self::ListTooLong { field, max } => write!(f, "{field} has more than {max} entries"),
            Self::ExpiryPast { expires_at } => {
                write!(f, "the authorization would have ended at {expires_at}, before it begins")
            }
            Self::ExpiryTooFar { expires_at, latest } => {
                write!(f, "the authorization would last until {expires_at}, {latest} is the latest")
            }
            Self::LimitExceeded { limit_id, requested, counted, max } => {
                write!(f, "{requested} with {counted} already is over the limit {limit_id:?}, {max}")
            }
            Self::LimitCountExceeded { limit_id, counted, max } => {
                write!(f, "the limit {limit_id:?} allows {max}, {counted} are there already")
            }
            Self::LimitCurrency { limit_id, currency, expected } => {
                write!(f, "{currency} cannot be judged by the limit {limit_id:?}, which is in {expected}")
            }
            Self::Frozen { agent_id } => write!(f, "the user has stopped agent {agent_id:?} for now"),
            Self::RateUnusable { base, quote, because } => {
                write!(f, "{base} cannot be counted in {quote}: {because}")
            }
            Self::UnverifiedUnbounded => {
                f.write_str("nobody vouches for the payment, and no limit bounds such payments")
            }
            Self::UnverifiedUnjudged { limit_id } => {
                write!(f, "nobody vouches for the payment, and limit {limit_id:?} asks for what is unknown")
            }
        }
    }
}

const fn binding_text(state: BindingState) -> &'static str {
    match state {
        BindingState::Pending => "pending",
        BindingState::Active => "active",
        BindingState::Ended => "ended",
    }
}

impl fmt::Display for OrderDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MerchantId { bound, presented } => {
                write!(f, "merchant id {presented:?} instead of {bound:?}")
            }
            Self::MerchantName { bound, presented } => {
                write!(f, "merchant {presented:?} instead of {bound:?}")
            }
            Self::MerchantMcc { bound, presented } => {
                write!(f, "merchant category {presented:?} instead of {bound:?}")
            }
            Self::MerchantWebsite => f.write_str("another web address of the merchant"),
            Self::ReferenceCheckoutId => f.write_str("another order id"),
            Self::Currency { bound, presented } => write!(f, "{presented} instead of {bound}"),
            Self::Total { bound, presented } => write!(f, "total {presented} instead of {bound}"),
            Self::UnitMismatch { bound, presented } => {
                write!(f, "total {presented} instead of {bound}, the factor of the minor unit")
            }
            Self::GoodsCount { bound, presented } => {
                write!(f, "{presented} lines instead of {bound}")
            }
            Self::GoodsName { line } => write!(f, "other goods in line {line}"),
            Self::GoodsQuantity { line } => write!(f, "another quantity in line {line}"),
            Self::GoodsUnitAmount { line } => write!(f, "another price in line {line}"),
        }
    }
}

//! One reason for refusal: its code, its parameters.

use serde::{Deserialize, Serialize};

use crate::agents::BindingState;
use crate::clock::Timestamp;
use crate::mandates::MandateState;
use crate::money::{Amount, Currency};
use crate::payments::OrderDifference;

/// One reason for refusal, with what an app needs to tell the person. `Display` is a plain English sentence for
/// developers; a person's text belongs to the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
// In JSON it is its code and its parameters: `coded`.
#[serde(remote = "Self")]
#[non_exhaustive]
pub enum Reason {
    /// The mandate is not activated.
    #[serde(rename = "guard.mandate_not_activated")]
    MandateNotActivated {
        /// The state it is in.
        state: MandateState,
    },
    /// The mandate's or the authorization's time is over.
    #[serde(rename = "guard.mandate_expired")]
    MandateExpired {
        /// When it ended.
        expired_at: Timestamp,
    },
    /// An IMMEDIATE mandate pays once, and it has a payment already.
    #[serde(rename = "guard.mandate_used")]
    MandateUsed,
    /// No binding of this agent to this wallet.
    #[serde(rename = "guard.agent_unknown")]
    AgentUnknown {
        /// Who asked.
        agent_id: String,
    },
    /// The agent's binding waits for approval or was ended.
    #[serde(rename = "guard.agent_not_active")]
    AgentNotActive {
        /// Who asked.
        agent_id: String,
        /// The state of its binding.
        state: BindingState,
    },
    /// The time of the agent's binding is over.
    #[serde(rename = "guard.agent_binding_expired")]
    AgentBindingExpired {
        /// When it ended.
        expired_at: Timestamp,
    },
    /// Nobody said which key the agent has, so nothing can be delegated to it.
    #[serde(rename = "guard.agent_key_unknown")]
    AgentKeyUnknown {
        /// Who asked.
        agent_id: String,
    },
    /// Another agent than the one the mandate was given to.
    #[serde(rename = "guard.agent_mismatch")]
    AgentMismatch {
        /// Whose mandate it is.
        expected: String,
        /// Who asked.
        presented: String,
    },
    /// Another wallet token than the one the agent is bound with.
    #[serde(rename = "guard.wallet_token_mismatch")]
    WalletTokenMismatch,
    /// Another currency; nothing is converted silently.
    #[serde(rename = "guard.currency_mismatch")]
    CurrencyMismatch {
        /// The currency of the mandate, the order or the field.
        expected: Currency,
        /// What came.
        presented: Currency,
    },
    /// Nothing, or less than nothing.
    #[serde(rename = "guard.amount_not_positive")]
    AmountNotPositive {
        /// What came.
        amount: Amount,
    },
    /// A sum that no amount can hold.
    #[serde(rename = "guard.amount_out_of_range")]
    AmountOutOfRange,
    /// The amount, with what is held and spent already, exceeds the budget.
    #[serde(rename = "guard.budget_exceeded")]
    BudgetExceeded {
        /// What was asked.
        requested: Amount,
        /// What is left.
        remaining: Amount,
    },
    /// The amount is over the largest single payment.
    #[serde(rename = "guard.transaction_over_max")]
    TransactionOverMax {
        /// What was asked.
        amount: Amount,
        /// The largest single payment.
        max: Amount,
    },
    /// The amount is under the smallest single payment.
    #[serde(rename = "guard.transaction_under_min")]
    TransactionUnderMin {
        /// What was asked.
        amount: Amount,
        /// The smallest single payment.
        min: Amount,
    },
    /// The merchant, or one whose name looks like its, is blocked by the mandate.
    #[serde(rename = "guard.merchant_blocked")]
    MerchantBlocked {
        /// Who would be paid.
        merchant_name: String,
    },
    /// The mandate lists merchants by identifier, and this one is not among them, whatever its name.
    #[serde(rename = "guard.merchant_id_not_listed")]
    MerchantIdNotListed {
        /// The identifier; empty if there is none.
        merchant_id: String,
    },
    /// The merchant's name is not in the mandate's list, but looks like one that is (UTS #39).
    #[serde(rename = "guard.merchant_confusable")]
    MerchantConfusable {
        /// Who would be paid.
        merchant_name: String,
        /// The listed name that it looks like.
        listed: String,
    },
    /// The merchant's region is not in the mandate's list.
    #[serde(rename = "guard.region_not_listed")]
    RegionNotListed {
        /// The region; none where the order shows none.
        region: Option<String>,
    },
    /// The mandate has paid as often as it may in this period.
    #[serde(rename = "guard.payment_frequency_exceeded")]
    FrequencyExceeded {
        /// How many payments there are already.
        counted: i64,
        /// How many there may be.
        max: u32,
    },
    /// The order, or its merchant in a row and in vain, was tried as often as the mandate allows.
    #[serde(rename = "guard.retries_exhausted")]
    RetriesExhausted {
        /// How often it was tried.
        attempts: i64,
        /// How often it may be tried after the first time.
        max_retries: u32,
    },
    /// The merchant's name is not in the mandate's list, byte for byte.
    #[serde(rename = "guard.merchant_not_listed")]
    MerchantNotListed {
        /// Who would be paid.
        merchant_name: String,
    },
    /// The merchant's category is not in the mandate's list.
    #[serde(rename = "guard.mcc_not_listed")]
    MccNotListed {
        /// The category.
        merchant_mcc: String,
    },
    /// The mandate authorizes one order and does not have it.
    #[serde(rename = "guard.order_missing")]
    OrderMissing,
    /// The order is not the authorized one.
    #[serde(rename = "guard.order_differs")]
    OrderDiffers {
        /// In what.
        difference: OrderDifference,
    },
    /// The amount differs from the authorized one by exactly the factor between major and minor units.
    #[serde(rename = "guard.unit_mismatch")]
    UnitMismatch {
        /// What was authorized.
        expected: Amount,
        /// What came.
        presented: Amount,
    },
    /// An AUTONOMOUS mandate pays only what its agent signed as L3.
    #[serde(rename = "guard.l3_missing")]
    L3Missing,
    /// An IMMEDIATE mandate has no third layer.
    #[serde(rename = "guard.l3_forbidden")]
    L3Forbidden,
    /// The order is not the one that the agent signed.
    #[serde(rename = "guard.l3_order_differs")]
    L3OrderDiffers {
        /// In what.
        difference: OrderDifference,
    },
    /// The payment token belongs to another mandate.
    #[serde(rename = "guard.token_not_bound")]
    TokenNotBound,
    /// The payment token has paid already.
    #[serde(rename = "guard.token_used")]
    TokenUsed,
    /// The payment token was withdrawn.
    #[serde(rename = "guard.token_released")]
    TokenReleased {
        /// Why its amount was given back; a stable code.
        because: String,
    },
    /// The payment token's time is over.
    #[serde(rename = "guard.token_expired")]
    TokenExpired {
        /// When it ended.
        expired_at: Timestamp,
    },
    /// The final amount is more than was authorized for this payment.
    #[serde(rename = "guard.amount_over_hold")]
    AmountOverHold {
        /// What would be debited.
        amount: Amount,
        /// What is held for this payment.
        held: Amount,
    },
    /// With this debit the mandate would have spent more than its budget.
    #[serde(rename = "guard.accumulated_over_budget")]
    AccumulatedOverBudget {
        /// What would be spent and held in all.
        accumulated: Amount,
        /// The budget now.
        budget: Amount,
    },
    /// A field that the authorization needs is not there or says nothing.
    #[serde(rename = "guard.field_missing")]
    FieldMissing {
        /// Its path, for example `intent.desc`.
        field: String,
    },
    /// A field that this mode of authorization forbids.
    #[serde(rename = "guard.field_forbidden")]
    FieldForbidden {
        /// Its path.
        field: String,
    },
    /// A field that is not what it has to be.
    #[serde(rename = "guard.field_malformed")]
    FieldMalformed {
        /// Its path.
        field: String,
    },
    /// Two fields that do not go together.
    #[serde(rename = "guard.fields_contradict")]
    FieldsContradict {
        /// The path of the one.
        field: String,
        /// The path of the other.
        other: String,
    },
    /// A text that is longer than may be shown.
    #[serde(rename = "guard.text_too_long")]
    TextTooLong {
        /// Its path.
        field: String,
        /// The bound, in characters.
        max: u32,
    },
    /// A text with a character that is not seen or that changes how others are seen.
    #[serde(rename = "guard.text_hostile")]
    TextHostile {
        /// Its path.
        field: String,
        /// The first such character.
        code_point: u32,
    },
    /// A list that is longer than may be shown.
    #[serde(rename = "guard.list_too_long")]
    ListTooLong {
        /// Its path.
        field: String,
        /// The bound, in entries.
        max: u32,
    },
    /// The authorization would have ended before it begins.
    #[serde(rename = "guard.expiry_past")]
    ExpiryPast {
        /// When it would end.
        expires_at: Timestamp,
    },
    /// The authorization would last longer than this wallet allows.
    #[serde(rename = "guard.expiry_too_far")]
    ExpiryTooFar {
        /// When it would end.
        expires_at: Timestamp,
        /// The latest end allowed.
        latest: Timestamp,
    },
    /// The amount, with what counts already, is over one of the user's limits.
    #[serde(rename = "guard.limit_exceeded")]
    LimitExceeded {
        /// Which limit.
        limit_id: String,
        /// The budget or the payment asked for.
        requested: Amount,
        /// What counts towards the limit already.
        counted: Amount,
        /// The limit.
        max: Amount,
    },
    /// One payment, or one mandate, more than one of the user's limits allows.
    #[serde(rename = "guard.limit_count_exceeded")]
    LimitCountExceeded {
        /// Which limit.
        limit_id: String,
        /// How many count already.
        counted: i64,
        /// The limit.
        max: u32,
    },
    /// One of the user's limits is in another currency, so it cannot be judged.
    #[serde(rename = "guard.limit_currency")]
    LimitCurrency {
        /// Which limit.
        limit_id: String,
        /// Currency of what would count.
        currency: Currency,
        /// Currency of the limit.
        expected: Currency,
    },
    /// The user has stopped this agent, or all of them, for the time being.
    #[serde(rename = "guard.frozen")]
    Frozen {
        /// The agent; empty where it is unknown who asks.
        agent_id: String,
    },
    /// The payment is not in the wallet's currency, and there is no rate to convert it at.
    #[serde(rename = "guard.rate_unusable")]
    RateUnusable {
        /// The payment's currency.
        base: Currency,
        /// The wallet's currency.
        quote: Currency,
        /// What is wrong with the rate, or that there is none; a stable code.
        because: String,
    },
    /// Nobody vouches for the payment, and no limit bounds what is paid so in a day, week or month.
    #[serde(rename = "guard.unverified_unbounded")]
    UnverifiedUnbounded,
    /// Nobody vouches for the payment, and a limit asks for what is not known of it.
    #[serde(rename = "guard.unverified_unjudged")]
    UnverifiedUnjudged {
        /// Which limit.
        limit_id: String,
    },
}

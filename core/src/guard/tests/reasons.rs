use crate::agents::BindingState;
use crate::guard::Reason;
use crate::mandates::MandateState;
use crate::mandates::sample::{NOW, hkd};
use crate::money::Currency;
use crate::payments::OrderDifference;

/// One of each.
#[allow(clippy::too_many_lines)] // a list
fn all() -> Vec<Reason> {
    let (amount, field) = (hkd(100), || "intent.desc".to_owned());
    let difference = OrderDifference::GoodsCount { bound: 1, presented: 2 };
    vec![
        Reason::MandateNotActivated { state: MandateState::Revoked },
        Reason::MandateExpired { expired_at: NOW },
        Reason::MandateUsed,
        Reason::AgentUnknown { agent_id: "a".into() },
        Reason::AgentNotActive { agent_id: "a".into(), state: BindingState::Pending },
        Reason::AgentBindingExpired { expired_at: NOW },
        Reason::AgentKeyUnknown { agent_id: "a".into() },
        Reason::AgentMismatch { expected: "a".into(), presented: "b".into() },
        Reason::WalletTokenMismatch,
        Reason::CurrencyMismatch { expected: Currency::HKD, presented: Currency::USD },
        Reason::AmountNotPositive { amount },
        Reason::AmountOutOfRange,
        Reason::BudgetExceeded { requested: amount, remaining: amount },
        Reason::TransactionOverMax { amount, max: amount },
        Reason::TransactionUnderMin { amount, min: amount },
        Reason::MerchantBlocked { merchant_name: "m".into() },
        Reason::MerchantIdNotListed { merchant_id: "m".into() },
        Reason::MerchantConfusable { merchant_name: "m".into(), listed: "n".into() },
        Reason::RegionNotListed { region: None },
        Reason::FrequencyExceeded { counted: 2, max: 2 },
        Reason::RetriesExhausted { attempts: 2, max_retries: 1 },
        Reason::MerchantNotListed { merchant_name: "m".into() },
        Reason::MccNotListed { merchant_mcc: "5411".into() },
        Reason::OrderMissing,
        Reason::OrderDiffers { difference: difference.clone() },
        Reason::UnitMismatch { expected: amount, presented: amount },
        Reason::L3Missing,
        Reason::L3Forbidden,
        Reason::L3OrderDiffers { difference },
        Reason::TokenNotBound,
        Reason::TokenUsed,
        Reason::TokenReleased { because: "x".into() },
        Reason::TokenExpired { expired_at: NOW },
        Reason::AmountOverHold { amount, held: amount },
        Reason::AccumulatedOverBudget { accumulated: amount, budget: amount },
        Reason::FieldMissing { field: field() },
        Reason::FieldForbidden { field: field() },
        Reason::FieldMalformed { field: field() },
        Reason::FieldsContradict { field: field(), other: field() },
        Reason::TextTooLong { field: field(), max: 1 },
        Reason::TextHostile { field: field(), code_point: 0x202e },
        Reason::ListTooLong { field: field(), max: 1 },
        Reason::ExpiryPast { expires_at: NOW },
        Reason::ExpiryTooFar { expires_at: NOW, latest: NOW },
        Reason::LimitExceeded { limit_id: "d".into(), requested: amount, counted: amount, max: amount },
        Reason::LimitCountExceeded { limit_id: "d".into(), counted: 3, max: 3 },
        Reason::LimitCurrency { limit_id: "d".into(), currency: Currency::USD, expected: Currency::HKD },
        Reason::Frozen { agent_id: "a".into() },
        Reason::RateUnusable { base: Currency::USD, quote: Currency::HKD, because: "rate.missing".into() },
        Reason::UnverifiedUnbounded,
        Reason::UnverifiedUnjudged { limit_id: "d".into() },
    ]
}

#[test]
fn the_list_of_these_tests_is_complete() {
    let codes = include_str!("../reason_code.rs").matches("=> \"guard.").count();
    assert_eq!(all().len(), codes);
}

#[test]
fn the_code_is_the_same_in_json_and_reads_back() {
    for reason in all() {
        let json = serde_json::to_value(&reason).unwrap();
        assert_eq!(json["code"], reason.code());
        assert_eq!(serde_json::from_value::<Reason>(json).unwrap(), reason);
    }
}

#[test]
fn codes_differ_and_stand_in_the_table_with_their_result_code() {
    let table = include_str!("../mod.rs");
    let mut codes: Vec<_> = all().iter().map(Reason::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all().len());
    for reason in all() {
        let row = format!("//! | `{}` | {} |", reason.code(), reason.result_code().name());
        assert!(table.contains(&row), "{row}");
    }
}

#[test]
fn every_reason_has_a_sentence_of_its_own_with_its_parameters() {
    let sentences: std::collections::BTreeSet<_> = all().iter().map(ToString::to_string).collect();
    assert_eq!(sentences.len(), all().len());
    assert!(sentences.iter().all(|sentence| sentence.contains(' ') && !sentence.contains("{")));
    let hostile = Reason::TextHostile { field: "intent.raw".into(), code_point: 0x202e };
    assert_eq!(hostile.to_string(), "intent.raw holds the character U+202E, which hides or turns text");
    let merchant = Reason::MerchantNotListed { merchant_name: "evil\u{202e}\n".into() };
    assert!(!merchant.to_string().chars().any(crate::mandates::is_hostile), "{merchant}");
}

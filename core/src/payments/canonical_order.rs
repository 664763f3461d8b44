//! The canonical JSON of an order, step by step as the reference makes it.

use super::CheckoutHashError;
use crate::jose::json::{Json, Object};

const MAX_DEPTH: u32 = 32;
const MAX_BYTES: u32 = 256 * 1024;
/// Decimals of up to 15 digits are written by Python as they were read, trailing zeros aside.
const EXACT_DIGITS: usize = 15;

pub(super) fn text(order: &Json) -> Result<String, CheckoutHashError> {
    let canonical = normalized(&chain_format(order)?, 0)?.to_compact();
    if u32::try_from(canonical.len()).map_or(true, |length| length > MAX_BYTES) {
        return Err(CheckoutHashError::TooLarge { limit: MAX_BYTES });
    }
    Ok(canonical)
}

/// The three members that the hash covers, in snake_case. A `total_amount` decides that the order is in snake_case.
fn chain_format(order: &Json) -> Result<Json, CheckoutHashError> {
    let order = object(order, "checkout")?;
    let snake = order.contains("total_amount");
    let empty = Object::new();
    let part = |name: &str| match order.get(name) {
        None => Ok(&empty),
        Some(value) => object(value, name),
    };
    let merchant = part("merchant")?;
    let (total, amount, names) = if snake {
        let total = part("total_amount")?;
        let names = [
            ("reference_merchant_id", "merchantId"),
            ("merchant_name", "merchantName"),
            ("merchant_mcc", "merchantMcc"),
        ];
        (total, total.get("amount").or_else(|| total.get("cent")), names)
    } else {
        let total = part("totalAmount")?;
        let names = [
            ("referenceMerchantId", "merchantId"),
            ("merchantName", "merchantName"),
            ("merchantMcc", "merchantMcc"),
        ];
        (total, total.get("cent"), names)
    };
    let [id, name, mcc] = names.map(|(name, other)| {
        let value = merchant.get(name).or_else(|| merchant.get(other));
        value.cloned().unwrap_or_else(|| Json::from(""))
    });
    let mut chain = Object::new();
    chain.insert(
        "total_amount",
        Json::Object(Object::from_iter([
            ("currency", total.get("currency").cloned().unwrap_or_else(|| Json::from("USD"))),
            ("amount", amount.cloned().unwrap_or(Json::Integer(0))),
        ])),
    );
    chain.insert(
        "merchant",
        Json::Object(Object::from_iter([
            ("reference_merchant_id", id),
            ("merchant_name", name),
            ("merchant_mcc", mcc),
        ])),
    );
    if let Some(goods) = order.get("goods").filter(|goods| is_truthy(goods)) {
        chain.insert("goods", goods.clone());
    }
    Ok(Json::Object(chain))
}

fn object<'a>(value: &'a Json, field: &str) -> Result<&'a Object, CheckoutHashError> {
    value.as_object().ok_or_else(|| CheckoutHashError::Malformed { field: field.to_owned() })
}

/// What Python takes for true.
fn is_truthy(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Integer(number) => *number != 0,
        Json::Number(text) => text.bytes().any(|byte| matches!(byte, b'1'..=b'9')),
        Json::String(text) => !text.is_empty(),
        Json::Array(elements) => !elements.is_empty(),
        Json::Object(members) => !members.is_empty(),
    }
}

/// Strings trimmed, members sorted by code point (which is the order of UTF-8's bytes), numbers as Python writes them.
fn normalized(value: &Json, depth: u32) -> Result<Json, CheckoutHashError> {
    if depth > MAX_DEPTH {
        return Err(CheckoutHashError::TooDeep { limit: MAX_DEPTH });
    }
    Ok(match value {
        Json::String(text) => Json::from(strip(text)),
        Json::Number(text) => Json::Number(python_number(text)?),
        Json::Array(elements) => {
            let elements: Result<Vec<_>, _> =
                elements.iter().map(|element| normalized(element, depth.saturating_add(1))).collect();
            Json::Array(elements?)
        }
        Json::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            let members: Result<Object, _> = sorted
                .into_iter()
                .map(|(name, value)| Ok((name, normalized(value, depth.saturating_add(1))?)))
                .collect::<Result<Vec<_>, _>>()
                .map(Object::from_iter);
            Json::Object(members?)
        }
        Json::Null | Json::Bool(_) | Json::Integer(_) => value.clone(),
    })
}

/// Trims what Python's `str.strip()` trims: Unicode's white space and the four separators U+001C to U+001F.
pub(super) fn strip(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}'))
}

/// A number that is no `i64`, as Python writes what it has read: whole numbers exactly, fractions as the shortest
/// decimal that reads back as the same double. Up to 15 digits that is the number itself without trailing zeros.
fn python_number(text: &str) -> Result<String, CheckoutHashError> {
    let Some((whole, fraction)) = text.split_once('.') else {
        return Ok(if text == "-0" { "0".to_owned() } else { text.to_owned() });
    };
    let fraction = fraction.trim_end_matches('0');
    let digits = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
    let significant = digits.skip_while(|digit| *digit == b'0').count();
    // Python writes numbers below 0.0001 with an exponent.
    let tiny = matches!(whole, "0" | "-0") && fraction.starts_with("0000");
    if significant > EXACT_DIGITS || tiny {
        return Err(CheckoutHashError::Number { field: "checkout".to_owned() });
    }
    Ok(format!("{whole}.{}", if fraction.is_empty() { "0" } else { fraction }))
}

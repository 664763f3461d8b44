//! What an order must be for its checkout hash to mean one thing only.

use super::CheckoutHashError;
use super::canonical_order::strip;
use crate::jose::json::{Json, Object};
use crate::money::{Amount, Currency};

/// Refuses everything that the reference fills in, ignores, or spells in its own way.
pub(super) fn check(order: &Json) -> Result<(), CheckoutHashError> {
    let order = object(Some(order), "checkout")?;
    let snake = order.contains("total_amount");
    if snake && order.contains("totalAmount") {
        return Err(contradiction("total_amount", "totalAmount"));
    }
    check_total(order, snake)?;
    check_merchant(order, snake)?;
    match order.get("goods") {
        None | Some(Json::Null) => Ok(()),
        Some(Json::Array(lines)) => lines.iter().try_for_each(|line| {
            object(Some(line), "goods")?;
            check_numbers(line, 0)
        }),
        Some(_) => Err(malformed("goods")),
    }
}

fn check_total(order: &Object, snake: bool) -> Result<(), CheckoutHashError> {
    let field = if snake { "total_amount" } else { "totalAmount" };
    let total = object(order.get(field), field)?;
    let currency = text(total.get("currency"), &format!("{field}.currency"))?;
    // " USD " has the hash of "USD" but is no currency.
    let currency = Currency::from_code(currency).map_err(|_| malformed(&format!("{field}.currency")))?;
    let (first, second) = if snake { ("amount", "cent") } else { ("cent", "amount") };
    let read = if snake { total.get(first).or_else(|| total.get(second)) } else { total.get(first) };
    if let (Some(one), Some(other)) = (total.get(first), total.get(second))
        && one != other
    {
        return Err(contradiction(&format!("{field}.{first}"), &format!("{field}.{second}")));
    }
    let value = total.get("value");
    let minor = match read {
        None if value.is_some() => return Err(CheckoutHashError::ValueSpelling),
        None => return Err(missing(&format!("{field}.{first}"))),
        Some(Json::Integer(minor)) if *minor >= 0 => *minor,
        Some(_) => return Err(malformed(&format!("{field}.{first}"))),
    };
    // HTTP bodies carry the amount a second time, in major units; the hash does not cover that one.
    let Some(value) = value else { return Ok(()) };
    let major = value.as_str().and_then(|text| Amount::parse_major(text, currency).ok());
    if major.is_none() || major != Amount::from_minor(minor, currency).ok() {
        return Err(contradiction(&format!("{field}.{first}"), &format!("{field}.value")));
    }
    Ok(())
}

fn check_merchant(order: &Object, snake: bool) -> Result<(), CheckoutHashError> {
    let merchant = object(order.get("merchant"), "merchant")?;
    let names = if snake {
        [
            ("reference_merchant_id", "merchantId"),
            ("merchant_name", "merchantName"),
            ("merchant_mcc", "merchantMcc"),
        ]
    } else {
        [
            ("referenceMerchantId", "merchantId"),
            ("merchantName", "merchant_name"),
            ("merchantMcc", "merchant_mcc"),
        ]
    };
    for (index, (name, other)) in names.into_iter().enumerate() {
        let path = format!("merchant.{name}");
        if let (Some(one), Some(two)) = (merchant.get(name), merchant.get(other))
            && one != two
        {
            return Err(contradiction(&path, &format!("merchant.{other}")));
        }
        // In camelCase the reference reads the id under two names and the others under one.
        let has_fallback = snake || index == 0;
        let value = merchant.get(name).or_else(|| merchant.get(other).filter(|_| has_fallback));
        if index == 0 && value.is_none() {
            continue;
        }
        let value = text(value, &path)?;
        // The id may be empty: the reference's network loses it.
        if index > 0 && strip(value).is_empty() {
            return Err(missing(&path));
        }
    }
    Ok(())
}

/// Goods are hashed as they came, so every number in them must have one spelling.
fn check_numbers(value: &Json, depth: u32) -> Result<(), CheckoutHashError> {
    const MAX_DEPTH: u32 = 32;
    if depth > MAX_DEPTH {
        return Err(CheckoutHashError::TooDeep { limit: MAX_DEPTH });
    }
    match value {
        Json::Number(_) => Err(CheckoutHashError::Number { field: "goods".to_owned() }),
        Json::Array(elements) => {
            elements.iter().try_for_each(|element| check_numbers(element, depth.saturating_add(1)))
        }
        Json::Object(members) => {
            members.iter().try_for_each(|(_, value)| check_numbers(value, depth.saturating_add(1)))
        }
        Json::Null | Json::Bool(_) | Json::Integer(_) | Json::String(_) => Ok(()),
    }
}

fn object<'a>(value: Option<&'a Json>, field: &str) -> Result<&'a Object, CheckoutHashError> {
    value.ok_or_else(|| missing(field))?.as_object().ok_or_else(|| malformed(field))
}

fn text<'a>(value: Option<&'a Json>, field: &str) -> Result<&'a str, CheckoutHashError> {
    value.ok_or_else(|| missing(field))?.as_str().ok_or_else(|| malformed(field))
}

fn missing(field: &str) -> CheckoutHashError {
    CheckoutHashError::Missing { field: field.to_owned() }
}

fn malformed(field: &str) -> CheckoutHashError {
    CheckoutHashError::Malformed { field: field.to_owned() }
}

fn contradiction(field: &str, other: &str) -> CheckoutHashError {
    CheckoutHashError::Contradiction { field: field.to_owned(), other: other.to_owned() }
}

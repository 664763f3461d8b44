//! Values as columns hold them, and back. What cannot be read back is damage, never a default.

use rusqlite::types::FromSql;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;
use super::rows::Row;
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::money::{Amount, Currency};

/// The value of a column.
pub(super) fn value<T: FromSql>(row: &Row<'_>, column: &str) -> Result<T, StoreError> {
    Ok(row.get(column)?)
}

/// A time.
pub(super) fn time(row: &Row<'_>, column: &str) -> Result<Timestamp, StoreError> {
    Ok(Timestamp::from_millis(value(row, column)?))
}

/// A time, if there is one.
pub(super) fn optional_time(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>, StoreError> {
    Ok(value::<Option<i64>>(row, column)?.map(Timestamp::from_millis))
}

/// The row's currency.
pub(super) fn currency(row: &Row<'_>) -> Result<Currency, StoreError> {
    let code: String = value(row, "currency")?;
    Currency::from_code(&code).map_err(|_| unreadable("currency"))
}

/// An amount in the row's currency.
pub(super) fn amount(row: &Row<'_>, column: &str) -> Result<Amount, StoreError> {
    Ok(Amount::from_micros(value(row, column)?, currency(row)?))
}

/// One of the named values of an enumeration.
pub(super) fn named<T>(
    row: &Row<'_>,
    column: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let text: String = value(row, column)?;
    parse(&text).ok_or_else(|| unreadable(column))
}

/// A value kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &'static str) -> Result<T, StoreError> {
    optional_json(row, column)?.ok_or_else(|| unreadable(column))
}

/// A value kept as JSON, if there is one.
pub(super) fn optional_json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    let text = row.get_ref(column)?.as_str_or_null().map_err(|_| unreadable(column))?;
    text.map(|text| serde_json::from_str(text).map_err(|_| unreadable(column))).transpose()
}

/// A value as JSON.
pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|_| StoreError::Forbidden { detail: "not expressible as JSON".to_owned() })
}

/// A value as JSON, if there is one.
pub(super) fn to_optional_json<T: Serialize>(value: Option<&T>) -> Result<Option<String>, StoreError> {
    value.map(to_json).transpose()
}

/// The two coordinates of a public key.
pub(super) fn point(key: &PublicJwk) -> [u8; 64] {
    let mut point = [0; 64];
    for (to, from) in point.iter_mut().zip(key.x.iter().chain(&key.y)) {
        *to = *from;
    }
    point
}

/// A public key from its columns, if there is one.
pub(super) fn key(row: &Row<'_>, kid: &str, point: &'static str) -> Result<Option<PublicJwk>, StoreError> {
    let Some(kid) = value::<Option<String>>(row, kid)? else { return Ok(None) };
    let bytes: [u8; 64] = value(row, point)?;
    let (Some(x), Some(y)) = (bytes.first_chunk::<32>(), bytes.last_chunk::<32>()) else {
        return Err(unreadable(point));
    };
    Ok(Some(PublicJwk { kid, x: *x, y: *y }))
}

/// The damage of a column that cannot be read.
pub(super) fn unreadable(column: &str) -> StoreError {
    StoreError::Corrupt { detail: format!("unreadable {column}") }
}

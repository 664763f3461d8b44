//! Which columns are sealed, and how rows read and write them.

use rusqlite::types::{Value, ValueRef};
use serde::de::DeserializeOwned;

use super::StoreError;
use super::columns::unreadable;
use super::rows::{Row, Rows, Write};
use super::seal::TAG_LENGTH;

/// A column whose values are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SealedColumn {
    /// Its table.
    pub(super) table: &'static str,
    /// The column that tells the rows of the table apart, text or a number: a sealed value is bound to it.
    pub(super) key: &'static str,
    /// Its name.
    pub(super) column: &'static str,
    /// Table and name with a dot: what the seal binds a value to.
    pub(super) place: &'static str,
}

impl SealedColumn {
    /// What comes before the key of every row: events are numbered from 1, the other tables have keys of text.
    pub(super) fn before_all(&self) -> Value {
        if *self == EVENT_WHAT { Value::Integer(0) } else { Value::Text(String::new()) }
    }
}

/// A row's key as its sealed values are bound to it: text as it is, a number in digits.
pub(super) fn key_text(key: ValueRef<'_>) -> Result<String, StoreError> {
    match key {
        ValueRef::Integer(number) => Ok(number.to_string()),
        key => key.as_str().map(str::to_owned).map_err(|_| unreadable("key of a sealed value")),
    }
}

macro_rules! sealed_columns {
    ($($name:ident = $table:literal [ $key:literal ] . $column:literal;)*) => {
        $(pub(super) const $name: SealedColumn = SealedColumn {
            table: $table,
            key: $key,
            column: $column,
            place: concat!($table, ".", $column),
        };)*
        /// Every sealed column: what a rotation seals anew. Columns of one table stand together.
        pub(super) const ALL: &[SealedColumn] = &[$($name),*];
    };
}

sealed_columns! {
    BINDING_CUSTOMER = "binding"["auth_session_id"]."customer_id";
    BINDING_TOKEN = "binding"["auth_session_id"]."token_id";
    BINDING_L1 = "binding"["auth_session_id"]."l1";
    SESSION_CUSTOMER = "session"["auth_session_id"]."customer_id";
    SESSION_REQUEST = "session"["auth_session_id"]."request_body";
    SESSION_ANSWER = "session"["auth_session_id"]."answer_body";
    MANDATE_INTENT = "mandate"["mandate_id"]."intent";
    MANDATE_CHECKOUT = "mandate"["mandate_id"]."checkout";
    MANDATE_L2 = "mandate"["mandate_id"]."l2";
    PAYMENT_TOKEN = "payment"["payment_id"]."payment_token";
    PAYMENT_WALLET_TOKEN = "payment"["payment_id"]."token_id";
    PAYMENT_CHECKOUT = "payment"["payment_id"]."checkout";
    PAYMENT_L3 = "payment"["payment_id"]."l3";
    APPEAL_REASON = "appeal"["appeal_id"]."reason";
    APPEAL_EVIDENCE = "appeal"["appeal_id"]."evidence";
    EVENT_WHAT = "event"["event_id"]."what";
    DIRECTORY_USER = "directory_wallet"["wallet_key"]."psp_user_id";
}

/// The opened bytes of a column, if there are any.
pub(super) fn optional_bytes(row: &Row<'_>, column: SealedColumn) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(sealed) = row.get::<Option<Vec<u8>>>(column.column)? else { return Ok(None) };
    let key = key_text(row.get_ref(column.key)?)?;
    row.seal().open(column.place, &key, &sealed).map(Some)
}

/// The opened text of a column, if there is one.
pub(super) fn optional_text(row: &Row<'_>, column: SealedColumn) -> Result<Option<String>, StoreError> {
    let bytes = optional_bytes(row, column)?;
    bytes.map(|bytes| String::from_utf8(bytes).map_err(|_| unreadable(column.place))).transpose()
}

/// The opened text of a column.
pub(super) fn text(row: &Row<'_>, column: SealedColumn) -> Result<String, StoreError> {
    optional_text(row, column)?.ok_or_else(|| unreadable(column.place))
}

/// A value that was sealed as JSON, if there is one.
pub(super) fn optional_json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: SealedColumn,
) -> Result<Option<T>, StoreError> {
    let bytes = optional_bytes(row, column)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(|_| unreadable(column.place))).transpose()
}

/// A value that was sealed as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: SealedColumn) -> Result<T, StoreError> {
    optional_json(row, column)?.ok_or_else(|| unreadable(column.place))
}

/// [`json`] of a column that is read again and again: what was opened lately is not opened again.
pub(super) fn json_again<T>(row: &Row<'_>, column: SealedColumn) -> Result<T, StoreError>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let key = key_text(row.get_ref(column.key)?)?;
    let sealed = row.get_ref(column.column)?.as_blob().map_err(|_| unreadable(column.place))?;
    let opened = row.seal().opened();
    if let Some(value) = opened.find(column.place, &key, sealed) {
        return Ok(value);
    }
    let value = json(row, column)?;
    opened.keep(column.place, &key, sealed, &value);
    Ok(value)
}

impl<Noun> Rows<'_, Noun, Write> {
    /// `plain` as `column` holds it in the row whose key is `key`.
    pub(super) fn sealed(
        &self,
        column: SealedColumn,
        key: &str,
        plain: impl AsRef<[u8]>,
    ) -> Result<Vec<u8>, StoreError> {
        self.seal().seal(column.place, key, plain.as_ref())
    }

    /// [`Rows::sealed`] of what may be missing.
    pub(super) fn sealed_if_any(
        &self,
        column: SealedColumn,
        key: &str,
        plain: Option<impl AsRef<[u8]>>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        plain.map(|plain| self.sealed(column, key, plain)).transpose()
    }
}

impl<Noun, Access> Rows<'_, Noun, Access> {
    /// The tag by which the value of a sealed column is found.
    pub(super) fn tag(&self, column: SealedColumn, value: &str) -> [u8; TAG_LENGTH] {
        self.seal().tag(column.place, value)
    }
}

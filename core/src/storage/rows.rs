//! The rows of one noun inside one transaction. The repositories' files give each noun its methods.

use std::marker::PhantomData;

use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::StoreError;

/// A transaction that may read.
#[derive(Debug)]
pub enum Read {}

/// A transaction that may write, and read.
#[derive(Debug)]
pub enum Write {}

/// The rows of `Noun` in a transaction that may `Access` them ([`Read`] or [`Write`]). Made by
/// [`ReadTx`](super::ReadTx) and [`WriteTx`](super::WriteTx).
pub struct Rows<'t, Noun, Access> {
    connection: &'t Connection,
    marks: PhantomData<(fn() -> Noun, Access)>,
}

impl<'t, Noun, Access> Rows<'t, Noun, Access> {
    pub(super) const fn new(connection: &'t Connection) -> Self {
        Self { connection, marks: PhantomData }
    }

    /// The rows of another noun in the same transaction.
    pub(super) const fn of<Other>(&self) -> Rows<'t, Other, Access> {
        Rows::new(self.connection)
    }

    /// The one row that `sql` finds, if it finds one.
    pub(super) fn find<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_row(params, |row| Ok(read(row))).optional()?.transpose()
    }

    /// Every row that `sql` finds.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Visits every row that `sql` finds, one at a time.
    pub(super) fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut visit: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            visit(row)?;
        }
        Ok(())
    }
}

impl<Noun> Rows<'_, Noun, Write> {
    /// Runs a statement that changes rows; answers how many.
    pub(super) fn change(&self, sql: &str, params: impl Params) -> Result<u64, StoreError> {
        let changed = self.connection.prepare_cached(sql)?.execute(params)?;
        u64::try_from(changed).map_err(|_| StoreError::Io { detail: "too many rows".to_owned() })
    }

    /// Runs a statement that must change one row.
    pub(super) fn change_one(
        &self,
        what: &'static str,
        sql: &str,
        params: impl Params,
    ) -> Result<(), StoreError> {
        if self.change(sql, params)? == 1 { Ok(()) } else { Err(StoreError::Missing { what }) }
    }
}

//! The rows of one noun inside one transaction. The repositories' files give each noun its methods.

use std::marker::PhantomData;

use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Params};

use super::StoreError;
use super::seal::Seal;

/// What a transaction works with: its connection, and the seal of the sealed columns.
#[derive(Clone, Copy)]
pub(super) struct Handle<'t> {
    pub(super) connection: &'t Connection,
    pub(super) seal: &'t Seal,
}

/// One row that was found, with what opens its sealed columns.
pub(super) struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    seal: &'r Seal,
    /// Read once for the row: asked anew for each column they would cost more than the row itself.
    names: Vec<&'r str>,
}

impl<'r> Row<'r> {
    fn new(row: &'r rusqlite::Row<'r>, seal: &'r Seal) -> Self {
        Self { row, seal, names: row.as_ref().column_names().collect() }
    }

    /// The value of a column, as it is kept.
    pub(super) fn get<T: FromSql>(&self, column: &str) -> Result<T, rusqlite::Error> {
        self.row.get(self.index(column)?)
    }

    /// The value of a column, borrowed.
    pub(super) fn get_ref(&self, column: &str) -> Result<ValueRef<'_>, rusqlite::Error> {
        self.row.get_ref(self.index(column)?)
    }

    fn index(&self, column: &str) -> Result<usize, rusqlite::Error> {
        let found = self.names.iter().position(|name| *name == column);
        found.ok_or_else(|| rusqlite::Error::InvalidColumnName(column.to_owned()))
    }

    /// What opens its sealed columns.
    pub(super) const fn seal(&self) -> &Seal {
        self.seal
    }
}

/// A transaction that may read.
#[derive(Debug)]
pub enum Read {}

/// A transaction that may write, and read.
#[derive(Debug)]
pub enum Write {}

/// The rows of `Noun` in a transaction that may `Access` them ([`Read`] or [`Write`]). Made by
/// [`ReadTx`](super::ReadTx) and [`WriteTx`](super::WriteTx).
pub struct Rows<'t, Noun, Access> {
    handle: Handle<'t>,
    marks: PhantomData<(fn() -> Noun, Access)>,
}

impl<'t, Noun, Access> Rows<'t, Noun, Access> {
    pub(super) const fn new(handle: Handle<'t>) -> Self {
        Self { handle, marks: PhantomData }
    }

    /// The rows of another noun in the same transaction.
    pub(super) const fn of<Other>(&self) -> Rows<'t, Other, Access> {
        Rows::new(self.handle)
    }

    pub(super) const fn connection(&self) -> &'t Connection {
        self.handle.connection
    }

    /// The seal of the sealed columns.
    pub(super) const fn seal(&self) -> &'t Seal {
        self.handle.seal
    }

    /// The one row that `sql` finds, if it finds one.
    pub(super) fn find<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.handle.connection.prepare_cached(sql)?;
        statement.query_row(params, |row| Ok(read(&Row::new(row, self.handle.seal)))).optional()?.transpose()
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
        let mut statement = self.handle.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            visit(&Row::new(row, self.handle.seal))?;
        }
        Ok(())
    }
}

impl<Noun> Rows<'_, Noun, Write> {
    /// Runs a statement that changes rows; answers how many.
    pub(super) fn change(&self, sql: &str, params: impl Params) -> Result<u64, StoreError> {
        let changed = self.handle.connection.prepare_cached(sql)?.execute(params)?;
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

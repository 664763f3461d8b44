//! The file: SQLite's own structure, rules of the tables, references, sealed values.

use rusqlite::Connection;

use super::super::StoreError;
use super::super::seal::Seal;
use super::super::sealed::{self, SealedColumn};
use super::{Books, Finding, count};

/// Payments point to their mandates without a reference (the schema says why).
const PAYMENTS_OF_NOBODY: &str =
    "SELECT count(*) FROM payment WHERE mandate_id NOT IN (SELECT mandate_id FROM mandate)";

const BROKEN_RULE: &str = "CHECK constraint failed in ";

pub(super) fn check(connection: &Connection, books: &mut Books) -> Result<(), StoreError> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let found: String = row.get(0)?;
        if found == "ok" {
            continue;
        }
        let finding = match found.strip_prefix(BROKEN_RULE) {
            Some(table) => Finding::Rule { table: table.to_owned() },
            None => Finding::Damaged { detail: found },
        };
        if !books.findings.contains(&finding) {
            books.findings.push(finding);
        }
    }
    let rows = count(connection, PAYMENTS_OF_NOBODY)?;
    if rows > 0 {
        let (table, parent) = ("payment".to_owned(), "mandate".to_owned());
        books.findings.push(Finding::Orphan { table, parent, rows });
    }
    let mut statement = connection.prepare(
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let orphans: i64 = row.get(2)?;
        books.findings.push(Finding::Orphan {
            table: row.get(0)?,
            parent: row.get(1)?,
            rows: u64::try_from(orphans).unwrap_or_default(),
        });
    }
    Ok(())
}

/// Opens every sealed value.
pub(super) fn check_seals(connection: &Connection, seal: &Seal, books: &mut Books) -> Result<(), StoreError> {
    for SealedColumn { table, key, column, place } in sealed::ALL.iter().copied() {
        let mut statement =
            connection.prepare(&format!("SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL"))?;
        let mut rows = statement.query([])?;
        let mut closed = 0_u64;
        while let Some(row) = rows.next()? {
            let (key, value): (_, Vec<u8>) = (sealed::key_text(row.get_ref(0)?)?, row.get(1)?);
            books.sealed = books.sealed.saturating_add(1);
            match seal.open(place, &key, &value) {
                Ok(_) => {}
                Err(StoreError::Corrupt { .. } | StoreError::KeyChanged) => closed = closed.saturating_add(1),
                Err(error) => return Err(error),
            }
        }
        if closed > 0 {
            books.findings.push(Finding::Unreadable { place: place.to_owned(), rows: closed });
        }
    }
    Ok(())
}

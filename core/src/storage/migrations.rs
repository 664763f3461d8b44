//! The schema's versions: forward only, each in one transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;
use super::header::APPLICATION_ID;

/// The steps in order; step N brings version N to N + 1. A released step is never changed.
const STEPS: [&str; 1] =
    [concat!(include_str!("schema/0001_wallet.sql"), include_str!("schema/0001_directory.sql"))];

/// The newest version this library knows.
pub(super) const NEWEST: i64 = 1;

/// Brings the database to the newest version. All steps share one transaction: it ends at the newest version or
/// where it began.
///
/// # Errors
/// [`StoreError::Newer`], or what the database says.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    if version(connection)? == NEWEST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster: read again now that nobody else can write.
    let found = version(&transaction)?;
    if found > NEWEST {
        return Err(StoreError::Newer { found, known: NEWEST });
    }
    for (from, step) in (0_i64..).zip(STEPS) {
        if from >= found {
            transaction.execute_batch(step)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", NEWEST)?;
    transaction.commit()?;
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_database_reaches_the_newest_version_and_stays_there() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        assert_eq!(version(&connection), Ok(NEWEST));
        assert_eq!(i64::try_from(STEPS.len()), Ok(NEWEST));
        run(&mut connection).unwrap();
        assert_eq!(version(&connection), Ok(NEWEST));
    }

    #[test]
    fn every_table_is_strict() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        let lax: i64 = connection
            .query_row(
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(lax, 0);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_where_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE ledger_posting (x)").unwrap();
        assert!(run(&mut connection).is_err());
        assert_eq!(version(&connection), Ok(0));
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }
}

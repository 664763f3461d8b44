//! Rotation of the database's key: everything sealed is sealed anew, a few rows at a time, while payments go on.
//!
//! A crash may end it anywhere. What it leaves behind says how to go on: two keys that the database names, while values
//! are sealed anew; after that the old keys as retired, until the secret store has forgotten them.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params};

use super::sealed::{self, SealedColumn};
use super::{Store, StoreError, WriteTx, failpoint, keys};

/// The setting that names the keys which are still to be forgotten.
const RETIRED: &str = "retired_keys";

/// Values sealed anew in one piece of work: it shares the writer with payments.
const BATCH: u32 = 64;

/// How far a rotation has come in one column.
struct Progress {
    last: Option<Value>,
    resealed: u64,
}

impl Store {
    /// Seals everything with a new key, then forgets the old one; how many values were sealed anew. What is written
    /// meanwhile uses the new key at once; the old one stays in the secret store until nothing needs it.
    ///
    /// A rotation that was interrupted, by a crash too, is finished by calling this again, or by
    /// [`Store::finish_rotation`]: neither makes a further key.
    /// Other processes that have the database open are refused with [`StoreError::KeyChanged`] and open it again. It
    /// blocks the calling thread and calls the secret store.
    ///
    /// # Errors
    /// [`StoreError::Secret`], [`StoreError::KeyLost`]; what the database says.
    pub fn rotate_key(&self) -> Result<u64, StoreError> {
        let numbers = self.read_blocking(|tx| numbers(tx.connection()))?;
        let newest = numbers.last().copied().unwrap_or_default();
        let number = if numbers.len() > 1 { newest } else { self.begin_rotation(newest)? };
        let resealed = self.reseal_all(number)?;
        self.write_blocking(move |tx| finish(tx, number))?;
        failpoint::reach("rotation.finished");
        self.forget_retired()?;
        Ok(resealed)
    }

    /// Finishes a rotation that was interrupted, if there is one; whether there was. Where there is none it costs one
    /// look into the database.
    ///
    /// # Errors
    /// As [`Store::rotate_key`].
    pub fn finish_rotation(&self) -> Result<bool, StoreError> {
        let (named, retired) = self.read_blocking(|tx| {
            let retired = tx.settings().get::<Vec<u32>>(RETIRED)?.is_some();
            Ok::<_, StoreError>((numbers(tx.connection())?.len(), retired))
        })?;
        if named > 1 {
            self.rotate_key()?;
        } else if retired {
            self.forget_retired()?;
        }
        Ok(named > 1 || retired)
    }

    fn reseal_all(&self, number: u32) -> Result<u64, StoreError> {
        let mut resealed = 0_u64;
        for column in sealed::ALL.iter().copied() {
            let mut after = column.before_all();
            loop {
                let from = after.clone();
                let progress = self.write_blocking(move |tx| reseal(tx, column, number, &from))?;
                failpoint::reach("rotation.resealed");
                resealed = resealed.saturating_add(progress.resealed);
                match progress.last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        Ok(resealed)
    }

    /// Lets the secret store forget the keys that nothing needs any more.
    fn forget_retired(&self) -> Result<(), StoreError> {
        let database_id = self.database_id()?;
        let retired: Option<Vec<u32>> = self.read_blocking(|tx| tx.settings().get(RETIRED))?;
        for old in retired.unwrap_or_default() {
            self.secrets().delete(&keys::key_name(&database_id, old))?;
        }
        failpoint::reach("rotation.forgotten");
        self.write_blocking(|tx| tx.settings().clear(RETIRED))?;
        Ok(())
    }

    /// Names the next key; everything that is written from then on is sealed with it.
    fn begin_rotation(&self, old: u32) -> Result<u32, StoreError> {
        let database_id = self.database_id()?;
        let number = old.checked_add(1).ok_or(StoreError::KeyChanged)?;
        let old_key = keys::kept_key(self.secrets(), &database_id, old)?;
        let key = self.secrets().key(&keys::key_name(&database_id, number), false)?;
        failpoint::reach("rotation.keyed");
        self.seal()?.add(number, &key)?;
        self.write_blocking(move |tx| {
            if keys::current(tx.connection())? != old {
                return Err(StoreError::KeyChanged);
            }
            let proof = keys::proof_anew(tx.connection(), &database_id, (old, &old_key), (number, &key))?;
            tx.connection()
                .execute("INSERT INTO seal_key (number, proof) VALUES (?1, ?2)", params![number, proof])?;
            Ok(())
        })?;
        failpoint::reach("rotation.named");
        Ok(number)
    }
}

fn numbers(connection: &Connection) -> Result<Vec<u32>, StoreError> {
    let mut statement = connection.prepare("SELECT number FROM seal_key ORDER BY number")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Seals a batch of a column anew: the rows after `after` in the order of their keys.
fn reseal(
    tx: &WriteTx<'_>,
    column: SealedColumn,
    number: u32,
    after: &Value,
) -> Result<Progress, StoreError> {
    let SealedColumn { table, key, column: name, place } = column;
    let connection = tx.connection();
    let found: Vec<(Value, Option<Vec<u8>>)> = connection
        .prepare_cached(&format!(
            "SELECT {key}, CASE WHEN substr({name}, 2, 4) <> ?3 THEN {name} END FROM {table}
             WHERE {key} > ?1 ORDER BY {key} LIMIT ?2"
        ))?
        .query_map(params![after, BATCH, number.to_be_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut update =
        connection.prepare_cached(&format!("UPDATE {table} SET {name} = ?2 WHERE {key} = ?1"))?;
    let mut resealed = 0_u64;
    for (row, old) in &found {
        let Some(old) = old else { continue };
        let key = sealed::key_text(ValueRef::from(row))?;
        let plain = tx.seal().open(place, &key, old)?;
        update.execute(params![row, tx.seal().seal(place, &key, &plain)?])?;
        resealed = resealed.saturating_add(1);
    }
    Ok(Progress { last: found.into_iter().last().map(|(row, _)| row), resealed })
}

/// Ends a rotation, if nothing needs an older key any more.
fn finish(tx: &WriteTx<'_>, number: u32) -> Result<(), StoreError> {
    let connection = tx.connection();
    for SealedColumn { table, column, place, .. } in sealed::ALL {
        let left: i64 = connection.query_row(
            &format!("SELECT count(*) FROM {table} WHERE substr({column}, 2, 4) <> ?1"),
            params![number.to_be_bytes()],
            |row| row.get(0),
        )?;
        if left > 0 {
            return Err(StoreError::Corrupt { detail: format!("{left} of {place} keep an old key") });
        }
    }
    let mut retired: Vec<u32> = tx.settings().get(RETIRED)?.unwrap_or_default();
    retired.extend(numbers(connection)?.into_iter().filter(|old| *old < number));
    connection.execute("DELETE FROM seal_key WHERE number < ?1", params![number])?;
    tx.settings().set(RETIRED, &retired)
}

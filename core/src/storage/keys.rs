//! The database's keys: in the host's secret store, numbered, each proved by a value that it opens.
//!
//! The database keeps its own random name and, for each key in use, its number and the key of the tags sealed with it
//! (table `seal_key`). A key that is missing or another one is told before anything is read or written.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use zeroize::Zeroizing;

use super::StoreError;
use super::seal::{Seal, cipher, open_with, seal_with};
use crate::identity::{SecretError, Secrets, random_bytes, random_id};

const PROOF: &str = "seal_key.proof";

/// The name of a key in the secret store.
pub(super) fn key_name(database_id: &str, number: u32) -> String {
    format!("amp-wallet.{database_id}.key-{number}")
}

/// The seal of a database, and the database's name. A database without one gets it, and its first key.
///
/// # Errors
/// [`StoreError::KeyLost`], [`StoreError::KeyWrong`], [`StoreError::Secret`], or what the database says.
pub(super) fn load(connection: &mut Connection, secrets: &Secrets) -> Result<(String, Seal), StoreError> {
    let database_id = match name(connection)? {
        Some(database_id) => database_id,
        None => begin(connection, secrets)?,
    };
    let proofs = proofs(connection)?;
    let mut seal: Option<Seal> = None;
    for (number, proof) in proofs {
        let key = kept_key(secrets, &database_id, number)?;
        let tag_key = open_with(&cipher(&key)?, PROOF, &database_id, &proof).map(Zeroizing::new);
        let tag_key = tag_key.ok_or(StoreError::KeyWrong)?;
        let tag_key = tag_key.first_chunk::<32>().ok_or(StoreError::KeyWrong)?;
        let seal = seal.get_or_insert_with(|| Seal::new(tag_key));
        seal.add(number, &key)?;
        seal.select(number)?;
    }
    let seal = seal.ok_or_else(|| StoreError::Corrupt { detail: "no key is named".to_owned() })?;
    Ok((database_id, seal))
}

/// The number of the key that values are sealed with now.
pub(super) fn current(connection: &Connection) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached("SELECT ifnull(max(number), 0) FROM seal_key")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The proof of a new key: the key of the tags, sealed with it instead of with `old`.
pub(super) fn proof_anew(
    connection: &Connection,
    database_id: &str,
    old: (u32, &[u8; 32]),
    new: (u32, &[u8; 32]),
) -> Result<Vec<u8>, StoreError> {
    let proof: Vec<u8> =
        connection
            .query_row("SELECT proof FROM seal_key WHERE number = ?1", params![old.0], |row| row.get(0))?;
    let tag_key = open_with(&cipher(old.1)?, PROOF, database_id, &proof).map(Zeroizing::new);
    let tag_key = tag_key.ok_or(StoreError::KeyWrong)?;
    seal_with(&cipher(new.1)?, new.0, PROOF, database_id, &tag_key)
}

/// A key that data was sealed with.
pub(super) fn kept_key(
    secrets: &Secrets,
    database_id: &str,
    number: u32,
) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    secrets.key(&key_name(database_id, number), true).map_err(|error| match error {
        SecretError::Lost { .. } => StoreError::KeyLost,
        error => error.into(),
    })
}

/// The names, in the secret store, of every key that the database may have one day been sealed with: those in use, and the
/// one that a rotation was about to make.
pub(super) fn names(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let Some(database_id) = name(connection)? else { return Ok(Vec::new()) };
    let mut numbers: Vec<u32> = proofs(connection)?.into_iter().map(|(number, _)| number).collect();
    numbers.extend(numbers.last().and_then(|last| last.checked_add(1)));
    Ok(numbers.into_iter().map(|number| key_name(&database_id, number)).collect())
}

fn name(connection: &Connection) -> Result<Option<String>, StoreError> {
    Ok(connection.query_row("SELECT database_id FROM origin", [], |row| row.get(0)).optional()?)
}

/// Gives the database a name and its first key.
fn begin(connection: &mut Connection, secrets: &Secrets) -> Result<String, StoreError> {
    let no_entropy = |_| StoreError::Io { detail: "no randomness".to_owned() };
    let database_id = random_id().map_err(no_entropy)?;
    let tag_key = Zeroizing::new(random_bytes::<32>().map_err(no_entropy)?);
    // The key is kept before anything is sealed with it, and outside the transaction: the host may wait for a person.
    let key = secrets.key(&key_name(&database_id, 1), false)?;
    let proof = seal_with(&cipher(&key)?, 1, PROOF, &database_id, tag_key.as_slice())?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(other) = name(&transaction)? {
        // Another process was faster. A key that stays behind here seals nothing.
        drop(transaction);
        let _deleted = secrets.delete(&key_name(&database_id, 1));
        return Ok(other);
    }
    transaction.execute("INSERT INTO origin (one, database_id) VALUES (1, ?1)", params![database_id])?;
    transaction.execute("INSERT INTO seal_key (number, proof) VALUES (1, ?1)", params![proof])?;
    transaction.execute("INSERT INTO high_water (one, mark, commits) VALUES (1, 0, 0)", [])?;
    transaction.commit()?;
    Ok(database_id)
}

fn proofs(connection: &Connection) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
    let mut statement = connection.prepare("SELECT number, proof FROM seal_key ORDER BY number")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

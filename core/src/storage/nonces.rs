//! Nonces that were seen: kept until nothing that carries them could be accepted any more, then dropped.

use rusqlite::params;

use super::columns::value;
use super::seal::TAG_LENGTH;
use super::{Rows, StoreError, Write};
use crate::clock::{LEEWAY_MILLIS, Timestamp};

/// One nonce.
#[derive(Debug)]
pub enum Nonce {}

/// A verifier accepts a token for the leeway after its expiry, on a clock that may be behind by the leeway.
const KEPT_AFTER_EXPIRY: i64 = 2 * LEEWAY_MILLIS;

/// Longest nonce, in bytes.
const LONGEST: usize = 512;

/// One nonce in so many sweeps, and how many rows it looks at: enough that those whose time is over stay a small part of
/// the table, and few enough that nobody waits for it.
const SWEEPS: u8 = 8;
const SWEPT: u32 = 64;

impl Rows<'_, Nonce, Write> {
    /// Registers the nonce of something that expires at `expires_at`. Kept is its tag, which nobody can choose: so the
    /// table needs no second index to drop what is no longer needed. Now and then the neighbours of a new tag are looked
    /// at, wherever it falls, and the table stays as large as what is valid.
    ///
    /// # Errors
    /// [`StoreError::NonceSeen`] for a replay; [`StoreError::Forbidden`] for one that is empty or longer than 512
    /// bytes.
    pub fn register(&self, nonce: &str, expires_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        let tag = self.tag_of(nonce)?;
        if !self.add(tag, expires_at.plus_millis(KEPT_AFTER_EXPIRY))? {
            return Err(StoreError::NonceSeen);
        }
        if tag.last().is_some_and(|last| last % SWEEPS == 0) { self.sweep_after(tag, now) } else { Ok(()) }
    }

    /// Drops those of the neighbours of a tag whose time is over.
    fn sweep_after(&self, tag: [u8; TAG_LENGTH], now: Timestamp) -> Result<(), StoreError> {
        let over: Vec<[u8; TAG_LENGTH]> = self.all(
            "SELECT tag FROM (SELECT tag, keep_until FROM nonce WHERE tag > ?1 ORDER BY tag LIMIT ?3)
             WHERE keep_until < ?2",
            params![tag, now.millis(), SWEPT],
            |row| value(row, "tag"),
        )?;
        for tag in over {
            self.change("DELETE FROM nonce WHERE tag = ?1", params![tag])?;
        }
        Ok(())
    }

    /// Remembers a nonce that was registered before and may have been dropped, if anything acceptable could carry it.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] for one that is empty or longer than 512 bytes.
    pub fn restore(&self, nonce: &str, expires_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        let (tag, keep_until) = (self.tag_of(nonce)?, expires_at.plus_millis(KEPT_AFTER_EXPIRY));
        if keep_until >= now {
            self.add(tag, keep_until)?;
        }
        Ok(())
    }

    fn tag_of(&self, nonce: &str) -> Result<[u8; TAG_LENGTH], StoreError> {
        if nonce.is_empty() || nonce.len() > LONGEST {
            return Err(StoreError::Forbidden { detail: "a nonce of no or too many bytes".to_owned() });
        }
        Ok(self.seal().tag("nonce.tag", nonce))
    }

    /// Whether it was not there before.
    fn add(&self, tag: [u8; TAG_LENGTH], keep_until: Timestamp) -> Result<bool, StoreError> {
        let added = self.change(
            "INSERT INTO nonce (tag, keep_until) VALUES (?1, ?2) ON CONFLICT (tag) DO NOTHING",
            params![tag, keep_until.millis()],
        )?;
        Ok(added == 1)
    }

    /// Drops at most `limit` nonces that nothing acceptable could carry any more; how many. It reads the table until it
    /// has found them.
    ///
    /// # Errors
    /// What the database says.
    pub fn prune(&self, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.change(
            "DELETE FROM nonce WHERE tag IN (SELECT tag FROM nonce WHERE keep_until < ?1 LIMIT ?2)",
            params![now.millis(), limit],
        )
    }

    /// How many are kept.
    ///
    /// # Errors
    /// What the database says.
    pub fn count(&self) -> Result<u64, StoreError> {
        let count = self.find("SELECT count(*) AS kept FROM nonce", [], |row| value::<i64>(row, "kept"))?;
        Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
    }
}

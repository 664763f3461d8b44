//! Which wallet a peer's identifier belongs to, for a provider that serves many: in a database of its own.

use ring::digest::{SHA256, digest};
use rusqlite::params;

use super::columns::{time, value};
use super::rows::Row;
use super::sealed::{self, DIRECTORY_USER};
use super::{Rows, Setting, StoreError, Write};
use crate::clock::Timestamp;

/// One wallet of a provider that serves many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Names the wallet's folder; made from the customer's identifier, which it does not tell.
    pub wallet_key: String,
    /// The user at this provider.
    pub psp_user_id: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How many sessions or payment tokens whose time is over are dropped with each new one: more than are added.
const DROPPED_AT_ONCE: u32 = 4;

impl<Access> Rows<'_, DirectoryEntry, Access> {
    /// The wallet of this key.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, wallet_key: &str) -> Result<Option<DirectoryEntry>, StoreError> {
        self.find("SELECT * FROM directory_wallet WHERE wallet_key = ?1", params![wallet_key], read)
    }

    /// The wallet that an authorization session belongs to.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_session(&self, auth_session_id: &str) -> Result<Option<DirectoryEntry>, StoreError> {
        self.find(
            "SELECT directory_wallet.* FROM directory_session JOIN directory_wallet USING (wallet_key)
             WHERE session = ?1",
            params![hashed(auth_session_id)],
            read,
        )
    }

    /// The wallet that a payment token was announced to.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_token(&self, payment_token: &str) -> Result<Option<DirectoryEntry>, StoreError> {
        self.find(
            "SELECT directory_wallet.* FROM directory_token JOIN directory_wallet USING (wallet_key)
             WHERE token = ?1",
            params![hashed(payment_token)],
            read,
        )
    }

    /// At most `limit` wallets, in the order of their keys.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, limit: u32) -> Result<Vec<DirectoryEntry>, StoreError> {
        self.all("SELECT * FROM directory_wallet ORDER BY wallet_key LIMIT ?1", params![limit], read)
    }

    /// At most `limit` wallets of sessions that were noted at `since` or later.
    ///
    /// # Errors
    /// What the database says.
    pub fn noted_since(&self, since: Timestamp, limit: u32) -> Result<Vec<DirectoryEntry>, StoreError> {
        self.all(
            "SELECT * FROM directory_wallet WHERE wallet_key IN
               (SELECT wallet_key FROM directory_session WHERE noted_at >= ?1) LIMIT ?2",
            params![since.millis(), limit],
            read,
        )
    }

    /// How many wallets there are.
    ///
    /// # Errors
    /// What the database says.
    pub fn count(&self) -> Result<i64, StoreError> {
        let counted = self.find("SELECT count(*) AS wallets FROM directory_wallet", [], |row| {
            value::<i64>(row, "wallets")
        })?;
        Ok(counted.unwrap_or_default())
    }
}

impl Rows<'_, DirectoryEntry, Write> {
    /// Adds a wallet; one that is there stays as it is.
    ///
    /// # Errors
    /// What the database says.
    pub fn add(&self, entry: &DirectoryEntry) -> Result<(), StoreError> {
        self.change(
            "INSERT INTO directory_wallet (wallet_key, psp_user_id, created_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (wallet_key) DO NOTHING",
            params![
                entry.wallet_key,
                self.sealed(DIRECTORY_USER, &entry.wallet_key, &entry.psp_user_id)?,
                entry.created_at.millis(),
            ],
        )?;
        Ok(())
    }

    /// Notes whose session it is; whether it is this wallet's, now or before. It drops a few whose time is surely over.
    ///
    /// # Errors
    /// What the database says.
    pub fn note_session(
        &self,
        auth_session_id: &str,
        wallet_key: &str,
        keep_until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if let Some(settled) = self.of::<Setting>().settled()? {
            self.drop_sessions(settled, DROPPED_AT_ONCE)?;
        }
        self.change(
            "INSERT INTO directory_session (session, wallet_key, noted_at, keep_until) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (session) DO NOTHING",
            params![hashed(auth_session_id), wallet_key, now.millis(), keep_until.millis()],
        )?;
        Ok(self.by_session(auth_session_id)?.is_some_and(|entry| entry.wallet_key == wallet_key))
    }

    /// Keeps a session until `keep_until`, if it was not kept longer already.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_session(&self, auth_session_id: &str, keep_until: Timestamp) -> Result<(), StoreError> {
        self.change(
            "UPDATE directory_session SET keep_until = max(keep_until, ?2) WHERE session = ?1",
            params![hashed(auth_session_id), keep_until.millis()],
        )?;
        Ok(())
    }

    /// Drops at most `limit` payment tokens whose time was over at `now`, and as many sessions whose time was over a week
    /// before; how many.
    ///
    /// A session leads to its mandate, so it goes by a time that the clock has shown for a week: a clock that is ahead for a
    /// while takes no mandate from its wallet. A token is good for minutes: what such a clock drops is over as well when it
    /// is put right.
    ///
    /// # Errors
    /// What the database says.
    pub fn drop_overdue(&self, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
        let sessions = match self.of::<Setting>().settle(now)? {
            Some(settled) => self.drop_sessions(settled, limit)?,
            None => 0,
        };
        Ok(sessions.saturating_add(self.drop_tokens(now, limit)?))
    }

    fn drop_sessions(&self, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.change(
            "DELETE FROM directory_session WHERE session IN
               (SELECT session FROM directory_session WHERE keep_until < ?1 ORDER BY keep_until LIMIT ?2)",
            params![now.millis(), limit],
        )
    }

    fn drop_tokens(&self, now: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.change(
            "DELETE FROM directory_token WHERE token IN
               (SELECT token FROM directory_token WHERE keep_until < ?1 ORDER BY keep_until LIMIT ?2)",
            params![now.millis(), limit],
        )
    }

    /// Notes whose payment token it is; whether it is this wallet's, now or before. It drops a few whose time was
    /// over at `now`, so that the table stays as large as what can still be paid.
    ///
    /// # Errors
    /// What the database says.
    pub fn note_token(
        &self,
        payment_token: &str,
        wallet_key: &str,
        keep_until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.drop_tokens(now, DROPPED_AT_ONCE)?;
        self.change(
            "INSERT INTO directory_token (token, wallet_key, keep_until) VALUES (?1, ?2, ?3)
             ON CONFLICT (token) DO NOTHING",
            params![hashed(payment_token), wallet_key, keep_until.millis()],
        )?;
        Ok(self.by_token(payment_token)?.is_some_and(|entry| entry.wallet_key == wallet_key))
    }
}

/// A payment token is a bearer secret, and a session's identifier is a peer's text: neither is kept.
fn hashed(identifier: &str) -> Vec<u8> {
    digest(&SHA256, identifier.as_bytes()).as_ref().to_vec()
}

fn read(row: &Row<'_>) -> Result<DirectoryEntry, StoreError> {
    Ok(DirectoryEntry {
        wallet_key: value(row, "wallet_key")?,
        psp_user_id: sealed::text(row, DIRECTORY_USER)?,
        created_at: time(row, "created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{MemorySecretStore, Secrets};
    use crate::storage::{Store, StoreOptions};

    const NOW: Timestamp = Timestamp::from_seconds(1_000);
    const LATER: Timestamp = Timestamp::from_seconds(2_000_000);
    const WEEK: i64 = 7 * 86_400;

    fn open(folder: &std::path::Path, secrets: &Secrets) -> Store {
        Store::open(&folder.join("directory.db"), StoreOptions::default(), secrets).unwrap()
    }

    fn secrets() -> Secrets {
        Secrets::new(std::sync::Arc::new(MemorySecretStore::default()))
    }

    fn entry(key: &str) -> DirectoryEntry {
        DirectoryEntry { wallet_key: key.to_owned(), psp_user_id: "user-demo".to_owned(), created_at: NOW }
    }

    #[test]
    fn an_identifier_belongs_to_the_first_wallet_that_noted_it_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = secrets();
        let store = open(folder.path(), &secrets);
        let noted = store.write_blocking(|tx| {
            let directory = tx.directory();
            directory.add(&entry("a"))?;
            directory.add(&entry("b"))?;
            Ok::<_, StoreError>([
                directory.note_session("s", "a", LATER, NOW)?,
                directory.note_session("s", "a", LATER, NOW)?,
                directory.note_session("s", "b", LATER, NOW)?,
                directory.note_token("t", "b", NOW, NOW)?,
                directory.note_token("t", "a", NOW, NOW)?,
            ])
        });
        assert_eq!(noted, Ok([true, true, false, true, false]));
        store.close();
        let store = open(folder.path(), &secrets);
        let found = store.read_blocking(|tx| {
            let directory = tx.directory();
            assert_eq!(directory.count()?, 2);
            assert_eq!(directory.by_session("other")?, None);
            Ok::<_, StoreError>((directory.by_session("s")?, directory.by_token("t")?))
        });
        assert_eq!(found, Ok((Some(entry("a")), Some(entry("b")))));
    }

    #[test]
    fn a_session_of_no_wallet_is_not_noted() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), &secrets());
        let noted = store.write_blocking(|tx| tx.directory().note_session("s", "nobody", LATER, NOW));
        assert!(noted.is_err());
    }

    #[test]
    fn tokens_whose_time_is_over_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), &secrets());
        let left = store.write_blocking(|tx| {
            let directory = tx.directory();
            directory.add(&entry("a"))?;
            for number in 0..20_i64 {
                let then = NOW.plus_seconds(number);
                directory.note_token(&format!("t{number}"), "a", then.plus_seconds(2), then)?;
            }
            let kept = |number: i64| directory.by_token(&format!("t{number}"));
            Ok::<_, StoreError>([kept(0)?.is_some(), kept(16)?.is_some(), kept(19)?.is_some()])
        });
        assert_eq!(left, Ok([false, false, true]));
    }

    #[test]
    fn sessions_that_came_to_nothing_are_dropped_and_those_that_matter_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), &secrets());
        let left = store.write_blocking(|tx| {
            let directory = tx.directory();
            directory.add(&entry("a"))?;
            for session in ["nothing", "approved"] {
                directory.note_session(session, "a", NOW.plus_seconds(10), NOW)?;
            }
            directory.keep_session("approved", LATER)?;
            directory.keep_session("approved", NOW)?;
            directory.note_token("spent", "a", NOW.plus_seconds(10), NOW)?;
            assert_eq!(directory.drop_overdue(NOW.plus_seconds(10), 100)?, 0);
            assert_eq!(directory.drop_overdue(NOW.plus_seconds(11), 100)?, 1, "the token");
            assert_eq!(directory.drop_overdue(NOW.plus_seconds(11 + WEEK), 100)?, 0);
            assert_eq!(directory.drop_overdue(NOW.plus_seconds(11 + 2 * WEEK), 100)?, 1);
            Ok::<_, StoreError>([directory.by_session("nothing")?, directory.by_session("approved")?])
        });
        assert_eq!(left, Ok([None, Some(entry("a"))]));
    }

    #[test]
    fn a_clock_that_is_ahead_for_some_days_drops_no_session() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), &secrets());
        let left = store.write_blocking(|tx| {
            let directory = tx.directory();
            directory.add(&entry("a"))?;
            directory.note_session("s", "a", NOW.plus_seconds(30 * WEEK), NOW)?;
            directory.drop_overdue(NOW, 100)?;
            for ahead in [1_000 * WEEK, 1_001 * WEEK - 1] {
                assert_eq!(directory.drop_overdue(NOW.plus_seconds(ahead), 100)?, 0);
                directory.note_session(&format!("at {ahead}"), "a", NOW, NOW.plus_seconds(ahead))?;
            }
            for week in 1..4 {
                assert_eq!(directory.drop_overdue(NOW.plus_seconds(week), 100)?, 0);
            }
            directory.by_session("s")
        });
        assert_eq!(left, Ok(Some(entry("a"))));
    }

    #[test]
    fn wallets_with_a_session_of_late_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), &secrets());
        let found = store.write_blocking(|tx| {
            let directory = tx.directory();
            for (key, noted_at) in [("a", NOW), ("b", NOW.plus_seconds(60)), ("c", NOW.plus_seconds(61))] {
                directory.add(&entry(key))?;
                directory.note_session(&format!("one of {key}"), key, LATER, noted_at)?;
                directory.note_session(&format!("another of {key}"), key, LATER, noted_at)?;
            }
            directory.noted_since(NOW.plus_seconds(60), 10)
        });
        let keys: Vec<_> = found.unwrap().into_iter().map(|entry| entry.wallet_key).collect();
        assert_eq!(keys, ["b", "c"]);
    }
}

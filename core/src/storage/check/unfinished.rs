//! What is under way: it ends by itself, by the user, or when the wallet is opened the next time.

use rusqlite::Connection;

use super::super::StoreError;
use super::Books;
use crate::clock::Timestamp;

/// Where something that is under way stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
#[non_exhaustive]
pub enum UnfinishedStage {
    /// A payment whose amount is held until its token is paid or ends.
    Held,
    /// An authorization that waits for the user.
    Waiting,
    /// An authorization of which the network is being told.
    Telling,
    /// A key that is being exchanged: opening the wallet goes on with it.
    Rotating,
}

impl UnfinishedStage {
    /// Its stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "payment.held",
            Self::Waiting => "authorization.waiting",
            Self::Telling => "authorization.telling",
            Self::Rotating => "key.rotating",
        }
    }
}

/// Something that is under way.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Unfinished {
    /// Where it stands.
    pub stage: UnfinishedStage,
    /// The payment, the session, or the number of the new key.
    pub id: String,
    /// When it began; unknown for a key.
    pub since: Option<Timestamp>,
    /// When its time is over; a hold is given back then, a session fails.
    pub until: Option<Timestamp>,
}

const UNFINISHED: &str = "
    SELECT 0 AS stage, cast(max(number) AS TEXT), NULL AS since, NULL FROM seal_key HAVING count(*) > 1
    UNION ALL
    SELECT 1, payment_id, created_at, token_expires_at FROM payment WHERE state = 'held'
    UNION ALL
    SELECT CASE notification WHEN 'not_started' THEN 2 ELSE 3 END, auth_session_id, created_at, expires_at
    FROM session WHERE status = 'AUTH_IN_PROCESS'
    ORDER BY since, stage LIMIT 200";

pub(super) fn list(connection: &Connection, books: &mut Books) -> Result<(), StoreError> {
    let mut statement = connection.prepare(UNFINISHED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stage = match row.get::<_, i64>(0)? {
            0 => UnfinishedStage::Rotating,
            1 => UnfinishedStage::Held,
            2 => UnfinishedStage::Waiting,
            _ => UnfinishedStage::Telling,
        };
        books.unfinished.push(Unfinished {
            stage,
            id: row.get(1)?,
            since: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
            until: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_millis),
        });
    }
    Ok(())
}

//! Authorization sessions.

use rusqlite::params;

use super::columns::{named, optional_time, time, value};
use super::rows::Row;
use super::sealed::{self, SESSION_ANSWER, SESSION_CUSTOMER, SESSION_REQUEST};
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::mandates::{AuthorizationSession, Notification, NotificationState, SessionKind, SessionStatus};

const WHAT: &str = "session";

/// How many sessions wait, and whose they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PendingSessions {
    /// All of them.
    pub all: u32,
    /// Those of one agent.
    pub of_agent: u32,
    /// Those that would bind an agent.
    pub enrollments: u32,
}

impl<Access> Rows<'_, AuthorizationSession, Access> {
    /// The session with the network's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, auth_session_id: &str) -> Result<Option<AuthorizationSession>, StoreError> {
        self.find("SELECT * FROM session WHERE auth_session_id = ?1", params![auth_session_id], read)
    }

    /// The session with the wallet's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_auth_id(&self, auth_id: &str) -> Result<Option<AuthorizationSession>, StoreError> {
        self.find("SELECT * FROM session WHERE auth_id = ?1", params![auth_id], read)
    }

    /// At most `limit` sessions that are still in process, the oldest first: what waits for the user, and what a
    /// crash left half-way.
    ///
    /// # Errors
    /// What the database says.
    pub fn in_process(&self, limit: u32) -> Result<Vec<AuthorizationSession>, StoreError> {
        self.all(
            "SELECT * FROM session WHERE status = 'AUTH_IN_PROCESS' ORDER BY created_at, rowid LIMIT ?1",
            params![limit],
            read,
        )
    }

    /// At most `limit` sessions that nobody approved although their time is over.
    ///
    /// # Errors
    /// What the database says.
    pub fn overdue(&self, now: Timestamp, limit: u32) -> Result<Vec<AuthorizationSession>, StoreError> {
        self.all(
            "SELECT * FROM session WHERE status = 'AUTH_IN_PROCESS' AND notification = 'not_started'
               AND expires_at <= ?1 ORDER BY created_at LIMIT ?2",
            params![now.millis(), limit],
            read,
        )
    }

    /// The sessions whose notification was under way when it was last recorded.
    ///
    /// # Errors
    /// What the database says.
    pub fn sending(&self) -> Result<Vec<AuthorizationSession>, StoreError> {
        self.all(
            "SELECT * FROM session WHERE status = 'AUTH_IN_PROCESS' AND notification = 'sending' ORDER BY created_at",
            [],
            read,
        )
    }

    /// How many sessions are in process, `limit` at most, and how many of these are the agent's, or enrollments.
    ///
    /// # Errors
    /// What the database says.
    pub fn pending(&self, agent_id: &str, limit: u32) -> Result<PendingSessions, StoreError> {
        let pending = self.find(
            "SELECT count(*) AS all_of_them, ifnull(sum(agent_id = ?1), 0) AS of_agent,
               ifnull(sum(kind = 'ENROLLMENT'), 0) AS enrollments
             FROM (SELECT agent_id, kind FROM session WHERE status = 'AUTH_IN_PROCESS' LIMIT ?2)",
            params![agent_id, limit],
            |row| {
                Ok(PendingSessions {
                    all: value(row, "all_of_them")?,
                    of_agent: value(row, "of_agent")?,
                    enrollments: value(row, "enrollments")?,
                })
            },
        )?;
        Ok(pending.unwrap_or_default())
    }
}

impl Rows<'_, AuthorizationSession, Write> {
    /// Adds a session.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for one that is there: the caller compares the digests of the requests.
    pub fn insert(&self, session: &AuthorizationSession) -> Result<(), StoreError> {
        let (row, notification) = (&session.auth_session_id, &session.notification);
        self.change(
            "INSERT INTO session (auth_session_id, auth_id, kind, agent_id, customer_id, request_digest, status,
               mandate_id, surface_digest, notification, request_body, answer_body, idv_result, idv_time,
               failure_code, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            params![
                session.auth_session_id,
                session.auth_id,
                session.kind.as_str(),
                session.agent_id,
                self.sealed(SESSION_CUSTOMER, row, &session.customer_id)?,
                session.request_digest,
                session.status.as_str(),
                session.mandate_id,
                session.surface_digest,
                notification.state.as_str(),
                self.sealed_if_any(SESSION_REQUEST, row, notification.request_body.as_ref())?,
                self.sealed_if_any(SESSION_ANSWER, row, notification.answer_body.as_ref())?,
                session.idv_result,
                session.idv_time.map(Timestamp::millis),
                session.failure_code,
                session.created_at.millis(),
                session.expires_at.millis(),
            ],
        )?;
        Ok(())
    }

    /// Changes what may change of a session: everything but what was asked for, by whom and when.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub fn update(&self, session: &AuthorizationSession) -> Result<(), StoreError> {
        let (row, notification) = (&session.auth_session_id, &session.notification);
        self.change_one(
            WHAT,
            "UPDATE session SET status = ?2, mandate_id = ?3, surface_digest = ?4, notification = ?5,
               request_body = ?6, answer_body = ?7, idv_result = ?8, idv_time = ?9, failure_code = ?10,
               expires_at = ?11
             WHERE auth_session_id = ?1",
            params![
                session.auth_session_id,
                session.status.as_str(),
                session.mandate_id,
                session.surface_digest,
                notification.state.as_str(),
                self.sealed_if_any(SESSION_REQUEST, row, notification.request_body.as_ref())?,
                self.sealed_if_any(SESSION_ANSWER, row, notification.answer_body.as_ref())?,
                session.idv_result,
                session.idv_time.map(Timestamp::millis),
                session.failure_code,
                session.expires_at.millis(),
            ],
        )
    }
}

impl Rows<'_, AuthorizationSession, Write> {
    /// Drops at most `limit` sessions that came to nothing and of which nobody was told, with the mandates and bindings
    /// that were to come of them: those from before `before`, and all but the `newest`. Enrollments, mandates that the
    /// user was shown and mandates that S1 refused are counted apart, so that none pushes out another: anybody can ask for
    /// what is refused. Answers how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn drop_failed(&self, before: Timestamp, newest: u32, limit: u32) -> Result<u64, StoreError> {
        let mut dropped = 0_u64;
        for (kind, refused) in
            [(SessionKind::Mandate, true), (SessionKind::Mandate, false), (SessionKind::Enrollment, true)]
        {
            let left = limit.saturating_sub(u32::try_from(dropped).unwrap_or(limit));
            dropped = dropped.saturating_add(self.drop_failed_of(kind, refused, before, newest, left)?);
        }
        Ok(dropped)
    }

    /// The same of one kind; no mandate ever came of what S1 `refused`, nor of enrollments.
    fn drop_failed_of(
        &self,
        kind: SessionKind,
        refused: bool,
        before: Timestamp,
        newest: u32,
        limit: u32,
    ) -> Result<u64, StoreError> {
        let surplus = self.all(
            "SELECT auth_session_id FROM session INDEXED BY session_failed
             WHERE status = 'FAILED' AND notification = 'not_started' AND kind = ?4 AND (mandate_id IS NULL) = ?5
               AND (created_at < ?1
                 OR (created_at, rowid) <= (SELECT created_at, rowid FROM session INDEXED BY session_failed
                   WHERE status = 'FAILED' AND notification = 'not_started' AND kind = ?4 AND (mandate_id IS NULL) = ?5
                   ORDER BY created_at DESC, rowid DESC LIMIT 1 OFFSET ?2))
             ORDER BY created_at, rowid LIMIT ?3",
            params![before.millis(), newest, limit, kind.as_str(), refused],
            |row| value::<String>(row, "auth_session_id"),
        )?;
        let mut dropped = 0;
        for id in surplus {
            self.change("DELETE FROM mandate WHERE auth_session_id = ?1 AND activated_at IS NULL", [&id])?;
            self.change("DELETE FROM binding WHERE auth_session_id = ?1 AND token_id IS NULL", [&id])?;
            dropped += self.change("DELETE FROM session WHERE auth_session_id = ?1", [&id])?;
        }
        Ok(dropped)
    }
}

fn read(row: &Row<'_>) -> Result<AuthorizationSession, StoreError> {
    Ok(AuthorizationSession {
        auth_session_id: value(row, "auth_session_id")?,
        auth_id: value(row, "auth_id")?,
        kind: named(row, "kind", parse_kind)?,
        agent_id: value(row, "agent_id")?,
        customer_id: sealed::text(row, SESSION_CUSTOMER)?,
        request_digest: value(row, "request_digest")?,
        status: named(row, "status", parse_status)?,
        mandate_id: value(row, "mandate_id")?,
        surface_digest: value(row, "surface_digest")?,
        notification: Notification {
            state: named(row, "notification", parse_notification)?,
            request_body: sealed::optional_bytes(row, SESSION_REQUEST)?,
            answer_body: sealed::optional_bytes(row, SESSION_ANSWER)?,
        },
        idv_result: value(row, "idv_result")?,
        idv_time: optional_time(row, "idv_time")?,
        failure_code: value(row, "failure_code")?,
        created_at: time(row, "created_at")?,
        expires_at: time(row, "expires_at")?,
    })
}

fn parse_kind(text: &str) -> Option<SessionKind> {
    [SessionKind::Enrollment, SessionKind::Mandate].into_iter().find(|kind| kind.as_str() == text)
}

fn parse_status(text: &str) -> Option<SessionStatus> {
    [SessionStatus::AuthInProcess, SessionStatus::Success, SessionStatus::Failed]
        .into_iter()
        .find(|status| status.as_str() == text)
}

fn parse_notification(text: &str) -> Option<NotificationState> {
    [
        NotificationState::NotStarted,
        NotificationState::Sending,
        NotificationState::Answered,
        NotificationState::Failed,
        NotificationState::Unknown,
    ]
    .into_iter()
    .find(|state| state.as_str() == text)
}

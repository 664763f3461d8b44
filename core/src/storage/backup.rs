//! A copy of the database while it is in use, and the way back from one.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, params};

use super::{Store, StoreError, StoreOptions, WriteTx, connection, folder, keys, mark};
use crate::events::EventKind;
use crate::identity::Secrets;
use crate::limits::Freeze;
use crate::mandates::{MandateState, NotificationState, SessionStatus};

/// Pages copied at a time.
const PAGES: std::ffi::c_int = 512;

/// Why what an adopted database still held was given back; a stable code.
const ADOPTED: &str = "wallet.adopted";

impl Store {
    /// Copies the database, as it stands now, into a new file at `to`; payments go on meanwhile. The mark in the secret
    /// store follows to the copy, so that nothing older can take its place. It blocks the calling thread.
    ///
    /// The copy is sealed with the same keys as the database: without the secret store it cannot be read, and a
    /// rotation makes it unreadable, so make a new one after [`Store::rotate_key`]. Putting it back is a rollback, which
    /// [`Store::open`] refuses and [`Store::adopt`] accepts.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if there is something at `to`; [`StoreError::DiskFull`], [`StoreError::Io`];
    /// [`StoreError::Secret`], with the copy made.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        folder::make(to)?;
        let copied = self.read_blocking(|tx| {
            copy(tx.connection(), to)?;
            mark::commits(tx.connection())
        });
        if copied.is_err() {
            // Half a copy is none; if even this fails the caller sees the file.
            let _removed = std::fs::remove_file(to);
        }
        mark::follow_to(self.secrets(), &self.database_id()?, copied?)
    }

    /// Opens a database in the place of the latest one: a backup that a person chose to restore, also one that
    /// [`Store::open`] refuses as rolled back. What was paid after it was made is unknown to it, and whether anything was
    /// the mark tells only roughly, so nothing that it knows of pays any more: every mandate that waits or is activated is
    /// revoked, every hold given back, every session that waits has failed, and all of it is told. What counts towards
    /// limits is as old, and so is what is known of tokens that nobody vouches for: all agents are stopped until the person
    /// lifts the stop. It goes on beyond every commit that the lost database can have made: that one is never accepted
    /// again.
    ///
    /// # Errors
    /// As [`Store::open`], without [`StoreError::RolledBack`].
    pub fn adopt(path: &Path, options: StoreOptions, secrets: &Secrets) -> Result<Self, StoreError> {
        let mut connection = connection::open_writer(path, &options)?;
        let (database_id, seal) = keys::load(&mut connection, secrets)?;
        let counter = mark::counter(secrets, &database_id)?;
        let latest = mark::commits(&connection)?.max(counter).saturating_add(mark::MOST).saturating_add(1);
        let next = i64::try_from(latest)
            .map_err(|_| StoreError::Corrupt { detail: "number of commits".to_owned() })?;
        let transaction = connection.transaction()?;
        stop_paying(&WriteTx::new(&transaction, &seal))?;
        transaction.execute("UPDATE high_water SET commits = ?1", params![next])?;
        transaction.commit()?;
        connection::settle(&connection)?;
        drop(connection);
        Self::open(path, options, secrets)
    }
}

/// Ends everything that could pay, at the latest time that the database has seen.
fn stop_paying(tx: &WriteTx<'_>) -> Result<(), StoreError> {
    let now = tx.high_water().get()?.0;
    let freeze = tx.limits().freeze()?;
    if !freeze.all {
        let stopped = Freeze { all: true, ..freeze };
        tx.limits().set_freeze(&stopped)?;
        let Freeze { all, agents } = stopped;
        tx.events().append(&EventKind::FreezeChanged { all, agents }, now)?;
    }
    for payment in tx.payments().open_holds(u32::MAX)? {
        let released = tx.payments().release(&payment.payment_id, ADOPTED, now)?;
        let what = EventKind::PaymentReleased {
            payment_id: released.payment_id,
            mandate_id: released.mandate_id,
            agent_id: released.agent_id,
            merchant_name: released.checkout.merchant.merchant_name,
            amount: released.held,
            because: ADOPTED.to_owned(),
        };
        tx.events().append(&what, now)?;
    }
    for mandate in tx.mandates().alive()? {
        tx.mandates().set_state(&mandate.mandate_id, MandateState::Revoked)?;
        tx.events().append(&EventKind::MandateRevoked { mandate_id: mandate.mandate_id }, now)?;
    }
    for mut session in tx.sessions().in_process(u32::MAX)? {
        // What was sent already is for the opening to find out.
        if session.notification.state == NotificationState::NotStarted {
            session.status = SessionStatus::Failed;
            session.failure_code = Some(ADOPTED.to_owned());
            tx.sessions().update(&session)?;
            let auth_session_id = session.auth_session_id;
            tx.events().append(
                &EventKind::AuthorizationFailed { auth_session_id, because: ADOPTED.to_owned() },
                now,
            )?;
        }
    }
    Ok(())
}

fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut target = Connection::open(to)?;
    Backup::new(from, &mut target)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    target.close().map_err(|(_, error)| error.into())
}

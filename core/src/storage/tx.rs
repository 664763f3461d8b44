//! One transaction: the rows of every noun, to read or to write.

use std::ops::Deref;

use rusqlite::Connection;

use super::{Nonce, Read, RefusalTally, Rows, Setting, Write};
use crate::agents::Binding;
use crate::clock::HighWater;
use crate::events::Event;
use crate::ledger::Entry;
use crate::limits::DelegationLimits;
use crate::mandates::{AuthorizationSession, Mandate};
use crate::payments::{Payment, Refund};

/// A transaction that reads: one state of the database, whatever is written meanwhile.
pub struct ReadTx<'c> {
    connection: &'c Connection,
}

/// A transaction that writes. It reads what a [`ReadTx`] reads, its own changes included.
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
}

impl<'c> ReadTx<'c> {
    pub(super) const fn new(connection: &'c Connection) -> Self {
        Self { connection }
    }

    pub(super) const fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// Agents bound to this wallet.
    #[must_use]
    pub const fn bindings(&self) -> Rows<'c, Binding, Read> {
        Rows::new(self.connection)
    }

    /// Authorization sessions.
    #[must_use]
    pub const fn sessions(&self) -> Rows<'c, AuthorizationSession, Read> {
        Rows::new(self.connection)
    }

    /// Mandates.
    #[must_use]
    pub const fn mandates(&self) -> Rows<'c, Mandate, Read> {
        Rows::new(self.connection)
    }

    /// Payments.
    #[must_use]
    pub const fn payments(&self) -> Rows<'c, Payment, Read> {
        Rows::new(self.connection)
    }

    /// What merchants gave back.
    #[must_use]
    pub const fn refunds(&self) -> Rows<'c, Refund, Read> {
        Rows::new(self.connection)
    }

    /// Postings and balances.
    #[must_use]
    pub const fn ledger(&self) -> Rows<'c, Entry, Read> {
        Rows::new(self.connection)
    }

    /// The user's delegation limits.
    #[must_use]
    pub const fn limits(&self) -> Rows<'c, DelegationLimits, Read> {
        Rows::new(self.connection)
    }

    /// Other settings.
    #[must_use]
    pub const fn settings(&self) -> Rows<'c, Setting, Read> {
        Rows::new(self.connection)
    }

    /// The clock's high-water mark.
    #[must_use]
    pub const fn high_water(&self) -> Rows<'c, HighWater, Read> {
        Rows::new(self.connection)
    }

    /// The outbox of events.
    #[must_use]
    pub const fn events(&self) -> Rows<'c, Event, Read> {
        Rows::new(self.connection)
    }

    /// How often each mandate was refused something.
    #[must_use]
    pub const fn refusals(&self) -> Rows<'c, RefusalTally, Read> {
        Rows::new(self.connection)
    }
}

impl<'c> WriteTx<'c> {
    pub(super) const fn new(connection: &'c Connection) -> Self {
        Self { read: ReadTx::new(connection) }
    }

    /// Agents bound to this wallet.
    #[must_use]
    pub const fn bindings(&self) -> Rows<'c, Binding, Write> {
        Rows::new(self.read.connection)
    }

    /// Authorization sessions.
    #[must_use]
    pub const fn sessions(&self) -> Rows<'c, AuthorizationSession, Write> {
        Rows::new(self.read.connection)
    }

    /// Mandates.
    #[must_use]
    pub const fn mandates(&self) -> Rows<'c, Mandate, Write> {
        Rows::new(self.read.connection)
    }

    /// Payments.
    #[must_use]
    pub const fn payments(&self) -> Rows<'c, Payment, Write> {
        Rows::new(self.read.connection)
    }

    /// What merchants gave back.
    #[must_use]
    pub const fn refunds(&self) -> Rows<'c, Refund, Write> {
        Rows::new(self.read.connection)
    }

    /// Postings and balances.
    #[must_use]
    pub const fn ledger(&self) -> Rows<'c, Entry, Write> {
        Rows::new(self.read.connection)
    }

    /// Nonces that were seen.
    #[must_use]
    pub const fn nonces(&self) -> Rows<'c, Nonce, Write> {
        Rows::new(self.read.connection)
    }

    /// The user's delegation limits.
    #[must_use]
    pub const fn limits(&self) -> Rows<'c, DelegationLimits, Write> {
        Rows::new(self.read.connection)
    }

    /// Other settings.
    #[must_use]
    pub const fn settings(&self) -> Rows<'c, Setting, Write> {
        Rows::new(self.read.connection)
    }

    /// The clock's high-water mark.
    #[must_use]
    pub const fn high_water(&self) -> Rows<'c, HighWater, Write> {
        Rows::new(self.read.connection)
    }

    /// The outbox of events.
    #[must_use]
    pub const fn events(&self) -> Rows<'c, Event, Write> {
        Rows::new(self.read.connection)
    }

    /// How often each mandate was refused something.
    #[must_use]
    pub const fn refusals(&self) -> Rows<'c, RefusalTally, Write> {
        Rows::new(self.read.connection)
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}

//! One transaction: the rows of every noun, to read or to write.

use std::ops::Deref;

use rusqlite::Connection;

use super::rows::Handle;
use super::seal::Seal;
use super::{DirectoryEntry, Nonce, Read, Rows, Setting, Write};
use crate::agents::Binding;
use crate::claims::Appeal;
use crate::clock::HighWater;
use crate::events::Event;
use crate::ledger::Entry;
use crate::limits::{AttemptKey, CounterKey, LimitSet};
use crate::mandates::{Adjustment, AuthorizationSession, Mandate, RefusalTally};
use crate::payments::{Payment, RateStatement, Refund, UnverifiedPayment};

/// A transaction that reads: one state of the database, whatever is written meanwhile.
pub struct ReadTx<'c> {
    handle: Handle<'c>,
}

/// A transaction that writes. It reads what a [`ReadTx`] reads, its own changes included.
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
}

impl<'c> ReadTx<'c> {
    pub(super) const fn new(connection: &'c Connection, seal: &'c Seal) -> Self {
        Self { handle: Handle { connection, seal } }
    }

    pub(super) const fn connection(&self) -> &'c Connection {
        self.handle.connection
    }

    pub(super) const fn seal(&self) -> &'c Seal {
        self.handle.seal
    }

    /// Agents bound to this wallet.
    #[must_use]
    pub const fn bindings(&self) -> Rows<'c, Binding, Read> {
        Rows::new(self.handle)
    }

    /// Authorization sessions.
    #[must_use]
    pub const fn sessions(&self) -> Rows<'c, AuthorizationSession, Read> {
        Rows::new(self.handle)
    }

    /// Mandates.
    #[must_use]
    pub const fn mandates(&self) -> Rows<'c, Mandate, Read> {
        Rows::new(self.handle)
    }

    /// Budgets that were raised or lowered.
    #[must_use]
    pub const fn adjustments(&self) -> Rows<'c, Adjustment, Read> {
        Rows::new(self.handle)
    }

    /// Payments.
    #[must_use]
    pub const fn payments(&self) -> Rows<'c, Payment, Read> {
        Rows::new(self.handle)
    }

    /// Exchange rates.
    #[must_use]
    pub const fn rates(&self) -> Rows<'c, RateStatement, Read> {
        Rows::new(self.handle)
    }

    /// Payments that nobody vouched for.
    #[must_use]
    pub const fn unverified(&self) -> Rows<'c, UnverifiedPayment, Read> {
        Rows::new(self.handle)
    }

    /// What merchants gave back.
    #[must_use]
    pub const fn refunds(&self) -> Rows<'c, Refund, Read> {
        Rows::new(self.handle)
    }

    /// Payments that the user disputes.
    #[must_use]
    pub const fn appeals(&self) -> Rows<'c, Appeal, Read> {
        Rows::new(self.handle)
    }

    /// Postings and balances.
    #[must_use]
    pub const fn ledger(&self) -> Rows<'c, Entry, Read> {
        Rows::new(self.handle)
    }

    /// The user's limits.
    #[must_use]
    pub const fn limits(&self) -> Rows<'c, LimitSet, Read> {
        Rows::new(self.handle)
    }

    /// How often orders were tried.
    #[must_use]
    pub const fn attempts(&self) -> Rows<'c, AttemptKey, Read> {
        Rows::new(self.handle)
    }

    /// What counts towards the limits.
    #[must_use]
    pub const fn counters(&self) -> Rows<'c, CounterKey, Read> {
        Rows::new(self.handle)
    }

    /// Other settings.
    #[must_use]
    pub const fn settings(&self) -> Rows<'c, Setting, Read> {
        Rows::new(self.handle)
    }

    /// The wallets of a provider that serves many.
    #[must_use]
    pub const fn directory(&self) -> Rows<'c, DirectoryEntry, Read> {
        Rows::new(self.handle)
    }

    /// The clock's high-water mark.
    #[must_use]
    pub const fn high_water(&self) -> Rows<'c, HighWater, Read> {
        Rows::new(self.handle)
    }

    /// The outbox of events.
    #[must_use]
    pub const fn events(&self) -> Rows<'c, Event, Read> {
        Rows::new(self.handle)
    }

    /// How often each mandate was refused something.
    #[must_use]
    pub const fn refusals(&self) -> Rows<'c, RefusalTally, Read> {
        Rows::new(self.handle)
    }
}

impl<'c> WriteTx<'c> {
    pub(super) const fn new(connection: &'c Connection, seal: &'c Seal) -> Self {
        Self { read: ReadTx::new(connection, seal) }
    }

    /// Agents bound to this wallet.
    #[must_use]
    pub const fn bindings(&self) -> Rows<'c, Binding, Write> {
        Rows::new(self.read.handle)
    }

    /// Authorization sessions.
    #[must_use]
    pub const fn sessions(&self) -> Rows<'c, AuthorizationSession, Write> {
        Rows::new(self.read.handle)
    }

    /// Mandates.
    #[must_use]
    pub const fn mandates(&self) -> Rows<'c, Mandate, Write> {
        Rows::new(self.read.handle)
    }

    /// Budgets that were raised or lowered.
    #[must_use]
    pub const fn adjustments(&self) -> Rows<'c, Adjustment, Write> {
        Rows::new(self.read.handle)
    }

    /// Payments.
    #[must_use]
    pub const fn payments(&self) -> Rows<'c, Payment, Write> {
        Rows::new(self.read.handle)
    }

    /// Exchange rates.
    #[must_use]
    pub const fn rates(&self) -> Rows<'c, RateStatement, Write> {
        Rows::new(self.read.handle)
    }

    /// Payments that nobody vouched for.
    #[must_use]
    pub const fn unverified(&self) -> Rows<'c, UnverifiedPayment, Write> {
        Rows::new(self.read.handle)
    }

    /// What merchants gave back.
    #[must_use]
    pub const fn refunds(&self) -> Rows<'c, Refund, Write> {
        Rows::new(self.read.handle)
    }

    /// Payments that the user disputes.
    #[must_use]
    pub const fn appeals(&self) -> Rows<'c, Appeal, Write> {
        Rows::new(self.read.handle)
    }

    /// Postings and balances.
    #[must_use]
    pub const fn ledger(&self) -> Rows<'c, Entry, Write> {
        Rows::new(self.read.handle)
    }

    /// Nonces that were seen.
    #[must_use]
    pub const fn nonces(&self) -> Rows<'c, Nonce, Write> {
        Rows::new(self.read.handle)
    }

    /// The user's limits.
    #[must_use]
    pub const fn limits(&self) -> Rows<'c, LimitSet, Write> {
        Rows::new(self.read.handle)
    }

    /// How often orders were tried.
    #[must_use]
    pub const fn attempts(&self) -> Rows<'c, AttemptKey, Write> {
        Rows::new(self.read.handle)
    }

    /// What counts towards the limits.
    #[must_use]
    pub const fn counters(&self) -> Rows<'c, CounterKey, Write> {
        Rows::new(self.read.handle)
    }

    /// Other settings.
    #[must_use]
    pub const fn settings(&self) -> Rows<'c, Setting, Write> {
        Rows::new(self.read.handle)
    }

    /// The wallets of a provider that serves many.
    #[must_use]
    pub const fn directory(&self) -> Rows<'c, DirectoryEntry, Write> {
        Rows::new(self.read.handle)
    }

    /// The clock's high-water mark.
    #[must_use]
    pub const fn high_water(&self) -> Rows<'c, HighWater, Write> {
        Rows::new(self.read.handle)
    }

    /// The outbox of events.
    #[must_use]
    pub const fn events(&self) -> Rows<'c, Event, Write> {
        Rows::new(self.read.handle)
    }

    /// How often each mandate was refused something.
    #[must_use]
    pub const fn refusals(&self) -> Rows<'c, RefusalTally, Write> {
        Rows::new(self.read.handle)
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}

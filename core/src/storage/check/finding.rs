//! What a check may find wrong.

use thiserror::Error;

use crate::money::Amount;

/// One thing that is wrong in a database.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Enum)]
#[non_exhaustive]
pub enum Finding {
    /// SQLite finds its own structure damaged: pages, indexes, values of the wrong kind.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What SQLite says; it names tables and pages, never values.
        detail: String,
    },
    /// A row breaks a rule of its table.
    #[error("a rule of the table is broken")]
    Rule {
        /// The table.
        table: String,
    },
    /// Rows that belong to a row that is not there.
    #[error("{rows} of them belong to a {parent} that is not there")]
    Orphan {
        /// Their table.
        table: String,
        /// The table they point to.
        parent: String,
        /// How many.
        rows: u64,
    },
    /// A sealed value does not open: it was altered, moved, or sealed with a key that is gone.
    #[error("{rows} sealed values do not open")]
    Unreadable {
        /// Table and column.
        place: String,
        /// How many.
        rows: u64,
    },
    /// The five accounts of a mandate do not sum to zero, or one of them is below zero.
    #[error("the accounts do not sum to zero")]
    Unbalanced {
        /// The mandate.
        mandate_id: String,
    },
    /// A balance is not what its postings sum to.
    #[error("the balance is not the sum of its postings")]
    Balance {
        /// The mandate.
        mandate_id: String,
    },
    /// A posting is missing, or one is there that the ledger's rules forbid.
    #[error("the history breaks at posting {number}")]
    History {
        /// The mandate.
        mandate_id: String,
        /// The first posting that does not fit.
        number: i64,
    },
    /// A mandate that is or was activated, or postings, without a balance.
    #[error("there is no balance")]
    Unbooked {
        /// The mandate.
        mandate_id: String,
    },
    /// A mandate's budget is not what the ledger says was delegated under it.
    #[error("the budget is {budget}, the ledger delegated {delegated}")]
    Budget {
        /// The mandate.
        mandate_id: String,
        /// What the mandate says.
        budget: Amount,
        /// What the ledger says.
        delegated: Amount,
    },
    /// What a payment holds, has debited and has given back is not what was posted for it.
    #[error("the payment and its postings differ")]
    Payment {
        /// The payment.
        payment_id: String,
    },
    /// What a merchant gave back is not what was posted for it.
    #[error("the refunds and their postings differ")]
    Refunds {
        /// The payment.
        payment_id: String,
    },
    /// A counter of the limits is not what the payments and mandates sum to that count in it.
    #[error("{counted} is counted, the payments and mandates in it sum to {summed}")]
    Counter {
        /// The counter's number.
        number: i64,
        /// What it says.
        counted: Amount,
        /// What counting anew gives.
        summed: Amount,
    },
    /// Events are missing between the first and the last that wait.
    #[error("{missing} events are missing")]
    Events {
        /// How many.
        missing: u64,
    },
    /// The secret store remembers a later commit: this is an older database.
    #[error("the database ends at commit {found}, commit {known} was made")]
    RolledBack {
        /// The number of the database's last commit.
        found: u64,
        /// The number of a commit that was made for certain.
        known: u64,
    },
}

impl Finding {
    /// The stable code of this finding, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "check.damaged",
            Self::Rule { .. } => "check.rule",
            Self::Orphan { .. } => "check.orphan",
            Self::Unreadable { .. } => "check.unreadable",
            Self::Unbalanced { .. } => "check.unbalanced",
            Self::Balance { .. } => "check.balance",
            Self::History { .. } => "check.history",
            Self::Unbooked { .. } => "check.unbooked",
            Self::Budget { .. } => "check.budget",
            Self::Payment { .. } => "check.payment",
            Self::Refunds { .. } => "check.refunds",
            Self::Counter { .. } => "check.counter",
            Self::Events { .. } => "check.events",
            Self::RolledBack { .. } => "check.rolled_back",
        }
    }

    /// What it is about: a mandate's or payment's identifier, a table, a column, a counter's number.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::Damaged { .. } | Self::RolledBack { .. } => "database".to_owned(),
            Self::Rule { table } | Self::Orphan { table, .. } => table.clone(),
            Self::Unreadable { place, .. } => place.clone(),
            Self::Unbalanced { mandate_id }
            | Self::Balance { mandate_id }
            | Self::History { mandate_id, .. }
            | Self::Unbooked { mandate_id }
            | Self::Budget { mandate_id, .. } => mandate_id.clone(),
            Self::Payment { payment_id } | Self::Refunds { payment_id } => payment_id.clone(),
            Self::Counter { number, .. } => number.to_string(),
            Self::Events { .. } => "event".to_owned(),
        }
    }
}

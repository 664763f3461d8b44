//! `amp wallet check`: whether everything in the wallet is as it should be.

use std::sync::Arc;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::storage::{Books, Checkup, Finding, Unfinished};
use amp_wallet_core::wallet::{Wallet, WalletError};
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::{Confirmation, WalletFolder};

/// The contract of `amp wallet check --json`. What cannot be looked at is not among the checks.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    ok: bool,
    checks: Vec<Check>,
    findings: Vec<Found>,
    /// What is under way, the oldest first; it makes nothing wrong.
    unfinished: Vec<Open>,
}

#[derive(Debug, Serialize)]
struct Check {
    /// `opened`, `file`, `ledger`, `mandates`, `payments`, `limits`, `events`, `mark` or `clock`.
    id: &'static str,
    ok: bool,
    /// The stable code of the first thing that is wrong.
    code: Option<String>,
    detail: String,
}

#[derive(Debug, Serialize)]
struct Found {
    code: &'static str,
    /// The mandate, payment, table, column or counter.
    about: String,
    detail: String,
}

#[derive(Debug, Serialize)]
struct Open {
    stage: &'static str,
    id: String,
    since: Option<String>,
    until: Option<String>,
    age_seconds: Option<i64>,
}

/// Checks a wallet; what is wrong with its database is a result, not an error.
///
/// # Errors
/// [`CliError`]: there is no wallet, or nothing to open it with.
pub(super) async fn of(folder: &WalletFolder) -> Result<Checked, CliError> {
    let host = folder.host(Arc::new(Confirmation::default()))?;
    let wallet = match Wallet::open_beside(folder.config()?, host).await {
        Ok(wallet) => wallet,
        Err(WalletError::Store(error)) => {
            return Ok(Checked::of(vec![Check::wrong("opened", error.code(), error.to_string())]));
        }
        Err(error) => return Err(error.into()),
    };
    let checked = look(&wallet).await;
    wallet.close();
    checked
}

async fn look(wallet: &Wallet) -> Result<Checked, CliError> {
    let opened = "the key fits, and the database is not older than the wallet remembers";
    let mut checks = vec![Check::right("opened", opened.to_owned())];
    let checkup = match wallet.check().await {
        Ok(checkup) => checkup,
        Err(WalletError::Store(error)) => {
            checks.push(Check::wrong("file", error.code(), error.to_string()));
            return Ok(Checked::of(checks));
        }
        Err(error) => return Err(error.into()),
    };
    checks.extend(Subject::ALL.map(|subject| subject.check(&checkup)));
    checks.push(clock(wallet).await?);
    let mut checked = Checked::of(checks);
    checked.findings = checkup.books.findings.iter().map(Found::of).collect();
    let now = wallet.now();
    checked.unfinished = checkup.books.unfinished.into_iter().map(|open| Open::of(open, now)).collect();
    Ok(checked)
}

async fn clock(wallet: &Wallet) -> Result<Check, CliError> {
    let mark = match wallet.high_water().await {
        Ok(mark) => mark,
        Err(WalletError::Store(error)) => {
            return Ok(Check::wrong("clock", error.code(), error.to_string()));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(match mark.observe(wallet.now()) {
        Ok(_) => Check::right("clock", format!("the latest time seen is {}", mark.0)),
        Err(error) => Check::wrong("clock", error.code(), error.to_string()),
    })
}

/// What a finding is about, one check each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    File,
    Ledger,
    Mandates,
    Payments,
    Limits,
    Events,
    Mark,
}

impl Subject {
    const ALL: [Self; 7] =
        [Self::File, Self::Ledger, Self::Mandates, Self::Payments, Self::Limits, Self::Events, Self::Mark];

    const fn of(finding: &Finding) -> Self {
        match finding {
            Finding::Unbalanced { .. }
            | Finding::Balance { .. }
            | Finding::History { .. }
            | Finding::Unbooked { .. } => Self::Ledger,
            Finding::Budget { .. } => Self::Mandates,
            Finding::Payment { .. } | Finding::Refunds { .. } => Self::Payments,
            Finding::Counter { .. } => Self::Limits,
            Finding::Events { .. } => Self::Events,
            Finding::RolledBack { .. } => Self::Mark,
            // Whatever is new is a matter of the file until it has a place of its own.
            _ => Self::File,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Ledger => "ledger",
            Self::Mandates => "mandates",
            Self::Payments => "payments",
            Self::Limits => "limits",
            Self::Events => "events",
            Self::Mark => "mark",
        }
    }

    fn check(self, checkup: &Checkup) -> Check {
        let mut found = checkup.books.findings.iter().filter(|finding| Self::of(finding) == self);
        let Some(first) = found.next() else { return Check::right(self.id(), self.sound(checkup)) };
        let more = match found.count() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        Check::wrong(self.id(), first.code(), format!("{}: {first}{more}", first.subject()))
    }

    /// What was gone through and found in order.
    fn sound(self, checkup: &Checkup) -> String {
        let Books { balances, postings, payments, counters, sealed, events, .. } = &checkup.books;
        match self {
            Self::File => format!("pages, rules and references hold, {sealed} sealed values open"),
            Self::Ledger => {
                format!("every sum agrees: {postings} postings make {balances} ledgers, each sums to zero")
            }
            Self::Mandates => "every budget is what the ledger delegated".to_owned(),
            Self::Payments => format!("{payments} payments and their refunds are what was posted"),
            Self::Limits => format!("{counters} counters agree, counted anew"),
            Self::Events => {
                let (waiting, acknowledged, kept) = (events.waiting, events.acknowledged, events.kept);
                format!("{waiting} wait, acknowledged up to {acknowledged}, {kept} of these kept")
            }
            Self::Mark => format!(
                "the database is at commit {}, the secret store remembers {}: {} between",
                checkup.commits,
                checkup.remembered,
                checkup.distance()
            ),
        }
    }
}

impl Check {
    const fn right(id: &'static str, detail: String) -> Self {
        Self { id, ok: true, code: None, detail }
    }

    fn wrong(id: &'static str, code: &str, detail: String) -> Self {
        Self { id, ok: false, code: Some(code.to_owned()), detail }
    }
}

impl Found {
    fn of(finding: &Finding) -> Self {
        Self { code: finding.code(), about: finding.subject(), detail: finding.to_string() }
    }
}

impl Open {
    fn of(open: Unfinished, now: Timestamp) -> Self {
        Self {
            stage: open.stage.as_str(),
            id: open.id,
            since: open.since.map(Timestamp::to_iso8601),
            until: open.until.map(Timestamp::to_iso8601),
            age_seconds: open.since.map(|since| now.millis().saturating_sub(since.millis()) / 1_000),
        }
    }
}

impl Checked {
    fn of(checks: Vec<Check>) -> Self {
        let ok = checks.iter().all(|check| check.ok);
        Self { ok, checks, findings: Vec::new(), unfinished: Vec::new() }
    }
}

impl Report for Checked {
    fn render(&self, page: &mut Page) {
        let mut table = Table::new([Column::Left("check"), Column::Left(""), Column::Left("what was found")]);
        for check in &self.checks {
            let (tone, word) = if check.ok { (Tone::Good, "ok") } else { (Tone::Bad, "wrong") };
            let found = match &check.code {
                Some(code) => format!("{} [{code}]", check.detail),
                None => check.detail.clone(),
            };
            table.row([Cell::new(Tone::Strong, check.id), Cell::new(tone, word), Cell::plain(found)]);
        }
        page.table(&table);
        if self.findings.len() > 1 {
            page.heading("what is wrong");
            let mut table = Table::new([Column::Left("about"), Column::Left("what"), Column::Left("code")]);
            for found in &self.findings {
                table.row([
                    Cell::new(Tone::Strong, &found.about),
                    Cell::plain(&found.detail),
                    Cell::new(Tone::Faint, found.code),
                ]);
            }
            page.table(&table);
        }
        if !self.unfinished.is_empty() {
            page.heading("under way");
            let mut table = Table::new([
                Column::Left("stage"),
                Column::Left("id"),
                Column::Left("since"),
                Column::Left("ends at"),
            ]);
            for open in &self.unfinished {
                table.row([
                    Cell::new(Tone::Strong, open.stage),
                    Cell::plain(&open.id),
                    Cell::plain(open.since.as_deref().unwrap_or("unknown")),
                    Cell::plain(open.until.as_deref().unwrap_or("")),
                ]);
            }
            page.table(&table);
        }
    }

    fn exit(&self) -> Exit {
        if self.ok { Exit::Done } else { Exit::Refused }
    }
}

//! `amp wallet check`: whether everything in the wallet is as it should be.

use std::sync::Arc;

use amp_wallet_core::wallet::{Wallet, WalletError};
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::{Confirmation, WalletFolder};

/// The contract of `amp wallet check --json`.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    ok: bool,
    checks: Vec<Check>,
}

#[derive(Debug, Serialize)]
struct Check {
    /// `opened`, `books` or `clock`.
    id: &'static str,
    ok: bool,
    /// The stable code of what is wrong.
    code: Option<String>,
    detail: String,
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
            return Ok(Checked::of(vec![Check::wrong("opened", error.code(), &error)]));
        }
        Err(error) => return Err(error.into()),
    };
    let opened = "the key fits, and the database is not older than the wallet remembers";
    let checks =
        vec![Check::right("opened", opened.to_owned()), books(&wallet).await?, clock(&wallet).await?];
    wallet.close();
    Ok(Checked::of(checks))
}

async fn books(wallet: &Wallet) -> Result<Check, CliError> {
    match wallet.verify().await {
        Ok(verified) => Ok(Check::right(
            "books",
            format!("every sum agrees, in the ledgers of {} mandates", verified.balances),
        )),
        Err(WalletError::Store(error)) => Ok(Check::wrong("books", error.code(), &error)),
        Err(error) => Err(error.into()),
    }
}

async fn clock(wallet: &Wallet) -> Result<Check, CliError> {
    let mark = match wallet.high_water().await {
        Ok(mark) => mark,
        Err(WalletError::Store(error)) => return Ok(Check::wrong("clock", error.code(), &error)),
        Err(error) => return Err(error.into()),
    };
    Ok(match mark.observe(wallet.now()) {
        Ok(_) => Check::right("clock", format!("the latest time seen is {}", mark.0)),
        Err(error) => Check::wrong("clock", error.code(), &error),
    })
}

impl Check {
    const fn right(id: &'static str, detail: String) -> Self {
        Self { id, ok: true, code: None, detail }
    }

    fn wrong(id: &'static str, code: &str, error: &impl ToString) -> Self {
        Self { id, ok: false, code: Some(code.to_owned()), detail: error.to_string() }
    }
}

impl Checked {
    fn of(checks: Vec<Check>) -> Self {
        Self { ok: checks.iter().all(|check| check.ok), checks }
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
    }

    fn exit(&self) -> Exit {
        if self.ok { Exit::Done } else { Exit::Refused }
    }
}

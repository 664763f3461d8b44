//! `amp wallet rates`: the wallet's currency, and at which rates payments in others count.

use std::path::{Path, PathBuf};

use amp_wallet_core::money::Currency;
use amp_wallet_core::payments::{Conversion, RateIssuer, RateStatement};
use amp_wallet_core::wallet::Wallet;
use clap::Subcommand;
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::input::{KEY_LIMIT_BYTES, read_bounded, read_token};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// The wallet's currency and the rates that are kept; what is done if nothing is said
    List,
    /// Set the wallet's currency, once, and whose rates to it are believed
    Trust {
        /// The wallet's currency, for example HKD
        #[arg(long, value_name = "CODE")]
        currency: Currency,
        /// The issuer: {"iss":"…","keys":[JWK…]}, as `amp sandbox serve --json` shows its own
        #[arg(long, value_name = "FILE")]
        issuer: PathBuf,
    },
    /// Take a signed rate
    Take {
        /// A file with the rate as it was signed
        file: PathBuf,
    },
}

/// The contract of `amp wallet rates --json`.
#[derive(Debug, Serialize)]
pub(super) struct Rates {
    /// The wallet's currency, if it was set.
    currency: Option<Currency>,
    /// Whose rates are believed.
    issuer: Option<String>,
    rates: Vec<RateRow>,
}

#[derive(Debug, Serialize)]
struct RateRow {
    base: Currency,
    quote: Currency,
    rate: String,
    issued_at: String,
    expires_at: String,
    /// Whether anything is held at it now.
    holds: bool,
}

/// Does what was asked, and shows what is there afterwards.
///
/// # Errors
/// The wallet's, and those of reading a file.
pub(super) async fn run(wallet: &Wallet, args: &Args) -> Result<Rates, CliError> {
    match &args.action {
        None | Some(Action::List) => {}
        Some(Action::Trust { currency, issuer }) => {
            let conversion = Conversion { currency: *currency, issuer: read_issuer(issuer)? };
            wallet.set_conversion(conversion).await?;
        }
        Some(Action::Take { file }) => {
            wallet.take_rate(&read_token(file)?).await?;
        }
    }
    let conversion = wallet.conversion().await?;
    let now = wallet.now();
    let row = |rate: RateStatement| RateRow {
        base: rate.exchange.base,
        quote: rate.exchange.quote,
        rate: rate.exchange.rate.to_string(),
        issued_at: rate.issued_at.to_iso8601(),
        expires_at: rate.expires_at.to_iso8601(),
        holds: rate.check_at(now).is_ok(),
    };
    Ok(Rates {
        currency: conversion.as_ref().map(|conversion| conversion.currency),
        issuer: conversion.map(|conversion| conversion.issuer.iss),
        rates: wallet.rates().await?.into_iter().map(row).collect(),
    })
}

fn read_issuer(path: &Path) -> Result<RateIssuer, CliError> {
    let bytes = read_bounded(path, KEY_LIMIT_BYTES)?;
    serde_json::from_slice(&bytes).map_err(|error| CliError::Malformed {
        path: path.display().to_string(),
        expected: "an issuer of rates",
        reason: error.to_string(),
    })
}

impl Report for Rates {
    fn render(&self, page: &mut Page) {
        let (Some(currency), Some(issuer)) = (self.currency, &self.issuer) else {
            return page.line(Tone::Faint, "no currency is set: nothing is converted");
        };
        page.line(Tone::Strong, &format!("limits count in {currency}, at rates of {issuer}"));
        if self.rates.is_empty() {
            return page.line(Tone::Warn, "no rate is kept: nothing is paid in another currency");
        }
        let mut table = Table::new([
            Column::Left("from"),
            Column::Right("rate"),
            Column::Left("since"),
            Column::Left("until"),
            Column::Left(""),
        ]);
        for rate in &self.rates {
            let (tone, state) = if rate.holds { (Tone::Good, "holds") } else { (Tone::Warn, "over") };
            table.row([
                Cell::plain(rate.base),
                Cell::plain(&rate.rate),
                Cell::plain(&rate.issued_at),
                Cell::plain(&rate.expires_at),
                Cell::new(tone, state),
            ]);
        }
        page.table(&table);
    }
}

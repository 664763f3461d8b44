//! `amp wallet init`: a new wallet in a folder of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amp_wallet_core::wallet::Wallet;
use serde::Serialize;
use serde_json::Value;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::error::CliError;
use crate::root_key::read_root_keys;
use crate::wallet_folder::{Confirmation, SecretsPlace, Settings, WalletFolder};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The user's identifier at the wallet provider
    #[arg(long, value_name = "ID")]
    user: String,
    /// The network's public key: a JWK or a JWK set
    #[arg(long, value_name = "FILE")]
    root: PathBuf,
    /// The network's base address: https, or http on this machine
    #[arg(long, value_name = "URL")]
    network: String,
    /// Where days begin and end: an IANA name
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    time_zone: String,
    /// Where the wallet keeps its secrets
    #[arg(long, value_name = "PLACE", default_value = "service")]
    secrets: SecretsPlace,
    /// The account as others may see it, masked; the user's identifier if left out
    #[arg(long, value_name = "TEXT")]
    login: Option<String>,
    /// The wallet's name at the network
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The wallet provider at the network
    #[arg(long, value_name = "ID")]
    provider: Option<String>,
}

/// The contract of `amp wallet init --json`.
#[derive(Debug, Serialize)]
pub(super) struct Made {
    /// The data folder.
    data: String,
    user: String,
    provider: String,
    secrets: SecretsPlace,
    /// The public key that signs for the user; the network learns it when an agent is bound.
    key: Value,
}

/// Makes the wallet: settings, key, database.
///
/// # Errors
/// [`CliError`]; what was made until then is left in the folder, which is then not empty any more.
pub(super) async fn make(data: &Path, args: &Args) -> Result<Made, CliError> {
    let roots = read_root_keys(&args.root)?;
    let mut settings = Settings::new(&args.user, &args.network, &roots, args.secrets)?;
    settings.time_zone.clone_from(&args.time_zone);
    for (setting, given) in [
        (&mut settings.login, &args.login),
        (&mut settings.name, &args.name),
        (&mut settings.provider, &args.provider),
    ] {
        if let Some(given) = given {
            setting.clone_from(given);
        }
    }
    settings.check()?;
    let folder = WalletFolder::make(data, settings)?;
    let wallet = Wallet::open(folder.config()?, folder.host(Arc::new(Confirmation::default()))?).await?;
    let key = wallet.isp_key().await;
    wallet.close();
    Ok(Made {
        data: data.display().to_string(),
        user: wallet.config().psp_user_id.clone(),
        provider: wallet.config().psp_id.clone(),
        secrets: args.secrets,
        key: Value::from(key?.to_json()),
    })
}

impl Report for Made {
    fn render(&self, page: &mut Page) {
        page.line(
            Tone::Good,
            &format!("a wallet for {} at {} is in {}", self.user, self.provider, self.data),
        );
        let mut table = Table::new([Column::Left(""), Column::Left("")]);
        let secrets = match self.secrets {
            SecretsPlace::Service => "in the desktop's Secret Service",
            SecretsPlace::File => "in files of the data folder",
        };
        table.row([Cell::new(Tone::Faint, "secrets"), Cell::plain(secrets)]);
        table.row([Cell::new(Tone::Faint, "public key"), Cell::plain(&self.key)]);
        page.table(&table);
    }
}

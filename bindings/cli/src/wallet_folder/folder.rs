//! One data folder, made or found.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::identity::{DeviceIsp, KeyPolicy, Secrets, SoftwareVault, UserPresence};
use amp_wallet_core::network::{Endpoint, HttpNetwork, Network, Nowhere, Transport, TransportOptions};
use amp_wallet_core::wallet::{Host, Wallet, WalletConfig};

use super::{SecretsPlace, Settings};
use crate::error::CliError;
use crate::input::{read_bounded, reason};

const SETTINGS: &str = "wallet.json";
const KEYS: &str = "keys";
const DATABASE: &str = "wallet.db";

/// The largest settings file that is read.
const SETTINGS_LIMIT_BYTES: u64 = 64 * 1024;

/// A wallet's data folder.
#[derive(Debug)]
pub(crate) struct WalletFolder {
    path: PathBuf,
    /// None for a wallet that `amp mpp serve` made: it has the server's settings, which are not in its folder.
    settings: Option<Settings>,
}

impl WalletFolder {
    /// Makes the folder of a new wallet; it must be new or empty.
    ///
    /// # Errors
    /// [`CliError::FolderInUse`], [`CliError::Unwritable`].
    pub(crate) fn make(path: &Path, settings: Settings) -> Result<Self, CliError> {
        make_private(path).map_err(|error| unwritable(path, &error))?;
        let mut entries = fs::read_dir(path).map_err(|error| unwritable(path, &error))?;
        if entries.next().is_some() {
            return Err(CliError::FolderInUse { path: path.display().to_string() });
        }
        let file = path.join(SETTINGS);
        write_new(&file, &settings).map_err(|error| unwritable(&file, &error))?;
        Ok(Self { path: path.to_owned(), settings: Some(settings) })
    }

    /// The folder of a wallet that is there: one with settings, or one that `amp mpp serve` made.
    ///
    /// # Errors
    /// [`CliError::NoWallet`]; [`CliError::Malformed`] for settings that cannot be used, and those of reading them.
    pub(crate) fn find(path: &Path) -> Result<Self, CliError> {
        let file = path.join(SETTINGS);
        if !matches!(file.try_exists(), Ok(false)) {
            let settings = Settings::parse(&read_bounded(&file, SETTINGS_LIMIT_BYTES)?)
                .map_err(|reason| malformed(&file, reason))?;
            return Ok(Self { path: path.to_owned(), settings: Some(settings) });
        }
        if path.join(DATABASE).is_file() && SecretsPlace::File.is_below(path) {
            return Ok(Self { path: path.to_owned(), settings: None });
        }
        Err(CliError::NoWallet { path: path.display().to_string() })
    }

    /// Whether `amp mpp serve` made the wallet. It is looked into and bounded here, and decides there.
    pub(crate) const fn is_served(&self) -> bool {
        self.settings.is_none()
    }

    /// What the wallet is opened with.
    ///
    /// # Errors
    /// [`CliError::Malformed`].
    pub(crate) fn config(&self) -> Result<WalletConfig, CliError> {
        match &self.settings {
            Some(settings) => {
                settings.config(&self.path).map_err(|reason| malformed(&self.path.join(SETTINGS), reason))
            }
            None => Ok(WalletConfig::new(self.path.clone(), "", Vec::new())),
        }
    }

    /// What the terminal provides: a software vault that asks `presence`, the chosen store of secrets, the system's
    /// clock, the network over HTTP.
    ///
    /// # Errors
    /// [`CliError::Secrets`], [`CliError::Core`].
    pub(crate) fn host(&self, presence: Arc<dyn UserPresence>) -> Result<Host, CliError> {
        let (secrets, network): (_, Arc<dyn Network>) = match &self.settings {
            Some(settings) => {
                let transport = Transport::new(&TransportOptions::default())?;
                let network = HttpNetwork::new(transport, Endpoint::parse(&settings.network)?);
                (settings.secrets.open(&self.path, &settings.wallet_id)?, Arc::new(network))
            }
            None => (SecretsPlace::File.open(&self.path, "")?, Arc::new(Nowhere)),
        };
        let vault = SoftwareVault::open(
            &self.path.join(KEYS),
            Secrets::new(Arc::clone(&secrets)),
            presence,
            Arc::new(SystemClock),
        )?;
        Ok(Host {
            isp: Arc::new(DeviceIsp::new(Arc::new(vault), KeyPolicy::EveryUse)),
            secrets,
            clock: Arc::new(SystemClock),
            network,
        })
    }

    /// Opens the wallet beside whoever else runs it; what that one is doing goes on undisturbed.
    ///
    /// # Errors
    /// Those of [`WalletFolder::host`], and the wallet's own.
    pub(crate) async fn open(&self, presence: Arc<dyn UserPresence>) -> Result<Wallet, CliError> {
        Ok(Wallet::open_beside(self.config()?, self.host(presence)?).await?)
    }
}

fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Written beside and moved into place: a crash leaves no half of it.
fn write_new(path: &Path, settings: &Settings) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let beside = path.with_extension("json.new");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    file.write_all(&serde_json::to_vec_pretty(settings)?)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn unwritable(path: &Path, error: &io::Error) -> CliError {
    CliError::Unwritable { target: path.display().to_string(), reason: reason(error) }
}

fn malformed(path: &Path, reason: String) -> CliError {
    CliError::Malformed { path: path.display().to_string(), expected: "a wallet's settings", reason }
}

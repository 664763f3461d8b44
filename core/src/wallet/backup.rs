//! A copy of the wallet's database, and going on from one after the database was lost.

use std::fs;
use std::path::{Path, PathBuf};

use super::erase::finish_erasing;
use super::open::DATABASE;
use super::{Host, Wallet, WalletConfig, WalletError};
use crate::identity::Secrets;
use crate::runtime;
use crate::storage::{self, Store, StoreError, StoreOptions, private_folder};

/// Where a backup is made ready before it takes the database's place.
pub(super) const STAGED: &str = "wallet.db.adopted";

/// What the database is called that a backup took the place of; it is kept.
pub(super) const REPLACED: &str = "wallet.db.replaced";

/// The write-ahead log and its index, beside a database.
const SIDES: [&str; 2] = ["-wal", "-shm"];

impl Wallet {
    /// Copies the database as it stands now into a new file; payments go on meanwhile. The copy is sealed with the
    /// database's key: it is of use only together with the secret store, and until [`Wallet::rotate_key`].
    ///
    /// # Errors
    /// [`WalletError::Store`]: `store.conflict` if there is a file of this name.
    pub async fn backup(&self, to: PathBuf) -> Result<(), WalletError> {
        let store = self.inner.store.clone();
        Ok(runtime::blocking(move || store.backup(&to)).await.map_err(|_| WalletError::Interrupted)??)
    }

    /// Opens the wallet from a backup after its database was lost, damaged or exchanged for an older one, or, without a
    /// backup, from the older database that lies there. What was paid since is unknown to it, so nothing that it
    /// knows of pays any more: mandates are revoked, holds given back, and both are told as events. The payments
    /// themselves are at the network. Limits count only what the backup knows, so all agents are stopped until
    /// [`Wallet::unfreeze`].
    ///
    /// A database that is the latest is never replaced. One that is replaced is kept beside it, as `wallet.db.replaced`.
    /// No other process may have the wallet open: one that has is refused as `store.busy`, as far as it can be seen.
    ///
    /// # Errors
    /// `store.conflict` where the wallet's database is in order; `store.busy` where another process has it open; as [`Wallet::open`], for a backup without its key too
    /// (`store.key_lost`): then nothing was changed.
    pub async fn adopt(
        config: WalletConfig,
        host: Host,
        backup: Option<PathBuf>,
    ) -> Result<Self, WalletError> {
        let (known, asked) = (config.clone(), host.clone());
        runtime::blocking(move || {
            finish_erasing(&known, &asked)?;
            restore(&known.data_dir, backup.as_deref(), &Secrets::new(asked.secrets))?;
            Ok::<_, WalletError>(())
        })
        .await
        .map_err(|_| WalletError::Interrupted)??;
        Self::open(config, host).await
    }
}

fn restore(data_dir: &Path, backup: Option<&Path>, secrets: &Secrets) -> Result<(), StoreError> {
    let path = data_dir.join(DATABASE);
    let Some(backup) = backup else {
        if !path.try_exists()? {
            return Err(StoreError::Missing { what: "wallet" });
        }
        expect_replaceable(&path, secrets)?;
        Store::adopt(&path, StoreOptions::default(), secrets)?.close();
        return Ok(());
    };
    if !backup.is_file() {
        return Err(StoreError::Missing { what: "backup" });
    }
    expect_replaceable(&path, secrets)?;
    // A new device has no folder yet.
    private_folder(data_dir)?;
    let staged = data_dir.join(STAGED);
    remove_database(&staged)?;
    fs::copy(backup, &staged)?;
    // Made ready aside: until it has proved good nothing of the wallet is touched.
    let adopted = Store::adopt(&staged, StoreOptions::default(), secrets);
    match adopted {
        Ok(store) => store.close(),
        Err(error) => {
            remove_database(&staged)?;
            return Err(error);
        }
    }
    put_aside(&path, &data_dir.join(REPLACED))?;
    fs::rename(&staged, &path)?;
    sync_folder(data_dir)
}

/// Refuses where the database is the latest: it is looked at as every opening does, and left as it is.
fn expect_replaceable(path: &Path, secrets: &Secrets) -> Result<(), StoreError> {
    if !path.try_exists()? {
        return Ok(());
    }
    match Store::open(path, StoreOptions::default(), secrets) {
        // Nothing of this wallet can be read there any more: damaged, older, sealed with a key that is not ours, or no
        // wallet at all. It is kept beside what takes its place.
        Err(
            StoreError::RolledBack { .. }
            | StoreError::Corrupt { .. }
            | StoreError::KeyLost
            | StoreError::KeyWrong
            | StoreError::Foreign,
        ) => expect_alone(path),
        Err(error) => Err(error),
        Ok(store) => {
            let checked = store.read_blocking(|tx| tx.check());
            store.close();
            if checked?.findings.is_empty() {
                return Err(StoreError::Conflict { what: "wallet".to_owned() });
            }
            expect_alone(path)
        }
    }
}

/// Refuses where another process has the database open: it would go on with a file that is not the wallet's any more. It
/// looks once, and holds nothing afterwards; what is no database has nobody who writes to it.
fn expect_alone(path: &Path) -> Result<(), StoreError> {
    match storage::is_in_use(path) {
        Ok(false) | Err(StoreError::Foreign | StoreError::Corrupt { .. }) => Ok(()),
        Ok(true) => Err(StoreError::Busy),
        Err(error) => Err(error),
    }
}

/// Keeps the database beside its place. Its log goes first: left behind, it would be read into the backup.
fn put_aside(path: &Path, aside: &Path) -> Result<(), StoreError> {
    remove_database(aside)?;
    for side in SIDES {
        let log = beside(path, side);
        if log.try_exists()? {
            fs::rename(log, beside(aside, side))?;
        }
    }
    // Until the backup takes its place the database stays where it is: in between there is never none, which would be
    // a new wallet.
    if path.try_exists()? && fs::hard_link(path, aside).is_err() {
        fs::copy(path, aside)?;
    }
    Ok(())
}

fn remove_database(path: &Path) -> Result<(), StoreError> {
    for file in SIDES.map(|side| beside(path, side)).into_iter().chain([path.to_owned()]) {
        if file.try_exists()? {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

fn beside(path: &Path, side: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(side);
    name.into()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    Ok(fs::File::open(folder)?.sync_all()?)
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

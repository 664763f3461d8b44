//! Where the demo works, and what `--keep` leaves there for other verifiers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::PublicJwk;
use serde::Serialize;
use tempfile::TempDir;

use super::story::Step;
use crate::error::CliError;
use crate::input::reason;

/// A folder: the one to keep, or one that goes away with this value.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
    temporary: Option<TempDir>,
}

/// A chain as it was used at a step.
#[derive(Debug)]
pub(crate) struct KeptChain<'a> {
    pub(crate) l1: &'a str,
    pub(crate) l2: &'a str,
    pub(crate) l3: Option<&'a str>,
    pub(crate) context: Context<'a>,
}

/// What a verifier of the chain must be told.
#[derive(Debug, Serialize)]
pub(crate) struct Context<'a> {
    /// Seconds since 1970.
    #[serde(serialize_with = "seconds")]
    pub(crate) now: Timestamp,
    pub(crate) iss: &'a str,
    pub(crate) l2_aud: &'a str,
    pub(crate) l3_aud: &'a str,
}

impl Workspace {
    /// Makes the folder to keep, which must be new or empty: an old wallet is never written over. Without one, a
    /// temporary folder.
    ///
    /// # Errors
    /// [`CliError::FolderInUse`], [`CliError::Unwritable`].
    pub(crate) fn open(keep: Option<&Path>) -> Result<Self, CliError> {
        let Some(keep) = keep else {
            let temporary = tempfile::tempdir().map_err(|error| unwritable(&std::env::temp_dir(), &error))?;
            return Ok(Self { folder: temporary.path().to_owned(), temporary: Some(temporary) });
        };
        fs::create_dir_all(keep).map_err(|error| unwritable(keep, &error))?;
        let mut entries = fs::read_dir(keep).map_err(|error| unwritable(keep, &error))?;
        if entries.next().is_some() {
            return Err(CliError::FolderInUse { path: keep.display().to_string() });
        }
        Ok(Self { folder: keep.to_owned(), temporary: None })
    }

    /// Where the wallet's data folder goes: `amp wallet --data` takes it when it is kept.
    pub(crate) fn wallet_folder(&self) -> PathBuf {
        self.folder.join("wallet")
    }

    /// Leaves the network's public key, if anything is kept.
    ///
    /// # Errors
    /// [`CliError::Unwritable`].
    pub(crate) fn keep_root(&self, root: &PublicJwk) -> Result<(), CliError> {
        self.write("root.jwk.json", &(root.to_json().to_compact() + "\n"))
    }

    /// Leaves the chain of a step, if anything is kept.
    ///
    /// # Errors
    /// [`CliError::Unwritable`].
    pub(crate) fn keep_chain(&self, step: Step, chain: &KeptChain<'_>) -> Result<(), CliError> {
        let at = |name: &str| format!("chains/{}/{name}", step.id());
        self.write(&at("l1.txt"), chain.l1)?;
        self.write(&at("l2.txt"), chain.l2)?;
        if let Some(l3) = chain.l3 {
            self.write(&at("l3.txt"), l3)?;
        }
        let context = serde_json::to_string_pretty(&chain.context).map_err(|error| CliError::Unwritable {
            target: at("context.json"),
            reason: error.to_string(),
        })?;
        self.write(&at("context.json"), &(context + "\n"))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), CliError> {
        if self.temporary.is_some() {
            return Ok(());
        }
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        }
        fs::write(&path, text).map_err(|error| unwritable(&path, &error))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> CliError {
    CliError::Unwritable { target: path.display().to_string(), reason: reason(error) }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn seconds<S: serde::Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(time.seconds())
}

#[cfg(test)]
mod tests {
    use amp_wallet_core::jose::SoftwareKey;

    use super::*;

    fn chain() -> KeptChain<'static> {
        KeptChain {
            l1: "l1~",
            l2: "l2~",
            l3: None,
            context: Context { now: Timestamp::from_seconds(7), iss: "i", l2_aud: "a", l3_aud: "b" },
        }
    }

    #[test]
    fn what_is_kept_is_what_a_verifier_needs() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("new");
        let workspace = Workspace::open(Some(&folder)).unwrap();
        let root = SoftwareKey::generate("root").unwrap();
        workspace.keep_root(root.public()).unwrap();
        workspace.keep_chain(Step::Immediate, &chain()).unwrap();
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(PublicJwk::parse(read("root.jwk.json").as_bytes()), Ok(root.public().clone()));
        assert_eq!(read("chains/immediate/l1.txt"), "l1~");
        assert_eq!(read("chains/immediate/l2.txt"), "l2~");
        assert!(!folder.join("chains/immediate/l3.txt").exists());
        let context: serde_json::Value =
            serde_json::from_str(&read("chains/immediate/context.json")).unwrap();
        assert_eq!(context, serde_json::json!({"now": 7, "iss": "i", "l2_aud": "a", "l3_aud": "b"}));
    }

    #[test]
    fn a_folder_with_anything_in_it_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("wallet.db"), "precious").unwrap();
        let error = Workspace::open(Some(folder.path())).unwrap_err();
        assert_eq!(error.code(), "cli.folder_in_use");
        assert_eq!(fs::read_to_string(folder.path().join("wallet.db")).unwrap(), "precious");
    }

    #[test]
    fn nothing_is_left_when_nothing_is_kept() {
        let workspace = Workspace::open(None).unwrap();
        workspace.keep_chain(Step::Bind, &chain()).unwrap();
        let folder = workspace.folder.clone();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        drop(workspace);
        assert!(!folder.exists());
    }
}

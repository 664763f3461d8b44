//! A folder of small files that only its owner reads, each replaced whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::random_id;

/// A folder for secrets. Files are 0600 and are written to a temporary name, synced and renamed, so a crash leaves
/// the old file or the new one.
#[derive(Debug)]
pub(super) struct PrivateFolder {
    path: PathBuf,
}

/// Holds other writers off, other processes' too, until dropped.
#[derive(Debug)]
pub(super) struct WriteLock {
    _file: File,
}

impl PrivateFolder {
    /// Opens the folder, made 0700 if it is not there.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        if !path.is_dir() {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(path)?;
        }
        Ok(Self { path: path.to_owned() })
    }

    /// Waits until no one else writes.
    pub(super) fn lock(&self) -> io::Result<WriteLock> {
        let file = private(OpenOptions::new().write(true).create(true)).open(self.path.join(".lock"))?;
        file.lock()?;
        Ok(WriteLock { _file: file })
    }

    /// The file's bytes; `None` if there is no such file, an error if it is larger than `max`.
    pub(super) fn read(&self, name: &str, max: u64) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        let file = match File::open(self.path.join(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        if length > max {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        // Room for all of it at once: a growing vector would leave copies behind.
        let room = usize::try_from(length).unwrap_or(0).saturating_add(1);
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        file.take(length).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Whether there is a file of this name.
    pub(super) fn holds(&self, name: &str) -> io::Result<bool> {
        self.path.join(name).try_exists()
    }

    /// Whether there is any file whose name ends so.
    pub(super) fn holds_any(&self, suffix: &str) -> io::Result<bool> {
        for entry in fs::read_dir(&self.path)? {
            if entry?.file_name().to_string_lossy().ends_with(suffix) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes the file, durably once this returns.
    pub(super) fn write(&self, name: &str, bytes: &[u8], _lock: &WriteLock) -> io::Result<()> {
        let unique = random_id().map_err(io::Error::other)?;
        let temporary = self.path.join(format!(".{unique}.tmp"));
        let written = (|| {
            let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&temporary)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&temporary, self.path.join(name))
        })();
        if written.is_err() {
            // What could not be written whole is not left behind; the first error is the one to report.
            let _ = fs::remove_file(&temporary);
        }
        written?;
        self.sync()
    }

    /// Removes the file, durably once this returns; one that is not there is removed already.
    pub(super) fn remove(&self, name: &str, _lock: &WriteLock) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => self.sync(),
        }
    }

    /// Makes renames and removals durable. Only Unix knows this for folders.
    fn sync(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.path)?.sync_all() } else { Ok(()) }
    }
}

/// Readable and writable by the owner alone.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

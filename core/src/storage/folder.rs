//! The folder and the file of a database: made for the user alone.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use super::StoreError;

/// Makes the folder (0700) and an empty file (0600) where there is none, and closes the file to others where there is
/// one. SQLite gives its side files the same permissions.
pub(super) fn prepare(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private_file(&mut options);
    let file = options.open(path)?;
    close_to_others(&file)
}

/// Makes the folder, and an empty file (0600) where there is nothing yet: no other process, and no link that somebody laid
/// there, comes in between.
///
/// # Errors
/// [`StoreError::Conflict`] if there is something.
pub(super) fn make(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private_file(&mut options);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(StoreError::Conflict { what: "backup".to_owned() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes a folder for the user alone (0700), with those above it; one that is there stays as it is.
///
/// # Errors
/// [`StoreError::ReadOnly`], [`StoreError::DiskFull`], [`StoreError::Io`].
pub fn private_folder(folder: &Path) -> Result<(), StoreError> {
    if folder.exists() { Ok(()) } else { make_folder(folder) }
}

/// Makes a file for the user alone (0600), empty. One that is there is refused, or emptied where `again` says so.
///
/// # Errors
/// [`StoreError::Conflict`] for a file that is there; [`StoreError::ReadOnly`], [`StoreError::DiskFull`],
/// [`StoreError::Io`].
pub fn create_private(path: &Path, again: bool) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create(again).truncate(again).create_new(!again);
    private_file(&mut options);
    match options.open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(StoreError::Conflict { what: "file".to_owned() })
        }
        opened => Ok(opened?),
    }
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    Ok(DirBuilder::new().recursive(true).mode(0o700).create(folder)?)
}

#[cfg(unix)]
fn private_file(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(unix)]
fn close_to_others(file: &File) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = file.metadata()?.permissions();
    if permissions.mode() & 0o077 != 0 {
        permissions.set_mode(0o600);
        file.set_permissions(permissions)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> Result<(), StoreError> {
    Ok(DirBuilder::new().recursive(true).create(folder)?)
}

#[cfg(not(unix))]
fn private_file(_: &mut OpenOptions) {}

#[cfg(not(unix))]
fn close_to_others(_: &std::fs::File) -> Result<(), StoreError> {
    Ok(())
}

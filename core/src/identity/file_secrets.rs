//! Secrets in files: the named software store for tests and machines without a keyring.

use std::io;
use std::path::Path;

use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::private_folder::PrivateFolder;
use super::secret_store::{VALUE_MAX, check_name, check_value};
use super::{SecretError, SecretStore};

/// First bytes of every file: what it is, and version 1 of how it is written.
const MAGIC: &[u8; 5] = b"AMPS\x01";
const CHECKSUM_LENGTH: usize = 32;
const FILE_MAX: u64 = (MAGIC.len() + CHECKSUM_LENGTH + VALUE_MAX) as u64;

/// Keeps each secret in a file of its own (mode 0600) in one folder.
///
/// This protects against other users of the machine and nothing else: whoever can read the owner's files has the
/// secrets. It is for tests and headless use, is chosen by name and never silently.
#[derive(Debug)]
pub struct FileSecretStore {
    folder: PrivateFolder,
}

impl FileSecretStore {
    /// Opens the folder, made if it is not there.
    ///
    /// # Errors
    /// [`SecretError::Unavailable`] if the folder can be neither opened nor made.
    pub fn open(folder: &Path) -> Result<Self, SecretError> {
        let folder = PrivateFolder::open(folder)
            .map_err(|error| SecretError::Unavailable { what: format!("folder ({})", error.kind()) })?;
        Ok(Self { folder })
    }

    fn read(&self, name: &str, file: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        let Some(bytes) = self.folder.read(file, FILE_MAX).map_err(|e| failed(name, &e))? else {
            return Ok(None);
        };
        let corrupt = || SecretError::Corrupt { name: name.to_owned() };
        let body = bytes.strip_prefix(MAGIC).ok_or_else(corrupt)?;
        let (sum, value) = body.split_at_checked(CHECKSUM_LENGTH).ok_or_else(corrupt)?;
        if sum != checksum(file, value).as_slice() {
            return Err(corrupt());
        }
        Ok(Some(Zeroizing::new(value.to_vec())))
    }

    fn write(
        &self,
        name: &str,
        file: &str,
        value: &[u8],
        lock: &super::private_folder::WriteLock,
    ) -> Result<(), SecretError> {
        let sum = checksum(file, value);
        let bytes = Zeroizing::new([MAGIC.as_slice(), sum.as_slice(), value].concat());
        self.folder.write(file, &bytes, lock).map_err(|e| failed(name, &e))
    }
}

/// Over the file's name too: a file that was renamed is no longer what it says.
fn checksum(file: &str, value: &[u8]) -> Zeroizing<Vec<u8>> {
    let input = Zeroizing::new([file.as_bytes(), &[0], value].concat());
    Zeroizing::new(digest(&SHA256, &input).as_ref().to_vec())
}

fn failed(name: &str, error: &io::Error) -> SecretError {
    match error.kind() {
        io::ErrorKind::InvalidData => SecretError::Corrupt { name: name.to_owned() },
        kind => SecretError::Failed { reason: format!("file: {kind}") },
    }
}

impl SecretStore for FileSecretStore {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
        check_name(&name)?;
        Ok(self.read(&name, &format!("{name}.secret"))?.map(|value| value.to_vec()))
    }

    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
        let value = Zeroizing::new(value);
        check_name(&name)?;
        check_value(&value)?;
        let lock = self.folder.lock().map_err(|e| failed(&name, &e))?;
        self.write(&name, &format!("{name}.secret"), &value, &lock)
    }

    fn delete(&self, name: String) -> Result<(), SecretError> {
        check_name(&name)?;
        let lock = self.folder.lock().map_err(|e| failed(&name, &e))?;
        self.folder.remove(&format!("{name}.secret"), &lock).map_err(|e| failed(&name, &e))
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        check_name(&name)?;
        let file = format!("{name}.counter");
        let lock = self.folder.lock().map_err(|e| failed(&name, &e))?;
        let before = match self.read(&name, &file)? {
            None => 0,
            Some(bytes) => {
                let bytes = <[u8; 8]>::try_from(bytes.as_slice());
                u64::from_be_bytes(bytes.map_err(|_| SecretError::Corrupt { name: name.clone() })?)
            }
        };
        if to > before {
            self.write(&name, &file, &to.to_be_bytes(), &lock)?;
        }
        Ok(to.max(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    #[test]
    fn secrets_and_counters_survive_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileSecretStore::open(folder.path()).unwrap();
        store.set("a".into(), b"one".to_vec()).unwrap();
        store.set("a".into(), b"two".to_vec()).unwrap();
        assert_eq!(store.raise_counter("a".into(), 7), Ok(7));
        let store = FileSecretStore::open(folder.path()).unwrap();
        assert_eq!(store.get("a".into()), Ok(Some(b"two".to_vec())));
        assert_eq!(store.raise_counter("a".into(), 6), Ok(7));
        store.delete("a".into()).unwrap();
        store.delete("a".into()).unwrap();
        assert_eq!(store.get("a".into()), Ok(None));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_what_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("secrets");
        let store = FileSecretStore::open(&folder).unwrap();
        store.set("a".into(), b"one".to_vec()).unwrap();
        store.raise_counter("c".into(), 1).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        let mut files = 0;
        for entry in std::fs::read_dir(&folder).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
            files += 1;
        }
        assert_eq!(files, 3, "secret, counter and lock, and no temporary file");
    }

    #[test]
    fn a_file_under_anothers_name_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileSecretStore::open(folder.path()).unwrap();
        store.set("a".into(), b"one".to_vec()).unwrap();
        std::fs::rename(folder.path().join("a.secret"), folder.path().join("b.secret")).unwrap();
        assert_eq!(store.get("b".into()), Err(SecretError::Corrupt { name: "b".into() }));
    }

    #[test]
    fn a_huge_file_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileSecretStore::open(folder.path()).unwrap();
        let file = std::fs::File::create(folder.path().join("a.secret")).unwrap();
        file.set_len(1 << 40).unwrap();
        assert_eq!(store.get("a".into()), Err(SecretError::Corrupt { name: "a".into() }));
    }

    #[test]
    fn a_place_that_cannot_be_a_folder_is_unavailable() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = FileSecretStore::open(&file.path().join("below")).unwrap_err();
        assert_eq!(error.code(), "secret.unavailable");
    }

    #[test]
    fn a_counter_raised_from_many_threads_ends_at_the_highest() {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileSecretStore::open(folder.path()).unwrap());
        std::thread::scope(|scope| {
            for first in 0..4_u64 {
                let store = Arc::clone(&store);
                scope.spawn(move || {
                    for step in 0..8 {
                        let to = step * 4 + first;
                        assert!(store.raise_counter("c".into(), to).unwrap() >= to);
                    }
                });
            }
        });
        assert_eq!(store.raise_counter("c".into(), 0), Ok(31));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn one_flipped_bit_is_found(value in proptest::collection::vec(any::<u8>(), 1..64), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let folder = tempfile::tempdir().unwrap();
            let store = FileSecretStore::open(folder.path()).unwrap();
            store.set("a".into(), value).unwrap();
            let path = folder.path().join("a.secret");
            let mut bytes = std::fs::read(&path).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            std::fs::write(&path, bytes).unwrap();
            prop_assert_eq!(store.get("a".into()), Err(SecretError::Corrupt { name: "a".into() }));
        }
    }
}

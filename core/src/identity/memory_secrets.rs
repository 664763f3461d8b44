//! Secrets that die with the process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::secret_store::{check_name, check_value};
use super::{SecretError, SecretStore};

/// Keeps secrets in memory only: for tests and one-off simulations. Named, never chosen silently.
#[derive(Default)]
pub struct MemorySecretStore {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    secrets: HashMap<String, Zeroizing<Vec<u8>>>,
    counters: HashMap<String, u64>,
}

impl MemorySecretStore {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A map of whole values is whole after any panic.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for MemorySecretStore {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
        check_name(&name)?;
        Ok(self.kept().secrets.get(&name).map(|value| value.to_vec()))
    }

    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
        let value = Zeroizing::new(value);
        check_name(&name)?;
        check_value(&value)?;
        self.kept().secrets.insert(name, value);
        Ok(())
    }

    fn delete(&self, name: String) -> Result<(), SecretError> {
        check_name(&name)?;
        self.kept().secrets.remove(&name);
        Ok(())
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        check_name(&name)?;
        let mut kept = self.kept();
        let value = kept.counters.entry(name).or_default();
        *value = to.max(*value);
        Ok(*value)
    }
}

impl fmt::Debug for MemorySecretStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemorySecretStore")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_only_rise_and_are_no_secrets() {
        let store = MemorySecretStore::default();
        assert_eq!(store.raise_counter("c".into(), 5), Ok(5));
        assert_eq!(store.raise_counter("c".into(), 3), Ok(5));
        store.delete("c".into()).unwrap();
        assert_eq!(store.get("c".into()), Ok(None));
        assert_eq!(store.raise_counter("c".into(), 0), Ok(5));
    }

    #[test]
    fn debug_shows_no_secret() {
        let store = MemorySecretStore::default();
        store.set("a".into(), b"hunter2".to_vec()).unwrap();
        assert_eq!(format!("{store:?}"), "MemorySecretStore");
    }
}

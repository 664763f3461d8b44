//! A secret store whose every answer is proved.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::secret_store::{check_name, check_value};
use super::{SecretError, SecretStore, random_bytes};

/// What the core uses instead of the bare [`SecretStore`]: values are wiped from memory, a set is read back, a
/// counter must have moved. (A Kotlin `Error` thrown in a host's store arrives here as success with nothing in it.)
#[derive(Clone)]
pub struct Secrets {
    store: Arc<dyn SecretStore>,
}

impl Secrets {
    /// Over a host's store.
    #[must_use]
    pub fn new(store: Arc<dyn SecretStore>) -> Self {
        Self { store }
    }

    /// The secret, or `None` if there is none of this name.
    ///
    /// # Errors
    /// The store's; [`SecretError::Corrupt`] if what it gives is no secret of ours.
    pub fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        check_name(name)?;
        let value = self.store.get(name.to_owned())?.map(Zeroizing::new);
        if value.as_ref().is_some_and(|value| check_value(value).is_err()) {
            return Err(SecretError::Corrupt { name: name.to_owned() });
        }
        Ok(value)
    }

    /// Keeps `value` and reads it back.
    ///
    /// # Errors
    /// The store's; [`SecretError::Unproved`] if reading back gives anything else.
    pub fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
        check_name(name)?;
        check_value(value)?;
        self.store.set(name.to_owned(), value.to_vec())?;
        match self.get(name)? {
            Some(kept) if kept.as_slice() == value => Ok(()),
            _ => Err(SecretError::Unproved { name: name.to_owned() }),
        }
    }

    /// Deletes the secret and looks that it is gone.
    ///
    /// # Errors
    /// The store's; [`SecretError::Unproved`] if it is still there.
    pub fn delete(&self, name: &str) -> Result<(), SecretError> {
        check_name(name)?;
        self.store.delete(name.to_owned())?;
        match self.get(name)? {
            None => Ok(()),
            Some(_) => Err(SecretError::Unproved { name: name.to_owned() }),
        }
    }

    /// Raises a counter to at least `to`; returns its value.
    ///
    /// # Errors
    /// The store's; [`SecretError::Unproved`] if the counter stands below `to` after all.
    pub fn raise_counter(&self, name: &str, to: u64) -> Result<u64, SecretError> {
        check_name(name)?;
        let value = self.store.raise_counter(name.to_owned(), to)?;
        if value < to {
            return Err(SecretError::Unproved { name: name.to_owned() });
        }
        Ok(value)
    }

    /// A random 256-bit key of this name, made and kept if there is none. `in_use` says that data sealed with it
    /// exists: then a missing key is lost and is not silently replaced.
    ///
    /// # Errors
    /// [`SecretError::Lost`], and the store's.
    pub fn key(&self, name: &str, in_use: bool) -> Result<Zeroizing<[u8; 32]>, SecretError> {
        if let Some(kept) = self.get(name)? {
            let key = <[u8; 32]>::try_from(kept.as_slice());
            return key.map(Zeroizing::new).map_err(|_| SecretError::Corrupt { name: name.to_owned() });
        }
        if in_use {
            return Err(SecretError::Lost { name: name.to_owned() });
        }
        let key = random_bytes::<32>().map_err(|e| SecretError::Failed { reason: e.code().to_owned() })?;
        let key = Zeroizing::new(key);
        self.set(name, key.as_slice())?;
        Ok(key)
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::MemorySecretStore;

    /// Answers as a Kotlin host whose every method threw an `Error`: success, nothing in it.
    struct Hollow;

    impl SecretStore for Hollow {
        fn get(&self, _: String) -> Result<Option<Vec<u8>>, SecretError> {
            Ok(Some(Vec::new()))
        }
        fn set(&self, _: String, _: Vec<u8>) -> Result<(), SecretError> {
            Ok(())
        }
        fn delete(&self, _: String) -> Result<(), SecretError> {
            Ok(())
        }
        fn raise_counter(&self, _: String, _: u64) -> Result<u64, SecretError> {
            Ok(0)
        }
    }

    #[test]
    fn a_hollow_answer_is_never_taken_for_success() {
        let secrets = Secrets::new(Arc::new(Hollow));
        let codes = [
            secrets.get("a").map(|_| ()).unwrap_err().code(),
            secrets.set("a", b"x").unwrap_err().code(),
            secrets.key("a", false).map(|_| ()).unwrap_err().code(),
            secrets.raise_counter("a", 1).map(|_| ()).unwrap_err().code(),
        ];
        assert_eq!(codes, ["secret.corrupt", "secret.corrupt", "secret.corrupt", "secret.unproved"]);
    }

    #[test]
    fn a_lost_key_is_not_replaced_while_something_is_sealed_with_it() {
        let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
        assert_eq!(secrets.key("wrap", true), Err(SecretError::Lost { name: "wrap".into() }));
        let key = secrets.key("wrap", false).unwrap();
        assert_eq!(secrets.key("wrap", true).unwrap(), key);
    }

    #[test]
    fn names_and_values_are_bounded_before_the_store_sees_them() {
        let secrets = Secrets::new(Arc::new(Hollow));
        assert_eq!(secrets.set("../x", b"v"), Err(SecretError::BadInput));
        assert_eq!(secrets.set("x", b""), Err(SecretError::BadInput));
        assert_eq!(secrets.set("x", &[7; 4097]), Err(SecretError::BadInput));
        assert_eq!(secrets.raise_counter(&"x".repeat(65), 1), Err(SecretError::BadInput));
    }
}

//! Secrets in the desktop's Secret Service (GNOME Keyring, KDE Wallet): the default on Linux desktops.

use std::fmt;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

use super::secret_store::{check_name, check_value};
use super::{SecretError, SecretStore};
use crate::jose::base64url;

/// How long the session bus may take to answer before there is said to be no Secret Service.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a person may take to unlock the keyring.
const UNLOCK_TIMEOUT: Duration = Duration::from_secs(120);

type Job = Box<dyn FnOnce(&Store) + Send>;

/// Keeps secrets in the session's Secret Service, each as an item of its own, and counters beside them.
///
/// Calls run one after the other on a thread of their own, so that D-Bus never blocks an async runtime's worker from
/// inside and a keyring that waits for its password ends in [`SecretError::Locked`]. Values are kept as base64url: KDE
/// Wallet takes text only. One process at a time: two that raise one counter together could lose the larger value.
pub struct SecretServiceStore {
    service: String,
    jobs: mpsc::Sender<Job>,
}

impl SecretServiceStore {
    /// Connects to the session's Secret Service; items carry `service`, an application's name.
    ///
    /// # Errors
    /// [`SecretError::Unavailable`] within five seconds where there is no D-Bus session or no Secret Service on it:
    /// nothing else is used instead.
    pub fn open(service: &str) -> Result<Self, SecretError> {
        check_name(service)?;
        let (jobs, queue) = mpsc::channel::<Job>();
        let (ready, connected) = mpsc::channel();
        let work = move || {
            // A failed send means that the time was over and nobody waits any more.
            let store = Store::new();
            if ready.send(store.is_ok()).is_ok()
                && let Ok(store) = store
            {
                queue.into_iter().for_each(|job| job(&store));
            }
        };
        let started = thread::Builder::new().name("amp-secrets".to_owned()).spawn(work);
        started.map_err(|error| SecretError::Failed { reason: format!("thread: {}", error.kind()) })?;
        match connected.recv_timeout(CONNECT_TIMEOUT) {
            Ok(true) => Ok(Self { service: service.to_owned(), jobs }),
            Ok(false) | Err(_) => Err(unavailable()),
        }
    }

    /// Runs `work` on the item `kind/name` and waits for it.
    fn run<T: Send + 'static>(
        &self,
        kind: &str,
        name: &str,
        work: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, SecretError> {
        let (service, user) = (self.service.clone(), format!("{kind}/{name}"));
        let (reply, answer) = mpsc::channel();
        let job: Job = Box::new(move |store| {
            let result = store.build(&service, &user, None).and_then(|entry| work(&entry));
            // Nobody waits any more if the time was over.
            let _ = reply.send(result);
        });
        self.jobs.send(job).map_err(|_| unavailable())?;
        match answer.recv_timeout(UNLOCK_TIMEOUT) {
            Ok(result) => result.map_err(|error| typed(name, &error)),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(SecretError::Locked),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(unavailable()),
        }
    }
}

impl SecretStore for SecretServiceStore {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
        check_name(&name)?;
        let Some(text) = self.run("secret", &name, read)? else { return Ok(None) };
        let value = std::str::from_utf8(&text).ok().and_then(base64url::decode);
        value.map(Some).ok_or(SecretError::Corrupt { name })
    }

    fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
        let value = Zeroizing::new(value);
        check_name(&name)?;
        check_value(&value)?;
        let text = Zeroizing::new(base64url::encode(&value).into_bytes());
        self.run("secret", &name, move |entry| entry.set_secret(&text))
    }

    fn delete(&self, name: String) -> Result<(), SecretError> {
        check_name(&name)?;
        self.run("secret", &name, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            other => other,
        })
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        check_name(&name)?;
        let raised = self.run("counter", &name, move |entry| {
            let Some(before) = read(entry)?.map_or(Some(0), |text| decimal(&text)) else { return Ok(None) };
            if to > before {
                entry.set_secret(to.to_string().as_bytes())?;
            }
            Ok(Some(to.max(before)))
        })?;
        raised.ok_or(SecretError::Corrupt { name })
    }
}

fn read(entry: &Entry) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    match entry.get_secret() {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

fn decimal(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn unavailable() -> SecretError {
    SecretError::Unavailable { what: "Secret Service on the D-Bus session".to_owned() }
}

fn typed(name: &str, error: &Error) -> SecretError {
    match error {
        Error::NoStorageAccess(_) => SecretError::Locked,
        Error::PlatformFailure(_) => unavailable(),
        Error::Ambiguous(_) | Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            SecretError::Corrupt { name: name.to_owned() }
        }
        other => SecretError::Failed { reason: format!("keyring: {other}") },
    }
}

impl fmt::Debug for SecretServiceStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretServiceStore").field("service", &self.service).finish_non_exhaustive()
    }
}

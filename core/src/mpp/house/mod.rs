//! Many wallets under one roof: one folder and one database a wallet, opened on demand, closed when idle, a bounded
//! number open at once; and the directory that knows whose a session or a payment token is.

mod close;
mod lease;
mod naming;
mod open;
mod options;
mod slot;
mod upkeep;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;

pub(super) use lease::Lease;
pub use options::HouseOptions;

use slot::Slot;

use crate::assurance::Profile;
use crate::clock::{Clock, Timestamp};
use crate::network::Network;
use crate::runtime;
use crate::storage::{DirectoryEntry, Store};
use crate::wallet::WalletError;

/// The setting of the directory that says so once the network has vouched for a token, or refused to.
const VOUCHES: &str = "network_vouches";

/// How long a request waits for one of the open wallets to be closed when all are in use.
const ROOM_WAIT: Duration = Duration::from_secs(2);

/// How long a session is known beyond the end of its binding or mandate, in seconds: 30 days.
const KEPT_BEYOND_SECONDS: i64 = 30 * 86_400;

/// The wallets of one provider. A handle: cloning it shares the house.
#[derive(Clone)]
pub struct WalletHouse {
    inner: Arc<Inner>,
}

struct Inner {
    options: HouseOptions,
    clock: Arc<dyn Clock>,
    network: Arc<dyn Network>,
    directory: Store,
    slots: Mutex<HashMap<String, Arc<Slot>>>,
    room: Arc<Semaphore>,
    began: Instant,
    vouched: AtomicBool,
}

impl WalletHouse {
    /// Opens the house in its folder, making it if there is none. No wallet is opened yet.
    ///
    /// # Errors
    /// [`WalletError::Store`] with what is wrong with the directory, [`WalletError::Isp`] with what is wrong with the
    /// folder of its secrets.
    pub async fn open(
        options: HouseOptions,
        clock: Arc<dyn Clock>,
        network: Arc<dyn Network>,
    ) -> Result<Self, WalletError> {
        let folder = options.wallets.data_dir.clone();
        let directory = runtime::blocking(move || open::open_directory(&folder))
            .await
            .map_err(|_| WalletError::Interrupted)??;
        let room = Arc::new(Semaphore::new(usize::try_from(options.open_limit.max(1)).unwrap_or(1)));
        let slots = Mutex::default();
        let (began, vouched) = (Instant::now(), AtomicBool::new(false));
        let inner = Inner { options, clock, network, directory, slots, room, began, vouched };
        let house = Self { inner: Arc::new(inner) };
        house.start_upkeep()?;
        Ok(house)
    }

    pub(super) fn network(&self) -> &dyn Network {
        self.inner.network.as_ref()
    }

    /// The wallet of a customer for one authorization session. Where there is none yet, `newcomers` says whether one is
    /// made. The session is noted durably before this returns.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for a session of another customer; [`WalletError::NotFound`] for a customer without a
    /// wallet; [`WalletError::Invalid`] for a customer that cannot be, or one more than the house has room for;
    /// [`WalletError::Store`] and what opening a wallet says.
    pub(super) async fn for_session(
        &self,
        customer_id: &str,
        session: &str,
        newcomers: bool,
    ) -> Result<Lease, WalletError> {
        let now = self.inner.clock.now();
        let entry = naming::entry(customer_id, now)?;
        let (wanted, limit) = (entry.clone(), i64::from(self.inner.options.wallet_limit));
        let keep_until = now.plus_seconds(i64::from(self.inner.options.session_seconds));
        let id = session.to_owned();
        self.inner
            .directory
            .write(move |tx| {
                let directory = tx.directory();
                if directory.get(&wanted.wallet_key)?.is_none() {
                    if !newcomers {
                        return Err(WalletError::not_found("agent", ""));
                    }
                    if directory.count()? >= limit {
                        return Err(WalletError::invalid("customerId", "no room for another wallet"));
                    }
                }
                directory.add(&wanted)?;
                if directory.note_session(&id, &wanted.wallet_key, keep_until, now)? {
                    Ok(())
                } else {
                    Err(WalletError::conflict("session", &id))
                }
            })
            .await?;
        self.lease(entry).await
    }

    /// Keeps a session for as long as what it brings about lasts, and a while beyond.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub(super) async fn keep_session(&self, session: &str, ends: Timestamp) -> Result<(), WalletError> {
        let (id, until) = (session.to_owned(), ends.plus_seconds(KEPT_BEYOND_SECONDS));
        self.inner.directory.write(move |tx| Ok(tx.directory().keep_session(&id, until)?)).await
    }

    /// Wallets that were asked for an authorization since then; at most `limit`.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub(super) async fn asked_since(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<DirectoryEntry>, WalletError> {
        self.inner.directory.read(move |tx| Ok(tx.directory().noted_since(since, limit)?)).await
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// How long an authorization waits for its approval, in seconds.
    pub(super) fn approval_wait_seconds(&self) -> i64 {
        self.inner.options.wallets.approval_wait_seconds
    }

    /// The wallet that a session belongs to.
    ///
    /// # Errors
    /// [`WalletError::Store`] and what opening a wallet says.
    pub(super) async fn by_session(&self, session: &str) -> Result<Option<Lease>, WalletError> {
        let id = session.to_owned();
        let found = self.inner.directory.read(move |tx| tx.directory().by_session(&id)).await?;
        self.leased(found).await
    }

    /// The wallet that a payment token was announced to.
    ///
    /// # Errors
    /// [`WalletError::Store`] and what opening a wallet says.
    pub(super) async fn by_token(&self, payment_token: &str) -> Result<Option<Lease>, WalletError> {
        let token = payment_token.to_owned();
        let found = self.inner.directory.read(move |tx| tx.directory().by_token(&token)).await?;
        self.leased(found).await
    }

    /// How strictly peers are read.
    pub(super) fn profile(&self) -> Profile {
        self.inner.options.wallets.profile
    }

    /// The wallet there is, if there is exactly one and the network was never heard to vouch for a token.
    ///
    /// # Errors
    /// [`WalletError::Store`] and what opening a wallet says.
    pub(super) async fn only_wallet(&self) -> Result<Option<Lease>, WalletError> {
        let found = self
            .inner
            .directory
            .read(|tx| {
                let vouches = tx.settings().get::<bool>(VOUCHES)?.unwrap_or(false);
                let mut wallets = tx.directory().list(2)?;
                let only = wallets.pop().filter(|_| wallets.is_empty() && !vouches);
                Ok::<_, WalletError>(only)
            })
            .await?;
        self.leased(found).await
    }

    /// Remembers that the network vouches for tokens. Only the sample profile needs to know.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub(super) async fn note_vouching(&self) -> Result<(), WalletError> {
        if self.profile() != Profile::Sample || self.inner.vouched.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.inner.directory.write(|tx| Ok::<_, WalletError>(tx.settings().set(VOUCHES, &true)?)).await?;
        self.inner.vouched.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Notes durably that a payment token is this wallet's.
    ///
    /// # Errors
    /// [`WalletError::Conflict`] for another wallet's token; [`WalletError::Store`].
    pub(super) async fn note_token(
        &self,
        lease: &Lease,
        payment_token: &str,
        keep_until: Timestamp,
    ) -> Result<(), WalletError> {
        let (key, token) = (lease.wallet_key().to_owned(), payment_token.to_owned());
        let now = self.inner.clock.now();
        let noted = self
            .inner
            .directory
            .write(move |tx| tx.directory().note_token(&token, &key, keep_until, now))
            .await?;
        if noted { Ok(()) } else { Err(WalletError::conflict("payment", "")) }
    }

    /// How many wallets are open.
    #[must_use]
    pub fn open_wallets(&self) -> u64 {
        let slots = self.inner.slots.lock().unwrap_or_else(PoisonError::into_inner);
        u64::try_from(slots.values().filter(|slot| slot.is_open()).count()).unwrap_or(u64::MAX)
    }

    async fn leased(&self, found: Option<DirectoryEntry>) -> Result<Option<Lease>, WalletError> {
        match found {
            Some(entry) => self.lease(entry).await.map(Some),
            None => Ok(None),
        }
    }
}

impl fmt::Debug for WalletHouse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WalletHouse").field("options", &self.inner.options).finish_non_exhaustive()
    }
}

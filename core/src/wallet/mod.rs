//! Use cases, one file each: load, decide, record, act.
//!
//! A [`Wallet`] lives as long as the app does. Open it once, off the main thread; clone the handle freely. What
//! moves money is recorded before it is done and runs to its end on the wallet's own runtime, even when the caller
//! stops waiting; whatever a crash interrupts is resumed by the next [`Wallet::open`]. After opening and every hour
//! call [`Wallet::keep_house`]: it tells what time has ended, and keeps the store small.

mod adjust_mandate;
mod agent_session;
mod appeal;
mod approve_authorization;
mod backup;
mod check;
mod config;
mod decline_authorization;
mod erase;
mod error;
mod events;
mod evidence;
mod expire_mandates;
mod export;
mod exported;
mod freeze;
mod judge_draft;
mod keep_answer;
mod keep_house;
mod limit_books;
mod list;
mod notify_network;
mod open;
mod overview;
mod pages;
#[cfg(feature = "failpoints")]
mod panic_in_transaction;
mod pay;
mod pay_unverified;
mod pending;
mod pre_verify;
mod preview_limits;
mod rates;
mod receive_authorization;
mod refund;
mod refusals;
mod release_holds;
mod report;
mod request;
mod retention;
mod revoke_mandate;
mod rotate_key;
mod set_limits;
mod tasks;
mod telling;
mod void;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use adjust_mandate::{AdjustmentApproval, AdjustmentRequest};
pub use agent_session::AgentSession;
pub use approve_authorization::{Approval, AuthorizationOutcome};
pub use config::WalletConfig;
pub use error::WalletError;
pub use keep_house::Housekeeping;
pub use list::MandateView;
pub use open::Host;
pub use overview::{AgentOverview, Overview, WaitingApproval};
pub use pages::{MAX_PAGE, MandatePage, PaymentPage};
pub use receive_authorization::Received;
pub use refund::RefundRequest;
pub use request::{
    AuthorizationRequest, AuthorizationSubject, MandateRequest, PaymentRequest, TokenAnnouncement,
};
pub use retention::RetentionPolicy;
pub use tasks::{Bill, TaskPage};
pub use void::VoidedBy;

use limit_books::{recount, zone_of};
use refusals::Refusals;
use telling::Telling;
use tokio::sync::watch;

use crate::assurance::{VerificationPolicy, kept_nonce};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::limits::WalletZone;
use crate::runtime;
use crate::storage::{Store, WriteTx};

/// AMP's leeway between clocks, in seconds.
const LEEWAY_SECONDS: u32 = 60;

/// One user's wallet on this device. A handle: cloning it shares the wallet.
#[derive(Clone)]
pub struct Wallet {
    inner: Arc<Inner>,
}

struct Inner {
    config: WalletConfig,
    host: Host,
    zone: WalletZone,
    store: Store,
    refusals: Refusals,
    telling: Telling,
    /// The network was heard to vouch for a token, and that is recorded.
    vouched: AtomicBool,
    /// Ticks when something was recorded: who waits for an event looks again.
    recorded: watch::Sender<()>,
}

impl Wallet {
    /// What the wallet was opened with.
    #[must_use]
    pub fn config(&self) -> &WalletConfig {
        &self.inner.config
    }

    /// Whose key signs: this user at this provider.
    fn wallet_id(&self) -> String {
        self.inner.config.wallet_id()
    }

    /// The public key that signs for the user; made on the first call.
    ///
    /// # Errors
    /// [`WalletError::Isp`].
    pub async fn isp_key(&self) -> Result<PublicJwk, WalletError> {
        let wallet = self.clone();
        runtime::blocking(move || Ok(wallet.inner.host.isp.enroll(&wallet.wallet_id())?))
            .await
            .map_err(|_| WalletError::Interrupted)?
    }

    fn policy(&self) -> VerificationPolicy {
        let config = &self.inner.config;
        VerificationPolicy {
            roots: config.roots.clone(),
            iss: config.iss.clone(),
            l2_aud: config.l2_aud.clone(),
            l3_aud: config.l3_aud.clone(),
            leeway_seconds: LEEWAY_SECONDS,
            profile: config.profile,
        }
    }

    /// The host's time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.host.clock.now()
    }

    /// Decides and records in one transaction, after the clock was checked against the high-water mark. The mark
    /// moves in the same transaction; what is decided is decided at the mark, so that time never goes back between two
    /// decisions, not even by the leeway.
    async fn decide<T, F>(&self, work: F) -> Result<T, WalletError>
    where
        T: Send + 'static,
        F: FnOnce(&WriteTx<'_>, Timestamp) -> Result<T, WalletError> + Send + 'static,
    {
        let now = self.now();
        let decided = self.inner.store.write(move |tx| at_the_mark(tx, now, |mark| work(tx, mark))).await;
        self.inner.recorded.send_replace(());
        decided
    }

    /// [`decide`](Self::decide) for what many agents do at once: the decision may be taken more than once before it is
    /// recorded.
    async fn decide_again<T, F>(&self, work: F) -> Result<T, WalletError>
    where
        T: Send + 'static,
        F: Fn(&WriteTx<'_>, Timestamp) -> Result<T, WalletError> + Send + 'static,
    {
        let now = self.now();
        let decided =
            self.inner.store.write_again(move |tx| at_the_mark(tx, now, |mark| work(tx, mark))).await;
        self.inner.recorded.send_replace(());
        decided
    }

    /// Runs `work` to its end, whoever stops waiting for it.
    async fn to_the_end<T, F>(&self, work: F) -> Result<T, WalletError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, WalletError>> + Send + 'static,
    {
        runtime::run(work).await.map_err(|_| WalletError::Interrupted)?
    }

    /// Gives the wallet a time it may trust (a network's, a secure element's), after its clock was set back. Where that
    /// goes back, what counts towards the limits is counted anew, and what agents signed is remembered anew: the days that
    /// come again are as full as they were, and nothing is paid twice in them.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Zone`].
    pub async fn trust_time(&self, now: Timestamp) -> Result<(), WalletError> {
        let wallet = self.clone();
        self.inner
            .store
            .write(move |tx| {
                let before = tx.high_water().get()?.0;
                tx.high_water().set(crate::clock::HighWater::trust(now))?;
                if now < before {
                    let zone = zone_of(&tx.limits().counting()?, &wallet.inner.zone)?;
                    recount(tx, &zone, now)?;
                    for l3 in tx.payments().l3s_in_use()? {
                        if let Some((nonce, expires_at)) = kept_nonce(&l3) {
                            tx.nonces().restore(&nonce, expires_at, now)?;
                        }
                    }
                }
                Ok(())
            })
            .await
    }
}

/// Runs `work` at the clock's mark, which is moved to `now`. It is written last: what is refused before it has changed
/// anything leaves nothing to take back.
fn at_the_mark<T>(
    tx: &WriteTx<'_>,
    now: Timestamp,
    work: impl FnOnce(Timestamp) -> Result<T, WalletError>,
) -> Result<T, WalletError> {
    let mark = tx.high_water().get()?.observe(now)?;
    let done = work(mark.0)?;
    tx.high_water().set(mark)?;
    Ok(done)
}

//! Approvals that nobody is asked for: half a second after the request, and after a restart those that it interrupted.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::authorization::approve;
use super::desk::{Desk, Served};
use crate::runtime;
use crate::wallet::{Wallet, WalletError};

/// How long an unattended wallet waits before it tells the network: the credential provider stores its session only
/// when the answer to `createAuthorization` has come back to it (amp-http, section 2).
const NOTIFY_AFTER: Duration = Duration::from_millis(500);

/// How often a session is approved in all while the network cannot be reached. Each time takes twice as long as the
/// one before: half a minute in all.
const ATTEMPTS: u32 = 7;

/// How many wallets are looked into after a restart.
const MOST_WALLETS: u32 = 10_000;

/// Sessions whose approval is under way: however often a request is repeated, one approval is.
#[derive(Debug, Clone, Default)]
pub(super) struct UnderWay(Arc<Mutex<HashSet<String>>>);

/// One of them, until it is dropped.
#[derive(Debug)]
struct Begun {
    among: UnderWay,
    id: String,
}

impl UnderWay {
    /// None if it is under way already.
    fn begin(&self, id: &str) -> Option<Begun> {
        let id = id.to_owned();
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone());
        new.then(|| Begun { among: self.clone(), id })
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.among.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// Approves a session in a while, unless that is under way.
pub(super) fn approve_later(desk: &Desk, wallet: Served, id: String, under_way: &UnderWay) {
    let Some(begun) = under_way.begin(&id) else { return };
    let desk = desk.clone();
    let _started = runtime::start(async move {
        approve_in_a_while(&desk, &wallet, &id).await;
        drop(begun);
    });
}

/// Approves what waits since before the server was started, in the background.
pub(super) fn resume(desk: &Desk, under_way: &UnderWay) {
    let (desk, under_way) = (desk.clone(), under_way.clone());
    // A wallet that cannot be opened now is opened by whoever asks for it.
    let _started = runtime::start(async move {
        let _resumed = resume_all(&desk, &under_way).await;
    });
}

async fn resume_all(desk: &Desk, under_way: &UnderWay) -> Result<(), WalletError> {
    match desk {
        Desk::One(wallet) => approve_waiting(desk, wallet, under_way).await,
        Desk::Many(house) => {
            let since = house.clock().now().plus_seconds(-house.approval_wait_seconds());
            for entry in house.asked_since(since, MOST_WALLETS).await? {
                if let Ok(lease) = house.lease(entry).await {
                    let _approved = approve_waiting(desk, lease.wallet(), under_way).await;
                }
            }
            Ok(())
        }
    }
}

async fn approve_waiting(desk: &Desk, wallet: &Wallet, under_way: &UnderWay) -> Result<(), WalletError> {
    for session in wallet.waiting().await? {
        if let Some(_begun) = under_way.begin(&session.auth_session_id) {
            approve_in_a_while(desk, wallet, &session.auth_session_id).await;
        }
    }
    Ok(())
}

/// What becomes of it is recorded with the session.
async fn approve_in_a_while(desk: &Desk, wallet: &Wallet, id: &str) {
    let mut pause = NOTIFY_AFTER;
    for _ in 0..ATTEMPTS {
        tokio::time::sleep(pause).await;
        let outcome = approve(desk, wallet, id).await;
        // Only where the network surely heard nothing does the session wait again.
        if !matches!(&outcome, Err(WalletError::Network(error)) if error.surely_not_delivered()) {
            return;
        }
        pause = pause.saturating_mul(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_approved_by_one_at_a_time_and_again_when_he_has_given_up() {
        let under_way = UnderWay::default();
        let begun = under_way.begin("session-1");
        assert!(begun.is_some() && under_way.begin("session-1").is_none());
        assert!(under_way.begin("session-2").is_some(), "others are not waited for");
        drop(begun);
        assert!(under_way.begin("session-1").is_some());
        assert!(under_way.0.lock().unwrap().is_empty(), "nothing is left behind");
    }
}

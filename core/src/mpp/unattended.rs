//! Approvals that nobody is asked for: half a second after the request, and after a restart those that it interrupted.

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

/// Approves a session in a while.
pub(super) fn approve_later(desk: &Desk, wallet: Served, id: String) {
    let desk = desk.clone();
    let _started = runtime::start(async move { approve_in_a_while(&desk, &wallet, &id).await });
}

/// Approves what waits since before the server was started, in the background.
pub(super) fn resume(desk: &Desk) {
    let desk = desk.clone();
    // A wallet that cannot be opened now is opened by whoever asks for it.
    let _started = runtime::start(async move {
        let _resumed = resume_all(&desk).await;
    });
}

async fn resume_all(desk: &Desk) -> Result<(), WalletError> {
    match desk {
        Desk::One(wallet) => approve_waiting(desk, wallet).await,
        Desk::Many(house) => {
            let since = house.clock().now().plus_seconds(-house.approval_wait_seconds());
            for entry in house.asked_since(since, MOST_WALLETS).await? {
                if let Ok(lease) = house.lease(entry).await {
                    let _approved = approve_waiting(desk, lease.wallet()).await;
                }
            }
            Ok(())
        }
    }
}

async fn approve_waiting(desk: &Desk, wallet: &Wallet) -> Result<(), WalletError> {
    for session in wallet.waiting().await? {
        approve_in_a_while(desk, wallet, &session.auth_session_id).await;
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

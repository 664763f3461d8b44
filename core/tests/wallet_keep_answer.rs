//! The network's yes is not lost because the wallet's store is busy or suspended when it arrives.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use amp_wallet_core::agents::BindingState;
use amp_wallet_core::mandates::SessionStatus;
use amp_wallet_core::network::messages::TokenRecord;
use amp_wallet_core::network::{HttpNetwork, Network, NetworkFuture, NotifyAnswer};
use amp_wallet_core::wallet::{AuthorizationOutcome, Wallet, WalletError};
use wallet_story::{Story, approval, config, host};

/// What happens between the network's answer and its recording.
enum Between {
    /// Another process holds the database for so long.
    Held(PathBuf, Duration),
    /// The app goes to the background.
    Suspended(Arc<OnceLock<Wallet>>),
}

/// The sandbox's network, whose answers come at a bad moment.
struct BadMoment {
    network: HttpNetwork,
    between: Between,
}

impl Network for BadMoment {
    fn notify_authorization<'a>(&'a self, body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer> {
        Box::pin(async move {
            let answer = self.network.notify_authorization(body).await;
            match &self.between {
                Between::Held(database, time) => hold(database.clone(), *time),
                Between::Suspended(wallet) => wallet.get().unwrap().suspend().await.unwrap(),
            }
            answer
        })
    }

    fn inquiry_payment_token<'a>(&'a self, payment_token: &'a str) -> NetworkFuture<'a, TokenRecord> {
        self.network.inquiry_payment_token(payment_token)
    }
}

/// Returns when the database is locked; it is unlocked after `time`.
fn hold(database: PathBuf, time: Duration) {
    let (locked, is_locked) = mpsc::channel();
    std::thread::spawn(move || {
        let other = rusqlite::Connection::open(database).unwrap();
        other.busy_timeout(Duration::from_secs(5)).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        locked.send(()).unwrap();
        std::thread::sleep(time);
        other.execute_batch("ROLLBACK").unwrap();
    });
    is_locked.recv().unwrap();
}

/// A story whose wallet hears the network at a bad moment.
async fn begin(between: impl FnOnce(&Story) -> Between) -> Story {
    let mut story = Story::begin().await;
    story.wallet.close();
    let network = BadMoment { network: story.sandbox.network(), between: between(&story) };
    let host = host(story.folder.path(), &story.secrets, &story.clock, Arc::new(network));
    let config = config(story.folder.path(), story.sandbox.root_jwk());
    story.wallet = Wallet::open(config, host).await.unwrap();
    let options = amp_wallet_core::mpp::MppOptions::default();
    story.server = amp_wallet_core::mpp::MppServer::start(story.wallet.clone(), options).await.unwrap();
    story.sandbox.set_wallet_url(Some(&story.server.url())).unwrap();
    story
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_arrives_while_another_process_holds_the_database_is_recorded_when_it_lets_go() {
    let story =
        begin(|story| Between::Held(story.folder.path().join("wallet.db"), Duration::from_secs(6))).await;
    let session = story.ask_binding().await;
    let outcome = story.approve(&session).await.unwrap();
    let AuthorizationOutcome::Bound(binding) = outcome else { panic!("not a binding") };
    assert_eq!(binding.state, BindingState::Active);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_arrives_while_the_app_is_suspended_is_recorded_after_it_resumes() {
    let wallet = Arc::new(OnceLock::new());
    let story = begin(|_| Between::Suspended(Arc::clone(&wallet))).await;
    assert!(wallet.set(story.wallet.clone()).is_ok());
    let session = story.ask_binding().await;
    let approved = story.wallet.approve(approval(&story.wallet, &session).await.unwrap()).await;
    assert_eq!(
        approved.unwrap_err().code(),
        "store.suspended",
        "the caller is told that it is not recorded yet"
    );
    story.wallet.resume().await.unwrap();
    for _ in 0..100 {
        if story.wallet.session(&session).await.unwrap().status == SessionStatus::Success {
            let again = story.wallet.approve(approval_of_nothing(&story, &session)).await;
            assert!(matches!(again, Err(WalletError::NotPending { .. })));
            assert_eq!(story.wallet.binding_of(&session).await.unwrap().state, BindingState::Active);
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the network's yes was lost");
}

fn approval_of_nothing(story: &Story, session: &str) -> amp_wallet_core::wallet::Approval {
    amp_wallet_core::wallet::Approval {
        auth_session_id: session.to_owned(),
        evidence: amp_wallet_core::identity::IdvEvidence {
            result: "FACE".to_owned(),
            time: story.wallet.now(),
            method: amp_wallet_core::identity::IdvMethod::DeviceBiometric,
            surface_digest: String::new(),
        },
        reason: "Confirm".to_owned(),
    }
}

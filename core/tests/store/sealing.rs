//! What a thief of the files sees, what a lost or a wrong key means, and a key that is exchanged while money moves.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::agents::{Binding, BindingState};
use amp_wallet_core::events::{EventKind, Refused};
use amp_wallet_core::guard::{Reason, Refusal, Stage};
use amp_wallet_core::identity::{FileSecretStore, MemorySecretStore, SecretStore, Secrets};
use amp_wallet_core::mandates::{
    AuthorizationSession, Notification, NotificationState, SessionKind, SessionStatus,
};
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};

use super::rows::{NOW, hkd, mandate, payment, posting, verified, write};

/// Everything that must not be found in the files.
const PRIVATE: [&str; 9] = [
    "a birthday present for Mei",
    "customer-8842",
    "alipay-plus-token-77",
    "layer-one-text",
    "layer-two-text",
    "28166623-private-payment",
    "Shop of Secrets",
    "request-body-text",
    "answer-body-text",
];

fn secrets() -> (Arc<MemorySecretStore>, Secrets) {
    let store = Arc::new(MemorySecretStore::default());
    (store.clone(), Secrets::new(store))
}

fn open(folder: &Path, secrets: &Secrets) -> Result<Store, StoreError> {
    Store::open(&folder.join("wallet.db"), StoreOptions::default(), secrets)
}

/// Writes every private text.
fn fill(store: &Store) {
    let mut mandate = mandate("mandate-1", 1_000_000);
    mandate.intent.raw = PRIVATE[0].to_owned();
    mandate.l2 = Some(PRIVATE[4].to_owned());
    let mut payment = payment("mandate-1", "payment-1", 10);
    payment.payment_token = PRIVATE[5].to_owned();
    payment.token_id = PRIVATE[2].to_owned();
    payment.checkout.merchant.merchant_name = PRIVATE[6].to_owned();
    mandate.checkout = Some(payment.checkout.clone());
    let binding = Binding {
        agent_id: "agent-1".to_owned(),
        auth_session_id: "session-b".to_owned(),
        customer_id: PRIVATE[1].to_owned(),
        state: BindingState::Active,
        isp_kid: "kid".to_owned(),
        token_id: Some(PRIVATE[2].to_owned()),
        l1: Some(PRIVATE[3].to_owned()),
        agent_key: None,
        created_at: NOW,
        expires_at: NOW.plus_seconds(60),
    };
    let session = AuthorizationSession {
        auth_session_id: "session-s".to_owned(),
        auth_id: "auth-s".to_owned(),
        kind: SessionKind::Mandate,
        agent_id: "agent-1".to_owned(),
        customer_id: PRIVATE[1].to_owned(),
        request_digest: "digest".to_owned(),
        status: SessionStatus::AuthInProcess,
        mandate_id: None,
        surface_digest: None,
        notification: Notification {
            state: NotificationState::Answered,
            request_body: Some(PRIVATE[7].as_bytes().to_vec()),
            answer_body: Some(PRIVATE[8].as_bytes().to_vec()),
        },
        idv_result: None,
        idv_time: None,
        failure_code: None,
        created_at: NOW,
        expires_at: NOW.plus_seconds(60),
    };
    let reasons = vec![Reason::MerchantNotListed { merchant_name: PRIVATE[6].to_owned() }];
    let refused = EventKind::PaymentRefused {
        untold: 0,
        mandate_id: "mandate-1".to_owned(),
        payment_id: None,
        agent_id: "agent-1".to_owned(),
        merchant_name: Some(PRIVATE[6].to_owned()),
        because: Refused::from(&Refusal { stage: Stage::S2, reasons }),
    };
    let delegate = posting("mandate-1", amp_wallet_core::ledger::Movement::Delegate, 1_000_000);
    write(store, move |tx| {
        tx.bindings().insert(&binding)?;
        tx.sessions().insert(&session)?;
        tx.mandates().insert(&mandate)?;
        tx.ledger().post(&delegate)?;
        tx.payments().hold(&payment)?;
        tx.events().append(&refused, NOW)?;
        Ok(())
    })
    .unwrap();
}

/// Everything that was filled in can be read.
fn expect_readable(store: &Store) {
    let found = store.read_blocking(|tx| -> Result<_, StoreError> {
        let binding = tx.bindings().by_token(PRIVATE[2])?.unwrap();
        let session = tx.sessions().get("session-s")?.unwrap();
        let mandate = tx.mandates().get("mandate-1")?.unwrap();
        let payment = tx.payments().by_token(PRIVATE[5])?.unwrap();
        Ok([
            mandate.intent.raw,
            binding.customer_id,
            payment.token_id,
            binding.l1.unwrap(),
            mandate.l2.unwrap(),
            payment.payment_token,
            payment.checkout.merchant.merchant_name,
            String::from_utf8(session.notification.request_body.unwrap()).unwrap(),
            String::from_utf8(session.notification.answer_body.unwrap()).unwrap(),
        ])
    });
    assert_eq!(found.unwrap(), PRIVATE);
    let told = store.read_blocking(|tx| tx.events().waiting(0, 9)).unwrap();
    let EventKind::PaymentRefused { because, .. } = &told[0].what else { panic!("{told:?}") };
    assert_eq!(because.reasons, [Reason::MerchantNotListed { merchant_name: PRIVATE[6].to_owned() }]);
}

fn expect_private(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for text in PRIVATE {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text:?} lies open in a file");
        }
    }
}

#[test]
fn a_stolen_file_tells_no_text_token_or_person_open_or_closed() {
    let folder = tempfile::tempdir().unwrap();
    let (_, secrets) = secrets();
    let store = open(folder.path(), &secrets).unwrap();
    fill(&store);
    assert!(fs::metadata(folder.path().join("wallet.db-wal")).unwrap().len() > 0);
    expect_private(folder.path());
    expect_readable(&store);
    store.close();
    expect_private(folder.path());
    expect_readable(&open(folder.path(), &secrets).unwrap());
}

#[test]
fn a_lost_key_and_a_wrong_key_are_told_apart_and_delete_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (kept, secrets) = secrets();
    let store = open(folder.path(), &secrets).unwrap();
    fill(&store);
    let name = key_name(folder.path(), 1);
    store.close();
    let before = fs::read(folder.path().join("wallet.db")).unwrap();
    let key = kept.get(name.clone()).unwrap().unwrap();
    kept.delete(name.clone()).unwrap();
    assert_eq!(open(folder.path(), &secrets).unwrap_err(), StoreError::KeyLost);
    kept.set(name.clone(), vec![9; 32]).unwrap();
    assert_eq!(open(folder.path(), &secrets).unwrap_err(), StoreError::KeyWrong);
    assert_eq!(fs::read(folder.path().join("wallet.db")).unwrap(), before);
    kept.set(name, key).unwrap();
    expect_readable(&open(folder.path(), &secrets).unwrap());
}

#[test]
fn after_a_rotation_everything_is_read_with_the_new_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (kept, secrets) = secrets();
    let store = open(folder.path(), &secrets).unwrap();
    fill(&store);
    assert_eq!(store.rotate_key().unwrap(), 13);
    assert_eq!(kept.get(key_name(folder.path(), 1)), Ok(None), "the old key is gone");
    expect_readable(&store);
    write(&store, |tx| tx.payments().capture("payment-1", hkd(10), NOW)).unwrap();
    store.close();
    let store = open(folder.path(), &secrets).unwrap();
    expect_readable(&store);
    assert_eq!(verified(&store), 1);
    assert_eq!(store.rotate_key().unwrap(), 13, "and again");
    expect_readable(&store);
}

#[test]
fn a_process_that_missed_a_rotation_writes_nothing_with_the_old_key() {
    let folder = tempfile::tempdir().unwrap();
    let secret_folder = tempfile::tempdir().unwrap();
    let secrets = Secrets::new(Arc::new(FileSecretStore::open(secret_folder.path()).unwrap()));
    let (one, other) = (open(folder.path(), &secrets).unwrap(), open(folder.path(), &secrets).unwrap());
    fill(&one);
    one.rotate_key().unwrap();
    for _ in 0..2 {
        let late = write(&other, |tx| tx.settings().set("a", &1));
        assert_eq!(late, Err(StoreError::KeyChanged));
        assert_eq!(write(&one, |tx| tx.settings().set("b", &1)), Ok(()), "and keeps nobody from writing");
    }
    other.suspend().unwrap();
    other.resume().unwrap();
    assert_eq!(write(&other, |tx| tx.settings().set("a", &1)), Ok(()));
    expect_readable(&other);
}

/// The name of a key in the secret store, from the name of the database.
fn key_name(folder: &Path, number: u32) -> String {
    let database = rusqlite::Connection::open(folder.join("wallet.db")).unwrap();
    let id: String = database.query_row("SELECT database_id FROM origin", [], |row| row.get(0)).unwrap();
    format!("amp-wallet.{id}.key-{number}")
}

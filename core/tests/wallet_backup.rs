//! A wallet whose database is lost goes on from a backup, and nothing that the backup knows of pays.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::fs;
use std::sync::Arc;

use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::wallet::{PaymentRequest, Wallet, WalletError};
use wallet_story::{Story, config, hkd, host};

async fn adopt(story: &Story, backup: Option<&str>) -> Result<Wallet, WalletError> {
    let folder = story.folder.path();
    let host = host(folder, &story.secrets, &story.clock, Arc::new(story.sandbox.network()));
    let backup = backup.map(|name| folder.join(name));
    Wallet::adopt(config(folder, story.sandbox.root_jwk()), host, backup).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_database_is_replaced_by_its_backup_and_nothing_authorized_before_pays() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(500_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    let path = story.folder.path().join("wallet.db");
    story.wallet.backup(story.folder.path().join("copy.db")).await.unwrap();
    // After the backup the held payment is debited.
    assert!(story.pay(&order, &token).await.result.is_success());
    story.server.stop();
    story.wallet.close();

    let in_order = adopt(&story, Some("copy.db")).await.err().unwrap();
    assert_eq!(in_order.code(), "store.conflict", "a sound database is not replaced");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[100..middle].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let missing = adopt(&story, Some("elsewhere.db")).await.err().unwrap();
    assert_eq!(missing.code(), "store.missing");

    let wallet = adopt(&story, Some("copy.db")).await.unwrap();
    assert_eq!(fs::read(story.folder.path().join("wallet.db.replaced")).unwrap(), bytes, "kept, not deleted");
    assert!(wallet.check().await.unwrap().is_sound());
    assert_eq!(wallet.mandate(&granted.mandate_id).await.unwrap().mandate.state, MandateState::Revoked);
    let payment = wallet.payments().await.unwrap().remove(0);
    assert_eq!(payment.state, PaymentState::Released);
    let told: Vec<_> = wallet.events(0).await.unwrap().iter().map(|event| event.what.code()).collect();
    assert!(told.ends_with(&["freeze.changed", "payment.released", "mandate.revoked"]), "{told:?}");
    assert!(wallet.frozen().await.unwrap().all, "until the person says otherwise");
    // The token was debited once, by the database that was lost: not twice.
    let again = PaymentRequest { payment_token: token, amount: payment.held, order: None };
    assert!(wallet.pay(again).await.is_err());
    wallet.close();

    // From now on it is the latest.
    let again = adopt(&story, None).await.err().unwrap();
    assert_eq!(again.code(), "store.conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_that_lies_there_is_adopted_where_it_lies() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    story.server.stop();
    story.wallet.suspend().await.unwrap();
    let path = story.folder.path().join("wallet.db");
    let old = fs::read(&path).unwrap();
    story.wallet.resume().await.unwrap();
    story.wallet.freeze(None).await.unwrap();
    story.wallet.close();
    fs::write(&path, old).unwrap();
    let host = host(story.folder.path(), &story.secrets, &story.clock, Arc::new(story.sandbox.network()));
    let refused = Wallet::open(config(story.folder.path(), story.sandbox.root_jwk()), host).await;
    assert_eq!(refused.err().unwrap().code(), "store.rolled_back");
    let wallet = adopt(&story, None).await.unwrap();
    assert!(wallet.check().await.unwrap().is_sound());
    assert_eq!(wallet.agents().await.unwrap()[0].token_id.as_deref(), Some(&*token_id));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_takes_the_place_of_what_is_no_wallet_of_ours_and_keeps_it() {
    let story = Story::begin().await;
    story.bind().await;
    let folder = story.folder.path();
    story.wallet.backup(folder.join("copy.db")).await.unwrap();
    story.server.stop();
    story.wallet.close();
    let path = folder.join("wallet.db");
    fs::remove_file(&path).unwrap();
    let foreign = rusqlite::Connection::open(&path).unwrap();
    foreign.execute_batch("CREATE TABLE diary (page TEXT); INSERT INTO diary VALUES ('Dear')").unwrap();
    foreign.close().unwrap();
    assert_eq!(adopt(&story, None).await.err().unwrap().code(), "store.foreign", "nothing to go on from");
    let wallet = adopt(&story, Some("copy.db")).await.unwrap();
    assert_eq!(wallet.agents().await.unwrap().len(), 1);
    let kept = rusqlite::Connection::open(folder.join("wallet.db.replaced")).unwrap();
    let page: String = kept.query_row("SELECT page FROM diary", [], |row| row.get(0)).unwrap();
    assert_eq!(page, "Dear");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_in_use_is_not_replaced() {
    let story = Story::begin().await;
    story.bind().await;
    let folder = story.folder.path();
    story.wallet.backup(folder.join("copy.db")).await.unwrap();
    let by_hand = rusqlite::Connection::open(folder.join("wallet.db")).unwrap();
    by_hand.execute_batch("UPDATE binding SET customer_id = x'00'").unwrap();
    by_hand.close().unwrap();
    story.server.stop();
    let busy = adopt(&story, Some("copy.db")).await.err().unwrap();
    assert_eq!(busy.code(), "store.busy", "damaged, but a wallet works with it");
    assert!(!folder.join("wallet.db.replaced").exists());
    story.wallet.close();
    adopt(&story, Some("copy.db")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_key_opens_everything_after_a_restart_too() {
    let mut story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(500_000)).await;
    assert!(story.wallet.rotate_key().await.unwrap() > 5);
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    story.restart().await;
    assert!(story.wallet.check().await.unwrap().is_sound());
    assert_eq!(story.books(&granted).await.1, story.wallet.payments().await.unwrap()[0].captured.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_taken_over_where_there_is_no_folder_yet() {
    let story = Story::begin().await;
    story.bind().await;
    let folder = story.folder.path();
    story.wallet.backup(folder.join("copy.db")).await.unwrap();
    story.server.stop();
    story.wallet.close();

    let host = host(folder, &story.secrets, &story.clock, Arc::new(story.sandbox.network()));
    let mut config = config(folder, story.sandbox.root_jwk());
    config.data_dir = folder.join("new").join("device");
    let wallet = Wallet::adopt(config, host, Some(folder.join("copy.db"))).await.unwrap();
    assert!(wallet.check().await.unwrap().is_sound());
    assert_eq!(wallet.agents().await.unwrap().len(), 1);
}

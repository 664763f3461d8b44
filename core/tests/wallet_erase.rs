//! What a person takes away, and the end of a wallet.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::identity::{MemorySecretStore, SecretError};
use amp_wallet_core::mpp::Approver;
use amp_wallet_core::payments::Payment;
use amp_wallet_core::storage::StoreError;
use amp_wallet_core::wallet::{Host, RefundRequest, Wallet, WalletError};
use parking::Parked;
use wallet_story::{Story, config, hkd, host};

mod parking {
    //! A secret store that fails when told.

    use std::sync::atomic::{AtomicBool, Ordering};

    use amp_wallet_core::identity::{MemorySecretStore, SecretError, SecretStore};

    #[derive(Default)]
    pub(crate) struct Parked {
        pub(crate) kept: MemorySecretStore,
        pub(crate) locked: AtomicBool,
    }

    impl SecretStore for Parked {
        fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretError> {
            self.kept.get(name)
        }
        fn set(&self, name: String, value: Vec<u8>) -> Result<(), SecretError> {
            self.kept.set(name, value)
        }
        fn delete(&self, name: String) -> Result<(), SecretError> {
            if self.locked.load(Ordering::Relaxed) {
                Err(SecretError::Locked)
            } else {
                self.kept.delete(name)
            }
        }
        fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
            self.kept.raise_counter(name, to)
        }
    }
}

async fn paid_once(story: &Story) -> Payment {
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(200_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    assert!(story.pay(&order, &token).await.result.is_success());
    story.wallet.payments().await.unwrap().remove(0)
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "keys")
        .collect();
    names.sort();
    names
}

/// The same person's host, over this story's vault and secrets.
fn host_of(story: &Story) -> Host {
    host(story.folder.path(), &story.secrets, &story.clock, Arc::new(story.sandbox.network()))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_tells_everything_but_what_could_pay_or_prove() {
    let story = Story::begin().await;
    let paid = paid_once(&story).await;
    let request = RefundRequest {
        refund_id: "r-1".to_owned(),
        payment_id: paid.payment_id.clone(),
        amount: hkd(5_000),
    };
    story.wallet.refund(request).await.unwrap();
    story.wallet.appeal(&paid.payment_id, "never flown").await.unwrap();
    let to = story.folder.path().join("mine.json");
    story.wallet.export(to.clone()).await.unwrap();
    let text = std::fs::read_to_string(&to).unwrap();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["format"], "amp-wallet-export/1");
    assert_eq!(told["wallet"]["psp_user_id"], "user-demo");
    assert_eq!(told["agents"][0]["agent_id"], "agent-1");
    assert_eq!(told["mandates"][0]["intent"]["constraints"]["merchant_names"][0], "Harbour Airways");
    assert_eq!(told["mandates"][0]["spent"]["amount"], "180.00");
    assert_eq!(told["payments"][0]["order"]["merchant"]["merchant_name"], "Harbour Airways");
    assert_eq!(told["payments"][0]["refunds"][0]["amount"]["amount"], "50.00");
    assert_eq!(told["payments"].as_array().unwrap().len(), 1);
    assert_eq!(told["appeals"][0]["reason"], "never flown");
    let evidence = story.wallet.payment_evidence(&paid.payment_id).await.unwrap();
    let layers = [evidence.l1, evidence.l2, evidence.l3].map(Option::unwrap);
    for secret in layers.iter().chain([&paid.payment_token, &paid.token_id]) {
        assert!(!text.contains(secret.as_str()), "{secret}");
    }
    let again = story.wallet.export(to.clone()).await.err().unwrap();
    assert_eq!(again.code(), "store.conflict");
    assert_eq!(std::fs::read_to_string(&to).unwrap(), text, "a file that is there stays as it is");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_has_every_mandate_once_the_newest_first() {
    let story = Story::begin().await;
    paid_once(&story).await;
    let mandate = story.wallet.mandates().await.unwrap().remove(0).mandate;
    for cents in 0..3 {
        let _asked =
            story.ask_mandate(&story.agent().bound_token().await.unwrap().unwrap(), hkd(cents + 1)).await;
    }
    let to = story.folder.path().join("mine.json");
    story.wallet.export(to.clone()).await.unwrap();
    let told: serde_json::Value = serde_json::from_slice(&std::fs::read(&to).unwrap()).unwrap();
    let ids: Vec<_> =
        told["mandates"].as_array().unwrap().iter().map(|one| one["mandate_id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), ids[3]), (4, mandate.mandate_id.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_wallet_leaves_no_file_no_key_and_no_secret_and_a_new_one_begins_empty() {
    let secrets = Arc::new(MemorySecretStore::default());
    let story = Story::begin_over(Approver::Host, secrets.clone()).await;
    paid_once(&story).await;
    let before = story.wallet.isp_key().await.unwrap();
    let backup = story.folder.path().join("backup.db");
    story.wallet.backup(backup.clone()).await.unwrap();
    story.wallet.erase().await.unwrap();
    assert_eq!(files(story.folder.path()), ["backup.db"]);
    let closed = story.wallet.payments().await.err().unwrap();
    assert_eq!(closed, WalletError::Store(StoreError::Closed));
    assert_eq!(story.wallet.erase().await.unwrap_err().code(), "store.closed");
    let configured = || config(story.folder.path(), story.sandbox.root_jwk());
    let adopted = Wallet::adopt(configured(), host_of(&story), Some(backup)).await.err().unwrap();
    assert_eq!(adopted.code(), "store.key_lost", "a backup is of no use without its key");
    let anew = Wallet::open(configured(), host_of(&story)).await.unwrap();
    assert!(anew.payments().await.unwrap().is_empty() && anew.agents().await.unwrap().is_empty());
    assert!(!anew.isp_key().await.unwrap().same_point(&before), "another key signs from now on");
    anew.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_the_secret_store_interrupts_is_ended_by_the_next_opening() {
    let secrets = Arc::new(Parked::default());
    let story = Story::begin_over(Approver::Host, secrets.clone()).await;
    paid_once(&story).await;
    secrets.locked.store(true, std::sync::atomic::Ordering::Relaxed);
    let failed = story.wallet.erase().await.err().unwrap();
    assert_eq!(failed, WalletError::Store(StoreError::Secret(SecretError::Locked)));
    let configured = || config(story.folder.path(), story.sandbox.root_jwk());
    let refused = Wallet::open(configured(), host_of(&story)).await.err().unwrap();
    assert_eq!(refused.code(), "secret.locked", "what is being erased is not opened again");
    secrets.locked.store(false, std::sync::atomic::Ordering::Relaxed);
    let anew = Wallet::open(configured(), host_of(&story)).await.unwrap();
    assert!(anew.payments().await.unwrap().is_empty());
    assert!(!files(story.folder.path()).iter().any(|name| name.contains("erasing")));
    anew.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_cannot_be_opened_can_be_erased() {
    let mut story = Story::begin().await;
    paid_once(&story).await;
    story.wallet.close();
    story.secrets = Arc::new(MemorySecretStore::default());
    let configured = || config(story.folder.path(), story.sandbox.root_jwk());
    let lost = Wallet::open(configured(), host_of(&story)).await.err().unwrap();
    assert_eq!(lost.code(), "store.key_lost");
    Wallet::erase_unopened(configured(), host_of(&story)).await.unwrap();
    assert!(files(story.folder.path()).is_empty());
    Wallet::erase_unopened(configured(), host_of(&story)).await.unwrap();
    Wallet::open(configured(), host_of(&story)).await.unwrap().close();
    let path = story.folder.path().join("wallet.db");
    std::fs::write(&path, b"what a failing disk left of it").unwrap();
    Wallet::erase_unopened(configured(), host_of(&story)).await.unwrap();
    assert!(files(story.folder.path()).is_empty());
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE letters (friend TEXT)").unwrap();
    let foreign = Wallet::erase_unopened(configured(), host_of(&story)).await.err().unwrap();
    assert_eq!(foreign.code(), "store.foreign");
    assert_eq!(files(story.folder.path()), ["wallet.db"], "it is not ours to delete");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_another_has_open_is_not_erased_and_goes_on() {
    let story = Story::begin().await;
    paid_once(&story).await;
    let configured = || config(story.folder.path(), story.sandbox.root_jwk());
    let beside = Wallet::open_beside(configured(), host_of(&story)).await.unwrap();
    let busy = story.wallet.erase().await.err().unwrap();
    assert_eq!(busy.code(), "store.busy");
    assert_eq!(story.wallet.payments().await.unwrap().len(), 1);
    beside.close();
    story.wallet.suspend().await.unwrap();
    assert_eq!(story.wallet.erase().await.unwrap_err().code(), "store.suspended");
    story.wallet.resume().await.unwrap();
    story.wallet.erase().await.unwrap();
    assert!(files(story.folder.path()).is_empty());
}

//! Rows that the tests write.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use amp_wallet_core::assurance::{Checkout, Intent, Merchant, Mode};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::identity::{MemorySecretStore, SecretError, SecretStore, Secrets};
use amp_wallet_core::ledger::{Movement, Posting};
use amp_wallet_core::mandates::{Mandate, MandateState};
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::storage::{Store, StoreError, StoreOptions, WriteTx};
use tempfile::TempDir;

pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

pub(crate) fn hkd(micros: i64) -> Amount {
    Amount::from_micros(micros, Currency::HKD)
}

/// Secrets that every process of these tests has in common; the counters are each process's own.
pub(crate) fn secrets() -> Secrets {
    static COMMON: LazyLock<Secrets> = LazyLock::new(|| Secrets::new(Arc::new(CommonSecrets::default())));
    COMMON.clone()
}

#[derive(Default)]
struct CommonSecrets {
    counters: MemorySecretStore,
}

impl SecretStore for CommonSecrets {
    fn get(&self, _: String) -> Result<Option<Vec<u8>>, SecretError> {
        Ok(Some(vec![7; 32]))
    }

    fn set(&self, _: String, _: Vec<u8>) -> Result<(), SecretError> {
        Ok(())
    }

    fn delete(&self, _: String) -> Result<(), SecretError> {
        Ok(())
    }

    fn raise_counter(&self, name: String, to: u64) -> Result<u64, SecretError> {
        self.counters.raise_counter(name, to)
    }
}

/// A folder, and an open store in it.
pub(crate) fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), &secrets()).unwrap();
    (folder, store)
}

/// Writes an activated mandate with a budget.
pub(crate) fn fund(store: &Store, mandate_id: &str, micros: i64) {
    let mandate = mandate(mandate_id, micros);
    let posting = posting(mandate_id, Movement::Delegate, micros);
    write(store, move |tx| {
        tx.mandates().insert(&mandate)?;
        tx.ledger().post(&posting)
    })
    .unwrap();
}

/// [`Store::write_blocking`] with the store's own error.
pub(crate) fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.write_blocking(work)
}

/// Waits until `it` is so, however slow the machine is; what never comes fails the test after two minutes.
pub(crate) fn eventually(what: &str, mut it: impl FnMut() -> bool) {
    for _ in 0..12_000 {
        if it() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("not so after two minutes: {what}");
}

/// Options for a store whose file other processes write to at length: a disk may be slow, and turns are not fair.
pub(crate) fn patient() -> StoreOptions {
    StoreOptions { busy_timeout: Duration::from_secs(60), ..StoreOptions::default() }
}

/// How many balances the whole check found in order.
pub(crate) fn verified(store: &Store) -> u64 {
    store.read_blocking(|tx| -> Result<_, StoreError> { Ok(tx.verify()?.balances) }).unwrap()
}

pub(crate) fn posting(mandate_id: &str, movement: Movement, micros: i64) -> Posting {
    Posting { mandate_id: mandate_id.to_owned(), movement, amount: hkd(micros), payment_id: None, at: NOW }
}

pub(crate) fn mandate(mandate_id: &str, micros: i64) -> Mandate {
    Mandate {
        mandate_id: mandate_id.to_owned(),
        network_mandate_id: Some(format!("network-{mandate_id}")),
        auth_session_id: format!("session-{mandate_id}"),
        agent_id: "agent-1".to_owned(),
        mode: Mode::Autonomous,
        state: MandateState::Activated,
        intent: Intent {
            raw: "buy tea".to_owned(),
            desc: "tea".to_owned(),
            expiry_time: Some(NOW.plus_seconds(600)),
            constraints: None,
        },
        agent_key: None,
        checkout: None,
        budget: hkd(micros),
        expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        approved_at: Some(NOW),
        activated_at: Some(NOW),
        limits_version: 0,
        rate: None,
        l2: None,
    }
}

pub(crate) fn payment(mandate_id: &str, payment_id: &str, micros: i64) -> Payment {
    Payment {
        payment_id: payment_id.to_owned(),
        mandate_id: mandate_id.to_owned(),
        agent_id: "agent-1".to_owned(),
        payment_token: format!("28166623-{payment_id}"),
        token_id: "token-1".to_owned(),
        checkout: Checkout {
            total_amount: hkd(micros),
            merchant: Merchant {
                reference_merchant_id: "m-1".to_owned(),
                merchant_name: "Demo Store".to_owned(),
                merchant_mcc: "5411".to_owned(),
                merchant_website_url: None,
                merchant_region: None,
            },
            goods: Vec::new(),
            reference_checkout_id: None,
        },
        state: PaymentState::Held,
        held: hkd(micros),
        captured: None,
        released_because: None,
        token_expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        ended_at: None,
        device_id: None,
        rate: None,
    }
}

//! A store on a disk that can fail, and what was acknowledged.

use std::path::{Path, PathBuf};

use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::storage::{Store, StoreError, StoreOptions};
use tempfile::TempDir;

use super::rows::{NOW, fund, hkd, payment, secrets, verified, write};

/// A funded store.
pub(crate) struct Wallet {
    pub(crate) folder: TempDir,
    pub(crate) store: Store,
}

/// What a payment was told to be; a step that failed may be there or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) number: u32,
    pub(crate) held: bool,
    pub(crate) captured: bool,
}

pub(crate) fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, StoreOptions::default(), &secrets())
}

impl Wallet {
    pub(crate) fn new() -> Self {
        faulty_disk::install();
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder.path().join("wallet.db")).unwrap();
        fund(&store, "mandate-1", 1_000_000);
        Self { folder, store }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("wallet.db")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("wallet.db-wal")
    }

    /// Holds and captures one payment; what was acknowledged, and why the first step that failed did.
    pub(crate) fn pay(&self, number: u32) -> (Told, Option<StoreError>) {
        let id = format!("payment-{number}");
        let payment = payment("mandate-1", &id, 10);
        let mut told = Told { number, held: false, captured: false };
        if let Err(error) = write(&self.store, move |tx| tx.payments().hold(&payment)) {
            return (told, Some(error));
        }
        told.held = true;
        let captured = write(&self.store, move |tx| tx.payments().capture(&id, hkd(7), NOW));
        told.captured = captured.is_ok();
        (told, captured.err())
    }

    /// Pays so many; every step is acknowledged.
    pub(crate) fn pay_all(&self, numbers: std::ops::Range<u32>) -> Vec<Told> {
        numbers
            .map(|number| {
                let (told, error) = self.pay(number);
                assert_eq!(error, None);
                told
            })
            .collect()
    }

    /// The files as they are at this moment, as a power cut would leave them.
    pub(crate) fn cut_off(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        for file in [self.database(), self.log()] {
            if file.exists() {
                std::fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
            }
        }
        copy
    }
}

/// Everything that was acknowledged is there, and every sum agrees.
pub(crate) fn expect_nothing_lost(store: &Store, told: &[Told]) {
    assert_eq!(verified(store), 1);
    for told in told {
        let id = format!("payment-{}", told.number);
        let found = store.read_blocking(|tx| tx.payments().get(&id)).unwrap();
        let state = found.map(|payment| payment.state);
        assert!(!told.held || state.is_some(), "{told:?} is lost");
        assert!(!told.captured || state == Some(PaymentState::Captured), "{told:?} is {state:?}");
    }
}

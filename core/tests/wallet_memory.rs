//! What an open wallet costs in memory, as a provider that serves many opens it. Not run by itself: it measures the whole
//! process, so nothing else may run in it.
//!
//! `cargo test -p amp-wallet-core --all-features --test wallet_memory -- --ignored --nocapture`

#![cfg(all(feature = "sandbox", target_os = "linux"))]
#![allow(clippy::unwrap_used)] // clippy's leave for tests ends at `#[test]` functions

use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::identity::{
    DeviceIsp, KeyPolicy, MemorySecretStore, SecretStore, Secrets, SoftwareVault, Unattended,
};
use amp_wallet_core::mpp::HouseOptions;
use amp_wallet_core::network::Nowhere;
use amp_wallet_core::storage::StoreOptions;
use amp_wallet_core::wallet::{
    AuthorizationRequest, AuthorizationSubject, Host, MandateRequest, Wallet, WalletConfig,
};

const WALLETS: u32 = 200;

/// What one may cost, in KiB: 1,105 were measured in a debug build, 1,412 before the house opened one reader a wallet.
const MOST_KIB: u64 = 1_250;

async fn open(folder: &Path, store: StoreOptions) -> Wallet {
    let secrets: Arc<dyn SecretStore> = Arc::new(MemorySecretStore::default());
    let clock = Arc::new(SystemClock);
    let vault = SoftwareVault::open(
        &folder.join("keys"),
        Secrets::new(secrets.clone()),
        Arc::new(Unattended),
        clock.clone(),
    );
    let isp = Arc::new(DeviceIsp::new(Arc::new(vault.unwrap()), KeyPolicy::None));
    let host = Host { isp, secrets, clock, network: Arc::new(Nowhere) };
    let usual = WalletConfig::new(folder.to_owned(), "user", Vec::new());
    Wallet::open(WalletConfig { store, ..usual }, host).await.unwrap()
}

/// A bit of everything that a wallet does: it writes, reads, counts and tidies.
async fn work(wallet: &Wallet) {
    let request = AuthorizationRequest {
        auth_session_id: "session".to_owned(),
        agent_id: "agent".to_owned(),
        customer_id: String::new(),
        subject: AuthorizationSubject::Mandate(Box::new(MandateRequest {
            raw: "buy tea".to_owned(),
            desc: String::new(),
            expires_at: None,
            constraints: None,
            checkout: None,
            l1: None,
            agent_key: None,
        })),
    };
    wallet.receive_authorization(request).await.unwrap();
    wallet.keep_house().await.unwrap();
    // Several at once, as requests come.
    for _ in 0..4 {
        let read = tokio::join!(
            wallet.overview(),
            wallet.tasks(),
            wallet.payments(),
            wallet.events(0),
            wallet.limit_usage()
        );
        read.0.unwrap();
    }
}

/// `VmRSS` of this process, in KiB.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures the whole process: run it alone"]
async fn an_open_wallet_of_a_house_costs_little() {
    let folder = tempfile::tempdir().unwrap();
    let store = HouseOptions::store(StoreOptions::default());
    let first = open(&folder.path().join("first"), store).await;
    work(&first).await;
    let before = resident_kib();
    let mut wallets = Vec::new();
    for number in 0..WALLETS {
        let wallet = open(&folder.path().join(number.to_string()), store).await;
        work(&wallet).await;
        wallets.push(wallet);
    }
    let each = resident_kib().saturating_sub(before) / u64::from(WALLETS);
    println!("{{\"wallets\":{WALLETS},\"kib_each\":{each}}}");
    assert!(each <= MOST_KIB, "{each} KiB each");
}

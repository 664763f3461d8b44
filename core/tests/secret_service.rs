//! Secrets in a real Secret Service, and the clear refusal where there is none.
#![cfg(all(feature = "keyring", target_os = "linux"))]
#![allow(clippy::unwrap_used)]

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::identity::{
    KeyPolicy, KeyVault, SecretServiceStore, SecretStore, Secrets, SoftwareVault, Unattended, random_id,
};

/// Items of one test run, apart from every other's.
fn service() -> String {
    format!("amp-test-{}", random_id().unwrap())
}

#[test]
#[ignore = "needs a D-Bus session with a Secret Service; scripts/test.sh runs it in one"]
fn secrets_and_counters_are_kept_in_the_secret_service() {
    let service = service();
    let secrets = Secrets::new(Arc::new(SecretServiceStore::open(&service).unwrap()));
    assert_eq!(secrets.get("a").unwrap(), None);
    secrets.set("a", &[0, 1, 0xff, 0x80]).unwrap();
    secrets.set("a", &[0, 2, 0xff, 0x80]).unwrap();
    assert_eq!(secrets.raise_counter("a", 7).unwrap(), 7);

    let again = Secrets::new(Arc::new(SecretServiceStore::open(&service).unwrap()));
    assert_eq!(again.get("a").unwrap().unwrap().as_slice(), [0, 2, 0xff, 0x80]);
    again.delete("a").unwrap();
    again.delete("a").unwrap();
    assert_eq!(again.get("a").unwrap(), None);
    assert_eq!(again.raise_counter("a", 3).unwrap(), 7);
}

#[test]
#[ignore = "needs a D-Bus session with a Secret Service; scripts/test.sh runs it in one"]
fn a_software_vault_seals_its_keys_with_the_secret_service() {
    let (service, folder) = (service(), tempfile::tempdir().unwrap());
    let open = || {
        let secrets = Secrets::new(Arc::new(SecretServiceStore::open(&service).unwrap()));
        SoftwareVault::open(folder.path(), secrets, Arc::new(Unattended), Arc::new(SystemClock)).unwrap()
    };
    let public = open().create_key("isp".into(), KeyPolicy::None).unwrap();
    assert_eq!(open().public_key("isp".into()).unwrap(), public);
}

#[test]
#[ignore = "needs a D-Bus session with a Secret Service; scripts/test.sh runs it in one"]
fn a_tokio_runtime_can_use_the_secret_service_from_any_thread() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let service = service();
    runtime.block_on(async {
        let store = SecretServiceStore::open(&service).unwrap();
        store.set("a".into(), b"x".to_vec()).unwrap();
        let read = tokio::task::spawn_blocking(move || store.get("a".into())).await.unwrap();
        assert_eq!(read.unwrap(), Some(b"x".to_vec()));
    });
}

#[test]
#[ignore = "started by the test below, in a process without a session bus"]
fn in_a_process_without_a_bus() {
    let error = SecretServiceStore::open("amp-test").unwrap_err();
    assert_eq!(error.code(), "secret.unavailable");
}

#[test]
#[allow(clippy::disallowed_methods)] // measures how long a person would wait
fn without_a_session_bus_the_store_says_so_at_once() {
    let started = Instant::now();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "in_a_process_without_a_bus", "--ignored"])
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && shown.contains("1 passed"), "{shown}");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

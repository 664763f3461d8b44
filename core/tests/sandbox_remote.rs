//! A sandbox that another program serves, and one that comes back with the same root key.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used)] // clippy's leave for tests ends at `#[test]` functions

use std::sync::Arc;

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::sandbox::{
    ContractExtensions, Fault, FaultOrder, OrderChange, RemoteSandbox, Sandbox, SandboxAgent, SandboxConfig,
    SandboxError, kept_root,
};

async fn served() -> (Sandbox, RemoteSandbox) {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.unwrap();
    let remote = RemoteSandbox::connect(sandbox.url()).await.unwrap();
    (sandbox, remote)
}

#[tokio::test]
async fn a_sandbox_elsewhere_is_steered_as_one_of_this_process() {
    let (sandbox, remote) = served().await;
    assert_eq!(
        (remote.root_jwk(), remote.url(), remote.audience()),
        (&sandbox.root_jwk(), sandbox.url(), sandbox.audience())
    );
    let order = FaultOrder::next("/merchant/createOrder", Fault::Delay { millis: 5 }, 2);
    remote.add_fault(&order).await.unwrap();
    remote.add_fault(&FaultOrder::always("/mpp/pay", Fault::Drop)).await.unwrap();
    assert_eq!(sandbox.faults(), [order, FaultOrder::always("/mpp/pay", Fault::Drop)]);
    remote.clear_faults().await.unwrap();
    assert_eq!(sandbox.faults(), []);
    remote.change_next_order(OrderChange::ChangeTotal { minor: 3 }).await.unwrap();
    remote.set_extensions(ContractExtensions::NONE).await.unwrap();
    remote.set_wallet_url(Some("http://127.0.0.1:1")).await.unwrap();
    remote.set_wallet_url(None).await.unwrap();
    assert!(remote.set_wallet_url(Some("http://elsewhere.example")).await.is_err());
}

#[tokio::test]
async fn an_agent_sees_the_same_catalogue_there_and_here() {
    let (sandbox, remote) = served().await;
    let key = || Arc::new(SoftwareKey::generate("agent-key").unwrap());
    let here = SandboxAgent::new(&sandbox, "agent-1", key(), Arc::new(SystemClock));
    let there = SandboxAgent::at(&remote, "agent-1", key(), Arc::new(SystemClock));
    let articles = here.catalogue().await.unwrap();
    assert_eq!(articles, there.catalogue().await.unwrap());
    for article in articles {
        let order = there.order(&article.sku, 1).await.unwrap().to_checkout();
        assert_eq!(order.total_amount, article.price);
        assert_eq!(order.merchant.merchant_name, article.merchant_name);
        assert_eq!(order.merchant.merchant_mcc, article.merchant_mcc);
    }
}

#[tokio::test]
async fn nobody_at_the_address_is_a_network_error() {
    for url in ["http://127.0.0.1:1", "ftp://127.0.0.1", ""] {
        assert!(matches!(RemoteSandbox::connect(url).await, Err(SandboxError::Network(_))), "{url}");
    }
}

#[tokio::test]
async fn a_root_key_that_is_kept_comes_back_and_a_broken_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("sandbox");
    let start = |root_pkcs8| Sandbox::start(SandboxConfig { root_pkcs8, ..SandboxConfig::default() });
    let first = start(Some(kept_root(&kept).unwrap())).await.unwrap().root_jwk();
    let second = start(Some(kept_root(&kept).unwrap())).await.unwrap().root_jwk();
    assert_eq!(first, second);
    std::fs::write(kept.join("sandbox-root.pkcs8"), b"no key").unwrap();
    assert_eq!(kept_root(&kept).unwrap_err().code(), "sandbox.root_key");
}

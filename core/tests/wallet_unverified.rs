//! Payment tokens that nobody vouches for: a network with neither X1 nor X2, as the reference's is.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::assurance::Profile;
use amp_wallet_core::clock::{Clock, Timestamp};
use amp_wallet_core::identity::{FileSecretStore, SecretStore};
use amp_wallet_core::limits::{Cap, Limit, LimitKind, LimitSet, Scope, Window};
use amp_wallet_core::mpp::{Approver, HouseOptions, MppOptions, MppServer, WalletHouse};
use amp_wallet_core::network::messages::{AddPaymentMethodRequest, WireJwk};
use amp_wallet_core::sandbox::ContractExtensions;
use amp_wallet_core::wallet::{TokenAnnouncement, Wallet, WalletConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wallet_story::{AGENT, Story, config, hkd, host};

const BARE: ContractExtensions = ContractExtensions { x1: false, x2: false, x3: true, x4: true };

fn a_day(max: i64) -> LimitSet {
    let (kind, window, scope) = (LimitKind::Spending, Window::Day, Scope::ALL);
    let limit = Limit { limit_id: "day".to_owned(), kind, window, scope, max: Cap::Amount(hkd(max)) };
    LimitSet { limits: vec![limit] }
}

/// A wallet in the sample profile that one agent is bound to, on a network with the bare contract.
async fn sample(limits: LimitSet) -> Story {
    let mut story = Story::begin().await;
    story.bind().await;
    let lax =
        WalletConfig { profile: Profile::Sample, ..config(story.folder.path(), story.sandbox.root_jwk()) };
    story.restart_with(lax).await;
    story.sandbox.set_extensions(BARE);
    story.wallet.set_limits(limits).await.unwrap();
    story
}

async fn post(server: &MppServer, path: &str, body: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(server.address()).await.unwrap();
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Type: application/json");
    let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// `/mpp/pay` for the token with this number; the result code.
async fn pay(server: &MppServer, number: u32, cents: i64) -> String {
    let body =
        format!(r#"{{"paymentToken":"28166623{number:032x}","amount":{{"cent":{cents},"currency":"HKD"}}}}"#);
    let answer: serde_json::Value = serde_json::from_str(&post(server, "/mpp/pay", &body).await).unwrap();
    assert_eq!(answer["payResult"] == "SUCCESS", answer["result"]["resultStatus"] == "S", "{answer}");
    answer["result"]["resultCode"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_the_bare_contract_is_paid_once_within_the_limits_and_marked_unverified() {
    let story = sample(a_day(1_000)).await;
    let before = story.clock.now();
    assert_eq!(pay(&story.server, 1, 600).await, "SUCCESS");
    assert_eq!(pay(&story.server, 1, 600).await, "PAYMENT_TOKEN_ALREADY_USED");
    assert_eq!(pay(&story.server, 2, 401).await, "CHECKOUT_AMOUNT_EXCEEDS_BUDGET");
    assert_eq!(pay(&story.server, 2, 400).await, "SUCCESS", "what is refused has not paid");
    let paid = story.wallet.unverified_payments().await.unwrap();
    assert_eq!(paid.iter().map(|payment| payment.amount).collect::<Vec<_>>(), [hkd(400), hkd(600)]);
    let report = story.wallet.report(before, story.later(1)).await.unwrap();
    assert_eq!((report.spent, report.unverified, report.payments), (vec![hkd(1_000)], vec![hkd(1_000)], 2));
    let told = story.wallet.events(0).await.unwrap();
    assert_eq!(told.iter().filter(|event| event.what.code() == "payment.unverified").count(), 2);
    story.wallet.verify().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_one_token_at_once_from_many_peers_one_debit_comes_and_it_survives_a_restart() {
    let mut story = sample(a_day(100_000)).await;
    let mut paid = 0;
    let body = format!(r#"{{"paymentToken":"28166623{:032x}","amount":{{"cent":5,"currency":"HKD"}}}}"#, 7);
    let answers = (0..16).map(|_| post(&story.server, "/mpp/pay", &body));
    for answer in futures(answers).await {
        paid += u32::from(answer.contains(r#""payResult":"SUCCESS""#));
    }
    assert_eq!(paid, 1);
    let lax = story.wallet.config().clone();
    story.restart_with(lax).await;
    assert_eq!(pay(&story.server, 7, 5).await, "PAYMENT_TOKEN_ALREADY_USED");
    assert_eq!(story.wallet.unverified_payments().await.unwrap().len(), 1);
    // Limits that are set later count it from the history.
    story.wallet.set_limits(a_day(8)).await.unwrap();
    assert_eq!(pay(&story.server, 8, 4).await, "CHECKOUT_AMOUNT_EXCEEDS_BUDGET");
    assert_eq!(pay(&story.server, 8, 3).await, "SUCCESS");
}

async fn futures<F: Future<Output = String>>(all: impl Iterator<Item = F>) -> Vec<String> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut answers = Vec::new();
    std::future::poll_fn(|context| {
        all.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(answer) => {
                answers.push(answer);
                false
            }
            std::task::Poll::Pending => true,
        });
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_limit_in_the_strict_profile_or_without_an_agent_nothing_unverified_is_paid() {
    let mut story = sample(LimitSet::default()).await;
    assert_eq!(pay(&story.server, 1, 1).await, "PAYMENT_TOKEN_INVALID", "nothing bounds it");
    story.wallet.set_limits(a_day(1_000)).await.unwrap();
    story.wallet.freeze(Some(AGENT)).await.unwrap();
    assert_eq!(pay(&story.server, 1, 1).await, "MANDATE_STATUS_INVALID", "it may be the frozen agent");
    story.restart().await;
    assert_eq!(pay(&story.server, 1, 1).await, "PAYMENT_TOKEN_INVALID", "the strict profile");
    let unbound = Story::begin().await;
    unbound.sandbox.set_extensions(BARE);
    unbound.wallet.set_limits(a_day(1_000)).await.unwrap();
    assert_eq!(pay(&unbound.server, 1, 1).await, "PAYMENT_TOKEN_INVALID", "nobody is bound");
    for story in [story, unbound] {
        assert!(story.wallet.unverified_payments().await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_vouches_for_tokens_is_not_believed_about_others() {
    let story = sample(a_day(1_000)).await;
    story.sandbox.set_extensions(ContractExtensions { x1: true, ..BARE });
    assert_eq!(pay(&story.server, 1, 1).await, "PAYMENT_TOKEN_INVALID", "the network does not know it");
    story.sandbox.set_extensions(BARE);
    assert_eq!(pay(&story.server, 1, 1).await, "PAYMENT_TOKEN_INVALID", "nor may silence sell it");
    let refused = sample(a_day(1_000)).await;
    let announced = TokenAnnouncement {
        payment_token: format!("28166623{:032x}", 2),
        network_mandate_id: "none".to_owned(),
        token_id: "none".to_owned(),
        auth_session_id: None,
        expires_at: Timestamp::from_millis(i64::MAX),
        l1: None,
        l2: None,
        l3: None,
        checkout: None,
        device_id: None,
    };
    refused.wallet.pre_verify(announced).await.unwrap_err();
    assert_eq!(pay(&refused.server, 2, 1).await, "PAYMENT_TOKEN_INVALID", "what was refused is not payable");
    let malformed = sample(a_day(1_000)).await;
    post(&malformed.server, "/mpp/preVerify", &announcement_of(3)).await;
    assert_eq!(pay(&malformed.server, 3, 1).await, "PAYMENT_TOKEN_INVALID");
}

fn announcement_of(number: u32) -> String {
    let order = r#""checkout":{"merchant":{"merchantName":"m"},"totalAmount":{"cent":1,"currency":"HKD"}}"#;
    format!(
        r#"{{"paymentToken":"28166623{number:032x}","mandateId":"m","tokenId":"t","authSessionId":"s","mandateType":"AUTONOMOUS","paymentStatus":"INIT","expiryTime":"some day","l1Serialized":"a","l2Serialized":"b",{order}}}"#
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_paid_unverified_after_a_backup_is_not_paid_again_before_the_person_allows_it() {
    let story = sample(a_day(1_000)).await;
    let folder = story.folder.path();
    story.wallet.backup(folder.join("copy.db")).await.unwrap();
    assert_eq!(pay(&story.server, 1, 600).await, "SUCCESS");
    story.server.stop();
    story.wallet.close();
    std::fs::remove_file(folder.join("wallet.db")).unwrap();
    let lax = WalletConfig { profile: Profile::Sample, ..config(folder, story.sandbox.root_jwk()) };
    let host = host(folder, &story.secrets, &story.clock, Arc::new(story.sandbox.network()));
    let wallet = Wallet::adopt(lax, host, Some(folder.join("copy.db"))).await.unwrap();
    let server = MppServer::start(wallet.clone(), MppOptions::default()).await.unwrap();
    assert_ne!(pay(&server, 1, 600).await, "SUCCESS", "the backup has forgotten it, and the day's sum");
    assert_eq!(wallet.unverified_payments().await.unwrap(), []);
    wallet.unfreeze(None).await.unwrap();
    assert_eq!(pay(&server, 2, 600).await, "SUCCESS");
}

/// A house in the sample profile whose customers are bound to the agent.
async fn house(story: &Story, customers: &[&str]) -> (MppServer, WalletHouse, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let wallets =
        WalletConfig { profile: Profile::Sample, ..config(folder.path(), story.sandbox.root_jwk()) };
    let clock: Arc<dyn Clock> = story.clock.clone();
    let network = Arc::new(story.sandbox.network());
    let house = WalletHouse::open(HouseOptions::new(wallets), clock, network).await.unwrap();
    let options = MppOptions { approver: Approver::CompleteIdv, ..MppOptions::default() };
    let server = MppServer::start_house(house.clone(), options).await.unwrap();
    story.sandbox.set_wallet_url(Some(&server.url())).unwrap();
    for customer in customers {
        bind(story, &server, customer).await;
    }
    story.sandbox.set_extensions(BARE);
    (server, house, folder)
}

async fn bind(story: &Story, server: &MppServer, customer: &str) {
    let request = AddPaymentMethodRequest {
        wallet_name: "AlipayHK".to_owned(),
        customer_id: Some(customer.to_owned()),
        agent_id: AGENT.to_owned(),
        agent_pk: Some(WireJwk(story.agent_key.public().clone())),
    };
    let asked = story.sandbox.agent().add_payment_method(&request).await.unwrap();
    let session = asked.idv.unwrap().auth_session_id;
    let answer = post(server, "/mpp/completeIdv", &format!(r#"{{"authSessionId":"{session}"}}"#)).await;
    assert!(answer.contains("PASS"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_pays_from_its_only_wallet_and_from_none_when_there_are_two() {
    let story = Story::begin().await;
    let (server, _house, folder) = house(&story, &["alice"]).await;
    assert_eq!(pay(&server, 1, 1).await, "PAYMENT_TOKEN_INVALID", "alice has set no limit");
    let alice = only_wallet(&story, &folder.path().join("wallets")).await;
    alice.set_limits(a_day(1_000)).await.unwrap();
    assert_eq!(pay(&server, 1, 1_000).await, "SUCCESS");
    assert_eq!(pay(&server, 1, 1_000).await, "PAYMENT_TOKEN_ALREADY_USED");
    assert_eq!(pay(&server, 2, 1).await, "CHECKOUT_AMOUNT_EXCEEDS_BUDGET");
    story.later(86_400);
    bind(&story, &server, "bob").await;
    assert_eq!(pay(&server, 3, 1).await, "PAYMENT_TOKEN_INVALID", "whose is it?");
    assert_eq!(alice.unverified_payments().await.unwrap().len(), 1);
}

/// The house's only wallet, opened beside it.
async fn only_wallet(story: &Story, wallets: &Path) -> Wallet {
    let folder = std::fs::read_dir(wallets).unwrap().next().unwrap().unwrap().path();
    let secrets: Arc<dyn SecretStore> = Arc::new(FileSecretStore::open(&folder.join("secrets")).unwrap());
    let network = Arc::new(story.sandbox.network());
    let host = host(&folder, &secrets, &story.clock, network);
    Wallet::open_beside(config(&folder, story.sandbox.root_jwk()), host).await.unwrap()
}

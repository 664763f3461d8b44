//! Peers that dawdle, flood or ask for nonsense; what is told in metrics and logs.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use amp_wallet_core::sandbox::ContractExtensions;
use tokio::time::Instant;

use crate::world::{SEAT_CENTS, World, hkd, succeeded};

const AGENT: &str = "agent-1";

/// Sends bytes, and reads what comes back until the other side closes.
pub(crate) fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // A server may cut off a peer that goes on sending.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

pub(crate) fn get(address: &str, path: &str) -> String {
    exchange(address, format!("GET {path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n").as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn peers_that_dawdle_are_let_go_and_hold_up_nobody() {
    let world =
        World::begin(ContractExtensions::default(), &["--receive-millis", "600", "--connections", "8"]).await;
    let address = world.provider.address().to_owned();
    let head = "POST /mpp/pay HTTP/1.1\r\nHost: w\r\nContent-Type: application/json\r\n";
    let begin = Instant::now();
    let slow: Vec<_> = (0..8)
        .map(|number| {
            let address = address.clone();
            let part = if number % 2 == 0 {
                head.to_owned()
            } else {
                format!("{head}Content-Length: 500\r\n\r\n{{\"paymentToken\":")
            };
            std::thread::spawn(move || exchange(&address, part.as_bytes()))
        })
        .collect();
    std::thread::sleep(Duration::from_millis(100));
    assert!(get(&address, "/mpp/health").contains(r#""status":"ok""#), "served after the slow ones are gone");
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    let answers: Vec<String> = slow.into_iter().map(|one| one.join().unwrap()).collect();
    for (number, answer) in answers.iter().enumerate() {
        let expected = if number % 2 == 0 { answer.is_empty() } else { answer.contains("408") };
        assert!(expected, "{number}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_one_address_is_turned_away() {
    let world = World::begin(ContractExtensions::default(), &["--rate", "1"]).await;
    let answers: Vec<String> = (0..30).map(|_| get(world.provider.address(), "/mpp/health")).collect();
    let refused = answers.iter().filter(|answer| answer.starts_with("HTTP/1.1 429")).count();
    assert!(refused > 0 && answers[0].starts_with("HTTP/1.1 200"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_and_log_tell_what_happened_and_nothing_secret() {
    let mut world = World::begin(ContractExtensions::default(), &[]).await;
    let token_id = world.bind(AGENT, "customer-one").await;
    let granted = world.authorize(AGENT, &token_id, hkd(10 * SEAT_CENTS)).await;
    let (token, held) = world.announce(&granted, &world.order(crate::world::SEAT).await).await;
    assert!(succeeded(&held));
    assert!(succeeded(&world.pay(&token).await));
    assert!(!succeeded(&world.pay(&token).await));
    let metrics = get(world.provider.address(), "/metrics");
    for line in [
        "amp_mpp_requests_total{path=\"/mpp/pay\",status=\"200\"} 2",
        "amp_mpp_payments_total{outcome=\"paid\"} 1",
        "amp_mpp_payments_total{outcome=\"refused\"} 1",
        "amp_mpp_wallets_open 1",
        "amp_mpp_request_duration_seconds_count{path=\"/mpp/pay\"} 2",
    ] {
        assert!(metrics.contains(line), "{line} is not in {metrics}");
    }
    assert_eq!(world.provider.stop(), Some(0));
    let log = world.provider.log();
    let pays: Vec<&str> = log.lines().filter(|line| line.contains("/mpp/pay")).collect();
    assert!(pays.len() == 2 && pays[0].contains(r#""result":"SUCCESS""#), "{log}");
    for secret in
        [&token, &token_id, &granted.network_mandate_id, &granted.auth_session_id, &"customer-one".to_owned()]
    {
        assert!(!log.contains(secret.as_str()) && !metrics.contains(secret.as_str()));
    }
}

#[test]
fn what_is_named_wrongly_on_the_command_line_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("none.json");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_amp"))
        .args(["mpp", "serve", "--json", "--network", "http://127.0.0.1:9", "--root"])
        .args([&root, std::path::Path::new("--data"), folder.path()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("cli.file_unreadable"));
}

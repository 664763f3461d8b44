//! What may come over the wire: bodies, heads, methods, spellings. Nothing of it makes a wallet.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use amp_wallet_core::sandbox::ContractExtensions;
use serde_json::{Value, json};

use crate::peers::{exchange, get};
use crate::world::{World, code};

const GOOD: &str = r#"{"authSessionId":"s","agentId":"a","authContext":["ENROLLMENT"]}"#;

fn request(path: &str, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n{more}Content-Length: {length}\r\n\r\n{body}"
    )
}

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or_default()
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap_or_default().1
}

/// The wallets that were made.
fn wallets(world: &World) -> usize {
    std::fs::read_dir(world.folder.path().join("data/wallets")).map_or(0, Iterator::count)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_really_sends_ten_megabytes_is_told_that_they_are_too_many() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let head = "POST /mpp/pay HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Type: application/json\r\n";
    let mut announced = format!("{head}Content-Length: 10485760\r\n\r\n").into_bytes();
    announced.resize(announced.len() + 10_485_760, b' ');
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..160 {
        chunked.extend_from_slice(b"10000\r\n");
        chunked.extend_from_slice(&[b' '; 0x10000]);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    for sent in [announced, chunked] {
        let answer = exchange(world.provider.address(), &sent);
        assert_eq!(status(&answer), "413", "{answer}");
        assert_eq!(body(&answer), r#"{"detail":"Payload Too Large"}"#);
    }
    // Who asks before it sends is told at once, and sends nothing.
    let asks = format!("{head}Expect: 100-continue\r\nContent-Length: 10485760\r\n\r\n");
    let answer = exchange(world.provider.address(), asks.as_bytes());
    assert_eq!(status(&answer), "413", "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_end_is_cut_off() {
    let world = World::begin(ContractExtensions::default(), &["--receive-millis", "2000"]).await;
    let head = "POST /mpp/pay HTTP/1.1\r\nHost: w\r\nContent-Type: application/json\r\n";
    let mut stream = TcpStream::connect(world.provider.address()).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).unwrap();
    let chunk = [&b"10000\r\n"[..], &[b' '; 0x10000], b"\r\n"].concat();
    // 64 MB at most: far more than is read.
    let sent = (0..1_024).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    assert!(sent < 1_024, "everything was read");
    assert!(get(world.provider.address(), "/mpp/health").contains("ok"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_without_end_is_cut_off() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let mut stream = TcpStream::connect(world.provider.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let head = format!("GET /mpp/health HTTP/1.1\r\nHost: w\r\nX-Long: {}\r\n\r\n", "a".repeat(200_000));
    let _ = stream.write_all(head.as_bytes());
    let mut answer = Vec::new();
    let ended = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "{ended:?}");
    let many = "X: y\r\n".repeat(200);
    let answer = exchange(
        world.provider.address(),
        format!("GET /mpp/health HTTP/1.1\r\nHost: w\r\n{many}\r\n").as_bytes(),
    );
    assert_eq!(status(&answer), "431", "{answer}");
    assert!(get(world.provider.address(), "/mpp/health").contains("ok"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_declared_as_json_is_read_as_json() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let ask = |kind: &str| {
        let answer = exchange(
            world.provider.address(),
            request("/mpp/completeIdv", kind, r#"{"authSessionId":"S9"}"#).as_bytes(),
        );
        status(&answer).to_owned()
    };
    for kind in [
        "Content-Type: application/json\r\n",
        "content-type: Application/JSON; charset=utf-8\r\n",
        "Content-Type: application/vnd.amp+json\r\n",
    ] {
        assert_eq!(ask(kind), "200", "{kind}");
    }
    for kind in [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: text/json\r\n",
        "Content-Type: application/jsonp\r\n",
        "Content-Type: multipart/form-data; boundary=application/json\r\n",
    ] {
        assert_eq!(ask(kind), "422", "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_and_versions_are_answered_as_http_says() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let address = world.provider.address();
    let answer = get(address, "/mpp/pay");
    assert_eq!((status(&answer), body(&answer)), ("405", r#"{"detail":"Method Not Allowed"}"#));
    assert!(answer.to_ascii_lowercase().contains("\r\nallow: post\r\n"), "{answer}");
    assert_eq!(body(&get(address, "/mpp/pay/")), r#"{"detail":"Not Found"}"#);
    let json = "Content-Type: application/json\r\n";
    let ask = request("/mpp/completeIdv", json, r#"{"authSessionId":"S9"}"#);
    let old = exchange(address, ask.replace("HTTP/1.1", "HTTP/1.0").as_bytes());
    assert!(old.starts_with("HTTP/1.0 200") && old.contains("SESSION_NOT_FOUND"), "{old}");
    // Two requests in one breath: two answers, in order.
    let first = ask.replace("Connection: close\r\n", "");
    let both = exchange(address, format!("{first}{}", ask.replace("S9", "S8")).as_bytes());
    let (one, other) = (both.find("session not found: S9"), both.find("session not found: S8"));
    assert!(one.is_some() && one < other, "{both}");
    assert_eq!(status(&exchange(address, b"nonsense\r\n\r\n")), "400");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_leaves_no_trace() {
    let world = World::begin(ContractExtensions::default(), &[]).await;
    let long = "x".repeat(257);
    let with = |member: &str, value: &str| {
        let mut body: Value = serde_json::from_str(GOOD).unwrap();
        body[member] = value.into();
        body
    };
    for body in [
        with("authSessionId", &long),
        with("authSessionId", "s\u{202e}"),
        with("authSessionId", "s\n"),
        with("agentId", &long),
        with("agentId", "a\u{0}"),
        with("customerId", &long),
        with("customerId", "c\u{200b}"),
    ] {
        let answer = world.post("/mpp/createAuthorization", &body).await;
        assert_eq!(code(&answer), "PARAM_ILLEGAL", "{body} {answer}");
    }
    // A mandate for a customer who has no wallet makes none.
    let mandate = json!({"authSessionId": "m", "agentId": "a", "customerId": "nobody", "authContext": ["MANDATE"],
        "l1Serialized": "x", "intent": {"raw": "tea"}});
    let answer = world.post("/mpp/createAuthorization", &mandate).await;
    assert_eq!(code(&answer), "TOKEN_NOT_MATCH_MANDATE", "{answer}");
    for path in ["/mpp/completeIdv", "/mpp/inquiryAuthorization"] {
        let answer = world.post(path, &json!({"authSessionId": "m", "authId": "x"})).await;
        assert_eq!(code(&answer), "SESSION_NOT_FOUND", "{answer}");
    }
    assert_eq!(wallets(&world), 0);
    let answer = world.post("/mpp/createAuthorization", &with("customerId", "somebody")).await;
    assert_eq!((code(&answer), wallets(&world)), ("SUCCESS", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_body_holds_no_wallet() {
    let world =
        World::begin(ContractExtensions::default(), &["--open-wallets", "1", "--receive-millis", "3000"])
            .await;
    world.ask_binding("a", "one").await;
    let session = world.ask_binding("b", "two").await;
    let mut slow = TcpStream::connect(world.provider.address()).unwrap();
    let part = r#"{"authSessionId":"#;
    let head = "POST /mpp/completeIdv HTTP/1.1\r\nHost: w\r\nContent-Type: application/json\r\n";
    slow.write_all(format!("{head}Content-Length: 500\r\n\r\n{part}").as_bytes()).unwrap();
    // The one wallet that may be open changes hands meanwhile.
    world.ask_binding("c", "one").await;
    assert!(crate::world::succeeded(&world.approve(&session).await));
    slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut answer = String::new();
    let _ = slow.read_to_string(&mut answer);
    assert_eq!(status(&answer), "408", "{answer}");
}

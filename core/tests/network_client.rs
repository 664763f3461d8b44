//! The client against peers that misbehave, each in its own way, over real sockets.

#![cfg(feature = "network")]
// clippy's leave for tests ends at `#[test]` functions
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use amp_wallet_core::network::{
    CredentialProviderClient, Endpoint, HttpNetwork, MerchantClient, Network, NetworkError, NotifyAnswer,
    Transport, TransportOptions,
};

/// What the peer does with one call.
enum Reply {
    /// Answers with this status and body.
    Answer(u16, Vec<u8>),
    /// Answers with this head and then spaces without end.
    Endless(&'static str),
    /// Reads the call and closes.
    Close,
    /// Reads the call and says nothing for this long.
    Silence(u64),
}

fn ok(body: &str) -> Reply {
    Reply::Answer(200, body.as_bytes().to_vec())
}

/// A peer that plays its replies, one per connection, and remembers the bodies it got.
struct Peer {
    endpoint: Endpoint,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    fn play(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let received = Arc::clone(&bodies);
        thread::spawn(move || {
            for reply in replies {
                let (mut stream, _) = listener.accept().unwrap();
                let body = read_call(&mut stream);
                received.lock().unwrap().push(body);
                act(&mut stream, reply);
            }
        });
        Self { endpoint, bodies }
    }

    fn calls(&self) -> usize {
        self.bodies.lock().unwrap().len()
    }

    fn network(&self) -> HttpNetwork {
        HttpNetwork::new(transport(), self.endpoint.clone()).with_limits(400, 400)
    }
}

fn transport() -> Transport {
    Transport::new(&TransportOptions::default()).unwrap()
}

fn read_call(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).unwrap();
        bytes.extend(buffer.iter().take(count));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return body.to_owned();
            }
        }
        assert!(count > 0, "the call ended early");
    }
}

fn act(stream: &mut TcpStream, reply: Reply) {
    match reply {
        Reply::Answer(status, body) => {
            let head = format!(
                "HTTP/1.1 {status} X\r\nconnection: close\r\nlocation: /elsewhere\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&body).unwrap();
        }
        Reply::Endless(head) => {
            stream.write_all(head.as_bytes()).unwrap();
            let chunk = format!("{:x}\r\n{}\r\n", 65_536, " ".repeat(65_536));
            // ends when the client closes
            while stream.write_all(chunk.as_bytes()).is_ok() {}
        }
        Reply::Close => {}
        Reply::Silence(millis) => thread::sleep(Duration::from_millis(millis)),
    }
}

const ENROLLED: &str = r#"{"success":true,"resultCode":"SUCCESS","resultMessage":"SUCCESS","data":{"tokenId":"t-1","l1Serialized":"l1~"}}"#;

async fn notify(peer: &Peer) -> Result<NotifyAnswer, NetworkError> {
    peer.network().notify_authorization(br#"{"sessionId":"s",  "idvResult":"true"}"#).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_is_sent_byte_for_byte_and_its_answer_is_read() {
    let peer = Peer::play(vec![ok(ENROLLED)]);
    let answer = notify(&peer).await.unwrap();
    assert_eq!(answer, NotifyAnswer::Enrolled { token_id: "t-1".to_owned(), l1: "l1~".to_owned() });
    assert_eq!(*peer.bodies.lock().unwrap(), [r#"{"sessionId":"s",  "idvResult":"true"}"#]);
    let mandate =
        r#"{"success":true,"data":{"mandateId":"m-1","mandateType":"AUTONOMOUS","l2Serialized":"l2~"}}"#;
    let answer = notify(&Peer::play(vec![ok(mandate)])).await.unwrap();
    let mandate_type = Some("AUTONOMOUS".to_owned());
    assert_eq!(answer, NotifyAnswer::Authorized { mandate_id: "m-1".to_owned(), mandate_type });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_is_not_there_surely_has_not_seen_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let error =
        HttpNetwork::new(transport(), endpoint.clone()).notify_authorization(b"{}").await.unwrap_err();
    assert_eq!(error.code(), "network.unreachable");
    assert!(error.surely_not_delivered() && error.is_transient());
    let error = MerchantClient::new(transport(), endpoint).catalogue().await.unwrap_err();
    assert_eq!(error.code(), "network.unreachable");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_without_tls_is_unreachable_over_https() {
    let peer = Peer::play(vec![]);
    let url = peer.endpoint.as_str().replace("http://", "https://");
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = url.replace(
        peer.endpoint.as_str().rsplit(':').next().unwrap(),
        &plain.local_addr().unwrap().port().to_string(),
    );
    thread::spawn(move || {
        for stream in plain.incoming().take(3) {
            let _ = stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let network = HttpNetwork::new(transport(), Endpoint::parse(&url).unwrap());
    assert_eq!(network.notify_authorization(b"{}").await.unwrap_err().code(), "network.unreachable");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_whose_answer_is_lost_is_never_sent_twice() {
    let peer = Peer::play(vec![Reply::Close, ok(ENROLLED)]);
    let error = notify(&peer).await.unwrap_err();
    assert_eq!((error.code(), error.surely_not_delivered(), peer.calls()), ("network.answer_lost", false, 1));

    let peer = Peer::play(vec![Reply::Silence(900), ok(ENROLLED)]);
    let error = notify(&peer).await.unwrap_err();
    assert_eq!((error.code(), error.surely_not_delivered(), peer.calls()), ("network.timeout", false, 1));

    let peer = Peer::play(vec![Reply::Answer(503, Vec::new()), ok(ENROLLED)]);
    let error = notify(&peer).await.unwrap_err();
    assert_eq!((error.code(), error.surely_not_delivered(), peer.calls()), ("network.status", false, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inquiry_is_repeated_after_transport_failures_and_server_errors() {
    let record = r#"{"success":true,"data":{"paymentToken":"28166623aa","mandateId":"m","tokenId":"t","authSessionId":"s","mandateType":"IMMEDIATE","paymentStatus":"INIT","expiryTime":"2026-11-24T03:42:32Z","l3Serialized":null,"checkout":{"merchant":{},"totalAmount":{"cent":1,"currency":"USD"}}}}"#;
    let peer = Peer::play(vec![Reply::Close, Reply::Answer(500, Vec::new()), ok(record)]);
    let record = peer.network().inquiry_payment_token("28166623aa").await.unwrap();
    assert_eq!((record.mandate_id.as_str(), peer.calls()), ("m", 3));

    let peer = Peer::play(vec![Reply::Close, Reply::Close, Reply::Close, Reply::Close]);
    assert_eq!(
        peer.network().inquiry_payment_token("28166623aa").await.unwrap_err().code(),
        "network.answer_lost"
    );
    assert_eq!(peer.calls(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_of_another_token_is_garbage() {
    let record = r#"{"success":true,"data":{"paymentToken":"other","mandateId":"m","tokenId":"t","authSessionId":"s","mandateType":"IMMEDIATE","paymentStatus":"INIT","expiryTime":"2026-11-24T03:42:32Z","checkout":{"merchant":{},"totalAmount":{"cent":1,"currency":"USD"}}}}"#;
    let peer = Peer::play(vec![ok(record)]);
    assert_eq!(
        peer.network().inquiry_payment_token("28166623aa").await.unwrap_err().code(),
        "network.garbage"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_carries_the_code_and_is_not_repeated() {
    let body = r#"{"success":false,"resultCode":"PAYMENT_TOKEN_INVALID","resultMessage":"no such token"}"#;
    let peer = Peer::play(vec![ok(body), ok(body)]);
    let error = peer.network().inquiry_payment_token("x").await.unwrap_err();
    assert!(
        matches!(&error, NetworkError::Refused { result_code, .. } if result_code == "PAYMENT_TOKEN_INVALID")
    );
    assert_eq!((error.code(), peer.calls()), ("network.refused", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_of_every_kind_is_a_typed_error() {
    let deep = format!(r#"{{"success":{}"#, "[".repeat(10_000));
    let bodies: [&[u8]; 11] = [
        b"",
        b"<html>",
        b"\x00\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        br#"{"success":"true"}"#,
        br#"{"success":true,"success":true,"data":{"tokenId":"t","l1Serialized":"l"}}"#,
        br#"{"success":true}"#,
        br#"{"success":true,"data":{"tokenId":"t"}}"#,
        deep.as_bytes(),
    ];
    for body in bodies {
        let error = notify(&Peer::play(vec![Reply::Answer(200, body.to_vec())])).await.unwrap_err();
        assert_eq!(error.code(), "network.garbage", "{:?}", String::from_utf8_lossy(body).get(..20));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_not_followed() {
    let peer = Peer::play(vec![Reply::Answer(307, Vec::new()), ok(ENROLLED)]);
    assert!(matches!(notify(&peer).await, Err(NetworkError::Status { status: 307, .. })));
    assert_eq!(peer.calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_ten_megabytes_is_not_read_to_its_end() {
    let announced = Reply::Answer(200, vec![b' '; 10 * 1024 * 1024]);
    let endless = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    // the peer's writing fails once we have closed, which ends its thread
    let peer = Peer::play(vec![Reply::Endless(endless)]);
    let network = HttpNetwork::new(transport(), peer.endpoint.clone());
    assert_eq!(network.notify_authorization(b"{}").await.unwrap_err().code(), "network.too_large");
    let peer = Peer::play(vec![announced]);
    let network = HttpNetwork::new(transport(), peer.endpoint.clone());
    assert_eq!(network.notify_authorization(b"{}").await.unwrap_err().code(), "network.too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_provider_that_says_failed_has_refused() {
    let body = r#"{"sessionId":"","status":"FAILED","resultCode":"PARAM_ILLEGAL","resultMessage":"no such session"}"#;
    let peer = Peer::play(vec![ok(body)]);
    let client = CredentialProviderClient::new(transport(), peer.endpoint.clone());
    let error = client.inquiry_mandate_session("s").await.unwrap_err();
    assert!(matches!(error, NetworkError::Refused { result_code, .. } if result_code == "PARAM_ILLEGAL"));
}

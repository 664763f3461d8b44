//! The wallet's HTTP side, byte for byte where the contract says so.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use std::io::{Read, Write};
use std::net::TcpStream;

use amp_wallet_core::mpp::{Approver, MppError, MppOptions, MppServer};
use wallet_story::{Story, hkd};

/// Sends bytes, and reads what comes back until the other side closes.
fn exchange(story: &Story, request: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(story.server.address()).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(10))).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let text = String::from_utf8(answer).unwrap();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    (status, text.split_once("\r\n\r\n").unwrap().1.to_owned())
}

fn call(story: &Story, method: &str, path: &str, kind: &str, body: &str) -> (u16, String) {
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n");
    let request = format!("{head}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}");
    exchange(story, request.as_bytes())
}

fn post(story: &Story, path: &str, body: &str) -> (u16, String) {
    call(story, "POST", path, "application/json", body)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_are_the_references_bytes() {
    let story = Story::begin_with(Approver::CompleteIdv).await;
    let ask = r#"{"authSessionId":"a5c1","agentId":"agent-1","customerId":"","authContext":["ENROLLMENT"],"more":1}"#;
    let (status, body) = post(&story, "/mpp/createAuthorization", ask);
    let auth_id = story.wallet.session("a5c1").await.unwrap().auth_id;
    let success = r#"{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}"#;
    assert_eq!((status, body), (200, format!(r#"{{"result":{success},"authId":"{auth_id}"}}"#)));
    let inquiry = format!(r#"{{"authSessionId":"a5c1","authId":"{auth_id}"}}"#);
    let account =
        r#""walletAccountInfo":{"pspId":"ALIPAY_HK","pspUserId":"user-demo","walletName":"AlipayHK"}"#;
    let waiting = format!(
        r#"{{"result":{success},"authId":"{auth_id}","authSessionId":"a5c1","authStatus":"AUTH_IN_PROCESS","authType":"AgenticPay",{account}}}"#
    );
    assert_eq!(post(&story, "/mpp/inquiryAuthorization", &inquiry), (200, waiting));
    assert_eq!(
        post(&story, "/mpp/inquiryAuthorization", r#"{"authSessionId":"S9","authId":"x"}"#).1,
        r#"{"result":{"resultCode":"SESSION_NOT_FOUND","resultStatus":"F","resultMessage":"session not found: S9"}}"#
    );
    assert_eq!(
        post(&story, "/mpp/inquiryAuthorization", r#"{"authSessionId":"a5c1","authId":"x"}"#).1,
        r#"{"result":{"resultCode":"PARAM_ILLEGAL","resultStatus":"F","resultMessage":"authId does not match"}}"#
    );
    assert_eq!(
        call(&story, "GET", "/mpp/health", "text/plain", ""),
        (200, r#"{"status":"ok","service":"mpp"}"#.to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn complete_idv_approves_once_and_then_says_how_the_session_stands() {
    let story = Story::begin_with(Approver::CompleteIdv).await;
    let session = story.ask_binding().await;
    let ask = format!(r#"{{"authSessionId":"{session}"}}"#);
    let (_, body) = post(&story, "/mpp/completeIdv", &ask);
    assert!(body.ends_with(&format!(r#""authSessionId":"{session}","idvResult":"PASS"}}"#)), "{body}");
    let (_, body) = post(&story, "/mpp/completeIdv", &ask);
    assert!(body.contains(r#""resultMessage":"session not in IDV-pending state: SUCCESS""#), "{body}");
    let (_, body) = post(&story, "/mpp/completeIdv", r#"{"authSessionId":"S9"}"#);
    assert!(body.contains("SESSION_NOT_FOUND"), "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unattended_wallet_approves_after_the_network_has_its_answer() {
    let story = Story::begin_with(Approver::Unattended).await;
    story.ask_binding().await;
    for _ in 0..1_200 {
        let bound = story.sandbox.agent().query_payment_method_list("agent-1").await.unwrap();
        if bound.first().is_some_and(|method| method.token_id.is_some()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("never bound");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused_before_anything_is_recorded() {
    let story = Story::begin().await;
    let good = r#"{"authSessionId":"s","agentId":"a","authContext":["ENROLLMENT"]}"#;
    for (body, status) in [
        ("", 422),
        ("{", 422),
        ("[]", 422),
        (r#"{"authSessionId":"s"}"#, 422),
        (r#"{"authSessionId":1,"agentId":"a","authContext":["ENROLLMENT"]}"#, 422),
        (r#"{"authSessionId":"s","agentId":"a","authContext":["OTHER"]}"#, 422),
        (r#"{"authSessionId":"s","agentId":"a","agentId":"b","authContext":["ENROLLMENT"]}"#, 422),
        (r#"{"authSessionId":"","agentId":"a","authContext":["ENROLLMENT"]}"#, 200),
        (r#"{"authSessionId":"s","agentId":"a","authContext":[]}"#, 200),
        (r#"{"authSessionId":"s","agentId":"a","authContext":["ENROLLMENT","MANDATE"]}"#, 200),
        (r#"{"authSessionId":"s\u202e","agentId":"a","authContext":["ENROLLMENT"]}"#, 200),
    ] {
        let (found, answer) = post(&story, "/mpp/createAuthorization", body);
        assert_eq!(found, status, "{body} {answer}");
        let shape = if status == 422 {
            r#"{"detail":[{"type":"#
        } else {
            r#"{"result":{"resultCode":"PARAM_ILLEGAL","resultStatus":"F""#
        };
        assert!(answer.starts_with(shape), "{body} {answer}");
    }
    assert_eq!(call(&story, "POST", "/mpp/createAuthorization", "text/plain", good).0, 422);
    assert_eq!(call(&story, "GET", "/mpp/pay", "application/json", "").0, 405);
    assert_eq!(post(&story, "/mpp/nothing", "{}").0, 404);
    let huge = b"POST /mpp/pay HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{";
    assert_eq!(exchange(&story, huge).0, 413, "refused by its length, before its body is read");
    assert!(story.wallet.agents().await.unwrap().is_empty());
    assert_eq!(post(&story, "/mpp/createAuthorization", good).0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_required_strings_are_illegal_parameters_on_every_path() {
    let story = Story::begin_with(Approver::CompleteIdv).await;
    let order = r#""checkout":{"merchant":{"merchantName":"m"},"totalAmount":{"cent":1,"currency":"HKD"}}"#;
    let announced = |token: &str, expiry: &str| {
        format!(
            r#"{{"paymentToken":"{token}","mandateId":"m","tokenId":"t","authSessionId":"s","mandateType":"AUTONOMOUS","paymentStatus":"INIT","expiryTime":"{expiry}","l1Serialized":"a","l2Serialized":"b",{order}}}"#
        )
    };
    for (path, body) in [
        ("/mpp/completeIdv", r#"{"authSessionId":""}"#.to_owned()),
        ("/mpp/inquiryAuthorization", r#"{"authSessionId":"","authId":"a"}"#.to_owned()),
        ("/mpp/inquiryAuthorization", r#"{"authSessionId":"s","authId":""}"#.to_owned()),
        ("/mpp/pay", r#"{"paymentToken":"","amount":{"cent":1,"currency":"HKD"}}"#.to_owned()),
        ("/mpp/preVerify", announced("", "2036-10-10T23:59:59Z")),
        ("/mpp/preVerify", announced("t", "some day")),
    ] {
        let (status, answer) = post(&story, path, &body);
        assert_eq!(status, 200, "{path} {answer}");
        assert!(
            answer.starts_with(r#"{"result":{"resultCode":"PARAM_ILLEGAL","resultStatus":"F""#),
            "{path} {answer}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn amounts_in_any_other_spelling_pay_nothing() {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    let granted = story.authorize(&token_id, hkd(1_000_000)).await;
    let order = story.order("flight-seat", 1).await;
    let token = story.token(&granted, &order).await.unwrap();
    for cent in ["18000.0", "18000.5", "true", "\"18000\"", "-18000", "NaN", "null", "1E4"] {
        let body = format!(r#"{{"paymentToken":"{token}","amount":{{"cent":{cent},"currency":"HKD"}}}}"#);
        assert_eq!(post(&story, "/mpp/pay", &body).0, 422, "{cent}");
    }
    for (cent, currency) in [("0", "HKD"), ("180", "HKD"), ("1800000", "HKD"), ("18000", "USD")] {
        let body =
            format!(r#"{{"paymentToken":"{token}","amount":{{"cent":{cent},"currency":"{currency}"}}}}"#);
        let (status, answer) = post(&story, "/mpp/pay", &body);
        assert!(status == 200 && answer.contains(r#""resultStatus":"F""#), "{cent} {answer}");
    }
    assert_eq!(story.books(&granted).await.1, hkd(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_port_is_named() {
    let story = Story::begin().await;
    let port = story.server.address().port();
    let options = MppOptions { port, ..MppOptions::default() };
    let refused = MppServer::start(story.wallet.clone(), options).await.unwrap_err();
    assert_eq!(refused, MppError::PortInUse { port });
}

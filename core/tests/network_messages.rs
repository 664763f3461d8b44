//! The bodies of the contract, byte for byte: what the reference writes is read, and written again the same.

// clippy's leave for tests ends at `#[test]` functions
#![allow(clippy::unwrap_used, clippy::panic)]

use amp_wallet_core::assurance::Mode;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::network::messages::{
    AssuranceData, CompleteIdvAnswer, CreateAuthorizationAnswer, CreateAuthorizationRequest, HealthAnswer,
    InquiryAuthorizationAnswer, InquiryAuthorizationRequest, NetworkAnswer, NotifyData, NotifyRequest,
    OrderBody, PayAnswer, PayRequest, PreVerifyRequest,
};
use amp_wallet_core::network::{read_body, write_body};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a body and checks that it is written again as it was.
fn same<T: DeserializeOwned + Serialize>(text: &str) -> T {
    let body: T = read_body(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {text}"));
    let written = String::from_utf8(write_body(&body).unwrap()).unwrap();
    assert_eq!(written, text);
    body
}

const AUTONOMOUS: &str = r#"{"authSessionId":"b7","agentId":"agent-1f2e3d","customerId":"","authContext":["MANDATE"],"l1Serialized":"<L1>","intent":{"raw":"buy tea under $200","desc":"","expireTime":"2036-10-10T23:59:59Z","constraints":{"budgetAmount":{"cent":20000,"currency":"USD"},"merchantNameList":["Demo Store"],"merchantMccList":["5411"]}}}"#;
const IMMEDIATE: &str = r#"{"authSessionId":"c9","agentId":"agent-1f2e3d","customerId":"","authContext":["MANDATE"],"l1Serialized":"<L1>","intent":{"raw":"buy tea","desc":"","expireTime":"2027-05-26T03:42:34Z"},"checkout":{"merchant":{"merchantName":"Demo Store","merchantMcc":"5411"},"totalAmount":{"cent":4599,"currency":"USD"}}}"#;

fn jwk() -> String {
    SoftwareKey::generate("mpp-key-1").unwrap().public().to_json().to_compact()
}

#[test]
fn create_authorization_is_read_and_written_as_the_reference_does() {
    same::<CreateAuthorizationRequest>(
        r#"{"authSessionId":"a5c1","agentId":"agent-1f2e3d","customerId":"","authContext":["ENROLLMENT"]}"#,
    );
    assert_eq!(same::<CreateAuthorizationRequest>(AUTONOMOUS).mode(), Mode::Autonomous);
    assert_eq!(same::<CreateAuthorizationRequest>(IMMEDIATE).mode(), Mode::Immediate);
    same::<CreateAuthorizationAnswer>(
        r#"{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"authId":"mpp-auth-fddea137"}"#,
    );
}

#[test]
fn the_mode_follows_from_what_is_there() {
    let mode = |text: &str| read_body::<CreateAuthorizationRequest>(text.as_bytes()).unwrap().mode();
    let checkout = r#""checkout":{"merchant":{},"totalAmount":{"cent":1,"currency":"USD"}}"#;
    let head = r#"{"authSessionId":"s","agentId":"a","authContext":["MANDATE"]"#;
    assert_eq!(mode(&format!("{head}}}")), Mode::Autonomous, "neither");
    assert_eq!(mode(&format!("{head},{checkout}}}")), Mode::Immediate, "checkout alone");
    let empty = format!(r#"{head},{checkout},"intent":{{"constraints":{{}}}}}}"#);
    assert_eq!(mode(&empty), Mode::Immediate, "empty constraints are none");
    let both = format!(r#"{head},{checkout},"intent":{{"constraints":{{"merchantMccList":["5411"]}}}}}}"#);
    assert_eq!(mode(&both), Mode::Autonomous, "a checkout beside constraints is dropped");
}

#[test]
fn notifications_are_read_and_written_as_the_reference_does() {
    let enrollment = format!(
        r#"{{"sessionId":"a5c1","idvResult":"true","idvTime":"2026-11-24T03:42:32.739633+00:00","ispPk":{},"ispKid":"mpp-key-1","customerId":"","pspId":"ALIPAY_HK","tokenExpiryTime":"2027-11-24T03:42:32Z","walletAccountInfo":{{"pspId":"ALIPAY_HK","pspUserId":"user-demo","walletName":"AlipayHK"}}}}"#,
        jwk()
    );
    same::<NotifyRequest>(&enrollment);
    same::<NotifyRequest>(
        r#"{"sessionId":"b7","idvResult":"true","idvTime":"2026-11-24T03:42:33.748899+00:00","l2Serialized":"<L2>"}"#,
    );
    same::<NetworkAnswer<NotifyData>>(
        r#"{"success":true,"resultCode":"SUCCESS","resultMessage":"SUCCESS","data":{"tokenId":"t","l1Serialized":"<L1>"}}"#,
    );
    same::<NetworkAnswer<NotifyData>>(
        r#"{"success":true,"resultCode":"SUCCESS","resultMessage":"SUCCESS","data":{"mandateId":"m","mandateType":"AUTONOMOUS","l2Serialized":"<L2>"}}"#,
    );
    same::<NetworkAnswer<NotifyData>>(
        r#"{"success":false,"resultCode":"PARAM_ILLEGAL","resultMessage":"session not found, sessionId=…"}"#,
    );
}

#[test]
fn inquiries_are_read_and_written_as_the_reference_does() {
    same::<InquiryAuthorizationRequest>(r#"{"authSessionId":"b7","authId":"mpp-auth-6d52100f"}"#);
    let head = r#"{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"authId":"mpp-auth-6d52100f","authSessionId":"b7","authStatus":"SUCCESS","authType":"AgenticPay","walletAccountInfo":{"pspId":"ALIPAY_HK","pspUserId":"user-demo","walletName":"AlipayHK"},"assuranceData":"#;
    let mandate = format!(
        r#"{head}{{"l2Serialized":"<L2>","idvResult":"FACE","idvTime":"t","mandateInfo":{{"mandateId":"mandate-4d0288a8","mandateType":"AUTONOMOUS","mandateStatus":"ACTIVE","mandateExpiryTime":"2036-10-10T23:59:59Z"}}}}}}"#
    );
    let answer: InquiryAuthorizationAnswer = same(&mandate);
    assert!(matches!(answer.assurance_data, Some(AssuranceData::Mandate { .. })));
    let enrollment = format!(
        r#"{head}{{"ispPk":{},"ispKid":"mpp-key-1","idvResult":"FACE","idvTime":"t","customerId":"","pspId":"ALIPAY_HK","tokenExpiryTime":"t"}}}}"#,
        jwk()
    );
    let answer: InquiryAuthorizationAnswer = same(&enrollment);
    assert!(matches!(answer.assurance_data, Some(AssuranceData::Enrollment { .. })));
    same::<InquiryAuthorizationAnswer>(
        r#"{"result":{"resultCode":"SESSION_NOT_FOUND","resultStatus":"F","resultMessage":"session not found: S9"}}"#,
    );
    same::<CompleteIdvAnswer>(
        r#"{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"authSessionId":"b7","idvResult":"PASS"}"#,
    );
    same::<HealthAnswer>(r#"{"status":"ok","service":"mpp"}"#);
}

#[test]
fn payments_are_read_and_written_as_the_reference_does() {
    same::<PayRequest>(r#"{"paymentToken":"28166623aa","amount":{"cent":4599,"currency":"USD"}}"#);
    same::<PayAnswer>(
        r#"{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"pspId":"ALIPAY_HK","pspUserId":"user-demo","payResult":"SUCCESS"}"#,
    );
    same::<PreVerifyRequest>(
        r#"{"paymentToken":"28166623aa","mandateId":"m","tokenId":"t","authSessionId":"s","mandateType":"IMMEDIATE","paymentStatus":"INIT","expiryTime":"t","l1Serialized":"<L1>","l2Serialized":"<L2>","l3Serialized":null,"checkout":{"merchant":{},"totalAmount":{"cent":1,"currency":"USD"}}}"#
            .replace(r#""merchant":{}"#, r#""merchant":{"merchantName":""}"#)
            .as_str(),
    );
}

#[test]
fn members_that_are_not_in_the_contract_are_ignored_and_ill_typed_ones_are_named() {
    let more = AUTONOMOUS.replacen('{', r#"{"someday":{"x":[1,2.5,null]},"#, 1);
    assert!(read_body::<CreateAuthorizationRequest>(more.as_bytes()).is_ok());
    for (good, bad, place) in [
        (r#""authSessionId":"b7","#, "", "body.authSessionId"),
        (r#""agentId":"agent-1f2e3d""#, r#""agentId":7"#, "body.agentId"),
        (r#"["MANDATE"]"#, r#"["MANDATE","OTHER"]"#, "body.authContext[1]"),
        ("20000", "200.5", "body.intent.constraints.budgetAmount.cent"),
        ("\"USD\"", "\"US\"", "body.intent.constraints.budgetAmount"),
        (r#"["5411"]"#, "[5411]", "body.intent.constraints.merchantMccList[0]"),
    ] {
        let text = AUTONOMOUS.replacen(good, bad, 1);
        assert_eq!(read_body::<CreateAuthorizationRequest>(text.as_bytes()).unwrap_err().path(), place);
    }
}

#[test]
fn an_order_keeps_everything_on_its_way_into_a_claim_and_back() {
    let text = r#"{"merchant":{"referenceMerchantId":"M-1","merchantName":"Demo Store","merchantMcc":"5411","merchantWebSiteUrl":"https://demo.example"},"totalAmount":{"cent":4598,"currency":"USD"},"goods":[{"goodsName":"tea","goodsUnitAmount":{"cent":2299,"currency":"USD"},"goodsQuantity":"2"}],"referenceCheckoutId":"order-1"}"#;
    let order: OrderBody = same(text);
    assert_eq!(OrderBody::from(&order.to_checkout()), order);
    let by_network: OrderBody =
        read_body(text.replace("referenceMerchantId", "merchantId").as_bytes()).unwrap();
    assert_eq!(by_network.to_checkout(), order.to_checkout(), "the network's spelling of the merchant's id");
}

#[test]
fn bearer_secrets_do_not_show_in_debug_texts() {
    let request: PayRequest = read_body(br#"{"paymentToken":"28166623secret"}"#).unwrap();
    assert!(!format!("{request:?}").contains("secret"));
}

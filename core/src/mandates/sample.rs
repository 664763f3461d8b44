//! Well-formed objects for the tests of the decision rooms.

use super::{EnrollmentContent, Mandate, MandateContent, MandateState};
use crate::agents::{AgentProfile, Binding, BindingState};
use crate::assurance::{
    Checkout, Constraints, Extensions, Goods, Intent, L3Claims, MandateInfo, Merchant, Mode, TokenInfo,
};
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::money::{Amount, Currency};
use crate::payments::{Payment, PaymentState};

pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

pub(crate) fn hkd(minor: i64) -> Amount {
    Amount::from_minor(minor, Currency::HKD).unwrap()
}

pub(crate) fn key(kid: &str) -> PublicJwk {
    PublicJwk { kid: kid.into(), x: [7; 32], y: [9; 32] }
}

pub(crate) fn checkout(minor: i64) -> Checkout {
    Checkout {
        total_amount: hkd(minor),
        merchant: Merchant {
            reference_merchant_id: "M-1".into(),
            merchant_name: "Kuala Lumpur Air".into(),
            merchant_mcc: "4511".into(),
            merchant_website_url: Some("https://air.example".into()),
            merchant_region: None,
        },
        goods: vec![Goods {
            goods_name: "Flight HKG-KUL".into(),
            goods_unit_amount: hkd(minor),
            goods_quantity: "1".into(),
        }],
        reference_checkout_id: Some("order-1".into()),
    }
}

pub(crate) fn constraints(budget: i64) -> Constraints {
    Constraints {
        budget: hkd(budget),
        merchant_names: vec!["Kuala Lumpur Air".into(), "Hotel Nusantara".into()],
        merchant_mccs: vec!["4511".into(), "7011".into()],
        per_transaction_max: Some(hkd(budget)),
        per_transaction_min: None,
        extensions: Extensions::default(),
    }
}

pub(crate) fn intent(mode: Mode, budget: i64) -> Intent {
    let autonomous = mode == Mode::Autonomous;
    Intent {
        raw: "book me a flight and a 5-star hotel in Kuala Lumpur".into(),
        desc: "Flight and a 5-star hotel in Kuala Lumpur, 3 nights".into(),
        expiry_time: autonomous.then(|| NOW.plus_seconds(86_400)),
        constraints: autonomous.then(|| constraints(budget)),
    }
}

pub(crate) fn content(mode: Mode, budget: i64) -> MandateContent {
    MandateContent {
        auth_session_id: "session-1".into(),
        mode,
        agent: AgentProfile {
            agent_id: "agent-1".into(),
            display_name: "Travel Helper".into(),
            developer: Some("Helpful Ltd".into()),
            website: Some("https://helper.example".into()),
            verified: false,
        },
        agent_key: (mode == Mode::Autonomous).then(|| key("agent-key-1")),
        former_agent_key: None,
        intent: intent(mode, budget),
        checkout: (mode == Mode::Immediate).then(|| checkout(budget)),
        token_info: TokenInfo {
            token_unique_reference: "token-1".into(),
            token_status: "ACTIVE".into(),
            user_login_id: "u***@example.com".into(),
            wallet_name: "AlipayHK".into(),
        },
        mandate_info: MandateInfo {
            mandate_id: "mandate-1".into(),
            mandate_type: mode.as_str().into(),
            mandate_status: "ACTIVE".into(),
            mandate_expiry_time: NOW.plus_seconds(86_400),
        },
    }
}

pub(crate) fn enrollment() -> EnrollmentContent {
    EnrollmentContent {
        auth_session_id: "session-0".into(),
        agent: content(Mode::Autonomous, 1).agent,
        wallet_name: "AlipayHK".into(),
        user_login_id: "u***@example.com".into(),
        agent_key: Some(key("agent-key-1")),
        former_agent_key: None,
        isp_key: key("isp-key-1"),
        expires_at: NOW.plus_seconds(31_536_000),
    }
}

pub(crate) fn mandate(mode: Mode, budget: i64) -> Mandate {
    Mandate {
        mandate_id: "mandate-1".into(),
        network_mandate_id: Some("n-1".into()),
        auth_session_id: "session-1".into(),
        agent_id: "agent-1".into(),
        mode,
        state: MandateState::Activated,
        intent: intent(mode, budget),
        checkout: (mode == Mode::Immediate).then(|| checkout(budget)),
        budget: hkd(budget),
        expires_at: NOW.plus_seconds(86_400),
        created_at: NOW,
        agent_key: None,
        approved_at: None,
        activated_at: Some(NOW),
        limits_version: 0,
        rate: None,
        l2: None,
    }
}

pub(crate) fn binding() -> Binding {
    Binding {
        agent_id: "agent-1".into(),
        auth_session_id: "session-0".into(),
        customer_id: String::new(),
        state: BindingState::Active,
        isp_kid: "isp-key-1".into(),
        token_id: Some("token-1".into()),
        l1: None,
        agent_key: Some(key("agent-key-1")),
        created_at: NOW,
        expires_at: NOW.plus_seconds(31_536_000),
    }
}

pub(crate) fn l3(checkout: &Checkout) -> L3Claims {
    L3Claims {
        nonce: "n".into(),
        aud: "alipayplus.com".into(),
        iat: NOW,
        exp: NOW.plus_seconds(300),
        checkout: checkout.clone(),
    }
}

pub(crate) fn payment(minor: i64) -> Payment {
    Payment {
        payment_id: "payment-1".into(),
        mandate_id: "mandate-1".into(),
        agent_id: "agent-1".into(),
        payment_token: format!("28166623{}", "ab".repeat(16)),
        token_id: "token-1".into(),
        checkout: checkout(minor),
        state: PaymentState::Held,
        held: hkd(minor),
        captured: None,
        released_because: None,
        token_expires_at: NOW.plus_seconds(600),
        created_at: NOW,
        ended_at: None,
        device_id: None,
        rate: None,
    }
}

//! What one decision costs: S2 on an authorization with full lists, accepted and refused, and S1 with the surface.

#![allow(clippy::unwrap_used, missing_docs)] // a benchmark may panic; criterion's macros write no comments

use std::hint::black_box;

use amp_wallet_core::agents::{AgentProfile, Binding, BindingState};
use amp_wallet_core::assurance::{
    Checkout, Constraints, Extensions, Goods, Intent, L3Claims, MandateInfo, Merchant, Mode, TokenInfo,
};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::guard::{Balances, DraftCheck, MAX_VALIDITY_DAYS, Restraints, TokenRequest, s1, s2};
use amp_wallet_core::jose::PublicJwk;
use amp_wallet_core::limits::{LimitSet, LimitUsage};
use amp_wallet_core::mandates::{
    AuthorizationContent, AuthorizationSurface, Mandate, MandateContent, MandateState,
};
use amp_wallet_core::money::{Amount, Currency};
use criterion::{Criterion, criterion_group, criterion_main};

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

fn hkd(minor: i64) -> Amount {
    Amount::from_minor(minor, Currency::HKD).unwrap()
}

fn checkout() -> Checkout {
    let line = |number| Goods {
        goods_name: format!("Goods number {number}"),
        goods_unit_amount: hkd(1_000),
        goods_quantity: "1".into(),
    };
    Checkout {
        total_amount: hkd(10_000),
        merchant: Merchant {
            reference_merchant_id: "M-63".into(),
            merchant_name: "Merchant number 63".into(),
            merchant_mcc: "5063".into(),
            merchant_website_url: None,
            merchant_region: None,
        },
        goods: (0..10).map(line).collect(),
        reference_checkout_id: Some("order-1".into()),
    }
}

fn intent() -> Intent {
    Intent {
        raw: "whatever I need for the trip".into(),
        desc: "Purchases for a trip".into(),
        expiry_time: Some(NOW.plus_seconds(86_400)),
        constraints: Some(Constraints {
            budget: hkd(1_000_000),
            merchant_names: (0..64).map(|number| format!("Merchant number {number}")).collect(),
            merchant_mccs: (5_000..5_064).map(|mcc: u32| mcc.to_string()).collect(),
            per_transaction_max: Some(hkd(100_000)),
            per_transaction_min: None,
            extensions: Extensions::default(),
        }),
    }
}

fn agent_key() -> PublicJwk {
    PublicJwk { kid: "agent-key-1".into(), x: [7; 32], y: [9; 32] }
}

fn binding() -> Binding {
    Binding {
        agent_id: "agent-1".into(),
        auth_session_id: "session-0".into(),
        customer_id: String::new(),
        state: BindingState::Active,
        isp_kid: "isp-1".into(),
        token_id: Some("token-1".into()),
        l1: None,
        agent_key: Some(agent_key()),
        created_at: NOW,
        expires_at: NOW.plus_seconds(31_536_000),
    }
}

fn s2_decision(criterion: &mut Criterion) {
    let checkout = checkout();
    let l3 = L3Claims {
        nonce: "n".into(),
        aud: "alipayplus.com".into(),
        iat: NOW,
        exp: NOW.plus_seconds(300),
        checkout: checkout.clone(),
    };
    let mandate = Mandate {
        mandate_id: "mandate-1".into(),
        network_mandate_id: None,
        auth_session_id: "session-1".into(),
        agent_id: "agent-1".into(),
        mode: Mode::Autonomous,
        state: MandateState::Activated,
        intent: intent(),
        checkout: None,
        budget: hkd(1_000_000),
        expires_at: NOW.plus_seconds(86_400),
        created_at: NOW,
        activated_at: Some(NOW),
        agent_key: Some(agent_key()),
        approved_at: Some(NOW),
        limits_version: 0,
        rate: None,
        l2: None,
    };
    let binding = binding();
    let request = |spent| TokenRequest {
        mandate: &mandate,
        balances: Balances { held: hkd(0), spent: hkd(spent) },
        binding: &binding,
        agent_id: Some("agent-1"),
        token_id: "token-1",
        checkout: &checkout,
        l3: Some(&l3),
        restraints: Restraints::NONE,
        now: NOW,
    };
    assert!(s2(&request(0)).is_ok() && s2(&request(995_000)).is_err());
    criterion.bench_function("s2_decision", |bencher| bencher.iter(|| s2(black_box(&request(0)))));
    criterion.bench_function("s2_refusal", |bencher| bencher.iter(|| s2(black_box(&request(995_000)))));
}

fn s1_and_surface(criterion: &mut Criterion) {
    let content = MandateContent {
        auth_session_id: "session-1".into(),
        mode: Mode::Autonomous,
        agent: AgentProfile::unverified("agent-1"),
        agent_key: Some(agent_key()),
        former_agent_key: None,
        intent: intent(),
        checkout: None,
        token_info: TokenInfo {
            token_unique_reference: "token-1".into(),
            token_status: "ACTIVE".into(),
            user_login_id: "u***@example.com".into(),
            wallet_name: "AlipayHK".into(),
        },
        mandate_info: MandateInfo {
            mandate_id: "mandate-1".into(),
            mandate_type: "AUTONOMOUS".into(),
            mandate_status: "ACTIVE".into(),
            mandate_expiry_time: NOW.plus_seconds(86_400),
        },
    };
    let binding = binding();
    let limits = LimitSet::of_delegation(Some(hkd(2_000_000)), Some(hkd(2_000_000))).limits;
    let limits: Vec<_> = limits.into_iter().map(LimitUsage::unused).collect();
    let check = DraftCheck {
        content: &content,
        binding: Some(&binding),
        limits: &limits,
        max_validity_days: MAX_VALIDITY_DAYS,
        rate: None,
        now: NOW,
    };
    assert_eq!(s1(&check), Ok(()));
    criterion.bench_function("s1_decision", |bencher| bencher.iter(|| s1(black_box(&check))));
    let content = AuthorizationContent::Mandate(content.clone());
    criterion
        .bench_function("surface", |bencher| bencher.iter(|| AuthorizationSurface::of(black_box(&content))));
}

criterion_group!(benches, s2_decision, s1_and_surface);
criterion_main!(benches);

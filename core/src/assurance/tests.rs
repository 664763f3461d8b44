use proptest::prelude::*;

use super::*;
use crate::clock::Timestamp;
use crate::jose::{PublicJwk, SoftwareKey};
use crate::money::{Amount, Currency};

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

/// The three keys of a chain, made once.
struct Keys {
    root: SoftwareKey,
    isp: SoftwareKey,
    agent: SoftwareKey,
}

fn keys() -> &'static Keys {
    static KEYS: std::sync::OnceLock<Keys> = std::sync::OnceLock::new();
    KEYS.get_or_init(|| Keys {
        root: SoftwareKey::generate("root-1").unwrap(),
        isp: SoftwareKey::generate("isp-1").unwrap(),
        agent: SoftwareKey::generate("agent-1").unwrap(),
    })
}

fn policy() -> VerificationPolicy {
    VerificationPolicy::strict(keys().root.public().clone(), "alipayplus.com", "network")
}

fn hkd(minor: i64) -> Amount {
    Amount::from_minor(minor, Currency::HKD).unwrap()
}

fn l1_claims() -> L1Claims {
    L1Claims {
        iss: "alipayplus.com".to_owned(),
        sub: "user-1".to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(31_536_000),
        isp_key: keys().isp.public().clone(),
        isp_type: "MPP".to_owned(),
        isp_name: "ALIPAY_HK".to_owned(),
    }
}

fn order(total: Amount) -> Checkout {
    Checkout {
        total_amount: total,
        merchant: Merchant {
            reference_merchant_id: "M-1".to_owned(),
            merchant_name: "Café 😀".to_owned(),
            merchant_mcc: "7011".to_owned(),
            merchant_website_url: Some("https://shop.example".to_owned()),
            merchant_region: None,
        },
        goods: vec![Goods {
            goods_name: "Room".to_owned(),
            goods_unit_amount: total,
            goods_quantity: "1".to_owned(),
        }],
        reference_checkout_id: Some("C-1".to_owned()),
    }
}

fn l2_claims(mode: Mode) -> L2Claims {
    let autonomous = mode == Mode::Autonomous;
    L2Claims {
        nonce: "nonce-2".to_owned(),
        aud: "network".to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(86_400),
        idv_result: "FACE".to_owned(),
        idv_time: NOW,
        mode,
        intent: Intent {
            raw: "a hotel".to_owned(),
            desc: "A 5-star hotel, 3 nights".to_owned(),
            expiry_time: autonomous.then(|| NOW.plus_seconds(86_400)),
            constraints: autonomous.then(|| Constraints {
                budget: hkd(1_000_000),
                merchant_names: vec!["Café 😀".to_owned(), "Other".to_owned()],
                merchant_mccs: vec!["7011".to_owned()],
                per_transaction_max: Some(hkd(800_000)),
                per_transaction_min: None,
                extensions: Extensions::default(),
            }),
        },
        token_info: TokenInfo {
            token_unique_reference: "T-1".to_owned(),
            token_status: "ACTIVE".to_owned(),
            user_login_id: "852-****1234".to_owned(),
            wallet_name: "AlipayHK".to_owned(),
        },
        mandate_info: MandateInfo {
            mandate_id: "mandate-1".to_owned(),
            mandate_type: mode.as_str().to_owned(),
            mandate_status: "ACTIVE".to_owned(),
            mandate_expiry_time: NOW.plus_seconds(86_400),
        },
        checkout: (!autonomous).then(|| order(hkd(500_000))),
        agent_key: autonomous.then(|| keys().agent.public().clone()),
    }
}

fn l3_claims(total: Amount) -> L3Claims {
    L3Claims {
        nonce: "nonce-3".to_owned(),
        aud: "network".to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(300),
        checkout: order(total),
    }
}

struct Chain {
    l1: String,
    l2: String,
    l3: String,
}

fn chain(l2: &L2Claims, l3: &L3Claims) -> Chain {
    let keys = keys();
    let l1 = build_l1(&l1_claims(), &keys.root).unwrap();
    let l2 = build_l2(l2, &l1, &keys.isp).unwrap();
    let l3 = build_l3(l3, &l2, &keys.agent).unwrap();
    Chain { l1, l2, l3 }
}

fn code(chain: &Chain) -> &'static str {
    verify(&chain.l1, &chain.l2, Some(&chain.l3), &policy(), NOW)
        .map_or_else(|error| error.code(), |_| "valid")
}

#[test]
fn what_is_built_is_verified_and_read_back_claim_for_claim() {
    let (l2, l3) = (l2_claims(Mode::Autonomous), l3_claims(hkd(500_000)));
    let built = chain(&l2, &l3);
    let verified = verify(&built.l1, &built.l2, Some(&built.l3), &policy(), NOW).unwrap();
    assert_eq!(verified.mode, Mode::Autonomous);
    assert_eq!(verified.l1, l1_claims());
    assert_eq!(verified.l2, l2);
    assert_eq!(verified.l3, Some(l3));
    assert!(verified.withheld.is_empty());
    assert_eq!(verify_l1(&built.l1, &policy(), NOW), Ok(l1_claims()));
    assert_eq!(verify_mandate(&built.l1, &built.l2, &policy(), NOW).unwrap().l2, l2);
}

#[test]
fn an_immediate_chain_has_two_layers_and_its_order() {
    let claims = l2_claims(Mode::Immediate);
    let l1 = build_l1(&l1_claims(), &keys().root).unwrap();
    let l2 = build_l2(&claims, &l1, &keys().isp).unwrap();
    let verified = verify(&l1, &l2, None, &policy(), NOW).unwrap();
    assert_eq!((verified.l2, verified.l3), (claims, None));
    let error = verify(&l1, &l2, Some(&l2), &policy(), NOW).unwrap_err();
    assert_eq!((error.code(), error.layer), ("chain.l3_forbidden", Layer::Chain));
}

#[test]
fn an_autonomous_chain_without_l3_is_refused() {
    let built = chain(&l2_claims(Mode::Autonomous), &l3_claims(hkd(1)));
    let error = verify(&built.l1, &built.l2, None, &policy(), NOW).unwrap_err();
    assert_eq!((error.code(), error.layer), ("chain.l3_missing", Layer::Chain));
}

#[test]
fn the_layers_are_spelled_as_the_reference_spells_them() {
    let built = chain(&l2_claims(Mode::Autonomous), &l3_claims(hkd(1)));
    let part = |token: &str, index: usize| {
        let jwt = token.split('~').next().unwrap().split('.').nth(index).unwrap();
        String::from_utf8(crate::jose::base64url::decode(jwt).unwrap()).unwrap()
    };
    assert_eq!(part(&built.l1, 0), r#"{"alg":"ES256","typ":"sd+jwt","kid":"root-1"}"#);
    assert_eq!(part(&built.l2, 0), r#"{"alg": "ES256", "typ": "sd+jwt", "kid": "isp-1"}"#);
    assert!(
        part(&built.l1, 1).starts_with(r#"{"iss":"alipayplus.com","sub":"user-1","iat":1795491753,"exp":"#)
    );
    let l2 = part(&built.l2, 1);
    assert!(l2.starts_with(r#"{"_sd": [""#) && l2.ends_with(r#""_sd_alg": "sha-256"}"#), "{l2}");
    let last = built.l3.trim_end_matches('~').rsplit('~').next().unwrap();
    let disclosure = String::from_utf8(crate::jose::base64url::decode(last).unwrap()).unwrap();
    assert!(disclosure.contains(r#"", "checkout", {"total_amount": {"amount": 1, "currency": "HKD"}, "#));
    assert!(disclosure.contains(r#""merchant_name": "Caf\u00e9 \ud83d\ude00""#), "{disclosure}");
}

#[test]
fn the_order_written_and_the_order_as_json_are_the_same_text() {
    let order = order(hkd(5));
    let mut writer = crate::jose::json::Writer::new(crate::jose::json::Style::Python);
    order.write(&mut writer);
    assert_eq!(writer.finish(), order.to_json().unwrap().to_python());
}

#[test]
fn the_order_keeps_within_every_bound_of_the_mandate() {
    let autonomous = l2_claims(Mode::Autonomous);
    let with_total = |total| code(&chain(&autonomous, &l3_claims(total)));
    assert_eq!(with_total(hkd(800_000)), "valid");
    assert_eq!(with_total(hkd(800_001)), "chain.above_payment_maximum");
    assert_eq!(with_total(hkd(1_000_001)), "chain.budget_exceeded");
    assert_eq!(with_total(Amount::from_minor(1, Currency::USD).unwrap()), "chain.currency_mismatch");
    let mut l3 = l3_claims(hkd(1));
    l3.checkout.merchant.merchant_name = "Cafe\u{301} 😀".to_owned();
    assert_eq!(code(&chain(&autonomous, &l3)), "chain.merchant_confusable");
    l3.checkout.merchant.merchant_name = "Another".to_owned();
    assert_eq!(code(&chain(&autonomous, &l3)), "chain.merchant_not_allowed");
    let mut l3 = l3_claims(hkd(1));
    l3.checkout.merchant.merchant_mcc = "7012".to_owned();
    assert_eq!(code(&chain(&autonomous, &l3)), "chain.mcc_not_allowed");
    let mut l2 = autonomous.clone();
    if let Some(constraints) = &mut l2.intent.constraints {
        constraints.per_transaction_min = Some(hkd(100));
        constraints.merchant_names.clear();
    }
    assert_eq!(code(&chain(&l2, &l3_claims(hkd(99)))), "chain.below_payment_minimum");
    assert_eq!(code(&chain(&l2, &l3_claims(hkd(100)))), "valid");
    let mut l2 = autonomous;
    l2.intent.expiry_time = Some(NOW.plus_seconds(-1));
    assert_eq!(code(&chain(&l2, &l3_claims(hkd(1)))), "chain.intent_expired");
    let mut l3 = l3_claims(hkd(1));
    l3.checkout.goods[0].goods_unit_amount = Amount::from_minor(1, Currency::USD).unwrap();
    assert_eq!(code(&chain(&l2_claims(Mode::Autonomous), &l3)), "chain.mixed_currencies");
}

#[test]
fn one_key_plays_one_role() {
    let keys = keys();
    let as_agent = |key: &SoftwareKey| {
        let mut l2 = l2_claims(Mode::Autonomous);
        l2.agent_key = Some(PublicJwk { kid: "agent-1".to_owned(), ..key.public().clone() });
        code(&chain(&l2, &l3_claims(hkd(1))))
    };
    assert_eq!(as_agent(&keys.isp), "chain.key_reused");
    assert_eq!(as_agent(&keys.root), "chain.key_reused");
    let claims = L1Claims { isp_key: keys.root.public().clone(), ..l1_claims() };
    let l1 = build_l1(&claims, &keys.root).unwrap();
    assert_eq!(verify_l1(&l1, &policy(), NOW).unwrap_err().code(), "chain.key_reused");
}

#[test]
fn a_layer_is_no_other_layer() {
    let built = chain(&l2_claims(Mode::Autonomous), &l3_claims(hkd(1)));
    let tokens = [&built.l1, &built.l2, &built.l3];
    for first in tokens {
        for second in tokens {
            for third in tokens {
                let right = first == &built.l1 && second == &built.l2 && third == &built.l3;
                let verdict = verify(first, second, Some(third), &policy(), NOW);
                assert_eq!(verdict.is_ok(), right);
            }
        }
    }
}

#[test]
fn what_does_not_fit_the_mode_is_not_signed() {
    let keys = keys();
    let l1 = build_l1(&l1_claims(), &keys.root).unwrap();
    let mut refused = Vec::new();
    for change in [
        |claims: &mut L2Claims| claims.agent_key = None,
        |claims: &mut L2Claims| claims.checkout = Some(order(hkd(1))),
        |claims: &mut L2Claims| claims.intent.constraints = None,
        |claims: &mut L2Claims| claims.intent.expiry_time = None,
        |claims: &mut L2Claims| claims.mandate_info.mandate_type = "IMMEDIATE".to_owned(),
        |claims: &mut L2Claims| claims.nonce.clear(),
        |claims: &mut L2Claims| {
            if let Some(constraints) = &mut claims.intent.constraints {
                constraints.budget = Amount::from_micros(1, Currency::HKD);
            }
        },
    ] {
        let mut claims = l2_claims(Mode::Autonomous);
        change(&mut claims);
        refused.push(build_l2(&claims, &l1, &keys.isp).unwrap_err().code());
    }
    assert_eq!(
        refused,
        [
            "assurance.claim_mode",
            "assurance.claim_mode",
            "assurance.claim_mode",
            "assurance.claim_mode",
            "assurance.claim_mode",
            "assurance.claim_empty",
            "money.fraction"
        ]
    );
}

#[test]
fn an_unknown_root_is_not_tried() {
    let built = chain(&l2_claims(Mode::Autonomous), &l3_claims(hkd(1)));
    let mut other = policy();
    other.roots[0].kid = "root-2".to_owned();
    let error = verify(&built.l1, &built.l2, Some(&built.l3), &other, NOW).unwrap_err();
    assert_eq!((error.code(), error.layer), ("chain.root_unknown", Layer::L1));
    // an old root beside the new one: the kid chooses
    other.roots.push(keys().root.public().clone());
    assert!(verify(&built.l1, &built.l2, Some(&built.l3), &other, NOW).is_ok());
}

#[test]
fn the_clock_may_differ_by_the_leeway_and_no_more() {
    let built = chain(&l2_claims(Mode::Autonomous), &l3_claims(hkd(1)));
    let at = |seconds| {
        verify(&built.l1, &built.l2, Some(&built.l3), &policy(), NOW.plus_seconds(seconds))
            .map_or_else(|error| error.code(), |_| "valid")
    };
    assert_eq!([at(-61), at(-60)], ["chain.iat_future", "valid"]);
    assert_eq!([at(360), at(361)], ["valid", "chain.expired"]);
}

fn any_currency() -> impl Strategy<Value = Currency> {
    any::<prop::sample::Index>().prop_map(|index| *index.get(&Currency::all().collect::<Vec<_>>()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_order_passes_exactly_when_it_fits_the_budget(
        budget in 1_i64..1_000_000_000, total in 0_i64..2_000_000_000, currency in any_currency()
    ) {
        let mut l2 = l2_claims(Mode::Autonomous);
        if let Some(constraints) = &mut l2.intent.constraints {
            constraints.budget = Amount::from_minor(budget, currency).unwrap();
            constraints.per_transaction_max = None;
        }
        let total_amount = Amount::from_minor(total, currency).unwrap();
        let expected = if total <= budget { "valid" } else { "chain.budget_exceeded" };
        prop_assert_eq!(code(&chain(&l2, &l3_claims(total_amount))), expected);
    }

    #[test]
    fn any_text_survives_signing_and_verifying(raw in any::<String>(), name in "[^\\x00]{1,40}") {
        let mut l2 = l2_claims(Mode::Autonomous);
        l2.intent.raw = raw;
        if let Some(constraints) = &mut l2.intent.constraints {
            constraints.merchant_names.push(name.clone());
        }
        let mut l3 = l3_claims(hkd(1));
        l3.checkout.merchant.merchant_name = name;
        let built = chain(&l2, &l3);
        let verified = verify(&built.l1, &built.l2, Some(&built.l3), &policy(), NOW).unwrap();
        prop_assert_eq!(verified.l2, l2);
        prop_assert_eq!(verified.l3, Some(l3));
    }

    #[test]
    fn no_changed_byte_in_any_layer_is_accepted(
        layer in 0_usize..3, at in any::<prop::sample::Index>(), replacement in "[A-Za-z0-9_.~ =-]"
    ) {
        static CHAIN: std::sync::OnceLock<Chain> = std::sync::OnceLock::new();
        let built = CHAIN.get_or_init(|| chain(&l2_claims(Mode::Autonomous), &l3_claims(hkd(1))));
        let mut tokens = [built.l1.clone(), built.l2.clone(), built.l3.clone()];
        let index = at.index(tokens[layer].len());
        let before = tokens[layer].clone();
        tokens[layer].replace_range(index..=index, &replacement);
        prop_assume!(tokens[layer] != before);
        let [l1, l2, l3] = &tokens;
        prop_assert!(verify(l1, l2, Some(l3), &policy(), NOW).is_err());
    }
}

#[test]
fn every_extension_is_signed_and_read_back() {
    let mut l2 = l2_claims(Mode::Autonomous);
    let bounds = l2.intent.constraints.as_mut().unwrap();
    bounds.extensions = Extensions {
        regions: vec!["MY".to_owned()],
        merchant_ids: vec!["M-1".to_owned()],
        blocked_merchant_ids: vec!["M-9".to_owned()],
        blocked_merchant_names: vec!["Casino".to_owned()],
        payment_frequency: Some(PaymentFrequency { max_payments: 3, period: FrequencyPeriod::Week }),
        max_retries: Some(2),
    };
    bounds.merchant_names.clear();
    let mut l3 = l3_claims(hkd(500_000));
    assert_eq!(code(&chain(&l2, &l3)), "chain.region_not_allowed");
    l3.checkout.merchant.merchant_region = Some("MY".to_owned());
    let made = chain(&l2, &l3);
    let verified = verify(&made.l1, &made.l2, Some(&made.l3), &policy(), NOW).unwrap();
    assert_eq!(verified.l2.intent.constraints, l2.intent.constraints);
    assert_eq!(verified.l3.unwrap().checkout, l3.checkout);
    l3.checkout.merchant.reference_merchant_id = "M-2".to_owned();
    assert_eq!(code(&chain(&l2, &l3)), "chain.merchant_not_allowed");
    l3.checkout.merchant.reference_merchant_id = "M-9".to_owned();
    assert_eq!(code(&chain(&l2, &l3)), "chain.merchant_blocked");
}

#[test]
fn an_order_of_a_merchant_that_only_looks_like_the_authorized_one_is_refused_as_such() {
    let l2 = l2_claims(Mode::Autonomous);
    let mut l3 = l3_claims(hkd(500_000));
    for name in ["\u{421}af\u{e9} \u{1F600}", "Cafe\u{301} \u{1F600}"] {
        l3.checkout.merchant.merchant_name = name.to_owned();
        assert_eq!(code(&chain(&l2, &l3)), "chain.merchant_confusable", "{name}");
    }
}

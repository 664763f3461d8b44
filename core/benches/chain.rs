//! What a chain costs beside the bare signatures in it: baselines and measurements in one run, on one core.
//! Targets: `verify_chain` at most 1.15 of `bare_three_verifies`, `sign_l2` and `sign_l3` at most 1.3 of `bare_sign`.

#![allow(clippy::unwrap_used, missing_docs)] // a benchmark may panic; criterion's macros write no comments

use std::hint::black_box;

use amp_wallet_core::assurance::{
    Checkout, Constraints, Extensions, Goods, Intent, L1Claims, L2Claims, L3Claims, MandateInfo, Merchant,
    Mode, TokenInfo, VerificationPolicy, build_l1, build_l2, build_l3, verify,
};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::{Signer, SoftwareKey, base64url};
use amp_wallet_core::money::{Amount, Currency};
use criterion::{Criterion, criterion_group, criterion_main};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

struct Bench {
    root: SoftwareKey,
    isp: SoftwareKey,
    agent: SoftwareKey,
    l1: String,
    l2_claims: L2Claims,
    l2: String,
    l3_claims: L3Claims,
    l3: String,
}

fn hkd(minor: i64) -> Amount {
    Amount::from_minor(minor, Currency::HKD).unwrap()
}

fn l2_claims(agent: &SoftwareKey) -> L2Claims {
    L2Claims {
        nonce: "VaKAC8ca6fK_eooPIbwNwg".to_owned(),
        aud: "alipayplus.com".to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(86_400),
        idv_result: "FACE".to_owned(),
        idv_time: NOW,
        mode: Mode::Autonomous,
        intent: Intent {
            raw: "flight and a 5-star hotel in Kuala Lumpur, 3 nights, not over HKD 10,000".to_owned(),
            desc: "Flight and a 5-star hotel in Kuala Lumpur, 3 nights".to_owned(),
            expiry_time: Some(NOW.plus_seconds(86_400)),
            constraints: Some(Constraints {
                budget: hkd(1_000_000),
                merchant_names: vec!["AirAsia".to_owned(), "Mandarin Oriental".to_owned()],
                merchant_mccs: vec!["4511".to_owned(), "7011".to_owned()],
                per_transaction_max: None,
                per_transaction_min: None,
                extensions: Extensions::default(),
            }),
        },
        token_info: TokenInfo {
            token_unique_reference: "TKN_38b313".to_owned(),
            token_status: "ACTIVE".to_owned(),
            user_login_id: "852-****0869".to_owned(),
            wallet_name: "AlipayHK".to_owned(),
        },
        mandate_info: MandateInfo {
            mandate_id: "MANDATE_9058b2".to_owned(),
            mandate_type: "AUTONOMOUS".to_owned(),
            mandate_status: "ACTIVE".to_owned(),
            mandate_expiry_time: NOW.plus_seconds(86_400),
        },
        checkout: None,
        agent_key: Some(agent.public().clone()),
    }
}

fn l3_claims() -> L3Claims {
    L3Claims {
        nonce: "uRasRcn86Az0Gpx4dwKE0g".to_owned(),
        aud: "alipayplus.com".to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(300),
        checkout: Checkout {
            total_amount: hkd(340_600),
            merchant: Merchant {
                reference_merchant_id: "M_af2d4c".to_owned(),
                merchant_name: "Mandarin Oriental".to_owned(),
                merchant_mcc: "7011".to_owned(),
                merchant_website_url: Some("https://shop.example/s_eeeed0".to_owned()),
                merchant_region: None,
            },
            goods: vec![Goods {
                goods_name: "Room, 3 nights".to_owned(),
                goods_unit_amount: hkd(340_600),
                goods_quantity: "1".to_owned(),
            }],
            reference_checkout_id: Some("CHECKOUT_a74252".to_owned()),
        },
    }
}

impl Bench {
    fn new() -> Self {
        let [root, isp, agent] =
            ["root-1", "isp-1", "agent-1"].map(|kid| SoftwareKey::generate(kid).unwrap());
        let l1 = L1Claims {
            iss: "alipayplus.com".to_owned(),
            sub: "user_2088_8b17fd".to_owned(),
            iat: NOW,
            exp: NOW.plus_seconds(31_536_000),
            isp_key: isp.public().clone(),
            isp_type: "MPP".to_owned(),
            isp_name: "ALIPAY_HK".to_owned(),
        };
        let l1 = build_l1(&l1, &root).unwrap();
        let l2_claims = l2_claims(&agent);
        let l2 = build_l2(&l2_claims, &l1, &isp).unwrap();
        let l3_claims = l3_claims();
        let l3 = build_l3(&l3_claims, &l2, &agent).unwrap();
        Self { root, isp, agent, l1, l2_claims, l2, l3_claims, l3 }
    }
}

/// What a bare verify takes: the point, the signed bytes, the signature.
fn bare(token: &str, key: &SoftwareKey) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let (jwt, _) = token.split_once('~').unwrap();
    let (message, signature) = jwt.rsplit_once('.').unwrap();
    let public = key.public();
    let point = [&[4], public.x.as_slice(), public.y.as_slice()].concat();
    (point, message.as_bytes().to_vec(), base64url::decode(signature).unwrap())
}

fn chain(criterion: &mut Criterion) {
    let bench = Bench::new();
    let policy = VerificationPolicy::strict(bench.root.public().clone(), "alipayplus.com", "alipayplus.com");
    let bares = [(&bench.l1, &bench.root), (&bench.l2, &bench.isp), (&bench.l3, &bench.agent)]
        .map(|(t, k)| bare(t, k));

    criterion.bench_function("bare_three_verifies", |bencher| {
        bencher.iter(|| {
            for (point, message, signature) in &bares {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, black_box(point))
                    .verify(black_box(message), black_box(signature))
                    .unwrap();
            }
        });
    });
    criterion.bench_function("verify_chain", |bencher| {
        bencher.iter(|| {
            verify(black_box(&bench.l1), black_box(&bench.l2), Some(black_box(&bench.l3)), &policy, NOW)
                .unwrap()
        });
    });
    let (_, message, _) = &bares[1];
    criterion.bench_function("bare_sign", |bencher| {
        bencher.iter(|| bench.isp.sign(black_box(message)).unwrap());
    });
    criterion.bench_function("sign_l2", |bencher| {
        bencher.iter(|| build_l2(black_box(&bench.l2_claims), black_box(&bench.l1), &bench.isp).unwrap());
    });
    criterion.bench_function("sign_l3", |bencher| {
        bencher.iter(|| build_l3(black_box(&bench.l3_claims), black_box(&bench.l2), &bench.agent).unwrap());
    });
}

criterion_group!(benches, chain);
criterion_main!(benches);

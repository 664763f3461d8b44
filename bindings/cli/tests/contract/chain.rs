//! One AUTONOMOUS chain with fresh keys, on disk.

use amp_wallet_core::assurance::{
    Checkout, Constraints, Extensions, Intent, L1Claims, L2Claims, L3Claims, MandateInfo, Merchant, Mode,
    TokenInfo, build_l1, build_l2, build_l3,
};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::money::{Amount, Currency};
use tempfile::{TempDir, tempdir};

use crate::amp::file;

/// When the chain is good, in seconds since 1970.
pub(crate) const NOW: i64 = 1_795_500_000;

/// The chain and its folder; every field but the folder is a path.
pub(crate) struct Chain {
    pub(crate) folder: TempDir,
    pub(crate) root: String,
    pub(crate) l1: String,
    pub(crate) l2: String,
    pub(crate) l3: String,
}

impl Chain {
    pub(crate) fn new() -> Self {
        let folder = tempdir().unwrap();
        let [root, isp, agent] = ["root", "isp", "agent"].map(|kid| SoftwareKey::generate(kid).unwrap());
        let now = Timestamp::from_seconds(NOW);
        let week = now.plus_seconds(7 * 86_400);
        let hkd = |minor| Amount::from_minor(minor, Currency::HKD).unwrap();
        let text = str::to_owned;
        let l1 = build_l1(
            &L1Claims {
                iss: text("alipayplus.com"),
                sub: text("user-1"),
                iat: now,
                exp: week,
                isp_key: isp.public().clone(),
                isp_type: text("MPP"),
                isp_name: text("ALIPAY_HK"),
            },
            &root,
        );
        let l1 = l1.unwrap();
        let l2 = L2Claims {
            nonce: text("nonce-2"),
            aud: text("alipayplus.com"),
            iat: now,
            exp: week,
            idv_result: text("FACE"),
            idv_time: now,
            mode: Mode::Autonomous,
            intent: Intent {
                raw: text("buy tea"),
                desc: text("Tea under HKD 100"),
                expiry_time: Some(week),
                constraints: Some(Constraints {
                    budget: hkd(10_000),
                    merchant_names: vec![text("香港茶餐廳")],
                    merchant_mccs: vec![text("5812")],
                    per_transaction_max: None,
                    per_transaction_min: None,
                    extensions: Extensions::default(),
                }),
            },
            token_info: TokenInfo {
                token_unique_reference: text("token-1"),
                token_status: text("ACTIVE"),
                user_login_id: text("852-****0869"),
                wallet_name: text("AlipayHK"),
            },
            mandate_info: MandateInfo {
                mandate_id: text("mandate-1"),
                mandate_type: text("AUTONOMOUS"),
                mandate_status: text("ACTIVE"),
                mandate_expiry_time: week,
            },
            checkout: None,
            agent_key: Some(agent.public().clone()),
        };
        let l2 = build_l2(&l2, &l1, &isp).unwrap();
        let l3 = L3Claims {
            nonce: text("nonce-3"),
            aud: text("alipayplus.com"),
            iat: now,
            exp: now.plus_seconds(300),
            checkout: Checkout {
                total_amount: hkd(3_800),
                merchant: Merchant {
                    reference_merchant_id: text("M1"),
                    merchant_name: text("香港茶餐廳"),
                    merchant_mcc: text("5812"),
                    merchant_website_url: None,
                    merchant_region: None,
                },
                goods: Vec::new(),
                reference_checkout_id: Some(text("order-1")),
            },
        };
        let l3 = build_l3(&l3, &l2, &agent).unwrap();
        Self {
            root: file(&folder, "root.jwk.json", root.public().to_json().to_compact()),
            l1: file(&folder, "l1.txt", l1 + "\n"),
            l2: file(&folder, "l2.txt", l2 + "\n"),
            l3: file(&folder, "l3.txt", l3),
            folder,
        }
    }
}

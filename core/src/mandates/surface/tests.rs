use proptest::prelude::*;

use super::*;
use crate::assurance::{Goods, Mode};
use crate::jose::PublicJwk;
use crate::mandates::sample::{content, enrollment, hkd, key};
use crate::mandates::{EnrollmentContent, MandateContent};
use crate::money::Currency;

fn surface(content: MandateContent) -> AuthorizationSurface {
    AuthorizationSurface::of(&AuthorizationContent::Mandate(content)).unwrap()
}

fn shown(surface: &AuthorizationSurface) -> Vec<String> {
    let texts = |value: &FieldValue| match value {
        FieldValue::Text { text }
        | FieldValue::Quote { text }
        | FieldValue::Money { text, .. }
        | FieldValue::Time { text, .. } => vec![text.clone()],
        FieldValue::Texts { texts } => texts.clone(),
        FieldValue::Goods { name, quantity, text, .. } => vec![name.clone(), quantity.clone(), text.clone()],
    };
    surface.fields.iter().flat_map(|field| texts(&field.value)).collect()
}

fn stressed(surface: &AuthorizationSurface) -> Vec<&str> {
    let fields = surface.fields.iter().filter(|field| field.emphasis == Emphasis::Stressed);
    fields.map(|field| field.key.as_str()).collect()
}

#[test]
fn an_immediate_mandate_stresses_agent_goods_merchant_and_amount() {
    let surface = surface(content(Mode::Immediate, 8_800));
    assert_eq!(stressed(&surface), ["agent", "merchant", "amount", "goods"]);
    assert_eq!(surface.glance, ["Pay HKD 88.00", "to Kuala Lumpur Air", "Travel Helper: 1 Flight HKG-KUL"]);
    assert_eq!(
        surface.voice,
        "The agent Travel Helper asks to pay HKD 88.00 to Kuala Lumpur Air for 1 Flight HKG-KUL."
    );
    assert_eq!(surface.warnings, [SurfaceWarning::AgentUnverified]);
}

#[test]
fn an_autonomous_mandate_stresses_task_agent_budget_validity_and_bounds() {
    let surface = surface(content(Mode::Autonomous, 1_000_000));
    let expected = ["task", "agent", "budget", "per_payment.max", "merchants", "categories", "valid_until"];
    assert_eq!(stressed(&surface), expected);
    assert_eq!(
        surface.glance,
        [
            "Travel Helper: Flight and a 5-star hote…",
            "Up to HKD 10000.00",
            "until 2026-11-25, 2 shops, 2 MCCs"
        ]
    );
    assert!(surface.voice.contains("up to HKD 10000.00 until 2026-11-25"), "{}", surface.voice);
}

#[test]
fn the_persons_raw_words_are_shown_as_a_quotation() {
    let surface = surface(content(Mode::Autonomous, 1));
    let words = surface.fields.iter().find(|field| field.key == "agent_words").unwrap();
    assert!(matches!(&words.value, FieldValue::Quote { text } if text.starts_with("book me")));
}

#[test]
fn a_binding_shows_who_is_bound_to_what_and_until_when() {
    let surface = AuthorizationSurface::of(&AuthorizationContent::Enrollment(enrollment())).unwrap();
    assert_eq!(stressed(&surface), ["agent", "wallet", "account", "scope", "valid_until"]);
    assert_eq!(surface.glance.len(), 3);
    assert!(surface.voice.contains("Travel Helper"), "{}", surface.voice);
}

#[test]
fn the_agents_key_is_shown_and_a_changed_one_stands_out_with_a_warning() {
    let same = AuthorizationSurface::of(&AuthorizationContent::Enrollment(enrollment())).unwrap();
    let thumbprint = key("agent-key-1").thumbprint();
    assert!(shown(&same).contains(&thumbprint));
    assert!(!same.warnings.contains(&SurfaceWarning::AgentKeyChanged));
    let former = PublicJwk { x: [8; 32], ..key("agent-key-1") };
    let changed = EnrollmentContent { former_agent_key: Some(former.clone()), ..enrollment() };
    let bound = AuthorizationSurface::of(&AuthorizationContent::Enrollment(changed)).unwrap();
    let mandate = surface(MandateContent {
        former_agent_key: Some(former.clone()),
        ..content(Mode::Autonomous, 8_800)
    });
    for surface in [bound, mandate] {
        assert!(surface.warnings.contains(&SurfaceWarning::AgentKeyChanged));
        let keys = ["agent.key_thumbprint", "agent.former_key_thumbprint"];
        assert!(keys.iter().all(|key| stressed(&surface).contains(key)), "{:?}", surface.fields);
        assert!(shown(&surface).contains(&former.thumbprint()));
    }
}

#[test]
fn every_text_and_amount_that_is_signed_is_shown() {
    for mode in [Mode::Immediate, Mode::Autonomous] {
        let content = content(mode, 8_800);
        let shown = shown(&surface(content.clone()));
        for text in content.texts() {
            assert!(shown.iter().any(|value| value == text.text), "{} is not shown", text.field);
        }
        assert!(shown.contains(&content.budget().unwrap().to_string()));
        assert!(shown.contains(&content.expires_at().to_iso8601()));
    }
    let enrollment = AuthorizationContent::Enrollment(enrollment());
    let shown = shown(&AuthorizationSurface::of(&enrollment).unwrap());
    for text in enrollment.texts() {
        assert!(shown.iter().any(|value| value == text.text), "{} is not shown", text.field);
    }
}

#[test]
fn what_the_user_should_know_is_said() {
    let mut bounds = content(Mode::Autonomous, 100);
    bounds.agent.verified = true;
    let constraints = bounds.intent.constraints.as_mut().unwrap();
    constraints.merchant_names.clear();
    constraints.per_transaction_max = None;
    let expected = [SurfaceWarning::AnyMerchant, SurfaceWarning::WholeBudgetAtOnce];
    assert_eq!(surface(bounds).warnings, expected);

    let mut order = content(Mode::Immediate, 100);
    order.checkout.as_mut().unwrap().goods[0].goods_quantity = "3".into();
    let differs = SurfaceWarning::GoodsSumDiffers { goods: hkd(300), total: hkd(100) };
    assert!(surface(order.clone()).warnings.contains(&differs));
    order.checkout.as_mut().unwrap().goods.clear();
    assert!(surface(order).warnings.contains(&SurfaceWarning::NoGoods));
}

#[test]
fn hostile_text_is_never_shown_not_even_for_a_binding() {
    let mut hostile = enrollment();
    hostile.agent.display_name = "Alipay\u{202e}Support".into();
    let error = AuthorizationSurface::of(&AuthorizationContent::Enrollment(hostile)).unwrap_err();
    assert_eq!(error.code(), "surface.text_refused");
    assert_eq!(error.to_string(), "agent.display_name is not shown: holds U+202E");
}

#[test]
fn approving_anything_else_than_what_was_shown_is_refused() {
    let shown = surface(content(Mode::Autonomous, 1_000_000));
    assert_eq!(shown.confirm(&shown.digest), Ok(()));
    let other = surface(content(Mode::Autonomous, 1_000_001));
    for digest in [other.digest.as_str(), "", &shown.digest[..42], &format!("{}=", shown.digest)] {
        assert_eq!(shown.confirm(digest), Err(SurfaceError::DigestMismatch));
    }
}

type Change<T> = (&'static str, fn(&mut T));

const ENROLLMENT_CHANGES: [Change<EnrollmentContent>; 15] = [
    ("session", |c| c.auth_session_id.push('x')),
    ("agent id", |c| c.agent.agent_id.push('x')),
    ("agent name", |c| c.agent.display_name.push('x')),
    ("developer", |c| c.agent.developer = None),
    ("website", |c| c.agent.website = None),
    ("verified", |c| c.agent.verified = true),
    ("wallet", |c| c.wallet_name.push('x')),
    ("account", |c| c.user_login_id.push('x')),
    ("agent key", |c| c.agent_key.as_mut().unwrap().x[0] ^= 1),
    ("no agent key", |c| c.agent_key = None),
    ("former agent key", |c| c.former_agent_key = Some(key("before"))),
    ("key id", |c| c.isp_key.kid.push('x')),
    ("key x", |c| c.isp_key.x[31] ^= 1),
    ("key y", |c| c.isp_key.y[0] ^= 1),
    ("expiry", |c| c.expires_at = c.expires_at.plus_millis(1)),
];

const MANDATE_CHANGES: [Change<MandateContent>; 18] = [
    ("session", |c| c.auth_session_id.push('x')),
    ("former agent key", |c| c.former_agent_key = Some(key("before"))),
    ("mode", |c| {
        c.mode = if c.mode == Mode::Immediate { Mode::Autonomous } else { Mode::Immediate };
    }),
    ("agent id", |c| c.agent.agent_id.push('x')),
    ("agent name", |c| c.agent.display_name.push('x')),
    ("verified", |c| c.agent.verified = true),
    ("agent key", |c| c.agent_key = Some(PublicJwk { x: [8; 32], ..key("agent-key-1") })),
    ("agent key id", |c| c.agent_key = Some(key("agent-key-2"))),
    ("raw", |c| c.intent.raw.push('x')),
    ("desc", |c| c.intent.desc.push('x')),
    ("task expiry", |c| c.intent.expiry_time = Some(c.expires_at().plus_millis(1))),
    ("token reference", |c| c.token_info.token_unique_reference.push('x')),
    ("token status", |c| c.token_info.token_status.push('x')),
    ("account", |c| c.token_info.user_login_id.push('x')),
    ("wallet", |c| c.token_info.wallet_name.push('x')),
    ("mandate id", |c| c.mandate_info.mandate_id.push('x')),
    ("mandate status", |c| c.mandate_info.mandate_status.push('x')),
    ("expiry", |c| c.mandate_info.mandate_expiry_time = c.expires_at().plus_millis(1)),
];

const BOUND_CHANGES: [Change<MandateContent>; 9] = [
    ("budget", |c| c.intent.constraints.as_mut().unwrap().budget = hkd(8_801)),
    ("currency", |c| {
        let budget = &mut c.intent.constraints.as_mut().unwrap().budget;
        *budget = Amount::from_micros(budget.micros(), Currency::USD);
    }),
    ("merchant", |c| c.intent.constraints.as_mut().unwrap().merchant_names[1].push('x')),
    ("merchants", |c| c.intent.constraints.as_mut().unwrap().merchant_names.truncate(1)),
    ("merchant order", |c| c.intent.constraints.as_mut().unwrap().merchant_names.reverse()),
    ("category", |c| c.intent.constraints.as_mut().unwrap().merchant_mccs[0] = "4512".into()),
    ("max", |c| c.intent.constraints.as_mut().unwrap().per_transaction_max = None),
    ("min", |c| c.intent.constraints.as_mut().unwrap().per_transaction_min = Some(hkd(1))),
    ("no bounds", |c| c.intent.constraints = None),
];

const ORDER_CHANGES: [Change<MandateContent>; 11] = [
    ("total", |c| c.checkout.as_mut().unwrap().total_amount = hkd(8_801)),
    ("merchant id", |c| c.checkout.as_mut().unwrap().merchant.reference_merchant_id.clear()),
    ("merchant", |c| c.checkout.as_mut().unwrap().merchant.merchant_name.push('x')),
    ("category", |c| c.checkout.as_mut().unwrap().merchant.merchant_mcc = "4512".into()),
    ("website", |c| c.checkout.as_mut().unwrap().merchant.merchant_website_url = None),
    ("goods", |c| c.checkout.as_mut().unwrap().goods[0].goods_name.push('x')),
    ("price", |c| c.checkout.as_mut().unwrap().goods[0].goods_unit_amount = hkd(1)),
    ("quantity", |c| c.checkout.as_mut().unwrap().goods[0].goods_quantity = "2".into()),
    ("lines", |c| {
        let line = Goods { goods_name: "Seat".into(), goods_unit_amount: hkd(0), goods_quantity: "1".into() };
        c.checkout.as_mut().unwrap().goods.push(line);
    }),
    ("order id", |c| c.checkout.as_mut().unwrap().reference_checkout_id = None),
    ("no order", |c| c.checkout = None),
];

#[test]
fn changing_any_field_of_a_mandate_changes_the_digest() {
    let changes = [(Mode::Autonomous, &BOUND_CHANGES[..]), (Mode::Immediate, &ORDER_CHANGES[..])];
    for (mode, own) in changes {
        let content = content(mode, 8_800);
        let digest = surface(content.clone()).digest;
        for (name, change) in MANDATE_CHANGES.iter().chain(own) {
            let mut changed = content.clone();
            change(&mut changed);
            assert_ne!(changed, content, "{name} changed nothing");
            assert_ne!(surface(changed).digest, digest, "{mode:?} {name}");
        }
    }
}

#[test]
fn changing_any_field_of_a_binding_changes_the_digest() {
    let digest = AuthorizationSurface::of(&AuthorizationContent::Enrollment(enrollment())).unwrap().digest;
    for (name, change) in ENROLLMENT_CHANGES {
        let mut changed = enrollment();
        change(&mut changed);
        let surface = AuthorizationSurface::of(&AuthorizationContent::Enrollment(changed)).unwrap();
        assert_ne!(surface.digest, digest, "{name}");
    }
}

proptest! {
    #[test]
    fn two_contents_share_a_digest_only_if_they_are_equal(
        one in (proptest::collection::vec("[ab]{1,2}", 0..3), proptest::collection::vec("[01]{4}", 0..3), "[ab]{1,2}", "[ab]{1,2}"),
        other in (proptest::collection::vec("[ab]{1,2}", 0..3), proptest::collection::vec("[01]{4}", 0..3), "[ab]{1,2}", "[ab]{1,2}"),
    ) {
        let make = |(names, mccs, raw, desc): (Vec<String>, Vec<String>, String, String)| {
            let mut content = content(Mode::Autonomous, 8_800);
            let bounds = content.intent.constraints.as_mut().unwrap();
            (bounds.merchant_names, bounds.merchant_mccs) = (names, mccs);
            (content.intent.raw, content.intent.desc) = (raw, desc);
            content
        };
        let (one, other) = (make(one), make(other));
        prop_assert_eq!(one == other, surface(one).digest == surface(other).digest);
    }

    #[test]
    fn a_glance_fits_a_watch_and_never_cuts_the_amount(
        micros in 1..i64::MAX,
        name in "\\PC{1,200}",
        merchant in "[a-z香 ]{1,190}x",
        goods in proptest::collection::vec("[a-z]{1,200}", 0..4),
    ) {
        let amount = Amount::from_micros(micros, Currency::HKD);
        for mode in [Mode::Immediate, Mode::Autonomous] {
            let mut content = content(mode, 1);
            content.agent.display_name.clone_from(&name);
            if let Some(bounds) = &mut content.intent.constraints {
                bounds.budget = amount;
                bounds.merchant_names = vec![merchant.clone(); 64];
                bounds.merchant_mccs = vec!["5411".into(); 64];
            }
            if let Some(order) = &mut content.checkout {
                order.total_amount = amount;
                order.merchant.merchant_name.clone_from(&merchant);
                order.goods = goods
                    .iter()
                    .map(|name| Goods { goods_name: name.clone(), goods_unit_amount: amount, goods_quantity: "999999999".into() })
                    .collect();
            }
            // Names that are refused are refused before anything is laid out.
            let Ok(surface) = AuthorizationSurface::of(&AuthorizationContent::Mandate(content)) else { continue };
            prop_assert!(surface.glance.len() <= GLANCE_LINES as usize);
            prop_assert!(surface.glance.iter().all(|line| line.chars().count() <= GLANCE_WIDTH as usize));
            prop_assert!(surface.glance.iter().any(|line| line.ends_with(&amount.to_string())));
            prop_assert!(surface.voice.contains(&amount.to_string()));
            prop_assert!(surface.voice.chars().count() <= 500);
        }
    }
}

fn raise(before: i64, after: i64) -> crate::mandates::AdjustmentContent {
    crate::mandates::AdjustmentContent {
        adjustment_id: "raise-1".into(),
        mandate_id: "mandate-1".into(),
        agent: content(Mode::Autonomous, 1).agent,
        desc: "Flight and hotel".into(),
        before: hkd(before),
        used: hkd(10),
        after: hkd(after),
        expires_at: Timestamp::from_seconds(1_795_491_753),
    }
}

#[test]
fn a_raise_shows_both_budgets_and_each_has_its_own_digest() {
    let surface = AuthorizationSurface::of_adjustment(&raise(100, 500)).unwrap();
    assert_eq!(stressed(&surface), ["task", "agent", "budget.before", "budget.after", "valid_until"]);
    assert!(surface.voice.contains("from HKD 1.00 to HKD 5.00"), "{}", surface.voice);
    let renamed = crate::mandates::AdjustmentContent { adjustment_id: "raise-2".into(), ..raise(100, 500) };
    for other in [raise(101, 500), raise(100, 501), renamed] {
        let other = AuthorizationSurface::of_adjustment(&other).unwrap();
        assert_eq!(surface.confirm(&other.digest), Err(SurfaceError::DigestMismatch));
    }
    let hostile = crate::mandates::AdjustmentContent { desc: "a\u{202e}b".into(), ..raise(1, 2) };
    assert!(matches!(AuthorizationSurface::of_adjustment(&hostile), Err(SurfaceError::Text { .. })));
}

use proptest::prelude::*;

use super::super::json::{self, Json, Limits, Object};
use super::super::{Entropy, KeyBindingFault, Signer, SoftwareKey, SystemEntropy, base64url, jws};
use super::*;
use crate::clock::Timestamp;

fn object(text: &str) -> Object {
    match json::parse(text.as_bytes(), &Limits::DEFAULT) {
        Ok(Json::Object(members)) => members,
        other => panic!("{other:?}"),
    }
}

fn issue(claims: &str, hide: Vec<Vec<Step>>, key: &SoftwareKey) -> String {
    Issue { typ: Some("example".to_owned()), claims: object(claims), hide, decoys: Vec::new() }
        .sign(key, &SystemEntropy)
        .unwrap()
}

fn claims(token: &str, key: &SoftwareKey) -> Result<Json, JoseError> {
    verify(token, key.public(), None, &SdLimits::DEFAULT).map(Processed::into_claims)
}

/// Signs a payload as it is, with these disclosures behind it.
fn raw(payload: &str, disclosures: &[String], key: &SoftwareKey) -> String {
    let mut token = jws::sign(r#"{"alg":"ES256"}"#, payload, key).unwrap();
    token.push('~');
    for disclosure in disclosures {
        token.push_str(disclosure);
        token.push('~');
    }
    token
}

fn encoded(disclosure: &str) -> (String, String) {
    let encoded = base64url::encode(disclosure.as_bytes());
    let digest = String::from_utf8(disclosure::digest_text(encoded.as_bytes()).to_vec()).unwrap();
    (encoded, digest)
}

fn code(result: Result<Json, JoseError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "valid")
}

#[test]
fn hidden_claims_come_back_when_disclosed_and_stay_away_when_not() {
    let key = SoftwareKey::generate("k1").unwrap();
    let text = r#"{"iss":"x","address":{"city":"KL","zip":"50088"},"list":["a","b",["c"]]}"#;
    let hide: Vec<Vec<Step>> = vec![
        vec!["address".into()],
        vec!["address".into(), "zip".into()],
        vec!["list".into(), 1.into()],
        vec!["list".into(), 2.into(), 0.into()],
    ];
    let token = issue(text, hide, &key);
    let all = claims(&token, &key).unwrap();
    assert_eq!(
        all.to_compact(),
        r#"{"iss":"x","list":["a","b",["c"]],"address":{"city":"KL","zip":"50088"}}"#
    );
    let parsed = SdJwt::parse(&token, &SdLimits::DEFAULT).unwrap();
    assert_eq!(parsed.disclosures().len(), 4);
    let (bare, _) = token.split_once('~').unwrap();
    let none = verify(&format!("{bare}~"), key.public(), None, &SdLimits::DEFAULT).unwrap();
    assert_eq!(none.withheld, ["list", "list"]);
    assert_eq!(none.into_claims().to_compact(), r#"{"iss":"x","list":["a",[]]}"#);
}

#[test]
fn decoys_look_like_withheld_claims_and_change_nothing() {
    let key = SoftwareKey::generate("k1").unwrap();
    let token = Issue {
        typ: None,
        claims: object(r#"{"a":{"b":1}}"#),
        hide: vec![],
        decoys: vec![(vec![], 3), (vec!["a".into()], 2)],
    }
    .sign(&key, &SystemEntropy)
    .unwrap();
    let processed = verify(&token, key.public(), None, &SdLimits::DEFAULT).unwrap();
    assert_eq!(processed.withheld, ["a"]);
    assert_eq!(processed.into_claims().to_compact(), r#"{"a":{"b":1}}"#);
}

#[test]
fn hiding_what_is_not_there_or_twice_is_refused() {
    let key = SoftwareKey::generate("k1").unwrap();
    for hide in [
        vec![vec!["b".into()]],
        vec![vec!["a".into()], vec!["a".into()]],
        vec![vec!["l".into(), 5.into()]],
        vec![vec!["l".into(), 0.into()], vec!["l".into(), 0.into()]],
        vec![vec![]],
        vec![vec!["a".into(), "x".into()]],
    ] {
        let issue = Issue { claims: object(r#"{"a":1,"l":[1]}"#), hide, ..Issue::default() };
        assert_eq!(issue.sign(&key, &SystemEntropy).unwrap_err().code(), "jose.hide_path");
    }
}

#[test]
fn disclosures_of_the_wrong_form_or_name_are_refused() {
    let key = SoftwareKey::generate("k1").unwrap();
    let refusal = |disclosure: &str| {
        let (text, digest) = encoded(disclosure);
        code(claims(&raw(&format!(r#"{{"a":1,"_sd":["{digest}"]}}"#), &[text], &key), &key))
    };
    assert_eq!(refusal(r#"["s","b",2]"#), "valid");
    assert_eq!(refusal(r#"["s","a",2]"#), "jose.disclosure_collision");
    assert_eq!(refusal(r#"["s","_sd",2]"#), "jose.disclosure_name");
    assert_eq!(refusal(r#"["s","...",2]"#), "jose.disclosure_name");
    assert_eq!(refusal(r#"["s","_sd_alg","md5"]"#), "jose.disclosure_name");
    for other in [r#"["s",2]"#, r#"["s","b",2,3]"#, r#"["s",3,2]"#, r#"[1,"b",2]"#, "{}", "[", "7"] {
        assert_eq!(refusal(other), "jose.disclosure_malformed", "{other}");
    }
    assert_eq!(refusal(r#"["s","b",{"c":1,"c":2}]"#), "json.duplicate");
    assert_eq!(refusal(r#"["s","b",{"...":"x"}]"#), "jose.sd");
    assert_eq!(refusal(r#"["s","b",{"_sd":"x"}]"#), "jose.sd");
    assert_eq!(refusal(r#"["s","b",{"_sd":[7]}]"#), "jose.sd");
}

#[test]
fn elements_take_the_element_form_only() {
    let key = SoftwareKey::generate("k1").unwrap();
    let refusal = |disclosure: &str, beside: &str| {
        let (text, digest) = encoded(disclosure);
        code(claims(&raw(&format!(r#"{{"l":[{{"...":"{digest}"{beside}}}]}}"#), &[text], &key), &key))
    };
    assert_eq!(refusal(r#"["s",2]"#, ""), "valid");
    assert_eq!(refusal(r#"["s","n",2]"#, ""), "jose.disclosure_malformed");
    assert_eq!(refusal(r#"["s",2]"#, r#","x":1"#), "jose.sd");
    assert_eq!(refusal(r#"["s",{"...":"x"}]"#, ""), "jose.sd");
}

#[test]
fn a_digest_binds_once() {
    let key = SoftwareKey::generate("k1").unwrap();
    let (text, digest) = encoded(r#"["s","b",2]"#);
    let twice = format!(r#"{{"_sd":["{digest}","{digest}"]}}"#);
    assert_eq!(code(claims(&raw(&twice, std::slice::from_ref(&text), &key), &key)), "jose.digest_duplicate");
    let nested = format!(r#"{{"_sd":["{digest}"],"c":{{"_sd":["{digest}"]}}}}"#);
    assert_eq!(code(claims(&raw(&nested, std::slice::from_ref(&text), &key), &key)), "jose.digest_duplicate");
    // also when nothing is disclosed
    assert_eq!(code(claims(&raw(&nested, &[], &key), &key)), "jose.digest_duplicate");
    let once = format!(r#"{{"_sd":["{digest}"]}}"#);
    assert_eq!(code(claims(&raw(&once, &[text.clone(), text], &key), &key)), "jose.disclosure_duplicate");
}

#[test]
fn what_no_digest_binds_is_refused() {
    let key = SoftwareKey::generate("k1").unwrap();
    let (text, digest) = encoded(r#"["s","b",2]"#);
    assert_eq!(code(claims(&raw("{}", std::slice::from_ref(&text), &key), &key)), "jose.disclosure_unbound");
    // a child without its parent: the digest stands only in a disclosure that is not there
    let (parent, parent_digest) = encoded(&format!(r#"["s","p",{{"_sd":["{digest}"]}}]"#));
    let payload = format!(r#"{{"_sd":["{parent_digest}"]}}"#);
    assert_eq!(
        code(claims(&raw(&payload, std::slice::from_ref(&text), &key), &key)),
        "jose.disclosure_unbound"
    );
    assert_eq!(code(claims(&raw(&payload, &[text, parent], &key), &key)), "valid");
}

#[test]
fn disclosures_that_name_each_other_bind_nothing() {
    let key = SoftwareKey::generate("k1").unwrap();
    // no one can make a real cycle: it would be a hash of itself. This is the closest: each names a digest the
    // other would have, and itself.
    let (_, guess) = encoded(r#"["s","b",{"_sd":[]}]"#);
    let (first, first_digest) = encoded(&format!(r#"["s","a",{{"_sd":["{guess}"]}}]"#));
    let (second, _) = encoded(&format!(r#"["s","b",{{"_sd":["{first_digest}"]}}]"#));
    assert_eq!(code(claims(&raw("{}", &[first, second], &key), &key)), "jose.disclosure_unbound");
}

#[test]
fn a_chain_of_disclosures_is_as_deep_as_the_limit() {
    let key = SoftwareKey::generate("k1").unwrap();
    let nested = |levels: u32| {
        let mut disclosures = Vec::new();
        let mut inner = "1".to_owned();
        let mut payload = String::new();
        for _ in 0..levels {
            let (text, digest) = encoded(&format!(r#"["s","a",{inner}]"#));
            disclosures.push(text);
            inner = format!(r#"{{"_sd":["{digest}"]}}"#);
            payload.clone_from(&inner);
        }
        code(claims(&raw(&payload, &disclosures, &key), &key))
    };
    assert_eq!(nested(32), "valid");
    assert_eq!(nested(33), "json.too_deep");
    assert_eq!(nested(500), "json.too_deep");
}

#[test]
fn another_hash_than_sha_256_is_refused() {
    let key = SoftwareKey::generate("k1").unwrap();
    for alg in [r#""sha-512""#, r#""SHA-256""#, "null", "7", r#""""#] {
        let payload = format!(r#"{{"_sd_alg":{alg}}}"#);
        assert_eq!(code(claims(&raw(&payload, &[], &key), &key)), "jose.sd_alg");
    }
}

#[test]
fn the_serialization_is_exact() {
    let key = SoftwareKey::generate("k1").unwrap();
    let token = issue(r#"{"a":1,"b":2}"#, vec![vec!["a".into()], vec!["b".into()]], &key);
    for broken in [
        token.trim_end_matches('~').to_owned() + ".",
        token.clone() + "~",
        token.replacen('~', "~~", 1),
        token.replacen('.', "", 1),
        String::new(),
        "~".to_owned(),
    ] {
        assert!(claims(&broken, &key).is_err(), "{broken}");
    }
}

#[test]
fn sizes_are_bounded_before_anything_is_decoded() {
    let key = SoftwareKey::generate("k1").unwrap();
    let limits = SdLimits::DEFAULT;
    let huge = "a".repeat(10 * 1024 * 1024);
    assert_eq!(SdJwt::parse(&huge, &limits).unwrap_err().code(), "jose.too_large");
    let many = format!("a.b.c~{}", "x~".repeat(100_000));
    assert_eq!(SdJwt::parse(&many, &limits).unwrap_err().code(), "jose.too_many_disclosures");
    let allowed = format!("a.b.c~{}", "x~".repeat(512));
    assert!(SdJwt::parse(&allowed, &limits).is_ok());
    assert_eq!(verify(&huge, key.public(), None, &limits).unwrap_err().code(), "jose.too_large");
}

#[test]
fn key_binding_is_bound_to_audience_nonce_time_key_and_disclosures() {
    let key = SoftwareKey::generate("k1").unwrap();
    let holder = SoftwareKey::generate("h1").unwrap();
    let mut all = object(r#"{"a":1,"b":2}"#);
    all.insert("cnf", Object::from_iter([("jwk", holder.public().to_json())]));
    let hide = vec![vec!["a".into()], vec!["b".into()]];
    let token = Issue { claims: all, hide, ..Issue::default() }.sign(&key, &SystemEntropy).unwrap();
    let now = Timestamp::from_seconds(1_800_000_000);
    let freshness = Some(Freshness { now, max_age_seconds: 300, leeway_seconds: 60 });
    let wanted = KeyBinding { aud: "v".to_owned(), nonce: "n".to_owned(), freshness };
    let bound = wanted.sign(&token, now, &holder).unwrap();
    let check = |token: &str, wanted: Option<&KeyBinding>| match verify(
        token,
        key.public(),
        wanted,
        &SdLimits::DEFAULT,
    ) {
        Ok(_) => None,
        Err(JoseError::KeyBinding { fault }) => Some(fault),
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(check(&bound, Some(&wanted)), None);
    assert_eq!(check(&bound, None), Some(KeyBindingFault::Unexpected));
    assert_eq!(check(&token, Some(&wanted)), Some(KeyBindingFault::Missing));
    let other = KeyBinding { aud: "w".to_owned(), ..wanted.clone() };
    assert_eq!(check(&bound, Some(&other)), Some(KeyBindingFault::Audience));
    let other = KeyBinding { nonce: "m".to_owned(), ..wanted.clone() };
    assert_eq!(check(&bound, Some(&other)), Some(KeyBindingFault::Nonce));
    let stranger = wanted.sign(&token, now, &key).unwrap();
    assert_eq!(check(&stranger, Some(&wanted)), Some(KeyBindingFault::Signature));
    for (late, expected) in [
        (-361, Some(KeyBindingFault::IssuedAt)),
        (-360, None),
        (60, None),
        (61, Some(KeyBindingFault::IssuedAt)),
    ] {
        let at = wanted.sign(&token, now.plus_seconds(late), &holder).unwrap();
        assert_eq!(check(&at, Some(&wanted)), expected, "{late}");
    }
    // one disclosure dropped after the binding was made
    let parts: Vec<&str> = bound.split('~').collect();
    let fewer = format!("{}~{}~{}", parts[0], parts[1], parts[3]);
    assert_eq!(check(&fewer, Some(&wanted)), Some(KeyBindingFault::SdHash));
    let garbage = format!("{token}x");
    assert_eq!(check(&garbage, Some(&wanted)), Some(KeyBindingFault::Malformed));
}

/// Counts up: two tokens from the same start are the same.
struct Counting(std::sync::Mutex<u8>);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), JoseError> {
        let mut next = self.0.lock().unwrap();
        for byte in bytes {
            *byte = *next;
            *next = next.wrapping_add(1);
        }
        Ok(())
    }
}

#[test]
fn an_injected_entropy_gives_the_same_disclosures_twice() {
    let key = SoftwareKey::generate("k1").unwrap();
    let make = || {
        let issue =
            Issue { claims: object(r#"{"a":1,"b":2}"#), hide: vec![vec!["a".into()]], ..Issue::default() };
        let token = issue.sign(&key, &Counting(std::sync::Mutex::new(0))).unwrap();
        SdJwt::parse(&token, &SdLimits::DEFAULT).unwrap().disclosures()[0].to_owned()
    };
    assert_eq!(make(), make());
}

fn signer() -> &'static SoftwareKey {
    static KEY: std::sync::OnceLock<SoftwareKey> = std::sync::OnceLock::new();
    KEY.get_or_init(|| SoftwareKey::generate("k1").unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_flipped_byte_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..7) {
        let token = issue(r#"{"a":"x","b":[1,2],"c":{"d":true}}"#,
            vec![vec!["a".into()], vec!["b".into(), 0.into()], vec!["c".into(), "d".into()]], signer());
        let mut bytes = token.clone().into_bytes();
        let index = at.index(bytes.len());
        bytes[index] ^= 1 << bit;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(claims(&changed, signer()).is_err());
        }
    }

    #[test]
    fn any_subset_of_top_level_disclosures_gives_exactly_these_claims(keep in any::<[bool; 4]>()) {
        let names = ["a", "b", "c", "d"];
        let token = issue(r#"{"a":1,"b":2,"c":3,"d":4,"e":5}"#,
            names.iter().map(|name| vec![Step::from(*name)]).collect(), signer());
        let parsed = SdJwt::parse(&token, &SdLimits::DEFAULT).unwrap();
        let mut shown = format!("{}~", token.split('~').next().unwrap());
        for (kept, disclosure) in keep.iter().zip(parsed.disclosures()) {
            if *kept {
                shown.push_str(disclosure);
                shown.push('~');
            }
        }
        let got = claims(&shown, signer()).unwrap();
        prop_assert_eq!(got.get("e"), Some(&Json::Integer(5)));
        for (kept, name) in keep.iter().zip(names) {
            prop_assert_eq!(got.get(name).is_some(), *kept);
        }
    }
}

#[test]
fn the_holder_key_is_the_one_that_the_issuer_signed() {
    let key = signer();
    let claims = object(r#"{"cnf":{"jwk":{"kty":"oct","k":"AA"}}}"#);
    let token = Issue { claims, ..Issue::default() }.sign(key, &SystemEntropy).unwrap();
    let wanted = KeyBinding { aud: "v".to_owned(), nonce: "n".to_owned(), freshness: None };
    let bound = wanted.sign(&token, Timestamp::from_seconds(0), key).unwrap();
    assert_eq!(
        verify(&bound, &key.public_jwk(), Some(&wanted), &SdLimits::DEFAULT),
        Err(JoseError::KeyBinding { fault: KeyBindingFault::NoHolderKey })
    );
}

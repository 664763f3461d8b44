//! Tokens made to hurt: each ends in a typed error (or a verdict) within bounded time and memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test may panic
#![allow(clippy::disallowed_methods)] // it measures

use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use amp_wallet_core::assurance::{
    L1Claims, VerificationPolicy, build_l1, sd_hash, verify, verify_l1, verify_mandate,
};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::json::{Limits, parse};
use amp_wallet_core::jose::sd_jwt::{self, SdLimits};
use amp_wallet_core::jose::{PublicJwk, SoftwareKey, base64url, jws};

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);
/// Generous, because tests run unoptimized on busy machines; a quadratic step would take minutes.
const LONGEST: Duration = Duration::from_secs(5);
/// What one judgement may add to the process's peak memory, in KiB.
const MOST_MEMORY: u64 = 64 * 1024;

/// Peak resident memory so far, in KiB, where the system tells.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn bounded<T>(name: &str, judge: impl FnOnce() -> T) -> T {
    let (start, memory) = (Instant::now(), peak_memory());
    let verdict = judge();
    assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
    let grown = peak_memory().saturating_sub(memory);
    assert!(grown < MOST_MEMORY, "{name} took {grown} KiB");
    verdict
}

/// One test at a time: they measure the process's memory.
static ALONE: Mutex<()> = Mutex::new(());

struct World {
    _alone: MutexGuard<'static, ()>,
    root: SoftwareKey,
    isp: SoftwareKey,
    l1: String,
    policy: VerificationPolicy,
}

fn world() -> World {
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let [root, isp] = ["root", "isp"].map(|kid| SoftwareKey::generate(kid).unwrap());
    let identity = L1Claims {
        iss: "iss".to_owned(),
        sub: "user".to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(1_000),
        isp_key: isp.public().clone(),
        isp_type: "MPP".to_owned(),
        isp_name: "W".to_owned(),
    };
    let l1 = build_l1(&identity, &root).unwrap();
    let policy = VerificationPolicy::strict(root.public().clone(), "iss", "aud");
    World { _alone: alone, root, isp, l1, policy }
}

/// A right signature over any payload.
fn signed(payload: &str, key: &SoftwareKey) -> String {
    let header = format!(r#"{{"alg":"ES256","typ":"sd+jwt","kid":"{}"}}"#, key.public().kid);
    jws::sign(&header, payload, key).unwrap() + "~"
}

#[test]
fn a_token_of_ten_megabytes_is_refused_unread_in_every_place() {
    let world = world();
    let huge = "a".repeat(10 * 1024 * 1024);
    let tokens = [&huge, &world.l1];
    for (l1, l2, l3) in [(0, 1, 1), (1, 0, 1)] {
        let error = bounded("10 MB", || {
            verify(tokens[l1], tokens[l2], Some(tokens[l3]), &world.policy, NOW).unwrap_err()
        });
        assert_eq!(error.code(), "chain.resource_limit");
    }
    let claim = signed(&format!(r#"{{"x":"{huge}"}}"#), &world.isp);
    let error =
        bounded("10 MB, signed", || verify_mandate(&world.l1, &claim, &world.policy, NOW).unwrap_err());
    assert_eq!((error.code(), error.layer.as_str()), ("chain.resource_limit", "L2"));
    let error = bounded("10 MB of JSON", || parse(huge.as_bytes(), &Limits::DEFAULT).unwrap_err());
    assert_eq!(error.code(), "json.too_large");
    let error = bounded("10 MB of JWK", || PublicJwk::parse(huge.as_bytes()).unwrap_err());
    assert_eq!(error.code(), "json.too_large");
}

#[test]
fn a_hundred_thousand_disclosures_are_refused_uncounted() {
    let world = world();
    for disclosure in ["", "x", "WyJzIiwiYSIsMV0"] {
        let token = format!("{}{}", world.l1, format!("{disclosure}~").repeat(100_000));
        let error = bounded("100,000 disclosures", || verify_l1(&token, &world.policy, NOW).unwrap_err());
        assert_eq!(error.code(), "chain.resource_limit");
    }
}

#[test]
fn ten_thousand_levels_are_refused_wherever_they_are() {
    let world = world();
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        let token = signed(&format!(r#"{{"x":{nested}}}"#), &world.root);
        let error = bounded("in a payload", || verify_l1(&token, &world.policy, NOW).unwrap_err());
        assert_eq!(error.code(), "chain.resource_limit");
        let header = format!(r#"{{"alg":"ES256","x":{nested}}}"#);
        let token = format!("{}.e30.AAAA~", base64url::encode(header.as_bytes()));
        let error = bounded("in a header", || verify_l1(&token, &world.policy, NOW).unwrap_err());
        assert_eq!(error.code(), "chain.resource_limit");
        let disclosure = base64url::encode(format!(r#"["s","x",{nested}]"#).as_bytes());
        let payload = format!(r#"{{"_sd":["{}"],"_sd_alg":"sha-256"}}"#, sd_hash(&disclosure));
        let token = format!("{}{disclosure}~", signed(&payload, &world.isp));
        let error =
            bounded("in a disclosure", || verify_mandate(&world.l1, &token, &world.policy, NOW).unwrap_err());
        assert_eq!(error.code(), "chain.resource_limit");
    }
}

#[test]
fn levels_spread_over_many_disclosures_are_counted_together() {
    let world = world();
    let mut disclosures = Vec::new();
    let mut digest = None;
    for _ in 0..400 {
        let value =
            digest.map_or_else(|| "1".to_owned(), |digest: String| format!(r#"{{"_sd":["{digest}"]}}"#));
        let disclosure = base64url::encode(format!(r#"["s","a",{value}]"#).as_bytes());
        digest = Some(sd_hash(&disclosure));
        disclosures.push(disclosure);
    }
    let payload = format!(r#"{{"_sd":["{}"],"_sd_alg":"sha-256"}}"#, digest.unwrap());
    let token = format!("{}{}~", signed(&payload, &world.isp), disclosures.join("~"));
    let error = bounded("400 levels", || {
        sd_jwt::verify(&token, world.isp.public(), None, &SdLimits::DEFAULT).unwrap_err()
    });
    assert_eq!(error.code(), "json.too_deep");
}

#[test]
fn disclosures_that_refer_to_each_other_in_a_circle_bind_nothing() {
    let world = world();
    // a true circle would be a fixed point of SHA-256; an attacker can only claim one
    let circle: Vec<String> = (0..100)
        .map(|number| {
            let next = sd_hash(&base64url::encode(format!(r#"["s","n{}"]"#, (number + 1) % 100).as_bytes()));
            base64url::encode(format!(r#"["s","n{number}",{{"_sd":["{next}"]}}]"#).as_bytes())
        })
        .collect();
    let token = format!("{}{}~", signed(r#"{"_sd":[],"_sd_alg":"sha-256"}"#, &world.isp), circle.join("~"));
    let error = bounded("a circle", || verify_mandate(&world.l1, &token, &world.policy, NOW).unwrap_err());
    assert_eq!(error.code(), "chain.disclosure_unbound");
}

#[test]
fn wide_objects_and_many_digests_take_no_quadratic_time() {
    let world = world();
    let mut wide = String::from("{");
    for number in 0..15_000 {
        let _infallible = write!(wide, "\"n{number}\":0,");
    }
    let duplicate = format!("{wide}\"n7\":0}}");
    let error = bounded("wide, a duplicate", || parse(duplicate.as_bytes(), &Limits::DEFAULT).unwrap_err());
    assert_eq!(error.code(), "json.duplicate");
    let accepted = format!("{wide}\"z\":0}}");
    assert!(bounded("wide", || parse(accepted.as_bytes(), &Limits::DEFAULT)).is_ok());

    // as many members and as many disclosures beside them as the limits let through
    let mut disclosures = String::new();
    let mut digests = Vec::new();
    for number in 0..500 {
        let disclosure = base64url::encode(format!(r#"["s","d{number}",0]"#).as_bytes());
        digests.push(format!("\"{}\"", sd_hash(&disclosure)));
        disclosures.push_str(&disclosure);
        disclosures.push('~');
    }
    let mut members = String::new();
    for number in 0..8_000 {
        let _infallible = write!(members, "\"n{number}\":0,");
    }
    let payload = format!("{{{members}\"_sd\":[{}]}}", digests.join(","));
    let token = format!("{}{disclosures}", signed(&payload, &world.isp));
    let verdict = bounded("500 disclosures over 8,000 members", || {
        sd_jwt::verify(&token, world.isp.public(), None, &SdLimits::DEFAULT)
    });
    assert_eq!(verdict.unwrap().disclosed.len(), 500);

    let decoys: Vec<String> =
        (0..3_000).map(|number| format!("\"{}\"", sd_hash(&number.to_string()))).collect();
    let token = signed(&format!("{{\"_sd\":[{}]}}", decoys.join(",")), &world.isp);
    let verdict =
        bounded("3,000 decoys", || sd_jwt::verify(&token, world.isp.public(), None, &SdLimits::DEFAULT));
    assert!(verdict.is_ok());
}

#[test]
fn text_that_is_no_token_is_refused_by_its_form() {
    let world = world();
    for token in
        ["", "~", "~~", ".", "..", "..~", "a.b.c", "a.b.c~", "\0.\0.\0~", "é.é.é~", "🎧~", "null~", "{}~"]
    {
        let code = verify_l1(token, &world.policy, NOW).unwrap_err().code();
        assert!(["chain.format", "chain.base64", "chain.json"].contains(&code), "{token:?}: {code}");
    }
}

#[test]
fn an_error_quotes_an_attacker_only_a_little() {
    let world = world();
    let long = "x".repeat(100_000);
    for payload in [format!(r#"{{"iss":"{long}"}}"#), format!(r#"{{"{long}":1,"{long}":2}}"#)] {
        let error = verify_l1(&signed(&payload, &world.root), &world.policy, NOW).unwrap_err();
        assert!(error.to_string().len() < 300, "{} characters", error.to_string().len());
        assert!(format!("{error:?}").len() < 600);
    }
}

//! Every public vector of AMP chains, SD-JWTs and signatures is judged as its file says, for the reason it says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may panic

mod labels;

use std::fs;
use std::path::{Path, PathBuf};

use amp_wallet_core::assurance::{Profile, VerificationPolicy, verify};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::sd_jwt::{self, KeyBinding, SdLimits};
use amp_wallet_core::jose::{PublicJwk, es256};
use serde_json::Value;

/// The committed copy, and the originals where this repository stands beside them.
fn folders() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![here.join("tests/data/vectors")];
    folders.extend(here.ancestors().map(|above| above.join("shared/vectors")).find(|folder| folder.is_dir()));
    folders
}

/// The vectors of a file in every folder that has it.
fn vectors(name: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for folder in folders() {
        let Ok(text) = fs::read_to_string(folder.join(name)) else { continue };
        let file: Value = serde_json::from_str(&text).unwrap();
        let vectors = file["vectors"].as_array().unwrap();
        assert_eq!(vectors.len() as u64, file["count"].as_u64().unwrap_or(vectors.len() as u64), "{name}");
        all.extend(vectors.iter().cloned());
    }
    all
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap()
}

fn key(jwk: &Value) -> PublicJwk {
    PublicJwk::parse(jwk.to_string().as_bytes()).unwrap()
}

/// The label of the refusal, or `None` if the chain is valid.
fn judge(vector: &Value, profile: Profile) -> Option<String> {
    let policy = VerificationPolicy {
        roots: vec![key(&vector["root_jwk"])],
        iss: text(vector, "expected_iss").to_owned(),
        l2_aud: text(vector, "expected_l2_aud").to_owned(),
        l3_aud: vector["expected_l3_aud"].as_str().unwrap_or_default().to_owned(),
        leeway_seconds: u32::try_from(vector["leeway"].as_u64().unwrap()).unwrap(),
        profile,
    };
    let now = Timestamp::from_seconds(vector["now"].as_i64().unwrap());
    verify(text(vector, "l1"), text(vector, "l2"), vector["l3"].as_str(), &policy, now)
        .err()
        .map(|error| labels::label(&error))
}

#[test]
fn every_valid_chain_is_accepted() {
    let vectors = vectors("chains-valid.json");
    assert!(vectors.len() >= 48);
    for vector in &vectors {
        assert_eq!(judge(vector, Profile::Strict), None, "{}", vector["id"]);
        assert_eq!(judge(vector, Profile::Sample), None, "{}", vector["id"]);
    }
}

#[test]
fn every_invalid_chain_is_refused_for_its_reason() {
    let mut vectors = vectors("chains-invalid.json");
    assert!(vectors.len() >= 304);
    vectors.extend(self::vectors("chains-invalid-large.json"));
    let mut wrong = Vec::new();
    for vector in &vectors {
        let verdict = &vector["strict_verdict"];
        assert_eq!(verdict["valid"], false);
        let accepted: Vec<&str> =
            verdict["accept_reason_codes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let got = judge(vector, Profile::Strict).unwrap_or_else(|| "accepted".to_owned());
        // a size is a size, whoever names the layer
        let without_layer = got.split_once('_').map_or("", |(_, rest)| rest);
        if !accepted.contains(&got.as_str()) && !accepted.contains(&without_layer) {
            wrong.push(format!("{}: {got}, expected one of {accepted:?}", vector["id"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}

#[test]
fn the_sample_profile_still_refuses_what_it_must_never_relax() {
    let never = [
        "SIGNATURE_INVALID",
        "SD_HASH_MISMATCH",
        "EXPIRED",
        "DISCLOSURE_UNBOUND",
        "DISCLOSURE_DUPLICATE",
        "DISCLOSURE_COLLISION",
        "SD_DIGEST_DUPLICATE",
        "ALG_INVALID",
        "AUD_MISMATCH",
        "ISS_MISMATCH",
        "AMOUNT_INVALID",
        "GUARD_BUDGET_EXCEEDED",
        "GUARD_MERCHANT",
        "GUARD_INTENT_EXPIRED",
        "MALFORMED_JSON",
        "RESOURCE_LIMIT",
    ];
    let mut tried = 0;
    for vector in vectors("chains-invalid.json") {
        let reason = vector["strict_verdict"]["reason_code"].as_str().unwrap();
        let id = text(&vector, "id");
        let about_exp = id.contains("-exp-") || id.contains("exp-missing") || id.contains("missing-exp");
        if !about_exp && !never.iter().any(|never| reason.ends_with(never)) {
            continue;
        }
        tried += 1;
        assert!(judge(&vector, Profile::Sample).is_some(), "{id} is accepted");
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn every_sd_jwt_is_judged_and_processed_as_rfc_9901_says() {
    for name in ["sdjwt-valid.json", "sdjwt-invalid.json"] {
        let vectors = vectors(name);
        assert!(vectors.len() >= 18);
        for vector in vectors {
            let binding = vector["expected_kb_aud"].as_str().map(|aud| KeyBinding {
                aud: aud.to_owned(),
                nonce: text(&vector, "expected_kb_nonce").to_owned(),
                freshness: None,
            });
            let issuer = key(&vector["issuer_public_jwk"]);
            let got =
                sd_jwt::verify(text(&vector, "presentation"), &issuer, binding.as_ref(), &SdLimits::DEFAULT);
            assert_eq!(
                got.is_ok(),
                vector["expected"]["valid"].as_bool().unwrap(),
                "{} {got:?}",
                vector["id"]
            );
            if let Ok(processed) = got {
                let claims = Value::from(processed.into_claims());
                assert_eq!(claims, vector["expected"]["processed_claims"], "{}", vector["id"]);
            }
        }
    }
}

#[test]
fn every_wycheproof_signature_is_judged_right() {
    let hex = |vector: &Value, name: &str| -> Vec<u8> {
        let digits = text(vector, name).as_bytes();
        digits
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    };
    let vectors = vectors("wycheproof-es256-p1363.json");
    assert!(vectors.len() >= 126);
    for vector in &vectors {
        let coordinate = |name| <[u8; 32]>::try_from(hex(vector, name)).unwrap();
        let (x, y) = (coordinate("public_key_x"), coordinate("public_key_y"));
        let valid = es256::verify(&x, &y, &hex(vector, "msg"), &hex(vector, "sig")).is_ok();
        assert_eq!(valid, vector["result"] == "valid", "{} {}", vector["tcId"], vector["comment"]);
    }
}

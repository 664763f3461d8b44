//! `amp vectors run`: every kind, every way a file can be wrong, and nothing but tokens and keys deciding.

use amp_wallet_core::jose::{PublicJwk, Signer, SoftwareKey};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::amp::{amp, file};
use crate::chain::{Chain, NOW};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Wycheproof-like cases made afresh: one right, one with another message.
fn signatures() -> Value {
    let key = SoftwareKey::generate("k").unwrap();
    let PublicJwk { x, y, .. } = key.public_jwk();
    let signature = key.sign(b"paid").unwrap();
    let case = |id: u64, message: &[u8], result: &str| {
        json!({
            "tcId": id,
            "public_key_x": hex(&x),
            "public_key_y": hex(&y),
            "msg": hex(message),
            "sig": hex(&signature),
            "result": result,
        })
    };
    json!({
        "kind": "ecdsa-p256-sha256-p1363",
        "count": 2,
        "vectors": [case(1, b"paid", "valid"), case(2, b"refunded", "invalid")],
    })
}

#[test]
fn signatures_are_judged_and_counted() {
    let folder = tempdir().unwrap();
    let path = file(&folder, "signatures.json", signatures().to_string());
    let run = amp(&["vectors", "run", &path, "--json"]);
    assert_eq!(run.exit, 0);
    let expected = json!({
        "files": [{
            "file": path,
            "kind": "ecdsa-p256-sha256-p1363",
            "total": 2,
            "agree": 2,
            "disagree": [],
            "ambiguous_disagree": [],
        }],
        "total": 2,
        "agree": 2,
        "disagree": 0,
    });
    assert_eq!(run.json(), expected);
    let shown = amp(&["vectors", "run", &path]);
    assert!(shown.stdout.contains("2 of 2 cases agree, 0 disagree"), "{}", shown.stdout);
}

#[test]
fn a_verdict_turned_round_is_a_disagreement_and_not_followed() {
    let folder = tempdir().unwrap();
    let mut cases = signatures();
    cases["vectors"][0]["result"] = json!("invalid");
    cases["vectors"][0]["id"] = json!("turned-round");
    let path = file(&folder, "signatures.json", cases.to_string());
    let run = amp(&["vectors", "run", &path, "--json"]);
    let document = run.json();
    assert_eq!(run.exit, 1);
    assert_eq!((&document["agree"], &document["disagree"]), (&json!(1), &json!(1)));
    let disagreement = json!({"id": "turned-round", "expected": "invalid", "got": "valid"});
    assert_eq!(document["files"][0]["disagree"], json!([disagreement]));
}

#[test]
fn an_ambiguous_disagreement_is_listed_but_does_not_fail() {
    let folder = tempdir().unwrap();
    let mut cases = signatures();
    cases["vectors"][0]["result"] = json!("acceptable");
    let path = file(&folder, "signatures.json", cases.to_string());
    let run = amp(&["vectors", "run", &path, "--json"]);
    let document = run.json();
    assert_eq!(run.exit, 0);
    assert_eq!(document["files"][0]["ambiguous_disagree"][0]["id"], "1");
    assert_eq!(document["disagree"], 0);
}

#[test]
fn files_and_folders_are_taken_in_order() {
    let folder = tempdir().unwrap();
    std::fs::create_dir(folder.path().join("deeper")).unwrap();
    for name in ["b.json", "deeper/c.json", "a.json"] {
        file(&folder, name, signatures().to_string());
    }
    file(&folder, "README.md", "not a vector file");
    let root = folder.path().to_str().unwrap();
    let document = amp(&["vectors", "run", root, &format!("{root}/b.json"), "--json"]).json();
    let names: Vec<_> = document["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["file"].as_str().unwrap().strip_prefix(root).unwrap())
        .collect();
    assert_eq!(names, ["/a.json", "/b.json", "/deeper/c.json", "/b.json"]);
    assert_eq!(document["total"], 8);
}

#[test]
fn what_is_no_vector_file_is_wrong_usage_with_its_reason() {
    let folder = tempdir().unwrap();
    let nested = format!(r#"{{"kind":"x","vectors":[{}{}]}}"#, "[".repeat(100_000), "]".repeat(100_000));
    for (name, text, code) in [
        ("empty.json", String::new(), "cli.file_malformed"),
        ("other.json", r#"{"a":1}"#.to_owned(), "cli.file_malformed"),
        ("unknown.json", r#"{"kind":"horoscope","vectors":[]}"#.to_owned(), "cli.file_malformed"),
        ("nested.json", nested, "cli.file_malformed"),
        ("large.json", " ".repeat(65 * 1024 * 1024), "cli.file_too_large"),
    ] {
        let path = file(&folder, name, text);
        let run = amp(&["vectors", "run", &path, "--json"]);
        assert_eq!((run.exit, run.error_code().as_str()), (2, code), "{name}");
    }
    let run = amp(&["vectors", "run", "no-such-folder", "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.file_unreadable"));
}

#[test]
fn a_case_that_cannot_be_read_fails_and_the_others_are_judged() {
    let folder = tempdir().unwrap();
    let mut cases = signatures();
    let list = cases["vectors"].as_array_mut().unwrap();
    let (mut no_signature, mut no_name) = (list[0].clone(), list[0].clone());
    no_signature.as_object_mut().unwrap().remove("sig");
    no_name["tcId"] = json!({"not": "a number"});
    no_name["result"] = json!(7);
    list.splice(0..0, [no_signature, no_name, json!("no object"), json!(null)]);
    let run = amp(&["vectors", "run", &file(&folder, "cases.json", cases.to_string()), "--json"]);
    let document = run.json();
    assert_eq!(run.exit, 1, "{}", run.stdout);
    assert_eq!([&document["total"], &document["agree"], &document["disagree"]], [6, 2, 4]);
    let failed = document["files"][0]["disagree"].as_array().unwrap();
    let ids: Vec<_> = failed.iter().map(|case| case["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert!(failed.iter().all(|case| case["got"].as_str().unwrap().starts_with("unreadable: ")));
    assert!(failed[0]["got"].as_str().unwrap().contains("sig"), "{}", failed[0]);
}

#[test]
fn chains_are_judged_by_their_tokens_whatever_else_the_case_says() {
    let chain = Chain::new();
    let read = |path: &str| std::fs::read_to_string(path).unwrap().trim_end().to_owned();
    let root: Value = serde_json::from_str(&read(&chain.root)).unwrap();
    let case = |id: &str, l3: Option<String>, valid: bool| {
        json!({
            "id": id,
            "description": if valid { "forged" } else { "valid" },
            "mode": "IMMEDIATE",
            "now": NOW,
            "leeway": 60,
            "expected_iss": "alipayplus.com",
            "expected_l2_aud": "alipayplus.com",
            "expected_l3_aud": "alipayplus.com",
            "root_jwk": root,
            "l1": read(&chain.l1),
            "l2": read(&chain.l2),
            "l3": l3,
            "decoded": null,
            "reference_verdict": {"valid": !valid},
            "strict_verdict": {"valid": valid, "ambiguous": false},
        })
    };
    let l3 = read(&chain.l3);
    let vectors = [
        case("invalid-1", Some(l3.clone()), true),
        case("valid-2", Some(l3 + "~"), false),
        case("valid-3", None, false),
    ];
    for kind in ["amp-chain-valid", "amp-chain-invalid"] {
        let text = json!({"kind": kind, "count": 3, "vectors": vectors}).to_string();
        let run = amp(&["vectors", "run", &file(&chain.folder, "chains.json", text), "--json"]);
        assert_eq!((run.exit, &run.json()["agree"]), (0, &json!(3)), "{}", run.stdout);
    }
}

#[test]
fn checkout_hashes_are_compared_and_not_only_made() {
    let folder = tempdir().unwrap();
    // both from the public vectors: one right, one with another checkout's hash
    let case = |name: &str| {
        json!({
            "id": name,
            "checkout": {
                "total_amount": {"amount": 42446, "currency": "USD"},
                "merchant": {"reference_merchant_id": "M19", "merchant_name": name, "merchant_mcc": "5732"},
                "goods": [],
                "reference_checkout_id": "X0",
            },
            "checkout_hash": "1mYs8o8T8qYYdpyLcuo1C_3sH0lL24sBVlXOSBMHGs0",
        })
    };
    let text =
        json!({"kind": "amp-checkout-hash", "count": 2, "vectors": [case(" Alibaba "), case("Alibabа")]});
    let run = amp(&["vectors", "run", &file(&folder, "hash.json", text.to_string()), "--json"]);
    let document = run.json();
    assert_eq!((run.exit, &document["agree"], &document["disagree"]), (1, &json!(1), &json!(1)));
    assert_eq!(document["files"][0]["disagree"][0]["id"], "Alibabа");
}

#[test]
fn sd_jwts_are_judged_on_their_claims_too() {
    let folder = tempdir().unwrap();
    let issuer = SoftwareKey::generate("issuer").unwrap();
    let presentation = |payload: &str| {
        amp_wallet_core::jose::jws::sign(r#"{"alg":"ES256","kid":"issuer"}"#, payload, &issuer).unwrap() + "~"
    };
    let case = |id: &str, claims: Value| {
        let issuer: Value = serde_json::from_str(&issuer.public().to_json().to_compact()).unwrap();
        json!({
            "id": id,
            "issuer_public_jwk": issuer,
            "holder_public_jwk": null,
            "expected_kb_aud": null,
            "expected_kb_nonce": null,
            "presentation": presentation(r#"{"iss":"a","age":27}"#),
            "expected": {"valid": true, "processed_claims": claims},
        })
    };
    let vectors =
        [case("same", json!({"age": 27, "iss": "a"})), case("other", json!({"age": 28, "iss": "a"}))];
    let text = json!({"kind": "sd-jwt-rfc9901", "count": 2, "vectors": vectors}).to_string();
    let run = amp(&["vectors", "run", &file(&folder, "sd-jwt.json", text), "--json"]);
    let document = run.json();
    assert_eq!((run.exit, &document["agree"]), (1, &json!(1)));
    assert_eq!(document["files"][0]["disagree"][0]["id"], "other");
}

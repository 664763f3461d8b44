//! `amp verify`: verdicts, reasons, and what it says when it is given nonsense.

use amp_wallet_core::jose::SoftwareKey;
use serde_json::{Value, json};

use crate::amp::{Run, amp, file};
use crate::chain::{Chain, NOW};

impl Chain {
    fn verify(&self, more: &[&str]) -> Run {
        let now = NOW.to_string();
        let mut arguments = vec!["verify", "--root", &self.root, "--l1", &self.l1, "--l2", &self.l2];
        if !more.contains(&"--now") {
            arguments.extend(["--now", &now]);
        }
        arguments.extend(more);
        amp(&arguments)
    }

    fn verify_all(&self, more: &[&str]) -> Run {
        self.verify(&[&["--l3", self.l3.as_str()], more].concat())
    }
}

fn error(run: &Run) -> (i32, Value, Value) {
    let document = run.json();
    assert_eq!(document["valid"], false, "{document}");
    assert!(document["error"]["detail"].is_string(), "{document}");
    (run.exit, document["error"]["layer"].clone(), document["error"]["code"].clone())
}

#[test]
fn a_chain_that_holds_is_valid() {
    let chain = Chain::new();
    let run = chain.verify_all(&["--json"]);
    assert_eq!(run.json(), json!({"valid": true, "mode": "AUTONOMOUS", "error": null}));
    assert_eq!(run.exit, 0);
    let shown = chain.verify_all(&[]);
    assert_eq!(shown.exit, 0);
    assert!(shown.stdout.starts_with("valid (AUTONOMOUS)\n"), "{}", shown.stdout);
    assert!(shown.stdout.contains("香港茶餐廳") && shown.stdout.contains("mandate-1"), "{}", shown.stdout);
}

#[test]
fn what_the_verifier_pins_decides() {
    let chain = Chain::new();
    for (option, layer, code) in [
        (["--iss", "other.example"], "L1", "chain.iss_mismatch"),
        (["--l2-aud", "other.example"], "L2", "chain.aud_mismatch"),
        (["--l3-aud", "other.example"], "L3", "chain.aud_mismatch"),
    ] {
        let run = chain.verify_all(&[&option[..], &["--json"]].concat());
        assert_eq!(error(&run), (1, json!(layer), json!(code)), "{option:?}");
        assert_eq!(run.json()["mode"], "AUTONOMOUS");
    }
}

#[test]
fn the_time_and_the_leeway_decide() {
    let chain = Chain::new();
    let at = |seconds: i64, leeway: &str| {
        chain.verify_all(&["--now", &(NOW + seconds).to_string(), "--leeway", leeway, "--json"])
    };
    assert_eq!(at(330, "60").exit, 0);
    assert_eq!(error(&at(330, "0")), (1, json!("L3"), json!("chain.expired")));
    assert_eq!(error(&at(-120, "60")), (1, json!("L1"), json!("chain.iat_future")));
    assert_eq!(at(-120, "180").exit, 0);
}

#[test]
fn an_autonomous_chain_needs_its_third_layer() {
    let run = Chain::new().verify(&["--json"]);
    assert_eq!(error(&run), (1, json!("chain"), json!("chain.l3_missing")));
    assert_eq!(run.json()["error"]["claim"], Value::Null);
}

#[test]
fn another_root_key_is_not_trusted_and_a_set_is_searched() {
    let chain = Chain::new();
    let other = SoftwareKey::generate("root").unwrap().public().to_json().to_compact();
    let other = file(&chain.folder, "other.json", other);
    let run = chain.verify_all(&["--json"]);
    assert_eq!(run.exit, 0);
    let forged = amp(&[
        "verify",
        "--root",
        &other,
        "--l1",
        &chain.l1,
        "--l2",
        &chain.l2,
        "--l3",
        &chain.l3,
        "--json",
        "--now",
        &NOW.to_string(),
    ]);
    assert_eq!(error(&forged), (1, json!("L1"), json!("chain.signature_invalid")));
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    let set = format!(r#"{{"keys":[{{"kty":"RSA","n":"x","e":"AQAB"}},{}]}}"#, read(&chain.root));
    let set = file(&chain.folder, "set.json", set);
    let found = amp(&[
        "verify",
        "--root",
        &set,
        "--l1",
        &chain.l1,
        "--l2",
        &chain.l2,
        "--l3",
        &chain.l3,
        "--json",
        "--now",
        &NOW.to_string(),
    ]);
    assert_eq!(found.exit, 0, "{}", found.stdout);
}

#[test]
fn a_token_file_may_end_with_one_newline_and_nothing_else() {
    let chain = Chain::new();
    let token = std::fs::read_to_string(&chain.l3).unwrap();
    for (text, exit) in [
        (format!("{token}\n"), 0),
        (format!("{token}\n\n"), 1),
        (format!("{token}\r\n"), 1),
        (format!(" {token}"), 1),
        (format!("{token}~"), 1),
        (String::new(), 1),
    ] {
        let path = file(&chain.folder, "l3-changed.txt", &text);
        let run = chain.verify(&["--l3", &path, "--json"]);
        assert_eq!(run.exit, exit, "{:?}", text.get(text.len().saturating_sub(4)..));
    }
}

#[test]
fn hostile_tokens_are_refused_quickly_each_with_its_reason() {
    let chain = Chain::new();
    let token = std::fs::read_to_string(&chain.l3).unwrap();
    for (name, bytes) in [
        ("ten-megabytes", vec![b'a'; 10 * 1024 * 1024]),
        ("disclosures", format!("{token}{}", "WyJzIiwieCIsMV0~".repeat(100_000)).into_bytes()),
        ("bytes", vec![0xff; 1000]),
        ("dots", vec![b'.'; 100_000]),
        ("tildes", vec![b'~'; 100_000]),
    ] {
        let path = file(&chain.folder, name, bytes);
        let run = chain.verify(&["--l3", &path, "--json"]);
        let (exit, layer, _) = error(&run);
        assert_eq!((exit, layer), (1, json!("L3")), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_wrong_usage() {
    let chain = Chain::new();
    let folder = chain.folder.path().to_str().unwrap().to_owned();
    let private =
        file(&chain.folder, "private.json", r#"{"kty":"EC","crv":"P-256","x":"A","y":"A","d":"A"}"#);
    let large = file(&chain.folder, "large.txt", vec![b'a'; 17 * 1024 * 1024]);
    for (root, l1, code) in [
        ("no-such-file", chain.l1.as_str(), "cli.file_unreadable"),
        (chain.root.as_str(), "no-such-file", "cli.file_unreadable"),
        (chain.root.as_str(), folder.as_str(), "cli.file_unreadable"),
        (chain.root.as_str(), large.as_str(), "cli.file_too_large"),
        (private.as_str(), chain.l1.as_str(), "cli.file_malformed"),
        (chain.l1.as_str(), chain.l1.as_str(), "cli.file_malformed"),
    ] {
        let run = amp(&["verify", "--root", root, "--l1", l1, "--l2", &chain.l2, "--json"]);
        assert_eq!((run.exit, run.error_code().as_str()), (2, code), "{root} {l1}");
    }
    let run = amp(&["verify", "--l1", &chain.l1, "--l2", &chain.l2, "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.usage"));
}

#[test]
fn a_refusal_for_a_person_names_code_layer_and_claim() {
    let run = Chain::new().verify_all(&["--l2-aud", "other.example"]);
    assert_eq!((run.exit, run.stderr.as_str()), (1, ""));
    for part in ["refused (AUTONOMOUS)", "chain.aud_mismatch", "L2", "aud"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
}

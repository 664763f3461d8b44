//! `amp demo`: the story, its document, and what it leaves for other verifiers.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::amp::{amp, command, finished};

#[test]
fn the_story_ends_as_told_and_its_document_is_the_contract() {
    let run = amp(&["demo", "--json"]);
    let document = run.json();
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""), "{document:#}");
    let members: Vec<_> = document.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, ["ok", "bind_user_steps", "steps", "spent"]);
    assert_eq!((&document["ok"], &document["bind_user_steps"]), (&json!(true), &json!(3)));
    let hkd = json!({"currency": "HKD", "amount": "7750.00"});
    assert_eq!(document["spent"], json!([hkd, {"currency": "USD", "amount": "45.99"}]));

    let steps = document["steps"].as_array().unwrap();
    for step in steps {
        let members: Vec<_> = step.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, ["id", "title", "outcome", "stage", "code", "ms"]);
        assert!(step["ms"].is_u64() && step["title"].is_string(), "{step}");
    }
    let told: Vec<_> = steps
        .iter()
        .map(|step| [&step["id"], &step["outcome"], &step["stage"], &step["code"]].map(Value::as_str))
        .collect();
    let plain = |id, outcome| [Some(id), Some(outcome), None, None];
    let refused = |id, stage, code| [Some(id), Some("refused"), Some(stage), Some(code)];
    assert_eq!(
        told,
        [
            plain("bind", "done"),
            plain("authorize", "done"),
            plain("purchase-1", "paid"),
            plain("purchase-2", "paid"),
            refused("over-budget", "S2", "guard.budget_exceeded"),
            refused("tampered-order", "S3", "guard.order_differs"),
            refused("changed-price", "S4", "guard.amount_over_hold"),
            plain("revoke", "done"),
            refused("after-revoke", "S2", "guard.mandate_not_activated"),
            plain("immediate", "paid"),
            plain("report", "done"),
        ]
    );
}

#[test]
fn a_person_reads_every_code_with_a_sentence() {
    let run = amp(&["demo"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    for part in [
        "guard.budget_exceeded",
        "HKD 2250.00 is left",
        "guard.order_differs",
        "guard.amount_over_hold",
        "the mandate is revoked and pays nothing",
        "binding took 3 steps of the user",
        "spent HKD 7750.00",
    ] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
}

#[test]
fn what_is_kept_is_verified_by_amp_verify_and_a_tampered_copy_is_not() {
    let parent = tempdir().unwrap();
    let kept = parent.path().join("kept");
    let run = amp(&["demo", "--json", "--keep", kept.to_str().unwrap()]);
    assert_eq!(run.exit, 0, "{}", run.stdout);
    assert!(kept.join("wallet/wallet.db").is_file());
    let root = std::fs::read_to_string(kept.join("root.jwk.json")).unwrap();
    assert!(!root.contains(r#""d""#), "{root}");

    let expected = [
        ("after-revoke", "AUTONOMOUS"),
        ("changed-price", "AUTONOMOUS"),
        ("immediate", "IMMEDIATE"),
        ("over-budget", "AUTONOMOUS"),
        ("purchase-1", "AUTONOMOUS"),
        ("purchase-2", "AUTONOMOUS"),
        ("tampered-order", "AUTONOMOUS"),
    ];
    let mut steps: Vec<_> = std::fs::read_dir(kept.join("chains"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    steps.sort();
    assert_eq!(steps, expected.map(|(step, _)| step));
    for (step, mode) in expected {
        let folder = kept.join("chains").join(step);
        assert_eq!(
            verify(&kept, &folder),
            (0, json!({"valid": true, "mode": mode, "error": null})),
            "{step}"
        );
        let l2 = std::fs::read_to_string(folder.join("l2.txt")).unwrap();
        std::fs::write(folder.join("l2.txt"), l2.trim_end_matches('~')).unwrap();
        assert_eq!(verify(&kept, &folder).0, 1, "{step}");
    }
}

/// Judges a kept chain by its context and nothing else.
fn verify(kept: &Path, folder: &Path) -> (i32, Value) {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let context = std::fs::read_to_string(folder.join("context.json")).unwrap();
    let context: Value = serde_json::from_str(&context).unwrap();
    let mut arguments = vec!["verify".to_owned(), "--json".to_owned()];
    let mut option = |name: &str, value: String| arguments.extend([name.to_owned(), value]);
    option("--root", text(&kept.join("root.jwk.json")));
    option("--l1", text(&folder.join("l1.txt")));
    option("--l2", text(&folder.join("l2.txt")));
    if folder.join("l3.txt").exists() {
        option("--l3", text(&folder.join("l3.txt")));
    }
    option("--now", context["now"].as_i64().unwrap().to_string());
    for (name, member) in [("--iss", "iss"), ("--l2-aud", "l2_aud"), ("--l3-aud", "l3_aud")] {
        option(name, context[member].as_str().unwrap().to_owned());
    }
    let run = amp(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    (run.exit, run.json())
}

#[test]
fn a_folder_in_use_or_not_to_be_made_is_refused_and_left_as_it_was() {
    let folder = tempdir().unwrap();
    let precious = folder.path().join("wallet.db");
    std::fs::write(&precious, "precious").unwrap();
    let run = amp(&["demo", "--json", "--keep", folder.path().to_str().unwrap()]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.folder_in_use"));
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
    let below_a_file = precious.join("kept");
    let run = amp(&["demo", "--json", "--keep", below_a_file.to_str().unwrap()]);
    assert_eq!((run.exit, run.error_code().as_str()), (1, "cli.unwritable"));
}

#[test]
fn without_keep_nothing_is_left_behind() {
    let temporary = tempdir().unwrap();
    let run = finished(&command(&["demo", "--json"]).env("TMPDIR", temporary.path()).output().unwrap());
    assert_eq!(run.exit, 0, "{}", run.stdout);
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

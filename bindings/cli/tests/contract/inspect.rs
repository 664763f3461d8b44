//! `amp inspect`.

use std::io::Write;
use std::process::Stdio;

use amp_wallet_core::jose::base64url;
use tempfile::tempdir;

use crate::amp::{amp, command, file, finished};

fn token(payload: &str, disclosures: &[&str]) -> String {
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let mut token = format!("{}.{}.c2ln~", encode(r#"{"alg":"ES256","kid":"k"}"#), encode(payload));
    for disclosure in disclosures {
        token += &encode(disclosure);
        token += "~";
    }
    token
}

#[test]
fn a_token_is_shown_from_the_command_line_a_file_and_standard_input() {
    let folder = tempdir().unwrap();
    let token = token(r#"{"iss":"a","isp_type":"MPP","iat":100,"exp":200}"#, &[]);
    let path = file(&folder, "l1.txt", format!("{token}\n"));
    let direct = amp(&["inspect", &token, "--now", "150", "--json"]);
    assert_eq!(amp(&["inspect", &path, "--now", "150", "--json"]).stdout, direct.stdout);
    let mut child = command(&["inspect", "-", "--now", "150", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(token.as_bytes()).unwrap();
    assert_eq!(finished(&child.wait_with_output().unwrap()).stdout, direct.stdout);

    let document = direct.json();
    assert_eq!(direct.exit, 0);
    assert_eq!(document["layer"], "L1");
    assert_eq!(document["format"], "sd-jwt");
    assert_eq!(document["header"]["kid"], "k");
    assert_eq!(document["payload"]["isp_type"], "MPP");
    assert_eq!(document["validity"]["state"], "current");
    assert_eq!(document["validity"]["expires_at"], "1970-01-01T00:03:20Z");
    assert_eq!(document["signature_bytes"], 3);
    assert_eq!(document["disclosures"], serde_json::json!([]));
    assert_eq!(document["faults"], serde_json::json!([]));
}

#[test]
fn nothing_hostile_reaches_the_terminal_in_either_form() {
    let payload = r#"{"name":"\u001b[2J\u202eevil\u009b\u200b","\u001b]0;x\u0007":1}"#;
    let token = token(payload, &["[\"s\",\"\u{202e}claim\",\"\u{1f}\u{2066}\"]"]);
    for form in [&["inspect", &token][..], &["inspect", &token, "--json"]] {
        let run = amp(form);
        let hostile =
            |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{200b}'..='\u{202e}' | '\u{2066}');
        assert_eq!(run.stdout.chars().find(hostile), None, "{}", run.stdout.escape_debug());
    }
    let document = amp(&["inspect", &token, "--json"]).json();
    assert_eq!(document["payload"]["name"], "\u{1b}[2J\u{202e}evil\u{9b}\u{200b}");
}

#[test]
fn private_keys_are_masked() {
    let payload = r#"{"cnf":{"jwk":{"kty":"EC","x":"open","d":"SECRET"}}}"#;
    let token = token(payload, &[r#"["s","jwk",{"kty":"EC","d":"SECRET"}]"#, r#"["s","d","SECRET"]"#]);
    for form in [&["inspect", &token][..], &["inspect", &token, "--json"]] {
        let run = amp(form);
        assert!(!run.stdout.contains("SECRET"), "{}", run.stdout);
        assert_eq!(run.stdout.matches("(masked)").count(), 3);
    }
}

#[test]
fn a_broken_token_is_shown_as_far_as_it_goes_and_ends_with_1() {
    let token = token(r#"{"a":1,"a":2}"#, &["x"]);
    let run = amp(&["inspect", &token, "--json"]);
    let document = run.json();
    assert_eq!(run.exit, 1);
    assert_eq!(document["header"]["alg"], "ES256");
    assert_eq!(document["payload"], serde_json::Value::Null);
    assert_eq!(document["faults"][0]["code"], "json.duplicate");
}

#[test]
fn an_oversized_token_is_bounded() {
    let folder = tempdir().unwrap();
    let ten_megabytes = file(&folder, "large.txt", token(r#"{"a":1}"#, &["[1]"; 2_000_000]));
    let run = amp(&["inspect", &ten_megabytes, "--json"]);
    assert_eq!(run.exit, 1);
    assert_eq!(run.json()["disclosures_not_shown"], 2_000_000 - 512);
    let larger = file(&folder, "larger.txt", vec![b'a'; 17 * 1024 * 1024]);
    let run = amp(&["inspect", &larger, "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.file_too_large"));
}

#[test]
fn what_is_neither_token_nor_file_is_wrong_usage() {
    let folder = tempdir().unwrap();
    let folder_path = folder.path().to_str().unwrap();
    for (given, code) in
        [("no-such-file", "cli.neither_token_nor_file"), (folder_path, "cli.file_unreadable")]
    {
        let run = amp(&["inspect", given, "--json"]);
        assert_eq!((run.exit, run.error_code().as_str()), (2, code));
        let run = amp(&["inspect", given]);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(code), "{}", run.stderr);
    }
}

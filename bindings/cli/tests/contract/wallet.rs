//! `amp wallet` on what the demo leaves behind, and on a wallet of its own.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

use crate::amp::{Run, amp, file};

/// The demo's wallet.
struct Kept {
    _parent: TempDir,
    data: PathBuf,
}

fn kept() -> Kept {
    let parent = tempdir().unwrap();
    let run = amp(&["demo", "--json", "--keep", parent.path().join("kept").to_str().unwrap()]);
    assert_eq!(run.exit, 0, "{}", run.stdout);
    Kept { data: parent.path().join("kept/wallet"), _parent: parent }
}

fn wallet(data: &Path, arguments: &[&str]) -> Run {
    amp(&[&["wallet", "--data", data.to_str().unwrap()], arguments].concat())
}

fn json_of(data: &Path, arguments: &[&str]) -> Value {
    let run = wallet(data, &[arguments, &["--json"]].concat());
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""), "{arguments:?}: {}", run.stdout);
    run.json()
}

fn members(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_demos_wallet_is_looked_into_and_its_story_is_found() {
    let kept = kept();
    let agents = json_of(&kept.data, &["agents"]);
    assert_eq!(
        members(&agents["agents"][0]),
        ["agent_id", "state", "agent_key", "session", "asked_at", "expires_at"]
    );
    assert_eq!(agents["agents"][0]["state"], "active");

    let mandates = json_of(&kept.data, &["mandates", "list"])["mandates"].clone();
    let states: Vec<_> = mandates.as_array().unwrap().iter().map(|m| m["state"].as_str()).collect();
    assert_eq!(states, [Some("finished"), Some("revoked")]);
    let revoked = &mandates[1];
    assert_eq!(revoked["spent"], json!({"currency": "HKD", "amount": "7750.00"}));
    assert_eq!(revoked["held"], json!({"currency": "HKD", "amount": "0.00"}));

    let id = revoked["mandate_id"].as_str().unwrap();
    let sheet = json_of(&kept.data, &["mandates", "show", id]);
    assert_eq!(sheet["mandate_id"], id);
    assert!(sheet["raw"].as_str().unwrap().contains("Kuala Lumpur"), "{sheet}");
    let paid = sheet["payments"].as_array().unwrap().iter().filter(|p| p["state"] == "captured").count();
    assert_eq!(paid, 2, "{sheet}");
    let under = json_of(&kept.data, &["payments", "--mandate", id])["payments"].clone();
    assert_eq!(under, sheet["payments"]);
    let all = json_of(&kept.data, &["payments"])["payments"].clone();
    assert_eq!(all.as_array().unwrap().len(), under.as_array().unwrap().len() + 1);

    let report = json_of(&kept.data, &["report"]);
    let hkd = json!({"currency": "HKD", "amount": "7750.00"});
    assert_eq!(report["spent"], json!([hkd, {"currency": "USD", "amount": "45.99"}]));
    assert_eq!(report["payments"], 3);
    let nothing = json_of(&kept.data, &["report", "--to", "2001-01-01T00:00:00Z"]);
    assert_eq!((&nothing["spent"], &nothing["payments"]), (&json!([]), &json!(0)));
}

#[test]
fn a_person_reads_tables_and_no_token() {
    let kept = kept();
    let page = |arguments: &[&str]| {
        let run = wallet(&kept.data, arguments);
        assert_eq!(run.exit, 0, "{arguments:?}: {}", run.stderr);
        run.stdout
    };
    let payments = page(&["payments"]);
    assert!(
        payments.contains("HKD") && payments.contains("paid") && payments.contains("given back"),
        "{payments}"
    );
    assert!(page(&["agents"]).contains("active"));
    assert!(page(&["mandates", "list"]).contains("revoked"));
    assert!(page(&["report"]).contains("by merchant"));
    assert!(page(&["limits", "get"]).contains("no limits"));
    assert!(page(&["events"]).contains("mandate.activated"));
    assert!(page(&["check"]).contains("every sum agrees"));
    assert!(page(&["bind"]).contains("nothing waits"));
}

#[test]
fn limits_are_set_one_at_a_time_replaced_by_name_and_cleared() {
    let kept = kept();
    let none = json!({"limits": [], "frozen": {"all": false, "agents": []}});
    assert_eq!(json_of(&kept.data, &["limits", "get"]), none);
    let day = ["limits", "set", "day.food", "--max", "HKD 500.00", "--by", "category", "--only", "5812"];
    let set = json_of(&kept.data, &day);
    assert_eq!(
        set["limits"][0],
        json!({
            "limit_id": "day.food", "kind": "spending", "window": "day",
            "scope": {"dimension": "category", "only": "5812"},
            "max": {"amount": {"currency": "HKD", "amount": "500.00"}},
            "used": {"amounts": [], "count": 0, "until": set["limits"][0]["used"]["until"]},
        })
    );
    let month = ["limits", "set", "month", "--max", "HKD 9000.00", "--per", "month"];
    let both = json_of(&kept.data, &month);
    assert_eq!(both["limits"].as_array().unwrap().len(), 2);
    let spent = json!([{"currency": "HKD", "amount": "7750.00"}, {"currency": "USD", "amount": "45.99"}]);
    assert_eq!(
        (&both["limits"][1]["used"]["amounts"], &both["limits"][1]["used"]["count"]),
        (&spent, &json!(3))
    );
    let raised = json_of(&kept.data, &["limits", "set", "day.food", "--max", "7"]);
    assert_eq!(raised["limits"][0]["max"], json!({"count": 7}));
    assert_eq!(raised["limits"].as_array().unwrap().len(), 2);
    assert_eq!(json_of(&kept.data, &["limits", "clear", "month"])["limits"].as_array().unwrap().len(), 1);
    let unknown = wallet(&kept.data, &["limits", "clear", "month", "--json"]);
    assert_eq!((unknown.exit, unknown.error_code().as_str()), (1, "cli.no_limit"));
    assert_eq!(json_of(&kept.data, &["limits", "clear"]), none);
    for wrong in [&["limits", "set", "x"][..], &["limits", "set", "x", "--max", "HKD"]] {
        let run = wallet(&kept.data, &[wrong, &["--json"]].concat());
        assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.usage"), "{wrong:?}");
    }
    let unfit = wallet(&kept.data, &["limits", "set", "x", "--max", "1", "--per", "mandate", "--json"]);
    assert_eq!((unfit.exit, unfit.error_code().as_str()), (1, "limit.unfit"));
}

#[test]
fn agents_are_frozen_and_go_on() {
    let kept = kept();
    let agent = json_of(&kept.data, &["agents"])["agents"][0]["agent_id"].as_str().unwrap().to_owned();
    let frozen = json_of(&kept.data, &["limits", "freeze", &agent]);
    assert_eq!(frozen["frozen"], json!({"all": false, "agents": [agent]}));
    assert_eq!(json_of(&kept.data, &["limits", "freeze"])["frozen"]["all"], true);
    assert!(wallet(&kept.data, &["limits", "get"]).stdout.contains("no agent pays anything"));
    json_of(&kept.data, &["limits", "unfreeze"]);
    let free = json_of(&kept.data, &["limits", "unfreeze", &agent]);
    assert_eq!(free["frozen"], json!({"all": false, "agents": []}));
    let unknown = wallet(&kept.data, &["limits", "freeze", "nobody", "--json"]);
    assert_eq!((unknown.exit, unknown.error_code().as_str()), (1, "wallet.not_found"));
}

#[test]
fn events_are_told_in_order_until_they_are_acknowledged() {
    let kept = kept();
    let all = json_of(&kept.data, &["events"])["events"].clone();
    let all = all.as_array().unwrap();
    let ids: Vec<_> = all.iter().map(|event| event["event_id"].as_i64().unwrap()).collect();
    assert_eq!(ids, (1..).take(ids.len()).collect::<Vec<_>>());
    let codes: Vec<_> = all.iter().map(|event| event["code"].as_str().unwrap()).collect();
    for code in ["agent.bound", "mandate.activated", "payment.captured", "payment.refused", "mandate.revoked"]
    {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    let rest = json_of(&kept.data, &["events", "--acknowledge", "3"])["events"].clone();
    assert_eq!(rest[0]["event_id"], 4);
    assert_eq!(json_of(&kept.data, &["events"])["events"], rest);
    assert_eq!(json_of(&kept.data, &["events", "--after", "5"])["events"][0]["event_id"], 6);
    let history = json_of(&kept.data, &["events", "--history"])["events"].clone();
    let latest_first: Vec<_> = all.iter().rev().cloned().collect();
    assert_eq!(history.as_array().unwrap(), &latest_first, "acknowledged or not");
    assert_eq!(json_of(&kept.data, &["events", "--history", "--before", "3"])["events"][0]["event_id"], 2);
    let never = wallet(&kept.data, &["events", "--acknowledge", "999999", "--json"]);
    assert_eq!((never.exit, never.error_code().as_str()), (1, "wallet.not_found"));
}

#[test]
fn tasks_say_how_far_they_have_come_and_what_they_cost() {
    let kept = kept();
    let tasks = json_of(&kept.data, &["tasks"])["tasks"].clone();
    let cancelled = &tasks[1];
    assert_eq!((&tasks[0]["status"], &cancelled["status"]), (&json!("closed"), &json!("cancelled")));
    assert_eq!(cancelled["used_permille"], 775);
    assert_eq!(cancelled["paid"], 2);
    assert!(cancelled["refused"].as_i64().unwrap() >= 3, "{cancelled}");
    let id = cancelled["mandate_id"].as_str().unwrap();
    let bill = json_of(&kept.data, &["tasks", id]);
    assert_eq!(&bill["task"], cancelled);
    let paid: Vec<_> = bill["bill"].as_array().unwrap().iter().filter(|l| l["state"] == "captured").collect();
    assert_eq!(paid.len(), 2);
    assert_eq!(paid[0]["refunded"], json!({"currency": "HKD", "amount": "0.00"}));
    let page = wallet(&kept.data, &["tasks", id]);
    assert!(page.stdout.contains("77.5%") && page.stdout.contains("bill"), "{}", page.stdout);
    let unknown = wallet(&kept.data, &["tasks", "mandate-x", "--json"]);
    assert_eq!((unknown.exit, unknown.error_code().as_str()), (1, "wallet.not_found"));
}

#[test]
fn a_report_is_a_table_for_a_spreadsheet_too() {
    let kept = kept();
    let run = wallet(&kept.data, &["report", "--csv"]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("dimension,key,currency,amount,refunded,payments\r\n"), "{}", run.stdout);
    assert!(
        run.stdout.contains("agent,") && run.stdout.contains(",HKD,7750.00,0.00,2\r\n"),
        "{}",
        run.stdout
    );
    let both = wallet(&kept.data, &["report", "--csv", "--json"]);
    assert_eq!((both.exit, both.error_code().as_str()), (2, "cli.usage"));
}

fn database(data: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(data.join("wallet.db")).unwrap()
}

#[test]
fn a_sound_wallet_passes_the_check_and_an_edited_balance_does_not() {
    let kept = kept();
    let checked = json_of(&kept.data, &["check"]);
    assert_eq!(members(&checked), ["ok", "checks", "findings", "unfinished"]);
    assert_eq!(checked["ok"], true, "{checked}");
    let ids: Vec<_> = checked["checks"].as_array().unwrap().iter().map(|c| c["id"].as_str()).collect();
    let all =
        ["opened", "file", "ledger", "mandates", "payments", "limits", "events", "mark", "clock"].map(Some);
    assert_eq!(ids, all);
    assert_eq!((&checked["findings"], &checked["unfinished"]), (&json!([]), &json!([])));

    database(&kept.data)
        .execute("UPDATE ledger_balance SET available = available + 1, delegated = delegated - 1", [])
        .unwrap();
    let run = wallet(&kept.data, &["check", "--json"]);
    assert_eq!((run.exit, run.json()["ok"].as_bool()), (1, Some(false)), "{}", run.stdout);
    let ledger = run.json()["checks"][2].clone();
    assert_eq!((&ledger["ok"], &ledger["code"]), (&json!(false), &json!("check.balance")));
    let found = run.json()["findings"].clone();
    assert_eq!(members(&found[0]), ["code", "about", "detail"]);
    assert!(found.as_array().unwrap().len() >= 2, "{found}");
    let page = wallet(&kept.data, &["check"]);
    assert_eq!(page.exit, 1);
    assert!(page.stdout.contains("wrong") && page.stdout.contains("balance"), "{}", page.stdout);
}

#[test]
fn a_flipped_byte_in_the_database_fails_the_check() {
    let kept = kept();
    let path = kept.data.join("wallet.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let page_size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    // the kind of every b-tree page from the second on: no page is that kind afterwards
    for page in 1..bytes.len() / page_size {
        let kind = page * page_size;
        if [2, 5, 10, 13].contains(&bytes[kind]) {
            bytes[kind] ^= 0x40;
            break;
        }
    }
    std::fs::write(&path, bytes).unwrap();
    let run = wallet(&kept.data, &["check", "--json"]);
    assert_eq!((run.exit, run.json()["ok"].as_bool()), (1, Some(false)), "{}", run.stdout);
}

#[test]
fn an_older_database_put_back_fails_the_check() {
    let kept = kept();
    let (path, copy) = (kept.data.join("wallet.db"), kept.data.join("copy"));
    std::fs::copy(&path, &copy).unwrap();
    json_of(&kept.data, &["limits", "set", "x", "--max", "1"]);
    std::fs::copy(&copy, &path).unwrap();
    let run = wallet(&kept.data, &["check", "--json"]);
    assert_eq!(run.exit, 1, "{}", run.stdout);
    assert_eq!(run.json()["checks"][0]["code"], "store.rolled_back");
}

#[test]
fn a_wallet_goes_on_from_a_backup_after_its_database_was_damaged_and_not_before() {
    let kept = kept();
    let (path, copy) = (kept.data.join("wallet.db"), kept.data.join("copy.db"));
    let copy = copy.to_str().unwrap();
    assert_eq!(json_of(&kept.data, &["backup", copy])["file"], copy);
    let again = wallet(&kept.data, &["backup", copy, "--json"]);
    assert_eq!((again.exit, again.error_code().as_str()), (1, "store.conflict"));
    let unasked = wallet(&kept.data, &["adopt", copy, "--json"]);
    assert_eq!((unasked.exit, unasked.error_code().as_str()), (2, "cli.confirmation_needed"));
    let in_order = wallet(&kept.data, &["adopt", copy, "--yes", "--json"]);
    assert_eq!((in_order.exit, in_order.error_code().as_str()), (1, "store.conflict"));

    let payments = json_of(&kept.data, &["payments"])["payments"].as_array().unwrap().len();
    json_of(&kept.data, &["limits", "set", "x", "--max", "1"]);
    std::fs::write(&path, b"not a database at all").unwrap();
    assert_eq!(wallet(&kept.data, &["check"]).exit, 1);
    let adopted = json_of(&kept.data, &["adopt", copy, "--yes"]);
    assert_eq!((members(&adopted), &adopted["payments"]), (vec!["commits", "payments"], &json!(payments)));
    assert_eq!(json_of(&kept.data, &["check"])["ok"], true);
    assert_eq!(json_of(&kept.data, &["limits", "get"])["limits"], json!([]));
    assert_eq!(std::fs::read(kept.data.join("wallet.db.replaced")).unwrap(), b"not a database at all");
}

#[test]
fn a_rotated_key_opens_everything_and_no_older_backup() {
    let kept = kept();
    let copy = kept.data.join("copy.db");
    json_of(&kept.data, &["backup", copy.to_str().unwrap()]);
    let before = json_of(&kept.data, &["mandates", "list"]);
    assert!(json_of(&kept.data, &["rotate-key"])["resealed"].as_u64().unwrap() > 10);
    assert_eq!(json_of(&kept.data, &["mandates", "list"]), before);
    assert_eq!(json_of(&kept.data, &["check"])["ok"], true);
    std::fs::remove_file(kept.data.join("wallet.db")).unwrap();
    let older = wallet(&kept.data, &["adopt", copy.to_str().unwrap(), "--yes", "--json"]);
    assert_eq!((older.exit, older.error_code().as_str()), (1, "store.key_lost"));
}

#[test]
fn a_wallet_that_a_server_made_is_checked_and_bounded_and_decides_there() {
    let kept = kept();
    std::fs::remove_file(kept.data.join("wallet.json")).unwrap();
    assert_eq!(json_of(&kept.data, &["check"])["ok"], true);
    assert!(json_of(&kept.data, &["payments"])["payments"].as_array().unwrap().len() > 2);
    json_of(&kept.data, &["limits", "freeze"]);
    let run = wallet(&kept.data, &["bind", "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.wallet_served"));
}

#[test]
fn a_mandate_that_ended_is_not_revoked_again_and_nobody_is_asked_in_vain() {
    let kept = kept();
    let mandates = json_of(&kept.data, &["mandates", "list"])["mandates"].clone();
    let id = mandates[0]["mandate_id"].as_str().unwrap();
    let unconfirmed = wallet(&kept.data, &["mandates", "revoke", id, "--json"]);
    assert_eq!((unconfirmed.exit, unconfirmed.error_code().as_str()), (1, "mandate.illegal_transition"));
    let ended = wallet(&kept.data, &["mandates", "revoke", id, "--yes", "--json"]);
    assert_eq!((ended.exit, ended.error_code().as_str()), (1, "mandate.illegal_transition"));
    let unknown = wallet(&kept.data, &["mandates", "show", "mandate-x", "--json"]);
    assert_eq!((unknown.exit, unknown.error_code().as_str()), (1, "wallet.not_found"));
}

fn root(folder: &TempDir) -> String {
    let key = amp_wallet_core::jose::SoftwareKey::generate("root").unwrap();
    file(folder, "root.jwk.json", key.public().to_json().to_compact())
}

fn init<'a>(root: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let usual = ["init", "--user", "user-1", "--network", "http://127.0.0.1:9", "--root", root, "--json"];
    [&usual, more].concat()
}

#[test]
fn a_new_wallet_is_empty_and_has_a_key_and_no_secret_in_its_settings() {
    let folder = tempdir().unwrap();
    let (root, data) = (root(&folder), folder.path().join("wallet"));
    let made = wallet(&data, &init(&root, &["--secrets", "file", "--time-zone", "Asia/Hong_Kong"]));
    assert_eq!(made.exit, 0, "{}", made.stdout);
    let made = made.json();
    assert_eq!(members(&made), ["data", "user", "provider", "secrets", "key"]);
    assert_eq!((made["user"].as_str(), made["secrets"].as_str()), (Some("user-1"), Some("file")));
    assert_eq!(made["key"]["crv"], "P-256");
    assert_eq!(made["key"].get("d"), None);
    let settings = std::fs::read_to_string(data.join("wallet.json")).unwrap();
    assert!(settings.contains("Asia/Hong_Kong") && !settings.contains(r#""d""#), "{settings}");
    assert_eq!(json_of(&data, &["mandates", "list"]), json!({"mandates": []}));
    assert_eq!(json_of(&data, &["bind"]), json!({"waiting": []}));

    let again = wallet(&data, &init(&root, &["--secrets", "file"]));
    assert_eq!((again.exit, again.error_code().as_str()), (2, "cli.folder_in_use"));
    assert_eq!(std::fs::read_to_string(data.join("wallet.json")).unwrap(), settings);
}

#[test]
fn what_cannot_make_a_wallet_leaves_no_folder() {
    let folder = tempdir().unwrap();
    let (root, data) = (root(&folder), folder.path().join("wallet"));
    for (wrong, exit, code) in [
        (&["--time-zone", "Atlantis"][..], 1, "limit.zone_unknown"),
        (&["--network", "http://example.org"], 1, "network.bad_address"),
        (&["--secrets", "nowhere"], 2, "cli.usage"),
        (&["--user", ""], 2, "cli.usage"),
    ] {
        let mut arguments = init(&root, &["--secrets", "file"]);
        // an option is given once: the wrong one takes the place of the usual one
        if let Some(at) = arguments.iter().position(|argument| *argument == wrong[0]) {
            arguments.drain(at..at + 2);
        }
        let run = wallet(&data, &[&arguments, wrong].concat());
        assert_eq!(run.exit, exit, "{wrong:?}: {}", run.stdout);
        assert!(run.error_code().starts_with(code), "{wrong:?}: {}", run.stdout);
        assert!(!data.exists(), "{wrong:?}");
    }
}

#[test]
fn without_a_secret_service_nothing_else_is_used_instead_and_the_error_names_the_option() {
    let folder = tempdir().unwrap();
    let (root, data) = (root(&folder), folder.path().join("wallet"));
    let arguments = [&["wallet", "--data", data.to_str().unwrap()], init(&root, &[]).as_slice()].concat();
    let output = crate::amp::command(&arguments)
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .env("XDG_RUNTIME_DIR", folder.path())
        .output()
        .unwrap();
    let run = crate::amp::finished(&output);
    assert_eq!((run.exit, run.error_code().as_str()), (1, "secret.unavailable"));
    assert!(run.stdout.contains("--secrets file"), "{}", run.stdout);
    assert!(!data.join("secrets").exists());
}

#[test]
fn a_folder_without_a_wallet_stays_as_it_is() {
    let folder = tempdir().unwrap();
    let run = wallet(folder.path(), &["agents", "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.no_wallet"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let run = amp(&["wallet", "agents", "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.usage"));
    assert!(run.stdout.contains("--data DIR"), "{}", run.stdout);
}

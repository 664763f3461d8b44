//! `amp bench`: the shape of its document. How fast anything is, is not a test's business.

use crate::amp::amp;

#[test]
fn every_figure_has_its_baseline_ratio_and_target() {
    let run = amp(&["bench", "--seconds", "1", "--postings", "2000", "--json"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    let document = run.json();
    let results = document["results"].as_array().unwrap();
    let baselines: Vec<_> = results.iter().map(|result| result["baseline"]["name"].as_str()).collect();
    let bare_sign = Some("bare_sign");
    let bare_commit = Some("bare_commit");
    assert_eq!(baselines[..6], [None, None, Some("three_bare_verifies"), bare_sign, bare_sign, None]);
    assert_eq!(baselines[6..], [bare_commit, bare_commit, bare_commit, None, None]);
    for result in results {
        let members: Vec<_> = result.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, ["name", "value", "unit", "baseline", "ratio", "target", "met"]);
        assert!(result["value"].as_u64().unwrap() > 0, "{result}");
        assert!(result["met"].is_boolean() && result["target"].is_string(), "{result}");
        assert_eq!(result["baseline"].is_null(), result["ratio"].is_null(), "{result}");
    }
    let names: Vec<_> = results.iter().map(|result| result["name"].as_str().unwrap()).collect();
    assert_eq!(names[..6], ["ring_verify", "ring_sign", "verify_chain", "sign_l2", "sign_l3", "s2_decision"]);
    assert_eq!(names[6..], ["hold_empty", "hold_1m", "hold_group", "open_1m", "rss_1m"]);
    let units: Vec<_> = results.iter().map(|result| result["unit"].as_str().unwrap()).collect();
    assert_eq!(units[..8], ["ns"; 8]);
    assert_eq!(units[8..], ["1/s", "ns", "bytes"]);
}

#[test]
fn no_time_at_all_is_wrong_usage() {
    let run = amp(&["bench", "--seconds", "0", "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.usage"));
}

//! `amp bench`: the shape of its document. How fast anything is, is not a test's business.

use crate::amp::amp;

#[test]
fn every_figure_has_its_baseline_ratio_and_target() {
    let run = amp(&["bench", "--seconds", "1", "--json"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    let document = run.json();
    let results = document["results"].as_array().unwrap();
    let baselines: Vec<_> = results.iter().map(|result| result["baseline"]["name"].as_str()).collect();
    let bare_sign = Some("bare_sign");
    assert_eq!(baselines, [None, None, Some("three_bare_verifies"), bare_sign, bare_sign, None]);
    for result in results {
        let members: Vec<_> = result.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, ["name", "value", "unit", "baseline", "ratio", "target", "met"]);
        assert!(result["value"].as_u64().unwrap() > 0, "{result}");
        assert!(result["met"].is_boolean() && result["target"].is_string(), "{result}");
        assert_eq!(result["unit"], "ns");
        assert_eq!(result["baseline"].is_null(), result["ratio"].is_null(), "{result}");
    }
    let names: Vec<_> = results.iter().map(|result| result["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ring_verify", "ring_sign", "verify_chain", "sign_l2", "sign_l3", "s2_decision"]);
}

#[test]
fn no_time_at_all_is_wrong_usage() {
    let run = amp(&["bench", "--seconds", "0", "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.usage"));
}

//! The table of what is promised names tests that exist.

#![allow(clippy::unwrap_used)] // a test may panic

use std::path::{Path, PathBuf};

/// The file that a name's first part means.
fn file(named: &str) -> PathBuf {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (folder, name) = match named.strip_prefix("amp/") {
        Some(name) => (core.join("../bindings/cli/tests"), name),
        None => (core.join("tests"), named),
    };
    folder.join(name).with_extension("rs")
}

#[test]
fn every_test_that_a_promise_names_exists() {
    let table = include_str!("PROMISES.md");
    let names: Vec<&str> =
        table.split('`').filter(|quoted| quoted.contains("::") && *quoted != "file::test").collect();
    assert!(names.len() > 30, "the table was not read: {names:?}");
    for name in names {
        let (place, test) = name.split_once("::").unwrap();
        let text = std::fs::read_to_string(file(place)).unwrap_or_default();
        let declared = [format!("fn {test}()"), format!("fn {test}(\n")];
        assert!(declared.iter().any(|line| text.contains(line)), "{name} is promised and not there");
    }
}

//! What reaches a terminal, a pipe, a closed pipe and a full disk.

use std::fs::File;
use std::process::Stdio;

use crate::amp::{amp, command, finished};

/// `{"alg":"ES256"}.{"iss":"a","exp":1}.sig~`
const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIiwiZXhwIjoxfQ.c2ln~";

#[test]
fn a_pipe_gets_no_colours() {
    let run = amp(&["inspect", TOKEN]);
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
    assert!(!amp(&["nonsense"]).stderr.contains('\u{1b}'));
    assert!(!amp(&["--help"]).stdout.contains('\u{1b}'));
}

#[test]
fn colours_are_forced_and_forbidden_by_the_usual_variables() {
    let coloured = |variables: &[(&str, &str)]| {
        let run = finished(&command(&["inspect", TOKEN]).envs(variables.iter().copied()).output().unwrap());
        run.stdout.contains('\u{1b}')
    };
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
}

#[test]
fn json_is_never_coloured() {
    let run = finished(&command(&["inspect", TOKEN, "--json"]).env("CLICOLOR_FORCE", "1").output().unwrap());
    assert!(run.json().is_object());
}

#[test]
fn a_reader_that_goes_away_changes_nothing_and_nothing_panics() {
    for arguments in
        [&["inspect", TOKEN][..], &["inspect", TOKEN, "--json"], &["completions", "bash"], &["--help"]]
    {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let run = finished(&child.wait_with_output().unwrap());
        assert_eq!(run.exit, 0, "{arguments:?}");
        assert_eq!(run.stderr, "", "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() {
    for arguments in [&["inspect", TOKEN][..], &["inspect", TOKEN, "--json"], &["completions", "bash"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let run = finished(
            &command(arguments)
                .stdout(full)
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
                .wait_with_output()
                .unwrap(),
        );
        assert_eq!(run.exit, 1, "{arguments:?}");
        assert!(run.stderr.contains("cannot write"), "{arguments:?}: {}", run.stderr);
    }
}

//! Wrong usage and help.

use crate::amp::amp;

#[test]
fn nothing_and_nonsense_are_usage_errors() {
    for arguments in [&[][..], &["nonsense"], &["inspect"], &["inspect", "x", "--no-such-option"]] {
        let run = amp(arguments);
        assert_eq!(run.exit, 2, "{arguments:?}");
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(run.stderr.contains("Usage"), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn with_json_a_usage_error_is_a_document_too() {
    for arguments in
        [&["--json"][..], &["--json", "nonsense"], &["inspect", "--json"], &["completions", "sh", "--json"]]
    {
        let run = amp(arguments);
        assert_eq!((run.exit, run.error_code().as_str()), (2, "cli.usage"), "{arguments:?}");
        assert_eq!(run.stderr, "", "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_answers() {
    for arguments in [&["--help"][..], &["--version"], &["help"], &["inspect", "--help"]] {
        let run = amp(arguments);
        assert_eq!(run.exit, 0, "{arguments:?}");
        assert!(run.stdout.contains("amp"), "{arguments:?}");
    }
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = amp(&["completions", shell]);
        assert_eq!(run.exit, 0);
        assert!(run.stdout.contains("inspect"), "{shell}");
        let document = amp(&["completions", shell, "--json"]).json();
        assert_eq!(document["script"], run.stdout.as_str());
        assert_eq!(document["shell"], shell);
    }
}

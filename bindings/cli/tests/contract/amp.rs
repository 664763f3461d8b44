//! The binary under test.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// How a run ended.
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary, not yet started, with the colour variables of whoever runs the tests taken away.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amp"));
    command.args(arguments).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

/// Runs to the end.
pub(crate) fn amp(arguments: &[&str]) -> Run {
    finished(&command(arguments).output().unwrap())
}

/// What a finished process left.
pub(crate) fn finished(output: &Output) -> Run {
    Run {
        exit: output.status.code().expect("ended by itself"),
        stdout: String::from_utf8(output.stdout.clone()).unwrap(),
        stderr: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

impl Run {
    /// Standard output as the one JSON document it must be.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// The code of an error document.
    pub(crate) fn error_code(&self) -> String {
        let document = self.json();
        assert!(document["error"]["detail"].is_string(), "{document}");
        document["error"]["code"].as_str().unwrap().to_owned()
    }
}

/// A file that lives as long as its folder.
pub(crate) fn file(folder: &tempfile::TempDir, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

//! The binary under test, as a child that is gone when its test is.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A running `amp mpp serve`.
pub(crate) struct Provider {
    child: Child,
    pub(crate) url: String,
    log: PathBuf,
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Provider {
    /// Starts it and waits for its line.
    pub(crate) fn start(folder: &Path, network: &str, more: &[&str]) -> Self {
        Self::start_as(Command::new(env!("CARGO_BIN_EXE_amp")), folder, network, more)
    }

    /// Starts it with so many files at most.
    pub(crate) fn start_with_files(files: u32, folder: &Path, network: &str, more: &[&str]) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {files} && exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_amp")]);
        Self::start_as(shell, folder, network, more)
    }

    fn start_as(mut command: Command, folder: &Path, network: &str, more: &[&str]) -> Self {
        let log = folder.join("provider.log");
        let mut child = command
            .args(["mpp", "serve", "--port", "0", "--network", network])
            .args([Path::new("--root"), &folder.join("root.json"), Path::new("--data"), &folder.join("data")])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value =
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}, {}", read(&log)));
        let url = ready["listening"].as_str().unwrap().to_owned();
        Self { child, url, log }
    }

    pub(crate) fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, as a service manager does, and answers its exit code.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        for _ in 0..6_000 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("does not stop");
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn log(&self) -> String {
        read(&self.log)
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

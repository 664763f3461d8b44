//! How much memory a wallet needs: a process of its own opens the database, pays and reads, and says what it holds.

use std::path::Path;
use std::process::{Command, Stdio};

use super::holds::{Holds, open};
use crate::error::CliError;

/// Holds that the process makes before it measures itself.
const HOLDS: u32 = 64;

/// Starts this program once more on the database; the memory it then held, in bytes. `None` where the system does not
/// tell.
pub(super) fn measure(database: &Path) -> Result<Option<u64>, CliError> {
    let failed = |detail: String| CliError::core("bench.no_process", detail);
    let program = std::env::current_exe().map_err(|error| failed(error.kind().to_string()))?;
    let run = Command::new(program)
        .args(["bench", "--resident"])
        .arg(database)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(error.kind().to_string()))?;
    if !run.status.success() {
        return Err(failed(run.status.to_string()));
    }
    let said = String::from_utf8_lossy(&run.stdout);
    Ok(said.trim().parse().ok())
}

/// What the process does: opens, holds, reads a page of payments. Its resident memory in bytes, or nothing where the
/// system does not tell.
pub(super) fn hold_and_weigh(database: &Path) -> Result<Option<u64>, CliError> {
    let store = open(database)?;
    let read = store.clone();
    let holds = Holds::begin(store)?;
    for _ in 0..HOLDS {
        holds.hold()?;
    }
    read.read_blocking(|tx| tx.payments().list(200))?;
    let resident = resident();
    holds.close();
    Ok(resident)
}

/// `VmRSS` of this process, in bytes.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

//! How a run ends, for the calling shell.

use std::process::ExitCode;

/// The three ways a run of `amp` ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything as asked: 0.
    Done,
    /// Refused, invalid, or failed on the way: 1.
    Refused,
    /// Not understood, or given what cannot be read: 2.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
        })
    }
}

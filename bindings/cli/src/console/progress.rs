//! A line that says what is being done, while somebody looks.

use std::io::{self, IsTerminal};

use super::{printable, write_err};

/// One line on standard error that is written over until the work is done. Silent unless a terminal shows it.
#[derive(Debug)]
pub(crate) struct Progress {
    visible: bool,
}

impl Progress {
    /// Begins; nothing is written yet.
    pub(crate) fn start() -> Self {
        Self { visible: io::stderr().is_terminal() }
    }

    /// Says what is being done now.
    pub(crate) fn say(&self, what: &str) {
        if self.visible {
            write_err(&format!("\r\u{1b}[2K{}", printable(what)));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.visible {
            write_err("\r\u{1b}[2K");
        }
    }
}

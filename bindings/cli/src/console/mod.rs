//! What reaches the person or the program that called: one page of text, or one JSON document.

mod json;
mod page;
mod printable;
mod progress;
mod table;
mod tone;

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;

pub(crate) use page::Page;
pub(crate) use printable::printable;
pub(crate) use progress::Progress;
pub(crate) use table::{Cell, Column, Table};
pub(crate) use tone::Tone;

use crate::error::CliError;
use crate::exit::Exit;
use crate::input::reason;

/// A result that can be shown both ways: `Serialize` is the contract for programs, `render` is for people.
pub(crate) trait Report: Serialize {
    /// Writes the result for a person.
    fn render(&self, page: &mut Page);

    /// How a run with this result ends.
    fn exit(&self) -> Exit {
        Exit::Done
    }
}

/// Standard output and standard error, with the form that was asked for.
///
/// A reader that goes away (`amp … | head -1`) changes neither verdict nor exit code; a full disk does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    json: bool,
}

#[derive(Serialize)]
struct ErrorDocument<'a> {
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    detail: String,
}

impl Console {
    /// JSON documents, or pages for a person.
    pub(crate) const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether JSON was asked for.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Shows a result and says how the run ends.
    pub(crate) fn show(&self, report: &impl Report) -> Exit {
        let written = if self.json {
            self.write_json(report)
        } else {
            let mut page = Page::new(width());
            report.render(&mut page);
            write_styled(&page.into_text())
        };
        self.ended(written, report.exit())
    }

    /// Says that a server is ready: one line if JSON was asked for, so that a program can wait for it.
    ///
    /// # Errors
    /// [`CliError::Unwritable`].
    pub(crate) fn announce(&self, report: &impl Report) -> Result<(), CliError> {
        let written = if self.json {
            json::line(report).and_then(|line| write_plain(&(line + "\n")))
        } else {
            let mut page = Page::new(width());
            report.render(&mut page);
            write_styled(&page.into_text())
        };
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(CliError::Unwritable { target: "standard output".to_owned(), reason: reason(&error) })
            }
            _ => Ok(()),
        }
    }

    /// Shows why a command could not do its work.
    pub(crate) fn fail(&self, error: &CliError) -> Exit {
        if self.json {
            let body = ErrorBody { code: error.code(), detail: error.to_string() };
            let written = self.write_json(&ErrorDocument { error: body });
            return self.ended(written, error.exit());
        }
        let label = Tone::Bad.paint("error");
        let code = Tone::Faint.paint(&format!("[{}]", error.code()));
        write_err(&format!("{label}: {} {code}\n", printable(&error.to_string())));
        error.exit()
    }

    /// Asks the person at the terminal; the answer is the caller's to read.
    pub(crate) fn ask(&self, question: &str) {
        write_err(&printable(question));
    }

    /// Says something beside the result, on standard error; nothing where JSON was asked for.
    pub(crate) fn note(&self, text: &str) {
        if !self.json {
            write_err(&format!("{}\n", printable(text)));
        }
    }

    /// Writes text of our own making, such as the help.
    pub(crate) fn print(&self, text: &str) -> Exit {
        self.ended(write_styled(text), Exit::Done)
    }

    /// Writes a document of another format: byte for byte into a file or to another program, made safe to look at on
    /// a terminal.
    pub(crate) fn print_data(&self, text: &str) -> Exit {
        let written = if io::stdout().is_terminal() {
            let shown: String = text.lines().map(|line| printable(line) + "\n").collect();
            write_plain(&shown)
        } else {
            write_plain(text)
        };
        self.ended(written, Exit::Done)
    }

    /// Writes the parser's explanation to standard error.
    pub(crate) fn explain_usage(&self, text: &str) -> Exit {
        write_err(text);
        Exit::Usage
    }

    fn write_json(&self, document: &impl Serialize) -> io::Result<()> {
        write_plain(&(json::document(document)? + "\n"))
    }

    fn ended(&self, written: io::Result<()>, exit: Exit) -> Exit {
        match written {
            Ok(()) => exit,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => exit,
            Err(error) => {
                write_err(&format!("error: cannot write the result: {}\n", reason(&error)));
                Exit::Refused
            }
        }
    }
}

/// Columns of the terminal, kept where text is readable; `None` where nobody looks, so that nothing is cut.
fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| width.0.clamp(48, 120))
}

fn write_plain(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Colours are taken out by `anstream` unless a terminal looks on; it knows `NO_COLOR` and `CLICOLOR_FORCE`.
fn write_styled(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Where standard error is closed there is nobody left to tell.
fn write_err(text: &str) {
    let mut err = anstream::stderr().lock();
    drop(err.write_all(text.as_bytes()).and_then(|()| err.flush()));
}

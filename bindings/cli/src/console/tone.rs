//! The few ways text stands out.

use anstyle::{AnsiColor, Style};

/// How a piece of text stands out. Never the only carrier of a meaning: colours may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As it is.
    Plain,
    /// A heading or a verdict.
    Strong,
    /// As hoped for.
    Good,
    /// Refused or failed.
    Bad,
    /// Worth a look.
    Warn,
    /// Beside the point.
    Faint,
}

impl Tone {
    /// The text between the codes of this tone.
    pub(crate) fn paint(self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let style = match self {
            Self::Plain => return text.to_owned(),
            Self::Strong => Style::new().bold(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
            Self::Warn => AnsiColor::Yellow.on_default(),
            Self::Faint => Style::new().dimmed(),
        };
        format!("{style}{text}{style:#}")
    }
}

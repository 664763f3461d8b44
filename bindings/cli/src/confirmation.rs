//! A yes from the person at the terminal.

use std::io::{self, BufRead, IsTerminal};

use crate::console::Console;
use crate::error::CliError;

/// The longest answer that is read.
const ANSWER_LIMIT_BYTES: u64 = 64;

/// Asks the person at the terminal, unless `given` says that he confirmed beforehand. `how` names the options that do.
///
/// # Errors
/// [`CliError::ConfirmationNeeded`] where no person can be asked, [`CliError::NotConfirmed`] for any answer but `yes`.
pub(crate) fn confirm(
    given: bool,
    question: &str,
    how: &'static str,
    console: &Console,
) -> Result<(), CliError> {
    if given {
        return Ok(());
    }
    if console.is_json() || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(CliError::ConfirmationNeeded { how });
    }
    console.ask(&format!("{question} Type yes to confirm: "));
    if said_yes(io::stdin().lock()) { Ok(()) } else { Err(CliError::NotConfirmed) }
}

/// Whether the first line is `yes`; an answer that cannot be read is none.
fn said_yes(answer: impl BufRead) -> bool {
    let mut line = String::new();
    answer.take(ANSWER_LIMIT_BYTES).read_line(&mut line).is_ok() && line.trim().eq_ignore_ascii_case("yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for answer in ["yes\n", "YES\n", " yes \n", "yes"] {
            assert!(said_yes(answer.as_bytes()), "{answer}");
        }
        for answer in ["", "\n", "y\n", "no\n", "yes please\n", "\nyes\n", "\u{ff}yes\n"] {
            assert!(!said_yes(answer.as_bytes()), "{answer}");
        }
        assert!(!said_yes(&b"\xffyes\n"[..]));
        assert!(!said_yes(io::BufReader::new(io::repeat(b'y'))));
    }

    #[test]
    fn what_was_confirmed_beforehand_asks_nobody_and_json_never_asks() {
        let json = Console::new(true);
        assert_eq!(confirm(true, "Revoke?", "--yes", &json), Ok(()));
        let refused = confirm(false, "Revoke?", "--yes", &json).unwrap_err();
        assert_eq!(refused.code(), "cli.confirmation_needed");
        assert!(refused.to_string().contains("--yes"));
    }
}

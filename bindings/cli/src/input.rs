//! Files named on the command line, read with a bound.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::CliError;

/// The largest token file that is read. Larger than any token a verifier accepts, so that an oversized token is
/// refused by the verifier, with its reason.
pub(crate) const TOKEN_LIMIT_BYTES: u64 = 16 * 1024 * 1024;

/// The largest key file that is read.
pub(crate) const KEY_LIMIT_BYTES: u64 = 1024 * 1024;

/// Reads a file whole if it has at most `limit_bytes`.
///
/// # Errors
/// [`CliError::Unreadable`], [`CliError::TooLarge`].
pub(crate) fn read_bounded(path: &Path, limit_bytes: u64) -> Result<Vec<u8>, CliError> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| CliError::Unreadable { path: name.clone(), reason: reason(&error) };
    let file = File::open(path).map_err(unreadable)?;
    take_bounded(file, &name, limit_bytes)
}

/// Reads a stream to its end if that comes within `limit_bytes`.
///
/// # Errors
/// [`CliError::Unreadable`], [`CliError::TooLarge`].
pub(crate) fn take_bounded(source: impl Read, name: &str, limit_bytes: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    source
        .take(limit_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::Unreadable { path: name.to_owned(), reason: reason(&error) })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit_bytes) {
        Ok(bytes)
    } else {
        Err(CliError::TooLarge { path: name.to_owned(), limit_bytes })
    }
}

/// A token from a file: its text without the one newline that may end a text file.
///
/// Bytes that are no UTF-8 become U+FFFD, which no token may contain: such a file is an invalid token, and it is
/// the verifier that says so.
///
/// # Errors
/// [`CliError::Unreadable`], [`CliError::TooLarge`].
pub(crate) fn read_token(path: &Path) -> Result<String, CliError> {
    Ok(token_text(&read_bounded(path, TOKEN_LIMIT_BYTES)?))
}

/// A token from the bytes of a file; see [`read_token`].
pub(crate) fn token_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.strip_suffix(b"\n").unwrap_or(bytes)).into_owned()
}

/// The system's words, without the number that means nothing to a person.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_loses_one_newline_and_nothing_else() {
        for (bytes, token) in [
            (&b"a.b.c~\n"[..], "a.b.c~"),
            (b"a.b.c~", "a.b.c~"),
            (b"a.b.c~\n\n", "a.b.c~\n"),
            (b" a.b.c~ \n", " a.b.c~ "),
            (b"a.b.c~\r\n", "a.b.c~\r"),
            (b"\n", ""),
            (b"a\xff", "a\u{fffd}"),
        ] {
            assert_eq!(token_text(bytes), token);
        }
    }

    #[test]
    fn a_stream_is_read_up_to_its_bound_and_not_beyond() {
        assert_eq!(take_bounded(&b"12345"[..], "five", 5).unwrap(), b"12345");
        assert_eq!(
            take_bounded(io::repeat(b'x'), "endless", 5),
            Err(CliError::TooLarge { path: "endless".into(), limit_bytes: 5 })
        );
    }

    #[test]
    fn a_folder_and_a_missing_file_are_unreadable() {
        for path in [std::env::temp_dir(), "/no/such/file".into()] {
            let error = read_bounded(&path, 10).unwrap_err();
            assert_eq!(error.code(), "cli.file_unreadable");
            assert!(!error.to_string().contains("os error"), "{error}");
        }
    }
}

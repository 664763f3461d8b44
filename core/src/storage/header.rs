//! The first bytes of a database file, read without SQLite: a file that is not ours is refused before anything could
//! touch it.
//!
//! Layout: SQLite's "Database File Format", sections 1.3 (header) and 1.6 (b-tree pages).

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::StoreError;

/// `AMPw` in the header's application id marks our databases.
pub(super) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"AMPw");

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The header, and the first five bytes of the b-tree page that follows it: kind of page, first free block, cells.
const LENGTH: u64 = 105;
const LEAF_TABLE: u8 = 0x0d;

/// What lies at the place of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, an empty file, or a database in which nothing was made yet.
    Empty,
    /// One of ours, of this version (a newer one may still wait in its write-ahead log).
    Ours {
        /// `user_version`.
        version: i64,
    },
}

/// Looks at the file at `path`.
///
/// # Errors
/// [`StoreError::Foreign`], [`StoreError::Corrupt`], or what the operating system says.
pub(super) fn inspect(path: &Path) -> Result<Found, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Empty),
        Err(error) => return Err(error.into()),
    };
    if !file.metadata()?.is_file() {
        return Err(StoreError::Foreign);
    }
    let mut bytes = Vec::new();
    file.take(LENGTH).read_to_end(&mut bytes)?;
    read(&bytes)
}

fn read(bytes: &[u8]) -> Result<Found, StoreError> {
    if bytes.is_empty() {
        return Ok(Found::Empty);
    }
    let damaged = |detail: &str| StoreError::Corrupt { detail: detail.to_owned() };
    if !bytes.starts_with(MAGIC) {
        return Err(damaged("no SQLite header"));
    }
    let number = |at: usize| -> Result<i32, StoreError> {
        bytes
            .get(at..)
            .and_then(|rest| rest.first_chunk::<4>())
            .map(|four| i32::from_be_bytes(*four))
            .ok_or_else(|| damaged("the header is cut short"))
    };
    let (version, application) = (number(60)?, number(68)?);
    if application == APPLICATION_ID {
        return Ok(Found::Ours { version: i64::from(version) });
    }
    // SQLite writes the first page before our first transaction marks it: cut off there, the file has no tables.
    let [kind, _, _, cells @ ..] = bytes
        .get(100..)
        .and_then(|rest| rest.first_chunk::<5>())
        .ok_or_else(|| damaged("the header is cut short"))?;
    if application == 0 && version == 0 && *kind == LEAF_TABLE && *cells == [0, 0] {
        return Ok(Found::Empty);
    }
    Err(StoreError::Foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(version: i32, application: i32, cells: u16) -> Vec<u8> {
        let mut bytes = vec![0; 105];
        bytes[..16].copy_from_slice(MAGIC);
        bytes[60..64].copy_from_slice(&version.to_be_bytes());
        bytes[68..72].copy_from_slice(&application.to_be_bytes());
        bytes[100] = LEAF_TABLE;
        bytes[103..105].copy_from_slice(&cells.to_be_bytes());
        bytes
    }

    #[test]
    fn ours_is_told_from_anothers_and_from_nothing() {
        assert_eq!(read(&[]), Ok(Found::Empty));
        assert_eq!(read(&header(0, 0, 0)), Ok(Found::Empty));
        assert_eq!(read(&header(3, APPLICATION_ID, 9)), Ok(Found::Ours { version: 3 }));
        assert_eq!(read(&header(0, 0, 1)), Err(StoreError::Foreign));
        assert_eq!(read(&header(7, 0, 0)), Err(StoreError::Foreign));
        assert_eq!(read(&header(1, 77, 1)), Err(StoreError::Foreign));
    }

    #[test]
    fn a_header_that_is_cut_short_is_damage_at_every_length() {
        let whole = header(0, 0, 1);
        for length in 1..whole.len() {
            assert!(matches!(read(&whole[..length]), Err(StoreError::Corrupt { .. })), "{length}");
        }
    }
}

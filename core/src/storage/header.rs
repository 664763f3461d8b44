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
    // Asked before it is opened: opening a pipe would wait for whoever writes into it.
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => return Err(StoreError::Foreign),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Empty),
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    let found = read(&first_bytes(path)?)?;
    // Another process that is just closing the file may make it look short once, not twice.
    if matches!(found, Found::Ours { .. }) && is_short(path)? && is_short(path)? {
        return Err(damaged("the file is shorter than its header says"));
    }
    Ok(found)
}

fn first_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LENGTH).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a file that was closed properly lacks pages. A write-ahead log beside it may hold them.
fn is_short(path: &Path) -> Result<bool, StoreError> {
    let bytes = first_bytes(path)?;
    let length = std::fs::metadata(path)?.len();
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Ok(false);
    }
    let page_size = match number::<2>(&bytes, 16).map(u16::from_be_bytes)? {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = number::<4>(&bytes, 28).map(u32::from_be_bytes)?;
    Ok(length < u64::from(pages).saturating_mul(page_size))
}

fn damaged(detail: &str) -> StoreError {
    StoreError::Corrupt { detail: detail.to_owned() }
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], StoreError> {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<N>());
    found.copied().ok_or_else(|| damaged("the header is cut short"))
}

fn read(bytes: &[u8]) -> Result<Found, StoreError> {
    if bytes.is_empty() {
        return Ok(Found::Empty);
    }
    if !bytes.starts_with(MAGIC) {
        return Err(damaged("no SQLite header"));
    }
    let version = i32::from_be_bytes(number(bytes, 60)?);
    let application = i32::from_be_bytes(number(bytes, 68)?);
    if application == APPLICATION_ID {
        return Ok(Found::Ours { version: i64::from(version) });
    }
    // SQLite writes the first page before our first transaction marks it: cut off there, the file has no tables.
    let [kind, _, _, cells @ ..] = number::<5>(bytes, 100)?;
    if application == 0 && version == 0 && kind == LEAF_TABLE && cells == [0, 0] {
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

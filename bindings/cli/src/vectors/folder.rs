//! Which files a path on the command line means.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::CliError;
use crate::input::reason;

/// Folders deeper than this are refused: a loop of links ends here.
const DEEPEST: u32 = 16;

/// A file itself; of a folder every `.json` below it, sorted by path. Hidden entries are passed over.
///
/// # Errors
/// [`CliError::Unreadable`]: not there, not readable, too deep, or a folder without any such file.
pub(crate) fn find_files(path: &Path) -> Result<Vec<PathBuf>, CliError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    collect(path, DEEPEST, &mut files)?;
    if files.is_empty() {
        return Err(unreadable(path, "no .json file in this folder".to_owned()));
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, levels: u32, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let levels =
        levels.checked_sub(1).ok_or_else(|| unreadable(folder, format!("deeper than {DEEPEST} folders")))?;
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, reason(&error)))? {
        let entry = entry.map_err(|error| unreadable(folder, reason(&error)))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, levels, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, reason: String) -> CliError {
    CliError::Unreadable { path: path.display().to_string(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_searched_to_its_depth_and_sorted() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        for name in ["z.json", "a/b/y.json", "a/x.json", "a/README.md", ".hidden.json"] {
            fs::write(folder.path().join(name), "{}").unwrap();
        }
        let found = find_files(folder.path()).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(names, [Path::new("a/b/y.json"), Path::new("a/x.json"), Path::new("z.json")]);
    }

    #[test]
    fn a_folder_without_vectors_is_an_error_and_not_a_success() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(find_files(folder.path()).unwrap_err().code(), "cli.file_unreadable");
    }
}

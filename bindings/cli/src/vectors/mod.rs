//! Test vectors judged: files of several kinds, each case from its tokens and keys alone.
//!
//! What a case asks (`Question`s in the files of this folder) and what its author says about it (`Expected`)
//! are read apart, and only the question reaches the judge.

mod chain;
mod checkout_hash;
mod file;
mod folder;
mod kind;
mod report;
mod sd_jwt;
mod signature;
mod verdict;

pub(crate) use file::judge_file;
pub(crate) use folder::find_files;
pub(crate) use report::VectorsReport;

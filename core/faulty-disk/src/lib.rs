//! A disk that fails on demand, between SQLite and the real one. For tests.
//!
//! [`install`] makes it the disk of every connection that the process opens from then on. It passes everything on until
//! a [`Fault`] is [`begin`](Fault::begin)ned for some place; when the [`Active`] fault is dropped the disk is sound again.

mod fault;
mod vfs;

pub use fault::{Active, Fault};
pub use vfs::install;

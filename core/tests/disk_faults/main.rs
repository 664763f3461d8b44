//! Disks that fail: a sync that fails, a write that fails, a page torn by a power cut, a log cut short, a sync that lied.
//! Each is told with a typed error, loses nothing that was acknowledged, and is over when the disk is sound again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

mod failing;
#[allow(dead_code, reason = "these tests write a part of the rows")]
#[path = "../store/rows.rs"]
mod rows;
mod torn;
mod wallet;

//! The contract of `amp` with those who call it: exit codes, JSON shapes, what reaches a terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "everything here is test code, the harness too: a panic is a failed test"
)]

mod amp;
mod chain;

mod bench;
mod demo;
mod inspect;
mod output;
mod sandbox;
mod usage;
mod vectors;
mod verify;
mod wallet;
mod wallet_decisions;

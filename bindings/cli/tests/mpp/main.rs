//! `amp mpp serve` from outside: the binary, real HTTP, a network of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "everything here is test code, the harness too: a panic is a failed test"
)]

mod provider;
mod world;

mod attacks;
mod faults;
mod flows;
mod load;
mod peers;
mod restarts;
mod strain;
mod wire;

//! One file per command: its arguments, and the way from them to a report.

pub(crate) mod bench;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod inspect;
pub(crate) mod mpp;
pub(crate) mod sandbox;
pub(crate) mod vectors;
pub(crate) mod verify;
pub(crate) mod wallet;

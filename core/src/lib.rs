//! The on-device wallet core for payments made by AI agents, after the Agentic Mobile Protocol (AMP).
//!
//! Reading order, from the ground up; imports point down only (`scripts/check-layers.sh` checks it):
//!
//! 1. [`money`], [`clock`]: the ground. Integers and time that is passed in.
//! 2. [`jose`]: the standards (RFC 7515, 7517, 7638, 9901), nothing of AMP.
//! 3. [`assurance`]: the AMP layers L1, L2, L3: build and verify.
//! 4. Decisions, pure functions: [`mandates`], [`agents`], [`limits`], [`guard`], [`payments`], [`ledger`], [`events`],
//!    [`claims`].
//! 5. Effects: [`identity`], [`storage`], [`network`].
//!    [`runtime`]: the one tokio runtime.
//! 6. [`wallet`]: one file per use case: load, decide, record, act.
//! 7. Who calls us: [`ffi`], [`mpp`], [`sandbox`], the terminal.

pub mod clock;
pub mod money;

pub mod jose;

pub mod assurance;

pub mod agents;
pub mod claims;
pub mod events;
pub mod guard;
pub mod ledger;
pub mod limits;
pub mod mandates;
pub mod payments;

pub mod identity;
pub mod network;
pub mod storage;

pub mod runtime;

pub mod wallet;

pub mod ffi;
#[cfg(feature = "mpp")]
pub mod mpp;
#[cfg(feature = "sandbox")]
pub mod sandbox;

uniffi::setup_scaffolding!("amp_wallet_core");

/// The README's examples, compiled as they stand.
#[cfg(all(doctest, feature = "network"))]
#[doc = include_str!("../../README.md")]
struct Readme;

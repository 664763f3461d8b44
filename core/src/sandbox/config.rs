//! How a sandbox behaves.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::{Clock, SystemClock};

/// Our extensions to the contract, each of which the sandbox offers unless switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
#[serde(default)]
pub struct ContractExtensions {
    /// X1: `/network/inquiryPaymentToken`.
    pub x1: bool,
    /// X2: `/mpp/preVerify` before a payment token is handed out.
    pub x2: bool,
    /// X3: `agentPk` in createAuthorization.
    pub x3: bool,
    /// X4: `order` in `/mpp/pay`.
    pub x4: bool,
}

impl ContractExtensions {
    /// The bare contract of the reference.
    pub const NONE: Self = Self { x1: false, x2: false, x3: false, x4: false };
}

impl Default for ContractExtensions {
    fn default() -> Self {
        Self { x1: true, x2: true, x3: true, x4: true }
    }
}

/// How a [`Sandbox`](super::Sandbox) behaves.
#[derive(Clone)]
pub struct SandboxConfig {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The wallet's base address (without `/mpp`), if it is known already.
    pub wallet_url: Option<String>,
    /// Which extensions are offered at the start.
    pub extensions: ContractExtensions,
    /// `iss` of L1.
    pub issuer: String,
    /// `aud` that L2 and L3 must carry.
    pub audience: String,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// The network's root key as PKCS #8, to keep it over restarts; else a fresh one.
    pub root_pkcs8: Option<Vec<u8>>,
    /// The most records of one kind that are kept; more are refused.
    pub capacity: u32,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            port: 0,
            wallet_url: None,
            extensions: ContractExtensions::default(),
            issuer: "alipayplus.com".to_owned(),
            audience: "alipayplus.com".to_owned(),
            clock: Arc::new(SystemClock),
            root_pkcs8: None,
            capacity: 100_000,
        }
    }
}

impl std::fmt::Debug for SandboxConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxConfig")
            .field("port", &self.port)
            .field("wallet_url", &self.wallet_url)
            .field("extensions", &self.extensions)
            .finish_non_exhaustive()
    }
}

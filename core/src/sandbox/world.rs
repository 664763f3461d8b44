//! What all roles share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ring::rand::{SecureRandom, SystemRandom};

use super::config::{ContractExtensions, SandboxConfig};
use super::denial::Denial;
use super::error::SandboxError;
use super::faults::Faults;
use super::merchant::MerchantBook;
use super::network::NetworkBook;
use super::provider::ProviderBook;
use crate::clock::{Clock, Timestamp};
use crate::jose::SoftwareKey;
use crate::network::{Endpoint, Transport, TransportOptions};

/// `kid` of the reference's network key.
const ROOT_KID: &str = "aplus-key-1";

/// `kid` of the issuer of rates.
const RATE_KID: &str = "rate-key-1";

pub(super) struct World {
    pub(super) own: Endpoint,
    pub(super) transport: Transport,
    pub(super) root: SoftwareKey,
    pub(super) rate_key: SoftwareKey,
    pub(super) issuer: String,
    pub(super) audience: String,
    pub(super) faults: Faults,
    pub(super) network: Mutex<NetworkBook>,
    pub(super) provider: Mutex<ProviderBook>,
    pub(super) merchant: Mutex<MerchantBook>,
    clock: Arc<dyn Clock>,
    wallet: Mutex<Option<Endpoint>>,
    extensions: Mutex<ContractExtensions>,
    random: SystemRandom,
}

impl World {
    pub(super) fn new(config: &SandboxConfig, port: u16) -> Result<Self, SandboxError> {
        let root = match &config.root_pkcs8 {
            Some(pkcs8) => SoftwareKey::from_pkcs8(ROOT_KID, pkcs8)?,
            None => SoftwareKey::generate(ROOT_KID)?,
        };
        let wallet = config.wallet_url.as_deref().map(Endpoint::parse).transpose()?;
        Ok(Self {
            own: Endpoint::parse(&format!("http://127.0.0.1:{port}"))?,
            transport: Transport::new(&TransportOptions::default())?,
            root,
            rate_key: SoftwareKey::generate(RATE_KID)?,
            issuer: config.issuer.clone(),
            audience: config.audience.clone(),
            faults: Faults::default(),
            network: Mutex::new(NetworkBook::new(config.capacity)),
            provider: Mutex::new(ProviderBook::new(config.capacity)),
            merchant: Mutex::new(MerchantBook::new(config.capacity)),
            clock: Arc::clone(&config.clock),
            wallet: Mutex::new(wallet),
            extensions: Mutex::new(config.extensions),
            random: SystemRandom::new(),
        })
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn wallet(&self) -> Option<Endpoint> {
        lock(&self.wallet).clone()
    }

    pub(super) fn set_wallet(&self, wallet: Option<Endpoint>) {
        *lock(&self.wallet) = wallet;
    }

    pub(super) fn extensions(&self) -> ContractExtensions {
        *lock(&self.extensions)
    }

    pub(super) fn set_extensions(&self, extensions: ContractExtensions) {
        *lock(&self.extensions) = extensions;
    }

    /// Forgets every record and fault; keys, wallet and extensions stay.
    pub(super) fn reset(&self) {
        self.faults.clear();
        lock(&self.network).clear();
        lock(&self.provider).clear();
        lock(&self.merchant).clear();
    }

    pub(super) fn random(&self) -> Result<[u8; 16], Denial> {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes).map_err(|_| Denial::system("no randomness"))?;
        Ok(bytes)
    }

    /// A fresh identifier: 32 hex digits, as the reference makes them.
    pub(super) fn identifier(&self) -> Result<String, Denial> {
        Ok(self.random()?.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// A book that a panicking handler left behind is still whole: every change is one assignment.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

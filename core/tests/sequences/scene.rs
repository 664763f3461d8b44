//! What both processes open: the wallet's folder, its secrets, the keys of network and agents.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amp_wallet_core::clock::ManualClock;
use amp_wallet_core::identity::{
    DeviceIsp, FileSecretStore, KeyPolicy, SecretStore, Secrets, SoftwareVault, Unattended,
};
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::storage::{Store, StoreOptions};
use amp_wallet_core::wallet::{Host, Wallet, WalletConfig};
use serde::{Deserialize, Serialize};

use super::network::YesNetwork;

pub(crate) const AGENTS: [&str; 2] = ["agent-a", "agent-b"];

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Scene {
    pub(crate) folder: PathBuf,
    root_key: Vec<u8>,
    agent_key: Vec<u8>,
}

impl Scene {
    /// Fresh keys over an empty folder.
    pub(crate) fn new(folder: &Path) -> Self {
        let key = || SoftwareKey::generate_pkcs8().unwrap().to_vec();
        Self { folder: folder.to_owned(), root_key: key(), agent_key: key() }
    }

    pub(crate) fn agent_key(&self) -> SoftwareKey {
        SoftwareKey::from_pkcs8("agent-key-1", &self.agent_key).unwrap()
    }

    fn root_key(&self) -> SoftwareKey {
        SoftwareKey::from_pkcs8("aplus-key-1", &self.root_key).unwrap()
    }

    fn secrets(&self) -> Arc<dyn SecretStore> {
        Arc::new(FileSecretStore::open(&self.folder.join("secrets")).unwrap())
    }

    /// Opens the wallet, once more beside those who have it open already.
    pub(crate) async fn wallet(&self, clock: &Arc<ManualClock>) -> Wallet {
        let secrets = self.secrets();
        let vault = SoftwareVault::open(
            &self.folder.join("keys"),
            Secrets::new(Arc::clone(&secrets)),
            Arc::new(Unattended),
            clock.clone(),
        )
        .unwrap();
        let host = Host {
            isp: Arc::new(DeviceIsp::new(Arc::new(vault), KeyPolicy::None)),
            secrets,
            clock: clock.clone(),
            network: Arc::new(YesNetwork { root: self.root_key(), clock: clock.clone() }),
        };
        let roots = vec![self.root_key().public().clone()];
        Wallet::open(WalletConfig::new(self.folder.join("data"), "user-demo", roots), host).await.unwrap()
    }

    /// The store alone, to look at what there is.
    pub(crate) fn store(&self) -> Store {
        let path = self.folder.join("data/wallet.db");
        Store::open(&path, StoreOptions::default(), &Secrets::new(self.secrets())).unwrap()
    }
}

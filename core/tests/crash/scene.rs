//! What the paying process finds: a wallet with mandates, the agent's key, an order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amp_wallet_core::assurance::Checkout;
use amp_wallet_core::clock::{Clock, ManualClock, SystemClock};
use amp_wallet_core::identity::{FileSecretStore, SecretStore, Secrets};
use amp_wallet_core::jose::{PublicJwk, SoftwareKey};
use amp_wallet_core::money::Amount;
use amp_wallet_core::mpp::Approver;
use amp_wallet_core::sandbox::{Sandbox, SandboxConfig};
use amp_wallet_core::storage::{Store, StoreOptions};
use amp_wallet_core::wallet::Wallet;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::wallet_story::{Story, config, host};

/// Payments that each budget is good for.
const PAYMENTS: i64 = 12;

#[derive(Serialize, Deserialize)]
pub(crate) struct Scene {
    pub(crate) folder: PathBuf,
    pub(crate) secrets: PathBuf,
    pub(crate) root: PublicJwk,
    pub(crate) agent_key: Vec<u8>,
    pub(crate) audience: String,
    pub(crate) token_id: String,
    pub(crate) checkout: Checkout,
    pub(crate) mandates: Vec<SceneMandate>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SceneMandate {
    pub(crate) mandate_id: String,
    pub(crate) network_mandate_id: String,
    pub(crate) l2: String,
}

/// The folders, which live as long as this.
pub(crate) struct Stage {
    pub(crate) scene: Scene,
    _folders: (TempDir, TempDir),
}

impl Stage {
    /// Binds an agent and authorizes mandates, through the sandbox.
    pub(crate) async fn build(mandates: u32) -> Self {
        let secrets_folder = tempfile::tempdir().unwrap();
        let secrets: Arc<dyn SecretStore> = Arc::new(FileSecretStore::open(secrets_folder.path()).unwrap());
        let mut story = Story::begin_over(Approver::Host, secrets).await;
        let agent_key = SoftwareKey::generate_pkcs8().unwrap();
        story.agent_key = Arc::new(SoftwareKey::from_pkcs8("agent-key-1", &agent_key).unwrap());
        let token_id = story.bind().await;
        let checkout = story.order("flight-seat", 1).await.to_checkout();
        let budget =
            Amount::from_micros(checkout.total_amount.micros() * PAYMENTS, checkout.total_amount.currency());
        let mut made = Vec::new();
        for _ in 0..mandates {
            let granted = story.authorize(&token_id, budget).await;
            let view = story.wallet.mandate(&granted.mandate_id).await.unwrap();
            made.push(SceneMandate {
                mandate_id: granted.mandate_id.clone(),
                network_mandate_id: view.mandate.network_mandate_id.unwrap(),
                l2: granted.l2.clone(),
            });
        }
        story.server.stop();
        story.wallet.close();
        let scene = Scene {
            folder: story.folder.path().to_owned(),
            secrets: secrets_folder.path().to_owned(),
            root: story.sandbox.root_jwk(),
            agent_key: agent_key.to_vec(),
            audience: story.sandbox.audience().to_owned(),
            token_id,
            checkout,
            mandates: made,
        };
        Self { scene, _folders: (story.folder, secrets_folder) }
    }

    /// Where the paying process reads the scene.
    pub(crate) fn write(&self) -> PathBuf {
        let path = self.scene.secrets.join("scene.json");
        std::fs::write(&path, serde_json::to_vec(&self.scene).unwrap()).unwrap();
        path
    }
}

impl Scene {
    pub(crate) fn read(path: &Path) -> Self {
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    fn secrets(&self) -> Arc<dyn SecretStore> {
        Arc::new(FileSecretStore::open(&self.secrets).unwrap())
    }

    /// The wallet, so many seconds from now. Its network is one that knows nothing of it: nobody asks it here.
    pub(crate) async fn wallet(&self, later_seconds: i64) -> (Wallet, Arc<dyn Clock>, Sandbox) {
        let sandbox = Sandbox::start(SandboxConfig::default()).await.unwrap();
        let clock = Arc::new(ManualClock::at(SystemClock.now().plus_seconds(later_seconds)));
        let host = host(&self.folder, &self.secrets(), &clock, Arc::new(sandbox.network()));
        let wallet = Wallet::open(config(&self.folder, self.root.clone()), host).await.unwrap();
        (wallet, clock, sandbox)
    }

    /// The store alone.
    pub(crate) fn store(&self) -> Store {
        let secrets = Secrets::new(self.secrets());
        Store::open(&self.folder.join("wallet.db"), StoreOptions::default(), &secrets).unwrap()
    }
}

//! Who takes part: the AMP world, the wallet that serves it, the user, the agent.

use std::sync::Arc;

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::guard::Refusal;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::mpp::{Approver, MppOptions, MppServer};
use amp_wallet_core::sandbox::{Sandbox, SandboxAgent, SandboxConfig};
use amp_wallet_core::wallet::Wallet;

use super::user::User;
use super::workspace::Workspace;
use crate::error::CliError;
use crate::wallet_folder::{SecretsPlace, Settings, WalletFolder};

/// The agent's identifier at the network.
const AGENT_ID: &str = "agent-travel-1";

/// Everybody, ready to begin.
pub(super) struct Cast {
    pub(super) sandbox: Sandbox,
    pub(super) wallet: Wallet,
    pub(super) user: User,
    pub(super) agent: SandboxAgent,
    server: MppServer,
}

impl Cast {
    /// Starts the sandbox and the wallet on free ports, with a fresh database in the workspace.
    pub(super) async fn gather(workspace: &Workspace) -> Result<Self, CliError> {
        let sandbox = Sandbox::start(SandboxConfig::default()).await?;
        let root = sandbox.root_jwk();
        workspace.keep_root(&root)?;
        let user = User::default();
        let folder = workspace.wallet_folder();
        let settings =
            Settings::new("user-demo", sandbox.url(), std::slice::from_ref(&root), SecretsPlace::File)?;
        let place = WalletFolder::make(&folder, settings)?;
        let wallet = Wallet::open(place.config()?, place.host(Arc::new(user.clone()))?).await?;
        let options = MppOptions { approver: Approver::Host, ..MppOptions::default() };
        let server = MppServer::start(wallet.clone(), options).await?;
        sandbox.set_wallet_url(Some(&server.url()))?;
        let key = Arc::new(SoftwareKey::generate("agent-travel-1-key")?);
        let agent = SandboxAgent::new(&sandbox, AGENT_ID, key, Arc::new(SystemClock));
        Ok(Self { sandbox, wallet, user, agent, server })
    }

    /// What the Intent Guard refused, if `said` over the wire is its word.
    pub(super) fn refusal(&self, said: &str) -> Result<Refusal, CliError> {
        let last = self.wallet.refusals().into_iter().next();
        last.filter(|refusal| refusal.code() == said).ok_or_else(|| {
            CliError::core("demo.refused_elsewhere", format!("refused, but not by the wallet: {said}"))
        })
    }

    /// Everybody goes home.
    pub(super) async fn dismiss(self) {
        self.server.stop();
        self.sandbox.stop().await;
        self.wallet.close();
    }
}

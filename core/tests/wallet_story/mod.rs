//! The cast of the wallet's tests: the sandbox, a wallet that serves it over HTTP, a user who approves, an agent.

#![allow(dead_code)] // each test binary uses a part
#![allow(clippy::unwrap_used, clippy::panic)] // a story that cannot go on ends its test

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use amp_wallet_core::assurance::Checkout;
use amp_wallet_core::clock::{Clock, ManualClock, SystemClock, Timestamp};
use amp_wallet_core::identity::{
    DeviceIsp, IdvEvidence, IdvMethod, KeyPolicy, MemorySecretStore, SecretStore, Secrets, SoftwareVault,
    Unattended,
};
use amp_wallet_core::jose::{PublicJwk, SoftwareKey};
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::mpp::{Approver, MppOptions, MppServer};
use amp_wallet_core::network::Network;
use amp_wallet_core::network::messages::{ConstraintsBody, IdvLink, OrderBody, PayAnswer, WireAmount};
use amp_wallet_core::sandbox::{
    AgentError, AgentMandate, AskedMandate, MandateAsk, Sandbox, SandboxAgent, SandboxConfig,
};
use amp_wallet_core::wallet::{Approval, AuthorizationOutcome, Host, Wallet, WalletConfig, WalletError};

pub(crate) const AGENT: &str = "agent-1";

pub(crate) struct Story {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) sandbox: Sandbox,
    pub(crate) wallet: Wallet,
    pub(crate) server: MppServer,
    pub(crate) agent_key: Arc<SoftwareKey>,
    pub(crate) secrets: Arc<dyn SecretStore>,
    pub(crate) folder: tempfile::TempDir,
}

/// A mandate as the wallet and the agent hold it.
#[derive(Clone)]
pub(crate) struct Granted {
    /// The wallet's identifier.
    pub(crate) mandate_id: String,
    agents: AgentMandate,
}

impl Deref for Granted {
    type Target = AgentMandate;

    fn deref(&self) -> &AgentMandate {
        &self.agents
    }
}

pub(crate) fn hkd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::HKD).unwrap()
}

/// A host over a software vault whose keys live in `folder`.
pub(crate) fn host(
    folder: &Path,
    secrets: &Arc<dyn SecretStore>,
    clock: &Arc<ManualClock>,
    network: Arc<dyn Network>,
) -> Host {
    let vault = SoftwareVault::open(
        &folder.join("keys"),
        Secrets::new(secrets.clone()),
        Arc::new(Unattended),
        Arc::new(SystemClock),
    )
    .unwrap();
    Host {
        isp: Arc::new(DeviceIsp::new(Arc::new(vault), KeyPolicy::None)),
        secrets: secrets.clone(),
        clock: clock.clone(),
        network,
    }
}

pub(crate) fn config(folder: &Path, root: PublicJwk) -> WalletConfig {
    WalletConfig::new(folder.to_path_buf(), "user-demo", vec![root])
}

/// The user's yes to what the wallet shows.
pub(crate) async fn approval(wallet: &Wallet, session_id: &str) -> Result<Approval, WalletError> {
    let surface = wallet.surface(session_id).await?;
    let evidence = IdvEvidence {
        result: "FACE".to_owned(),
        time: wallet.now(),
        method: IdvMethod::DeviceBiometric,
        surface_digest: surface.digest,
    };
    Ok(Approval { auth_session_id: session_id.to_owned(), evidence, reason: "Confirm".to_owned() })
}

impl Story {
    pub(crate) async fn begin() -> Self {
        Self::begin_with(Approver::Host).await
    }

    pub(crate) async fn begin_with(approver: Approver) -> Self {
        Self::begin_over(approver, Arc::new(MemorySecretStore::default())).await
    }

    /// Over secrets that another process can open too.
    pub(crate) async fn begin_over(approver: Approver, secrets: Arc<dyn SecretStore>) -> Self {
        let clock = Arc::new(ManualClock::at(SystemClock.now()));
        let shared: Arc<dyn Clock> = clock.clone();
        let sandbox =
            Sandbox::start(SandboxConfig { clock: shared, ..SandboxConfig::default() }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let host = host(folder.path(), &secrets, &clock, Arc::new(sandbox.network()));
        let wallet = Wallet::open(config(folder.path(), sandbox.root_jwk()), host).await.unwrap();
        let server =
            MppServer::start(wallet.clone(), MppOptions { approver, ..MppOptions::default() }).await.unwrap();
        sandbox.set_wallet_url(Some(&server.url())).unwrap();
        let agent_key = Arc::new(SoftwareKey::generate("agent-key-1").unwrap());
        Self { clock, sandbox, wallet, server, agent_key, secrets, folder }
    }

    /// Closes the wallet and opens it anew, as after a restart of the app.
    pub(crate) async fn restart(&mut self) {
        self.restart_with(config(self.folder.path(), self.sandbox.root_jwk())).await;
    }

    /// The same with another configuration.
    pub(crate) async fn restart_with(&mut self, config: WalletConfig) {
        self.server.stop();
        self.wallet.close();
        let host = host(self.folder.path(), &self.secrets, &self.clock, Arc::new(self.sandbox.network()));
        self.wallet = Wallet::open(config, host).await.unwrap();
        self.server = MppServer::start(self.wallet.clone(), MppOptions::default()).await.unwrap();
        self.sandbox.set_wallet_url(Some(&self.server.url())).unwrap();
    }

    pub(crate) async fn approve(&self, session_id: &str) -> Result<AuthorizationOutcome, WalletError> {
        self.wallet.approve(approval(&self.wallet, session_id).await?).await
    }

    /// The agent, with the key it has now.
    pub(crate) fn agent(&self) -> SandboxAgent {
        SandboxAgent::new(&self.sandbox, AGENT, self.agent_key.clone(), self.clock.clone())
    }

    /// The agent asks to be bound; the session waits for the user.
    pub(crate) async fn ask_binding(&self) -> String {
        self.agent().ask_binding(None).await.unwrap().auth_session_id
    }

    pub(crate) async fn bind(&self) -> String {
        let session = self.ask_binding().await;
        let AuthorizationOutcome::Bound(binding) = self.approve(&session).await.unwrap() else {
            panic!("not a binding")
        };
        binding.token_id.unwrap()
    }

    /// The agent asks for a mandate; the two sessions are the provider's and the wallet's.
    pub(crate) async fn ask_mandate(&self, token_id: &str, budget: Amount) -> (String, String) {
        let constraints = ConstraintsBody {
            budget_amount: Some(WireAmount(budget)),
            merchant_name_list: Some(vec!["Harbour Airways".to_owned(), "Menara Grand Hotel".to_owned()]),
            merchant_mcc_list: Some(vec!["4511".to_owned(), "7011".to_owned()]),
            ..ConstraintsBody::default()
        };
        self.ask(token_id, Some(constraints), None).await
    }

    pub(crate) async fn ask(
        &self,
        token_id: &str,
        constraints: Option<ConstraintsBody>,
        checkout: Option<OrderBody>,
    ) -> (String, String) {
        let task = "flight and a hotel in Kuala Lumpur".to_owned();
        let ask = MandateAsk { token_id: token_id.to_owned(), task, constraints, checkout };
        let asked = self.agent().ask_mandate(ask).await.unwrap();
        (asked.session_id, asked.link.auth_session_id)
    }

    pub(crate) async fn authorize(&self, token_id: &str, budget: Amount) -> Granted {
        let (session_id, wallet_session) = self.ask_mandate(token_id, budget).await;
        self.grant(session_id, &wallet_session).await
    }

    pub(crate) async fn grant(&self, session_id: String, wallet_session: &str) -> Granted {
        self.try_grant(session_id, wallet_session).await.unwrap()
    }

    /// The user approves; what comes of it, if anything does.
    pub(crate) async fn try_grant(
        &self,
        session_id: String,
        wallet_session: &str,
    ) -> Result<Granted, WalletError> {
        let AuthorizationOutcome::Authorized(mandate) = self.approve(wallet_session).await? else {
            panic!("not a mandate")
        };
        let link = IdvLink { auth_url: String::new(), auth_session_id: wallet_session.to_owned() };
        let asked = AskedMandate { session_id, link };
        let token_id = self.agent().bound_token().await.unwrap().unwrap();
        let agents = self.agent().granted(&token_id, &asked).await.unwrap().unwrap();
        Ok(Granted { mandate_id: mandate.mandate_id, agents })
    }

    pub(crate) async fn order(&self, sku: &str, quantity: u32) -> OrderBody {
        self.agent().order(sku, quantity).await.unwrap()
    }

    pub(crate) fn sign(&self, granted: &Granted, checkout: &Checkout) -> String {
        self.agent().sign(granted, checkout).unwrap()
    }

    /// A payment token for the order, with a fresh L3.
    pub(crate) async fn token(&self, granted: &Granted, order: &OrderBody) -> Result<String, AgentError> {
        let l3 = self.sign(granted, &order.to_checkout());
        self.token_with(granted, Some(l3), order).await
    }

    pub(crate) async fn token_with(
        &self,
        granted: &Granted,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<String, AgentError> {
        self.agent().payment_token(granted, l3, order).await
    }

    pub(crate) async fn pay(&self, order: &OrderBody, token: &str) -> PayAnswer {
        self.agent().pay(order, token).await.unwrap()
    }

    /// Held, spent and available under a mandate.
    pub(crate) async fn books(&self, granted: &Granted) -> (Amount, Amount, Amount) {
        let view = self.wallet.mandate(&granted.mandate_id).await.unwrap();
        (view.held, view.spent, view.available)
    }

    pub(crate) fn later(&self, seconds: i64) -> Timestamp {
        self.clock.advance_millis(seconds * 1000);
        self.clock.now()
    }
}

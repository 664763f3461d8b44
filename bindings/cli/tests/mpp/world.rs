//! The network, a provider that serves it, agents, and what the provider leaves behind.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::identity::{
    DeviceIsp, FileSecretStore, KeyPolicy, SecretStore, Secrets, SoftwareVault, Unattended, random_id,
};
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::network::messages::{
    ConstraintsBody, OrderBody, PayRequest, PreVerifyRequest, WireAmount,
};
use amp_wallet_core::network::{Transport, TransportOptions};
use amp_wallet_core::payments::{Payment, PaymentState};
pub(crate) use amp_wallet_core::sandbox::AgentMandate as Granted;
use amp_wallet_core::sandbox::{
    AgentError, AskedMandate, ContractExtensions, MandateAsk, Sandbox, SandboxAgent, SandboxConfig,
};
use amp_wallet_core::storage::{Store, StoreOptions};
use amp_wallet_core::wallet::{Host, MandateView, Wallet, WalletConfig};
use serde::Serialize;
use serde_json::{Value, json};

use crate::provider::Provider;

/// What is waited for comes within half a minute.
const TRIES: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);
/// Where it does not matter which agent it is: they have one key.
const SOMEONE: &str = "agent-1";

pub(crate) const SEAT: &str = "flight-seat";
pub(crate) const SEAT_CENTS: i64 = 18_000;

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) provider: Provider,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) transport: Transport,
    pub(crate) agent_key: Arc<SoftwareKey>,
}

/// What a wallet's database says once nobody serves it.
pub(crate) struct Books {
    pub(crate) mandates: Vec<MandateView>,
    pub(crate) payments: Vec<Payment>,
}

/// A payment token that no network made.
pub(crate) fn new_token() -> String {
    format!("28166623{}", random_id().unwrap())
}

pub(crate) fn hkd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::HKD).unwrap()
}

impl World {
    pub(crate) async fn begin(extensions: ContractExtensions, more: &[&str]) -> Self {
        let config = SandboxConfig { extensions, ..SandboxConfig::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("root.json"), sandbox.root_jwk().to_json().to_compact()).unwrap();
        let agent_key = Arc::new(SoftwareKey::generate("agent-key-1").unwrap());
        let key = agent_key.public().to_json().to_compact();
        std::fs::write(folder.path().join("agent.json"), key).unwrap();
        let provider = Provider::start(folder.path(), sandbox.url(), more);
        sandbox.set_wallet_url(Some(&provider.url)).unwrap();
        let transport = Transport::new(&TransportOptions::default()).unwrap();
        Self { sandbox, provider, folder, transport, agent_key }
    }

    /// Another process over the same folder.
    pub(crate) fn restart(&mut self, more: &[&str]) {
        self.provider = Provider::start(self.folder.path(), self.sandbox.url(), more);
        self.sandbox.set_wallet_url(Some(&self.provider.url)).unwrap();
    }

    /// Another process over the same folder, with so many files at most.
    pub(crate) fn restart_with_files(&mut self, files: u32) {
        self.provider = Provider::start_with_files(files, self.folder.path(), self.sandbox.url(), &[]);
        self.sandbox.set_wallet_url(Some(&self.provider.url)).unwrap();
    }

    /// POSTs to the provider; `null` where no JSON comes back.
    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Value {
        self.try_post(path, body).await.unwrap_or_default()
    }

    /// POSTs to the provider; what it was where no JSON comes back.
    async fn try_post(&self, path: &str, body: &impl Serialize) -> Result<Value, String> {
        let address = format!("{}{path}", self.provider.url);
        let answer = self.transport.post_any_status(&address, body, 30_000).await;
        let (status, bytes) = answer.map_err(|error| error.to_string())?;
        serde_json::from_slice(&bytes).map_err(|error| format!("HTTP {status}: {error}"))
    }

    /// The user's yes.
    pub(crate) async fn approve(&self, session: &str) -> Value {
        self.post("/mpp/completeIdv", &json!({ "authSessionId": session })).await
    }

    /// The agent of this name; all of them have one key.
    pub(crate) fn agent(&self, agent_id: &str) -> SandboxAgent {
        SandboxAgent::new(&self.sandbox, agent_id, self.agent_key.clone(), Arc::new(SystemClock))
    }

    /// The agent asks to be bound to a customer's wallet; answers the wallet's session.
    pub(crate) async fn ask_binding(&self, agent: &str, customer: &str) -> String {
        self.agent(agent).ask_binding(Some(customer)).await.unwrap().auth_session_id
    }

    /// The Alipay+ Token of an agent's binding, once there is one.
    pub(crate) async fn token_id(&self, agent: &str) -> String {
        self.bound(agent).await.expect("never bound")
    }

    pub(crate) async fn bound(&self, agent: &str) -> Option<String> {
        for _ in 0..TRIES {
            let token = self.agent(agent).bound_token().await.unwrap();
            if token.is_some() {
                return token;
            }
            tokio::time::sleep(PAUSE).await;
        }
        None
    }

    pub(crate) async fn bind(&self, agent: &str, customer: &str) -> String {
        let session = self.ask_binding(agent, customer).await;
        assert!(succeeded(&self.approve(&session).await));
        self.token_id(agent).await
    }

    /// The agent asks for a mandate: with a budget AUTONOMOUS, with an order IMMEDIATE.
    pub(crate) async fn ask_mandate(
        &self,
        agent: &str,
        token_id: &str,
        budget: Option<Amount>,
        order: Option<OrderBody>,
    ) -> AskedMandate {
        self.try_ask_mandate(agent, token_id, budget, order).await.unwrap()
    }

    /// The same with a network that may fail.
    pub(crate) async fn try_ask_mandate(
        &self,
        agent: &str,
        token_id: &str,
        budget: Option<Amount>,
        order: Option<OrderBody>,
    ) -> Result<AskedMandate, AgentError> {
        let constraints = budget.map(|budget| ConstraintsBody {
            budget_amount: Some(WireAmount(budget)),
            merchant_name_list: Some(vec!["Harbour Airways".to_owned()]),
            ..ConstraintsBody::default()
        });
        let (token_id, task) = (token_id.to_owned(), "seats".to_owned());
        self.agent(agent).ask_mandate(MandateAsk { token_id, task, constraints, checkout: order }).await
    }

    pub(crate) async fn granted(&self, token_id: &str, asked: AskedMandate) -> Granted {
        self.authorized(token_id, &asked).await.expect("never authorized")
    }

    pub(crate) async fn authorized(&self, token_id: &str, asked: &AskedMandate) -> Option<Granted> {
        for _ in 0..TRIES {
            let granted = self.agent(SOMEONE).granted(token_id, asked).await.unwrap();
            if granted.is_some() {
                return granted;
            }
            tokio::time::sleep(PAUSE).await;
        }
        None
    }

    pub(crate) async fn authorize(&self, agent: &str, token_id: &str, budget: Amount) -> Granted {
        let asked = self.ask_mandate(agent, token_id, Some(budget), None).await;
        assert!(succeeded(&self.approve(&asked.link.auth_session_id).await));
        self.granted(token_id, asked).await
    }

    pub(crate) async fn order(&self, sku: &str) -> OrderBody {
        self.agent(SOMEONE).order(sku, 1).await.unwrap()
    }

    pub(crate) fn sign(&self, granted: &Granted, order: &OrderBody) -> String {
        self.agent(SOMEONE).sign(granted, &order.to_checkout()).unwrap()
    }

    /// A payment token of the network's for an order.
    pub(crate) async fn token(
        &self,
        granted: &Granted,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<String, AgentError> {
        self.agent(SOMEONE).payment_token(granted, l3, order).await
    }

    /// An order, a token for it and the payment, the whole way; the result's code.
    pub(crate) async fn buy(&self, granted: &Granted) -> String {
        let order = self.order(SEAT).await;
        let l3 = self.sign(granted, &order);
        match self.token(granted, Some(l3), &order).await {
            Ok(token) => self.pay_order(&order, &token).await,
            Err(error) => error.refused().map_or(error.code(), |(code, _)| code).to_owned(),
        }
    }

    pub(crate) async fn pay_order(&self, order: &OrderBody, token: &str) -> String {
        self.agent(SOMEONE).pay(order, token).await.unwrap().result.result_code
    }

    /// Announces a token of its own making to the provider, past the network and its budget.
    pub(crate) async fn announce(&self, granted: &Granted, order: &OrderBody) -> (String, Value) {
        let (token, answer) = self.try_announce(granted, order).await;
        (token, answer.unwrap_or_default())
    }

    pub(crate) async fn try_announce(
        &self,
        granted: &Granted,
        order: &OrderBody,
    ) -> (String, Result<Value, String>) {
        let (token, l3) = (new_token(), self.sign(granted, order));
        let answer = self.try_pre_verify(granted, order, &token, &l3).await;
        (token, answer)
    }

    /// Announces this token with this L3.
    pub(crate) async fn pre_verify(
        &self,
        granted: &Granted,
        order: &OrderBody,
        token: &str,
        l3: &str,
    ) -> Value {
        self.try_pre_verify(granted, order, token, l3).await.unwrap_or_default()
    }

    async fn try_pre_verify(
        &self,
        granted: &Granted,
        order: &OrderBody,
        token: &str,
        l3: &str,
    ) -> Result<Value, String> {
        let request = PreVerifyRequest {
            payment_token: token.to_owned(),
            mandate_id: granted.network_mandate_id.clone(),
            token_id: granted.token_id.clone(),
            auth_session_id: granted.auth_session_id.clone(),
            mandate_type: "AUTONOMOUS".to_owned(),
            payment_status: "INIT".to_owned(),
            expiry_time: "2099-01-01T00:00:00Z".to_owned(),
            l1_serialized: granted.l1.clone(),
            l2_serialized: granted.l2.clone(),
            l3_serialized: Some(l3.to_owned()),
            checkout: order.clone(),
        };
        self.try_post("/mpp/preVerify", &request).await
    }

    /// Pays for a seat with a token at the provider, past the network.
    pub(crate) async fn pay(&self, token: &str) -> Value {
        self.pay_cents(token, SEAT_CENTS).await
    }

    pub(crate) async fn try_pay(&self, token: &str) -> Result<Value, String> {
        self.try_pay_cents(token, SEAT_CENTS).await
    }

    /// Pays so much with a token at the provider, past the network.
    pub(crate) async fn pay_cents(&self, token: &str, cents: i64) -> Value {
        self.try_pay_cents(token, cents).await.unwrap_or_default()
    }

    async fn try_pay_cents(&self, token: &str, cents: i64) -> Result<Value, String> {
        let amount = Some(WireAmount(hkd(cents)));
        let request = PayRequest { payment_token: token.to_owned(), amount, order: None };
        self.try_post("/mpp/pay", &request).await
    }

    /// The folder of the only wallet.
    pub(crate) fn only_wallet(&self) -> PathBuf {
        let mut wallets = std::fs::read_dir(self.folder.path().join("data/wallets")).unwrap();
        let only = wallets.next().unwrap().unwrap().path();
        assert!(wallets.next().is_none(), "more than one wallet");
        only
    }

    /// The database of the only wallet.
    pub(crate) fn database(&self) -> PathBuf {
        self.only_wallet().join("wallet.db")
    }

    /// The only wallet, opened by this process while the provider may serve it.
    pub(crate) async fn open_beside(&self) -> Wallet {
        let folder = self.only_wallet();
        let (config, host) = self.wallet_parts(&folder);
        Wallet::open_beside(config, host).await.unwrap()
    }

    /// Every wallet's books, checked from the file up. Nobody may serve them meanwhile.
    pub(crate) async fn books(&self) -> Vec<Books> {
        let mut all = Vec::new();
        for wallet in std::fs::read_dir(self.folder.path().join("data/wallets")).unwrap() {
            all.push(self.books_in(&wallet.unwrap().path()).await);
        }
        all
    }

    /// One wallet's books.
    pub(crate) async fn books_in(&self, folder: &Path) -> Books {
        check_file(folder, &Secrets::new(secrets_in(folder)));
        let wallet = self.open(folder).await;
        let books =
            Books { mandates: wallet.mandates().await.unwrap(), payments: wallet.payments().await.unwrap() };
        wallet.close();
        for view in &books.mandates {
            let sum = [view.available, view.held, view.spent].iter().map(|part| part.micros()).sum::<i64>();
            assert!(view.mandate.activated_at.is_none() || sum == view.mandate.budget.micros());
        }
        books
    }

    /// Opens a wallet that nobody serves.
    pub(crate) async fn open(&self, folder: &Path) -> Wallet {
        let (config, host) = self.wallet_parts(folder);
        Wallet::open(config, host).await.unwrap()
    }

    fn wallet_parts(&self, folder: &Path) -> (WalletConfig, Host) {
        let secrets = secrets_in(folder);
        let vault = SoftwareVault::open(
            &folder.join("keys"),
            Secrets::new(secrets.clone()),
            Arc::new(Unattended),
            Arc::new(SystemClock),
        )
        .unwrap();
        let host = Host {
            isp: Arc::new(DeviceIsp::new(Arc::new(vault), KeyPolicy::None)),
            secrets,
            clock: Arc::new(SystemClock),
            network: Arc::new(self.sandbox.network()),
        };
        (WalletConfig::new(folder.to_owned(), "user-demo", vec![self.sandbox.root_jwk()]), host)
    }
}

impl Books {
    pub(crate) fn captured(&self) -> usize {
        self.payments.iter().filter(|payment| payment.state == PaymentState::Captured).count()
    }
}

fn secrets_in(folder: &Path) -> Arc<dyn SecretStore> {
    Arc::new(FileSecretStore::open(&folder.join("secrets")).unwrap())
}

fn check_file(folder: &Path, secrets: &Secrets) {
    let store = Store::open(&folder.join("wallet.db"), StoreOptions::default(), secrets).unwrap();
    store.read_blocking(|tx| tx.verify()).unwrap();
    store.close();
}

pub(crate) fn code(answer: &Value) -> &str {
    answer["result"]["resultCode"].as_str().unwrap_or("NONE")
}

pub(crate) fn succeeded(answer: &Value) -> bool {
    answer["result"]["resultStatus"] == "S"
}

//! The network, a provider that serves it, agents, and what the provider leaves behind.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::identity::{
    DeviceIsp, FileSecretStore, KeyPolicy, SecretStore, Secrets, SoftwareVault, Unattended, random_id,
};
use amp_wallet_core::jose::{Signer, SoftwareKey};
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::network::messages::{
    AddPaymentMethodRequest, ApplyCredentialRequest, ConstraintsBody, CreateMandateSessionRequest, OrderBody,
    OrderItem, PayRequest, PreVerifyRequest, WireAmount, WireJwk,
};
use amp_wallet_core::network::{NetworkError, Transport, TransportOptions};
use amp_wallet_core::payments::{Payment, PaymentState};
use amp_wallet_core::sandbox::{Extensions, Sandbox, SandboxConfig};
use amp_wallet_core::storage::{Store, StoreOptions};
use amp_wallet_core::wallet::{AgentSession, Host, MandateView, Wallet, WalletConfig};
use serde::Serialize;
use serde_json::{Value, json};

use crate::provider::Provider;

pub(crate) const SEAT: &str = "flight-seat";
pub(crate) const SEAT_CENTS: i64 = 18_000;

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) provider: Provider,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) transport: Transport,
    pub(crate) agent_key: Arc<SoftwareKey>,
}

/// A mandate as agent and network know it.
#[derive(Clone)]
pub(crate) struct Granted {
    pub(crate) token_id: String,
    pub(crate) session_id: String,
    pub(crate) wallet_session: String,
    pub(crate) mandate_id: String,
    pub(crate) l1: String,
    pub(crate) l2: String,
}

/// What a wallet's database says once nobody serves it.
pub(crate) struct Books {
    pub(crate) mandates: Vec<MandateView>,
    pub(crate) payments: Vec<Payment>,
}

pub(crate) fn hkd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::HKD).unwrap()
}

impl World {
    pub(crate) async fn begin(extensions: Extensions, more: &[&str]) -> Self {
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

    /// POSTs to the provider; `null` where no JSON comes back.
    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Value {
        let address = format!("{}{path}", self.provider.url);
        match self.transport.post_any_status(&address, body, 30_000).await {
            Ok((_, bytes)) => serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            Err(_) => Value::Null,
        }
    }

    /// The user's yes.
    pub(crate) async fn approve(&self, session: &str) -> Value {
        self.post("/mpp/completeIdv", &json!({ "authSessionId": session })).await
    }

    /// The agent asks to be bound to a customer's wallet; answers the wallet's session.
    pub(crate) async fn ask_binding(&self, agent: &str, customer: &str) -> String {
        let request = AddPaymentMethodRequest {
            wallet_name: "AlipayHK".to_owned(),
            agent_id: agent.to_owned(),
            customer_id: Some(customer.to_owned()),
            agent_pk: Some(WireJwk(self.agent_key.public().clone())),
        };
        let answer = self.sandbox.agent().add_payment_method(&request).await.unwrap();
        answer.idv.unwrap().auth_session_id
    }

    /// The Alipay+ Token of an agent's binding, once there is one.
    pub(crate) async fn token_id(&self, agent: &str) -> String {
        for _ in 0..600 {
            let methods = self.sandbox.agent().query_payment_method_list(agent).await.unwrap();
            if let Some(token) = methods.into_iter().find_map(|method| method.token_id) {
                return token;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("never bound");
    }

    pub(crate) async fn bind(&self, agent: &str, customer: &str) -> String {
        let session = self.ask_binding(agent, customer).await;
        assert!(succeeded(&self.approve(&session).await));
        self.token_id(agent).await
    }

    /// The agent asks for a mandate: with a budget AUTONOMOUS, with an order IMMEDIATE. Answers the provider's session
    /// and the wallet's.
    pub(crate) async fn ask_mandate(
        &self,
        agent: &str,
        token_id: &str,
        budget: Option<Amount>,
        order: Option<OrderBody>,
    ) -> (String, String) {
        let constraints = budget.map(|budget| ConstraintsBody {
            budget_amount: Some(WireAmount(budget)),
            merchant_name_list: Some(vec!["Harbour Airways".to_owned()]),
            ..ConstraintsBody::default()
        });
        let request = CreateMandateSessionRequest {
            token_id: token_id.to_owned(),
            agent_id: agent.to_owned(),
            intent_raw: "seats".to_owned(),
            constraints,
            checkout: order,
            defer_idv: Some(true),
            ..CreateMandateSessionRequest::default()
        };
        let answer = self.sandbox.agent().create_mandate_session(&request).await.unwrap();
        (answer.session_id, answer.idv.unwrap().auth_session_id)
    }

    pub(crate) async fn granted(&self, token_id: &str, sessions: (String, String)) -> Granted {
        for _ in 0..600 {
            let answer = self.sandbox.agent().inquiry_mandate_session(&sessions.0).await.unwrap();
            if let (Some(mandate_id), Some(l1), Some(l2)) =
                (answer.mandate_id, answer.l1_serialized, answer.l2_serialized)
            {
                let (session_id, wallet_session) = sessions;
                return Granted {
                    token_id: token_id.to_owned(),
                    session_id,
                    wallet_session,
                    mandate_id,
                    l1,
                    l2,
                };
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("never authorized");
    }

    pub(crate) async fn authorize(&self, agent: &str, token_id: &str, budget: Amount) -> Granted {
        let sessions = self.ask_mandate(agent, token_id, Some(budget), None).await;
        assert!(succeeded(&self.approve(&sessions.1).await));
        self.granted(token_id, sessions).await
    }

    pub(crate) async fn order(&self, sku: &str) -> OrderBody {
        let items = vec![OrderItem { sku: sku.to_owned(), quantity: 1 }];
        self.sandbox.merchant().create_order(items).await.unwrap()
    }

    pub(crate) fn sign(&self, granted: &Granted, order: &OrderBody) -> String {
        let signer: Arc<dyn Signer> = self.agent_key.clone();
        let audience = self.sandbox.audience().to_owned();
        AgentSession::new(signer, Arc::new(SystemClock), granted.l2.clone(), audience)
            .sign_checkout(&order.to_checkout())
            .unwrap()
    }

    /// A payment token of the network's for an order.
    pub(crate) async fn token(
        &self,
        granted: &Granted,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<String, NetworkError> {
        let request = ApplyCredentialRequest {
            session_id: Some(granted.session_id.clone()),
            token_id: None,
            mandate_id: None,
            l1_serialized: granted.l1.clone(),
            l2_serialized: granted.l2.clone(),
            l3_serialized: l3,
            checkout: order.clone(),
        };
        Ok(self.sandbox.agent().apply_credential(&request).await?.payment_token.unwrap())
    }

    /// An order, a token for it and the payment, the whole way; the result's code.
    pub(crate) async fn buy(&self, granted: &Granted) -> String {
        let order = self.order(SEAT).await;
        let l3 = self.sign(granted, &order);
        match self.token(granted, Some(l3), &order).await {
            Ok(token) => self.pay_order(&order, &token).await,
            Err(NetworkError::Refused { result_code, .. }) => result_code,
            Err(error) => error.code().to_owned(),
        }
    }

    pub(crate) async fn pay_order(&self, order: &OrderBody, token: &str) -> String {
        let reference = order.reference_checkout_id.clone().unwrap();
        self.sandbox.merchant().pay_order(&reference, token).await.unwrap().result.result_code
    }

    /// Announces a token of its own making to the provider, past the network and its budget.
    pub(crate) async fn announce(&self, granted: &Granted, order: &OrderBody) -> (String, Value) {
        let token = format!("28166623{}", random_id().unwrap());
        let request = PreVerifyRequest {
            payment_token: token.clone(),
            mandate_id: granted.mandate_id.clone(),
            token_id: granted.token_id.clone(),
            auth_session_id: granted.wallet_session.clone(),
            mandate_type: "AUTONOMOUS".to_owned(),
            payment_status: "INIT".to_owned(),
            expiry_time: "2099-01-01T00:00:00Z".to_owned(),
            l1_serialized: granted.l1.clone(),
            l2_serialized: granted.l2.clone(),
            l3_serialized: Some(self.sign(granted, order)),
            checkout: order.clone(),
        };
        let answer = self.post("/mpp/preVerify", &request).await;
        (token, answer)
    }

    /// Pays with a token at the provider, past the network.
    pub(crate) async fn pay(&self, token: &str) -> Value {
        let request = PayRequest {
            payment_token: token.to_owned(),
            amount: Some(WireAmount(hkd(SEAT_CENTS))),
            order: None,
        };
        self.post("/mpp/pay", &request).await
    }

    /// Every wallet's books, checked from the file up. Nobody may serve them meanwhile.
    pub(crate) async fn books(&self) -> Vec<Books> {
        let mut all = Vec::new();
        for wallet in std::fs::read_dir(self.folder.path().join("data/wallets")).unwrap() {
            let folder = wallet.unwrap().path();
            let secrets: Arc<dyn SecretStore> =
                Arc::new(FileSecretStore::open(&folder.join("secrets")).unwrap());
            check_file(&folder, &Secrets::new(secrets.clone()));
            let wallet = self.open(&folder, secrets).await;
            let books = Books {
                mandates: wallet.mandates().await.unwrap(),
                payments: wallet.payments().await.unwrap(),
            };
            wallet.close();
            for view in &books.mandates {
                let sum =
                    [view.available, view.held, view.spent].iter().map(|part| part.micros()).sum::<i64>();
                assert!(view.mandate.activated_at.is_none() || sum == view.mandate.budget.micros());
            }
            all.push(books);
        }
        all
    }

    async fn open(&self, folder: &Path, secrets: Arc<dyn SecretStore>) -> Wallet {
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
        let config = WalletConfig::new(folder.to_owned(), "user-demo", vec![self.sandbox.root_jwk()]);
        Wallet::open(config, host).await.unwrap()
    }
}

impl Books {
    pub(crate) fn captured(&self) -> usize {
        self.payments.iter().filter(|payment| payment.state == PaymentState::Captured).count()
    }
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

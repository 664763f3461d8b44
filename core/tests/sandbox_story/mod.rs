//! A sandbox, a fake wallet that only remembers and answers as told, and the steps between them.

// Each test file uses its part; clippy's leave for tests ends at `#[test]` functions.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod fake_wallet;

use std::sync::Arc;

use amp_wallet_core::assurance::{
    Constraints, Extensions, Intent, L2Claims, L3Claims, MandateInfo, Mode, TokenInfo, build_l2, build_l3,
    fresh_nonce,
};
use amp_wallet_core::clock::{Clock, ManualClock, Timestamp};
use amp_wallet_core::jose::{SoftwareKey, SystemEntropy};
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::network::messages::{
    AddPaymentMethodRequest, ApplyCredentialAnswer, ApplyCredentialRequest, ConstraintsBody,
    CreateMandateSessionRequest, MandateRecord, NetworkAnswer, NotifyRequest, OrderBody, OrderItem,
    SessionAnswer, ValidateMandateRequest, WalletAccountInfo, WireJwk,
};
use amp_wallet_core::network::{
    Network, NetworkError, NotifyAnswer, Transport, TransportOptions, write_body,
};
use amp_wallet_core::sandbox::{Sandbox, SandboxConfig};
use serde::Serialize;
use serde_json::{Value, json};

pub use fake_wallet::FakeWallet;

pub const AGENT: &str = "agent-1f2e3d";

pub fn success() -> Value {
    json!({"resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success"})
}

pub fn hkd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::HKD).unwrap()
}

pub fn usd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::USD).unwrap()
}

/// A sandbox with a wallet and one agent.
pub struct Story {
    pub sandbox: Sandbox,
    pub wallet: FakeWallet,
    pub clock: Arc<ManualClock>,
    pub isp: SoftwareKey,
    pub agent: SoftwareKey,
}

/// A mandate as the agent sees it, once authorized.
#[derive(Clone, Debug)]
pub struct Authorized {
    pub session_id: String,
    pub mandate_id: String,
    pub l1: String,
    pub l2: String,
}

impl Story {
    pub async fn begin() -> Self {
        let clock = Arc::new(ManualClock::at(Timestamp::from_seconds(1_795_491_752)));
        let (wallet, url) = FakeWallet::start().await;
        let shared: Arc<dyn Clock> = clock.clone();
        let config = SandboxConfig { wallet_url: Some(url), clock: shared, ..SandboxConfig::default() };
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            wallet,
            clock,
            isp: SoftwareKey::generate("mpp-key-1").unwrap(),
            agent: SoftwareKey::generate("agent-key-1").unwrap(),
        }
    }

    /// The agent asks for the wallet; returns the authorization session.
    pub async fn ask_binding(&self) -> Result<SessionAnswer, NetworkError> {
        let request = AddPaymentMethodRequest {
            wallet_name: "AlipayHK".to_owned(),
            customer_id: None,
            agent_id: AGENT.to_owned(),
            agent_pk: Some(WireJwk(self.agent.public().clone())),
        };
        self.sandbox.agent().add_payment_method(&request).await
    }

    pub fn enrollment_notice(&self, auth_session_id: &str) -> NotifyRequest {
        NotifyRequest {
            session_id: auth_session_id.to_owned(),
            idv_result: "true".to_owned(),
            idv_time: self.clock.now().to_iso8601(),
            isp_pk: Some(WireJwk(self.isp.public().clone())),
            isp_kid: Some("mpp-key-1".to_owned()),
            customer_id: Some("customer-1".to_owned()),
            psp_id: Some("ALIPAY_HK".to_owned()),
            token_expiry_time: Some(self.clock.now().plus_seconds(86_400).to_iso8601()),
            wallet_account_info: Some(WalletAccountInfo {
                psp_id: "ALIPAY_HK".to_owned(),
                psp_user_id: "user-demo".to_owned(),
                wallet_name: "AlipayHK".to_owned(),
            }),
            l2_serialized: None,
        }
    }

    pub async fn notify(&self, notice: &NotifyRequest) -> Result<NotifyAnswer, NetworkError> {
        self.sandbox.network().notify_authorization(&write_body(notice).unwrap()).await
    }

    /// Binds; returns the Alipay+ Token and L1.
    pub async fn bind(&self) -> (String, String) {
        let session = self.ask_binding().await.unwrap();
        let notice = self.enrollment_notice(&session.idv.unwrap().auth_session_id);
        match self.notify(&notice).await.unwrap() {
            NotifyAnswer::Enrolled { token_id, l1 } => (token_id, l1),
            other => panic!("{other:?}"),
        }
    }

    pub fn trip_constraints() -> ConstraintsBody {
        ConstraintsBody {
            budget_amount: Some(hkd(1_000_000).into()),
            merchant_name_list: Some(vec!["Harbour Airways".to_owned(), "Menara Grand Hotel".to_owned()]),
            merchant_mcc_list: Some(vec!["4511".to_owned(), "7011".to_owned()]),
            ..ConstraintsBody::default()
        }
    }

    /// The agent asks for a mandate; returns what the provider said.
    pub async fn ask_mandate(
        &self,
        token_id: &str,
        constraints: Option<ConstraintsBody>,
        checkout: Option<OrderBody>,
    ) -> Result<SessionAnswer, NetworkError> {
        let request = CreateMandateSessionRequest {
            token_id: token_id.to_owned(),
            agent_id: AGENT.to_owned(),
            intent_raw: "flight and a 5-star hotel in Kuala Lumpur".to_owned(),
            constraints,
            checkout,
            ..CreateMandateSessionRequest::default()
        };
        self.sandbox.agent().create_mandate_session(&request).await
    }

    /// L2 claims for what was asked: the trip, or the order where one is given.
    pub fn l2_claims(&self, checkout: Option<&OrderBody>) -> L2Claims {
        let now = self.clock.now();
        let expiry = now.plus_seconds(86_400);
        let mode = if checkout.is_some() { Mode::Immediate } else { Mode::Autonomous };
        let constraints = Constraints {
            budget: hkd(1_000_000),
            merchant_names: vec!["Harbour Airways".to_owned(), "Menara Grand Hotel".to_owned()],
            merchant_mccs: vec!["4511".to_owned(), "7011".to_owned()],
            per_transaction_max: None,
            per_transaction_min: None,
            extensions: Extensions::default(),
        };
        let autonomous = mode == Mode::Autonomous;
        L2Claims {
            nonce: fresh_nonce(&SystemEntropy).unwrap(),
            aud: "alipayplus.com".to_owned(),
            iat: now,
            exp: if autonomous { expiry } else { now.plus_seconds(600) },
            idv_result: "FACE".to_owned(),
            idv_time: now,
            mode,
            intent: Intent {
                raw: "flight and a 5-star hotel in Kuala Lumpur".to_owned(),
                desc: "User authorized payment".to_owned(),
                expiry_time: Some(expiry).filter(|_| autonomous),
                constraints: Some(constraints).filter(|_| autonomous),
            },
            token_info: TokenInfo {
                token_unique_reference: "session".to_owned(),
                token_status: "ACTIVE".to_owned(),
                user_login_id: "user-demo".to_owned(),
                wallet_name: "AlipayHK".to_owned(),
            },
            mandate_info: MandateInfo {
                mandate_id: "mandate-4d0288a8".to_owned(),
                mandate_type: mode.as_str().to_owned(),
                mandate_status: "ACTIVE".to_owned(),
                mandate_expiry_time: expiry,
            },
            checkout: checkout.map(OrderBody::to_checkout),
            agent_key: Some(self.agent.public().clone()).filter(|_| autonomous),
        }
    }

    pub fn mandate_notice(&self, auth_session_id: &str, l2: &str) -> NotifyRequest {
        NotifyRequest {
            session_id: auth_session_id.to_owned(),
            idv_result: "true".to_owned(),
            idv_time: self.clock.now().to_iso8601(),
            isp_pk: None,
            isp_kid: None,
            customer_id: None,
            psp_id: None,
            token_expiry_time: None,
            wallet_account_info: None,
            l2_serialized: Some(l2.to_owned()),
        }
    }

    /// The user authorizes the trip, or the order.
    pub async fn authorize(&self, token_id: &str, l1: &str, order: Option<&OrderBody>) -> Authorized {
        let constraints = if order.is_some() { None } else { Some(Self::trip_constraints()) };
        let session = self.ask_mandate(token_id, constraints, order.cloned()).await.unwrap();
        let auth_session_id = session.idv.unwrap().auth_session_id;
        let l2 = build_l2(&self.l2_claims(order), l1, &self.isp).unwrap();
        let answer = self.notify(&self.mandate_notice(&auth_session_id, &l2)).await.unwrap();
        let NotifyAnswer::Authorized { mandate_id, .. } = answer else { panic!("{answer:?}") };
        Authorized { session_id: session.session_id, mandate_id, l1: l1.to_owned(), l2 }
    }

    pub async fn order(&self, sku: &str, quantity: u32) -> OrderBody {
        let items = vec![OrderItem { sku: sku.to_owned(), quantity }];
        self.sandbox.merchant().create_order(items).await.unwrap()
    }

    pub fn l3(&self, mandate: &Authorized, order: &OrderBody) -> String {
        let now = self.clock.now();
        let claims = L3Claims {
            nonce: fresh_nonce(&SystemEntropy).unwrap(),
            aud: "alipayplus.com".to_owned(),
            iat: now,
            exp: now.plus_seconds(300),
            checkout: order.to_checkout(),
        };
        build_l3(&claims, &mandate.l2, &self.agent).unwrap()
    }

    pub async fn apply(
        &self,
        mandate: &Authorized,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<ApplyCredentialAnswer, NetworkError> {
        let request = ApplyCredentialRequest {
            session_id: Some(mandate.session_id.clone()),
            token_id: None,
            mandate_id: None,
            l1_serialized: mandate.l1.clone(),
            l2_serialized: mandate.l2.clone(),
            l3_serialized: l3,
            checkout: order.clone(),
        };
        self.sandbox.agent().apply_credential(&request).await
    }

    /// A payment token for an order under the trip's mandate.
    pub async fn token(&self, mandate: &Authorized, order: &OrderBody) -> String {
        let answer = self.apply(mandate, Some(self.l3(mandate, order)), order).await.unwrap();
        answer.payment_token.unwrap()
    }
}

/// AMP's result code of a refusal.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, NetworkError>) -> String {
    match outcome {
        Err(NetworkError::Refused { result_code, .. }) => result_code,
        other => panic!("not refused: {other:?}"),
    }
}

pub async fn mandate_service<B: Serialize>(
    story: &Story,
    call: &str,
    body: &B,
) -> NetworkAnswer<MandateRecord> {
    let transport = Transport::new(&TransportOptions::default()).unwrap();
    transport.post(&story.sandbox.endpoint().at(&format!("/mandate/{call}")), body, 5_000).await.unwrap()
}

pub async fn left(story: &Story, mandate: &Authorized) -> MandateRecord {
    let request = ValidateMandateRequest { mandate_id: mandate.mandate_id.clone(), amount: None };
    mandate_service(story, "validate", &request).await.data.unwrap()
}

pub async fn trip() -> (Story, Authorized) {
    let story = Story::begin().await;
    let (token_id, l1) = story.bind().await;
    let mandate = story.authorize(&token_id, &l1, None).await;
    (story, mandate)
}

//! The agent: binds itself, asks for mandates, shops, signs.

use std::sync::Arc;

use amp_wallet_core::assurance::Checkout;
use amp_wallet_core::clock::SystemClock;
use amp_wallet_core::jose::{Signer, SoftwareKey};
use amp_wallet_core::network::messages::{
    AddPaymentMethodRequest, ApplyCredentialRequest, ConstraintsBody, CreateMandateSessionRequest, IdvLink,
    OrderBody, OrderItem, SessionAnswer, WireJwk,
};
use amp_wallet_core::network::{CredentialProviderClient, MerchantClient, NetworkError};
use amp_wallet_core::sandbox::Sandbox;
use amp_wallet_core::wallet::AgentSession;

use crate::error::CliError;

/// Its Agent ID at the network.
pub(super) const AGENT_ID: &str = "agent-travel-1";

const WALLET_NAME: &str = "AlipayHK";

/// An agent with its own key. It knows the wallet only through the credential provider.
pub(super) struct Agent {
    key: Arc<SoftwareKey>,
    provider: CredentialProviderClient,
    merchant: MerchantClient,
    audience: String,
}

/// A mandate as the agent holds it.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    pub(super) session_id: String,
    pub(super) l1: String,
    pub(super) l2: String,
}

/// What became of an order.
pub(super) enum Ordered {
    /// Paid.
    Paid,
    /// Refused, with the word that came back over the wire.
    Refused(String),
}

impl Agent {
    /// An agent with a fresh key.
    pub(super) fn new(sandbox: &Sandbox) -> Result<Self, CliError> {
        Ok(Self {
            key: Arc::new(SoftwareKey::generate("agent-travel-1-key")?),
            provider: sandbox.agent(),
            merchant: sandbox.merchant(),
            audience: sandbox.audience().to_owned(),
        })
    }

    /// Asks to be bound to the wallet; the link is for the user.
    pub(super) async fn ask_for_binding(&self) -> Result<IdvLink, CliError> {
        let request = AddPaymentMethodRequest {
            wallet_name: WALLET_NAME.to_owned(),
            customer_id: None,
            agent_id: AGENT_ID.to_owned(),
            agent_pk: Some(WireJwk(self.key.public().clone())),
        };
        link(&self.provider.add_payment_method(&request).await?)
    }

    /// The Alipay+ Token, once the user has approved.
    pub(super) async fn bound_token(&self) -> Result<String, CliError> {
        let methods = self.provider.query_payment_method_list(AGENT_ID).await?;
        methods.into_iter().find_map(|method| method.token_id).ok_or_else(|| missing("tokenId"))
    }

    /// Asks for a task within bounds (AUTONOMOUS), or for one exact order (IMMEDIATE).
    pub(super) async fn ask_for_mandate(
        &self,
        token_id: &str,
        task: &str,
        constraints: Option<ConstraintsBody>,
        checkout: Option<OrderBody>,
    ) -> Result<(String, IdvLink), CliError> {
        let request = CreateMandateSessionRequest {
            token_id: token_id.to_owned(),
            agent_id: AGENT_ID.to_owned(),
            intent_raw: task.to_owned(),
            intent_desc: Some(task.to_owned()),
            constraints,
            checkout,
            defer_idv: Some(true),
            ..CreateMandateSessionRequest::default()
        };
        let answer = self.provider.create_mandate_session(&request).await?;
        let link = link(&answer)?;
        Ok((answer.session_id, link))
    }

    /// The layers, once the user has approved.
    pub(super) async fn granted(&self, session_id: String) -> Result<Granted, CliError> {
        let answer = self.provider.inquiry_mandate_session(&session_id).await?;
        Ok(Granted {
            session_id,
            l1: answer.l1_serialized.ok_or_else(|| missing("l1Serialized"))?,
            l2: answer.l2_serialized.ok_or_else(|| missing("l2Serialized"))?,
        })
    }

    /// Puts an order together at the merchant.
    pub(super) async fn order(&self, sku: &str, quantity: u32) -> Result<OrderBody, CliError> {
        Ok(self.merchant.create_order(vec![OrderItem { sku: sku.to_owned(), quantity }]).await?)
    }

    /// Signs an order as L3.
    pub(super) fn sign(&self, granted: &Granted, order: &Checkout) -> Result<String, CliError> {
        let signer: Arc<dyn Signer> = self.key.clone();
        let session =
            AgentSession::new(signer, Arc::new(SystemClock), granted.l2.clone(), self.audience.clone());
        Ok(session.sign_checkout(order)?)
    }

    /// Gets a payment token for the order and pays with it.
    pub(super) async fn pay(
        &self,
        granted: &Granted,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<Ordered, CliError> {
        let request = ApplyCredentialRequest {
            session_id: Some(granted.session_id.clone()),
            token_id: None,
            mandate_id: None,
            l1_serialized: granted.l1.clone(),
            l2_serialized: granted.l2.clone(),
            l3_serialized: l3,
            checkout: order.clone(),
        };
        let token = match self.provider.apply_credential(&request).await {
            Ok(answer) => answer.payment_token.ok_or_else(|| missing("paymentToken"))?,
            Err(NetworkError::Refused { result_text, .. }) => return Ok(Ordered::Refused(result_text)),
            Err(error) => return Err(error.into()),
        };
        let reference =
            order.reference_checkout_id.as_deref().ok_or_else(|| missing("referenceCheckoutId"))?;
        let answer = self.merchant.pay_order(reference, &token).await?;
        if answer.result.is_success() {
            Ok(Ordered::Paid)
        } else {
            Ok(Ordered::Refused(answer.result.result_message))
        }
    }
}

fn link(answer: &SessionAnswer) -> Result<IdvLink, CliError> {
    answer.idv.clone().ok_or_else(|| missing("idv"))
}

fn missing(member: &str) -> CliError {
    CliError::core("demo.answer_incomplete", format!("an answer of the sandbox lacks {member}"))
}

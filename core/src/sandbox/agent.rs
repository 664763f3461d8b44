//! An agent of the sandbox's world: it is bound, asks for mandates, shops, signs and pays.

use std::sync::Arc;

use super::{AgentError, Article, RemoteSandbox, Sandbox, one_currency};
use crate::assurance::Checkout;
use crate::clock::Clock;
use crate::jose::Signer;
use crate::network::messages::{
    AddPaymentMethodRequest, ApplyCredentialRequest, ConstraintsBody, CreateMandateSessionRequest, IdvLink,
    OrderBody, OrderItem, PayAnswer, SessionAnswer, WireJwk,
};
use crate::network::{CredentialProviderClient, MerchantClient};
use crate::wallet::AgentSession;

const WALLET_NAME: &str = "AlipayHK";

/// An agent with a key of its own. It knows the wallet only through the credential provider, as every agent does.
#[derive(Clone)]
pub struct SandboxAgent {
    agent_id: String,
    key: Arc<dyn Signer>,
    clock: Arc<dyn Clock>,
    provider: CredentialProviderClient,
    merchant: MerchantClient,
    audience: String,
}

/// What an agent asks to be allowed: a task within bounds (AUTONOMOUS), or one exact order (IMMEDIATE).
#[derive(Debug, Clone, Default)]
pub struct MandateAsk {
    /// The Alipay+ Token of its binding.
    pub token_id: String,
    /// The task in a person's words.
    pub task: String,
    /// The bounds; AUTONOMOUS.
    pub constraints: Option<ConstraintsBody>,
    /// The order; IMMEDIATE.
    pub checkout: Option<OrderBody>,
}

/// A request that waits for the user.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AskedMandate {
    /// The credential provider's session.
    pub session_id: String,
    /// What the user opens, with the wallet's session.
    pub link: IdvLink,
}

/// A mandate as its agent holds it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AgentMandate {
    /// The Alipay+ Token it is paid through.
    pub token_id: String,
    /// The credential provider's session.
    pub session_id: String,
    /// The wallet's session, as the network names it.
    pub auth_session_id: String,
    /// The network's identifier.
    pub network_mandate_id: String,
    /// L1.
    pub l1: String,
    /// L2.
    pub l2: String,
}

impl std::fmt::Debug for AgentMandate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AgentMandate")
            .field("session_id", &self.session_id)
            .field("network_mandate_id", &self.network_mandate_id)
            .finish_non_exhaustive()
    }
}

impl SandboxAgent {
    /// An agent called `agent_id`, with its key, at the sandbox's credential provider and merchant.
    #[must_use]
    pub fn new(sandbox: &Sandbox, agent_id: &str, key: Arc<dyn Signer>, clock: Arc<dyn Clock>) -> Self {
        Self::among((sandbox.agent(), sandbox.merchant()), sandbox.audience(), agent_id, key, clock)
    }

    /// The same at a sandbox that another program serves.
    #[must_use]
    pub fn at(sandbox: &RemoteSandbox, agent_id: &str, key: Arc<dyn Signer>, clock: Arc<dyn Clock>) -> Self {
        Self::among((sandbox.agent(), sandbox.merchant()), sandbox.audience(), agent_id, key, clock)
    }

    fn among(
        (provider, merchant): (CredentialProviderClient, MerchantClient),
        audience: &str,
        agent_id: &str,
        key: Arc<dyn Signer>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { agent_id: agent_id.to_owned(), key, clock, provider, merchant, audience: audience.to_owned() }
    }

    /// Its identifier at the network.
    #[must_use]
    pub fn agent_id(&self) -> &str {
        &self.agent_id
    }

    /// Asks to be bound to a wallet (addPaymentMethod): the customer's, where one is named. The link is for the user.
    ///
    /// # Errors
    /// [`AgentError::Network`], [`AgentError::Incomplete`].
    pub async fn ask_binding(&self, customer_id: Option<&str>) -> Result<IdvLink, AgentError> {
        let request = AddPaymentMethodRequest {
            wallet_name: WALLET_NAME.to_owned(),
            customer_id: customer_id.map(str::to_owned),
            agent_id: self.agent_id.clone(),
            agent_pk: Some(WireJwk(self.key.public_jwk())),
        };
        link(&self.provider.add_payment_method(&request).await?)
    }

    /// The Alipay+ Token of its binding; none before the user has approved.
    ///
    /// # Errors
    /// [`AgentError::Network`].
    pub async fn bound_token(&self) -> Result<Option<String>, AgentError> {
        let methods = self.provider.query_payment_method_list(&self.agent_id).await?;
        Ok(methods.into_iter().find_map(|method| method.token_id))
    }

    /// Asks for a mandate (createMandateSession). The link is for the user.
    ///
    /// # Errors
    /// [`AgentError::CurrencyDiffers`] for a bound or a line in another currency; [`AgentError::Network`],
    /// [`AgentError::Incomplete`].
    pub async fn ask_mandate(&self, ask: MandateAsk) -> Result<AskedMandate, AgentError> {
        ask.constraints.as_ref().map_or(Ok(()), one_currency::check_constraints)?;
        ask.checkout.as_ref().map_or(Ok(()), one_currency::check_order)?;
        let request = CreateMandateSessionRequest {
            token_id: ask.token_id,
            agent_id: self.agent_id.clone(),
            intent_desc: Some(ask.task.clone()),
            intent_raw: ask.task,
            constraints: ask.constraints,
            checkout: ask.checkout,
            defer_idv: Some(true),
            ..CreateMandateSessionRequest::default()
        };
        let answer = self.provider.create_mandate_session(&request).await?;
        let link = link(&answer)?;
        Ok(AskedMandate { session_id: answer.session_id, link })
    }

    /// The mandate that was asked for; none before the user has approved (inquiryMandateSession).
    ///
    /// # Errors
    /// [`AgentError::Network`].
    pub async fn granted(
        &self,
        token_id: &str,
        asked: &AskedMandate,
    ) -> Result<Option<AgentMandate>, AgentError> {
        let answer = self.provider.inquiry_mandate_session(&asked.session_id).await?;
        let (Some(network_mandate_id), Some(l1), Some(l2)) =
            (answer.mandate_id, answer.l1_serialized, answer.l2_serialized)
        else {
            return Ok(None);
        };
        Ok(Some(AgentMandate {
            token_id: token_id.to_owned(),
            session_id: asked.session_id.clone(),
            auth_session_id: asked.link.auth_session_id.clone(),
            network_mandate_id,
            l1,
            l2,
        }))
    }

    /// What there is to buy.
    ///
    /// # Errors
    /// [`AgentError::Network`].
    pub async fn catalogue(&self) -> Result<Vec<Article>, AgentError> {
        Ok(self.merchant.catalogue().await?.into_iter().map(Article::from).collect())
    }

    /// Puts an order of one article together at the merchant.
    ///
    /// # Errors
    /// [`AgentError::Network`].
    pub async fn order(&self, sku: &str, quantity: u32) -> Result<OrderBody, AgentError> {
        Ok(self.merchant.create_order(vec![OrderItem { sku: sku.to_owned(), quantity }]).await?)
    }

    /// Signs an order as L3, anew at each call.
    ///
    /// # Errors
    /// [`AgentError::CurrencyDiffers`] for a line in another currency than the total; [`AgentError::Sign`].
    pub fn sign(&self, mandate: &AgentMandate, order: &Checkout) -> Result<String, AgentError> {
        one_currency::check_checkout(order)?;
        let signer = Arc::clone(&self.key);
        let session =
            AgentSession::new(signer, self.clock.clone(), mandate.l2.clone(), self.audience.clone());
        Ok(session.sign_checkout(order)?)
    }

    /// Asks for a payment token (applyCredential): with an L3 under an AUTONOMOUS mandate, without under an IMMEDIATE
    /// one.
    ///
    /// # Errors
    /// [`AgentError::CurrencyDiffers`] for a line in another currency than the total; [`AgentError::Network`], also where network
    /// or wallet refuse; [`AgentError::Incomplete`].
    pub async fn payment_token(
        &self,
        mandate: &AgentMandate,
        l3: Option<String>,
        order: &OrderBody,
    ) -> Result<String, AgentError> {
        one_currency::check_order(order)?;
        let request = ApplyCredentialRequest {
            session_id: Some(mandate.session_id.clone()),
            token_id: None,
            mandate_id: None,
            l1_serialized: mandate.l1.clone(),
            l2_serialized: mandate.l2.clone(),
            l3_serialized: l3,
            checkout: order.clone(),
        };
        self.provider.apply_credential(&request).await?.payment_token.ok_or_else(|| missing("paymentToken"))
    }

    /// Hands the merchant the token for its order.
    ///
    /// # Errors
    /// [`AgentError::Network`]; [`AgentError::Incomplete`] for an order that no merchant made.
    pub async fn pay(&self, order: &OrderBody, payment_token: &str) -> Result<PayAnswer, AgentError> {
        let reference =
            order.reference_checkout_id.as_deref().ok_or_else(|| missing("referenceCheckoutId"))?;
        Ok(self.merchant.pay_order(reference, payment_token).await?)
    }
}

fn link(answer: &SessionAnswer) -> Result<IdvLink, AgentError> {
    answer.idv.clone().ok_or_else(|| missing("idv"))
}

fn missing(member: &str) -> AgentError {
    AgentError::Incomplete { member: member.to_owned() }
}

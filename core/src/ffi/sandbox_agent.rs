//! An agent that lives in the app and shops in the sandbox.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use super::alive::{Alive, Kind};
use crate::assurance::{Checkout, Constraints};
use crate::network::messages::{IdvLink, OrderBody};
use crate::runtime;
use crate::sandbox::{self, AgentError, AgentMandate, Article, AskedMandate, MandateAsk, SandboxError};

/// How an agent's purchase ended.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Purchase {
    /// The merchant has the money.
    Paid,
    /// Somebody said no; nothing was debited.
    Refused {
        /// The result code that came back over the wire.
        result_code: String,
        /// The code of the reason, as it came back over the wire.
        detail: String,
    },
}

/// An agent with a key of its own. It knows the wallet only through the credential provider, as every agent does.
#[derive(uniffi::Object)]
pub struct SandboxAgent {
    agent: sandbox::SandboxAgent,
    /// The merchant's own orders, by reference: what is paid is byte for byte what the merchant made.
    orders: Arc<Mutex<HashMap<String, OrderBody>>>,
    _alive: Alive,
}

impl SandboxAgent {
    pub(super) fn over(agent: sandbox::SandboxAgent) -> Arc<Self> {
        Arc::new(Self { agent, orders: Arc::default(), _alive: Alive::of(Kind::SandboxAgent) })
    }

    fn body_of(&self, order: &Checkout) -> OrderBody {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let known = order.reference_checkout_id.as_ref().and_then(|id| orders.get(id));
        // An order that the caller changed is sent as it was changed.
        known.filter(|known| known.to_checkout() == *order).cloned().unwrap_or_else(|| OrderBody::from(order))
    }
}

/// Runs an agent's call on the core's runtime: the caller's thread may have none.
async fn called<T: Send + 'static>(
    work: impl Future<Output = Result<T, AgentError>> + Send + 'static,
) -> Result<T, SandboxError> {
    Ok(runtime::run(work).await.map_err(|_| SandboxError::Stopped)??)
}

#[uniffi::export]
impl SandboxAgent {
    /// Asks to be bound to the wallet. The link is for the user; its session waits in the wallet.
    ///
    /// # Errors
    /// [`SandboxError::Agent`].
    pub async fn ask_binding(&self) -> Result<IdvLink, SandboxError> {
        let agent = self.agent.clone();
        called(async move { agent.ask_binding(None).await }).await
    }

    /// Asks for a mandate: a task within `constraints` (AUTONOMOUS), or one exact `order` (IMMEDIATE). The link is for
    /// the user; its session waits in the wallet.
    ///
    /// # Errors
    /// [`SandboxError::Agent`], also before the agent is bound, and for a bound or a line in another currency than the
    /// budget or the total; [`SandboxError::Money`] for a currency that there is not.
    pub async fn ask_mandate(
        &self,
        task: String,
        constraints: Option<Constraints>,
        order: Option<Checkout>,
    ) -> Result<AskedMandate, SandboxError> {
        let agent = self.agent.clone();
        let order = order.map(|order| self.body_of(&order));
        called(async move {
            let token_id = bound(&agent).await?;
            let constraints = constraints.as_ref().map(Into::into);
            agent.ask_mandate(MandateAsk { token_id, task, constraints, checkout: order }).await
        })
        .await
    }

    /// The mandate that was asked for, once the user has approved.
    ///
    /// # Errors
    /// [`SandboxError::Agent`], also before that.
    pub async fn granted(&self, asked: AskedMandate) -> Result<AgentMandate, SandboxError> {
        let agent = self.agent.clone();
        called(async move {
            let token_id = bound(&agent).await?;
            let granted = agent.granted(&token_id, &asked).await?;
            granted.ok_or_else(|| AgentError::Incomplete { member: "l2Serialized".to_owned() })
        })
        .await
    }

    /// What there is to buy, asked of the merchants.
    ///
    /// # Errors
    /// [`SandboxError::Agent`].
    pub async fn catalogue(&self) -> Result<Vec<Article>, SandboxError> {
        let agent = self.agent.clone();
        called(async move { agent.catalogue().await }).await
    }

    /// Puts an order of one article together at the merchant; `sku` is one of the catalogue's, for example `flight-hkg-kul`.
    ///
    /// # Errors
    /// [`SandboxError::Agent`].
    pub async fn order(&self, sku: String, quantity: u32) -> Result<Checkout, SandboxError> {
        let agent = self.agent.clone();
        let body = called(async move { agent.order(&sku, quantity).await }).await?;
        let order = body.to_checkout();
        if let Some(id) = &order.reference_checkout_id {
            self.orders.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), body);
        }
        Ok(order)
    }

    /// Signs an order as L3, anew at each call.
    ///
    /// # Errors
    /// [`SandboxError::Agent`], [`SandboxError::Money`].
    pub async fn sign(&self, mandate: AgentMandate, order: Checkout) -> Result<String, SandboxError> {
        let agent = self.agent.clone();
        // The key may be the host's.
        let signed = runtime::blocking(move || agent.sign(&mandate, &order));
        Ok(signed.await.map_err(|_| SandboxError::Stopped)??)
    }

    /// Asks for a payment token: with an L3 under an AUTONOMOUS mandate, without under an IMMEDIATE one.
    ///
    /// # Errors
    /// [`SandboxError::Agent`], also where network or wallet refuse; [`SandboxError::Money`].
    pub async fn payment_token(
        &self,
        mandate: AgentMandate,
        l3: Option<String>,
        order: Checkout,
    ) -> Result<String, SandboxError> {
        let (agent, body) = (self.agent.clone(), self.body_of(&order));
        called(async move { agent.payment_token(&mandate, l3, &body).await }).await
    }

    /// Hands the merchant the token for its order.
    ///
    /// # Errors
    /// [`SandboxError::Agent`] when a peer gave no usable answer. A refusal is no error.
    pub async fn pay(&self, order: Checkout, payment_token: String) -> Result<Purchase, SandboxError> {
        let (agent, body) = (self.agent.clone(), self.body_of(&order));
        called(async move {
            let result = agent.pay(&body, &payment_token).await?.result;
            Ok(if result.is_success() {
                Purchase::Paid
            } else {
                Purchase::Refused { result_code: result.result_code, detail: result.result_message }
            })
        })
        .await
    }

    /// Buys under an AUTONOMOUS mandate from order to payment: what an agent does on its own.
    ///
    /// # Errors
    /// [`SandboxError::Agent`] when a peer gave no usable answer. A refusal is no error.
    pub async fn buy(
        &self,
        mandate: AgentMandate,
        sku: String,
        quantity: u32,
    ) -> Result<Purchase, SandboxError> {
        let order = self.order(sku, quantity).await?;
        let l3 = self.sign(mandate.clone(), order.clone()).await?;
        match self.payment_token(mandate, Some(l3), order.clone()).await {
            Ok(token) => self.pay(order, token).await,
            Err(SandboxError::Agent(error)) => match error.refused() {
                Some((result_code, detail)) => {
                    Ok(Purchase::Refused { result_code: result_code.to_owned(), detail: detail.to_owned() })
                }
                None => Err(error.into()),
            },
            Err(error) => Err(error),
        }
    }
}

async fn bound(agent: &sandbox::SandboxAgent) -> Result<String, AgentError> {
    agent.bound_token().await?.ok_or_else(|| AgentError::Incomplete { member: "tokenId".to_owned() })
}

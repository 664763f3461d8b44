//! A merchant over HTTP: what an agent asks of it. AMP leaves this hop to the merchant; this is our sandbox's.

use super::messages::{
    CatalogueItem, CreateOrderAnswer, CreateOrderRequest, OrderBody, OrderItem, PayAnswer, PayOrderRequest,
};
use super::{Endpoint, NetworkError, Transport};

const MERCHANT_MILLIS: u64 = 15_000;

/// An agent's way to a merchant.
#[derive(Debug, Clone)]
pub struct MerchantClient {
    transport: Transport,
    endpoint: Endpoint,
}

impl MerchantClient {
    /// The merchant at this base address (without `/merchant`).
    #[must_use]
    pub const fn new(transport: Transport, endpoint: Endpoint) -> Self {
        Self { transport, endpoint }
    }

    /// What there is to buy.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn catalogue(&self) -> Result<Vec<CatalogueItem>, NetworkError> {
        self.transport.get(&self.endpoint.at("/merchant/catalogue"), MERCHANT_MILLIS).await
    }

    /// Makes an order.
    ///
    /// # Errors
    /// [`NetworkError`]; `Refused` for an unknown article or articles of two merchants.
    pub async fn create_order(&self, items: Vec<OrderItem>) -> Result<OrderBody, NetworkError> {
        let address = self.endpoint.at("/merchant/createOrder");
        let answer: CreateOrderAnswer =
            self.transport.post(&address, &CreateOrderRequest { items }, MERCHANT_MILLIS).await?;
        match answer.order {
            Some(order) if answer.result.is_success() => Ok(order),
            _ => Err(NetworkError::Refused {
                endpoint: address,
                result_code: answer.result.result_code,
                result_text: answer.result.result_message,
            }),
        }
    }

    /// Pays an order with a payment token. Sent once: a payment whose answer is lost is not repeated.
    ///
    /// # Errors
    /// [`NetworkError`]; a payment that was refused is an answer, not an error.
    pub async fn pay_order(
        &self,
        reference_checkout_id: &str,
        payment_token: &str,
    ) -> Result<PayAnswer, NetworkError> {
        let request = PayOrderRequest {
            reference_checkout_id: reference_checkout_id.to_owned(),
            payment_token: payment_token.to_owned(),
        };
        self.transport.post(&self.endpoint.at("/merchant/payOrder"), &request, MERCHANT_MILLIS).await
    }
}

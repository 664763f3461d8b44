//! The order at the merchant, and the way of a payment: merchant -> acquirer -> network -> wallet.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{OrderBody, ResultBody, WireAmount};

/// POST `/mpp/pay` (network -> wallet), and `/network/pay` (acquirer -> network).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayRequest {
    /// The payment token (CGCP code); a bearer secret.
    pub payment_token: String,
    /// What is to be debited; always sent, optional in the reference's model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<WireAmount>,
    /// Our extension X4: the order as the merchant has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderBody>,
}

/// POST `/acquirer/pay` (merchant -> acquirer): the same members.
pub type AcquirerPayRequest = PayRequest;

/// The wallet's answer to `/mpp/pay`, passed on by network and acquirer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayAnswer {
    /// How it ended; nothing but `S` is paid.
    pub result: ResultBody,
    /// The wallet at the network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub psp_id: Option<String>,
    /// The user at the wallet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub psp_user_id: Option<String>,
    /// `SUCCESS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_result: Option<String>,
}

impl PayAnswer {
    /// Paid from this account.
    #[must_use]
    pub fn success(psp_id: &str, psp_user_id: &str) -> Self {
        Self {
            result: ResultBody::success(),
            psp_id: Some(psp_id.to_owned()),
            psp_user_id: Some(psp_user_id.to_owned()),
            pay_result: Some("SUCCESS".to_owned()),
        }
    }

    /// Not paid.
    #[must_use]
    pub fn failure(code: &str, words: &str) -> Self {
        Self { result: ResultBody::failure(code, words), psp_id: None, psp_user_id: None, pay_result: None }
    }
}

/// POST `/merchant/createOrder` (agent -> merchant).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateOrderRequest {
    /// What is bought.
    pub items: Vec<OrderItem>,
}

/// One position of an order to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// The article in the merchant's catalogue.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// One article of the merchant's catalogue (GET `/merchant/catalogue`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueItem {
    /// The article.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who sells it.
    pub merchant_name: String,
    /// The seller's category.
    pub merchant_mcc: String,
    /// Price of one.
    pub price: WireAmount,
}

/// The merchant's answer: the order to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateOrderAnswer {
    /// How it ended.
    pub result: ResultBody,
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderBody>,
}

/// POST `/merchant/payOrder` (agent -> merchant): pay this order with this token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayOrderRequest {
    /// The merchant's identifier of the order.
    pub reference_checkout_id: String,
    /// The payment token.
    pub payment_token: String,
}

impl fmt::Debug for PayRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayRequest")
            .field("amount", &self.amount)
            .field("order", &self.order)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PayOrderRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayOrderRequest")
            .field("reference_checkout_id", &self.reference_checkout_id)
            .finish_non_exhaustive()
    }
}

//! An order on the HTTP hops (`checkout`, `order`).

use serde::{Deserialize, Serialize};

use super::WireAmount;
use crate::assurance::{Checkout, Goods, Merchant};

/// One exact order: `{"merchant","totalAmount","goods","referenceCheckoutId"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderBody {
    /// Who is paid.
    pub merchant: MerchantBody,
    /// What is to be paid.
    pub total_amount: WireAmount,
    /// For what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods: Option<Vec<GoodsBody>>,
    /// The merchant's identifier of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_checkout_id: Option<String>,
}

/// `merchant` of an order. The reference's network loses `referenceMerchantId` and knows `merchantId` instead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MerchantBody {
    /// The agent's spelling of the merchant's identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_merchant_id: Option<String>,
    /// The network's spelling of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// The name; hostile text.
    #[serde(default)]
    pub merchant_name: String,
    /// ISO 18245 merchant category code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_mcc: Option<String>,
    /// Web address.
    #[serde(default, rename = "merchantWebSiteUrl", skip_serializing_if = "Option::is_none")]
    pub merchant_website_url: Option<String>,
    /// Name of the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_name: Option<String>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GoodsBody {
    /// The name; hostile text.
    pub goods_name: String,
    /// Price of one.
    pub goods_unit_amount: WireAmount,
    /// How many, as the merchant wrote it.
    pub goods_quantity: String,
}

impl OrderBody {
    /// The order as a claim of L2 or L3.
    #[must_use]
    pub fn to_checkout(&self) -> Checkout {
        let merchant = self.merchant.clone();
        let goods = self.goods.iter().flatten().map(|line| Goods {
            goods_name: line.goods_name.clone(),
            goods_unit_amount: line.goods_unit_amount.0,
            goods_quantity: line.goods_quantity.clone(),
        });
        Checkout {
            total_amount: self.total_amount.0,
            merchant: Merchant {
                reference_merchant_id: merchant
                    .reference_merchant_id
                    .or(merchant.merchant_id)
                    .unwrap_or_default(),
                merchant_name: merchant.merchant_name,
                merchant_mcc: merchant.merchant_mcc.unwrap_or_default(),
                merchant_website_url: merchant.merchant_website_url,
                merchant_region: None,
            },
            goods: goods.collect(),
            reference_checkout_id: self.reference_checkout_id.clone(),
        }
    }
}

impl From<&Checkout> for OrderBody {
    fn from(checkout: &Checkout) -> Self {
        let merchant = checkout.merchant.clone();
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let goods = checkout.goods.iter().map(|line| GoodsBody {
            goods_name: line.goods_name.clone(),
            goods_unit_amount: line.goods_unit_amount.into(),
            goods_quantity: line.goods_quantity.clone(),
        });
        Self {
            merchant: MerchantBody {
                reference_merchant_id: given(merchant.reference_merchant_id),
                merchant_id: None,
                merchant_name: merchant.merchant_name,
                merchant_mcc: given(merchant.merchant_mcc),
                merchant_website_url: merchant.merchant_website_url,
                store_name: None,
            },
            total_amount: checkout.total_amount.into(),
            goods: Some(goods.collect()).filter(|goods: &Vec<_>| !goods.is_empty()),
            reference_checkout_id: checkout.reference_checkout_id.clone(),
        }
    }
}

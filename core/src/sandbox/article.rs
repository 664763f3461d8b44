//! What there is to buy, as an agent sees it.

use crate::money::Amount;
use crate::network::messages::CatalogueItem;

/// One article of the sandbox's merchants.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Article {
    /// By which it is ordered.
    pub sku: String,
    /// Its name, in English.
    pub name: String,
    /// Who sells it.
    pub merchant_name: String,
    /// The seller's merchant category code (ISO 18245).
    pub merchant_mcc: String,
    /// What one costs.
    pub price: Amount,
}

impl From<CatalogueItem> for Article {
    fn from(item: CatalogueItem) -> Self {
        Self {
            sku: item.sku,
            name: item.name,
            merchant_name: item.merchant_name,
            merchant_mcc: item.merchant_mcc,
            price: item.price.0,
        }
    }
}

//! What there is to buy.

use crate::money::{Amount, Currency, MoneyError};
use crate::network::messages::CatalogueItem;

/// One merchant of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seller {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// ISO 18245.
    pub(super) mcc: &'static str,
    pub(super) url: &'static str,
}

/// One article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Article {
    pub(super) sku: &'static str,
    pub(super) name: &'static str,
    pub(super) seller: &'static Seller,
    cents: i64,
    currency: Currency,
}

impl Article {
    pub(super) fn price(&self) -> Result<Amount, MoneyError> {
        Amount::from_minor(self.cents, self.currency)
    }
}

const AIRLINE: Seller =
    Seller { id: "M-4511-01", name: "Harbour Airways", mcc: "4511", url: "https://harbour-airways.example" };
const HOTEL: Seller =
    Seller { id: "M-7011-01", name: "Menara Grand Hotel", mcc: "7011", url: "https://menara-grand.example" };
const SHOP: Seller =
    Seller { id: "M-5411-01", name: "Demo Store", mcc: "5411", url: "https://demo-store.example" };

/// A merchant nobody ordered from: takes another's place when an order is tampered with.
pub(super) const IMPOSTOR: Seller = Seller {
    id: "M-7995-66",
    name: "Menara Grand Hote1",
    mcc: "7995",
    url: "https://menara-grand.example.net",
};

const fn hkd(sku: &'static str, name: &'static str, seller: &'static Seller, cents: i64) -> Article {
    Article { sku, name, seller, cents, currency: Currency::HKD }
}

const fn usd(sku: &'static str, name: &'static str, seller: &'static Seller, cents: i64) -> Article {
    Article { sku, name, seller, cents, currency: Currency::USD }
}

pub(super) const ARTICLES: [Article; 9] = [
    hkd("flight-hkg-kul", "Flight Hong Kong - Kuala Lumpur, return", &AIRLINE, 280_000),
    hkd("flight-seat", "Seat reservation", &AIRLINE, 18_000),
    hkd("hotel-kul-night", "5-star hotel Kuala Lumpur, one night", &HOTEL, 165_000),
    hkd("hotel-kul-suite", "Skyline suite Kuala Lumpur, one night", &HOTEL, 520_000),
    hkd("hotel-kul-dinner", "Dinner for two", &HOTEL, 88_000),
    hkd("hotel-kul-transfer", "Airport transfer", &HOTEL, 32_000),
    hkd("tea-pu-erh", "Pu-erh tea, one cake", &SHOP, 26_800),
    usd("tea-oolong", "Oolong tea, 250 g", &SHOP, 4_599),
    usd("tea-jasmine", "Jasmine tea, 100 g", &SHOP, 1_250),
];

/// The catalogue as others read it.
pub(in crate::sandbox) fn catalogue() -> Vec<CatalogueItem> {
    let listed = |article: &Article| {
        Some(CatalogueItem {
            sku: article.sku.to_owned(),
            name: article.name.to_owned(),
            merchant_name: article.seller.name.to_owned(),
            merchant_mcc: article.seller.mcc.to_owned(),
            price: article.price().ok()?.into(),
        })
    };
    ARTICLES.iter().filter_map(listed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_has_a_price_and_its_own_number() {
        let skus: std::collections::HashSet<_> = ARTICLES.iter().map(|article| article.sku).collect();
        assert_eq!((skus.len(), catalogue().len()), (ARTICLES.len(), ARTICLES.len()));
        assert!(catalogue().iter().all(|item| item.price.0.is_positive() && item.merchant_mcc.len() == 4));
    }
}

//! The purchase that is measured: a flight and a hotel, bounded as people bound such a task.

use amp_wallet_core::assurance::{Checkout, Constraints, Extensions, Goods, Intent, Merchant};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::money::{Amount, Currency};

use crate::error::CliError;

/// When it happens; nothing in the figures depends on the day.
pub(super) const NOW: Timestamp = Timestamp::from_seconds(1_795_500_000);

/// An amount in Hong Kong dollars.
pub(super) fn hkd(minor: i64) -> Result<Amount, CliError> {
    Ok(Amount::from_minor(minor, Currency::HKD)?)
}

/// What the person wants.
pub(super) fn intent() -> Result<Intent, CliError> {
    Ok(Intent {
        raw: "flight and a 5-star hotel in Kuala Lumpur, 3 nights, not over HKD 10,000".to_owned(),
        desc: "Flight and 5-star hotel, Kuala Lumpur, 3 nights".to_owned(),
        expiry_time: Some(NOW.plus_seconds(7 * 86_400)),
        constraints: Some(Constraints {
            budget: hkd(1_000_000)?,
            merchant_names: vec!["Harimau Air".to_owned(), "Menara Grand Hotel".to_owned()],
            merchant_mccs: vec!["4511".to_owned(), "7011".to_owned()],
            per_transaction_max: Some(hkd(800_000)?),
            per_transaction_min: None,
            extensions: Extensions::default(),
        }),
    })
}

/// What is bought.
pub(super) fn checkout() -> Result<Checkout, CliError> {
    Ok(Checkout {
        total_amount: hkd(612_000)?,
        merchant: Merchant {
            reference_merchant_id: "M-7011-1".to_owned(),
            merchant_name: "Menara Grand Hotel".to_owned(),
            merchant_mcc: "7011".to_owned(),
            merchant_website_url: Some("https://menara.example".to_owned()),
            merchant_region: None,
        },
        goods: vec![Goods {
            goods_name: "Deluxe room, night".to_owned(),
            goods_unit_amount: hkd(204_000)?,
            goods_quantity: "3".to_owned(),
        }],
        reference_checkout_id: Some("order-1".to_owned()),
    })
}

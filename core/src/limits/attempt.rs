//! How often one order was tried.

use ring::digest::{Context, SHA256};

use crate::assurance::Checkout;

/// One order under one mandate, as its attempts are counted: by the merchant's identifier of the order, and where it has
/// none by everything that the order says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttemptKey {
    /// SHA-256.
    pub digest: Vec<u8>,
}

impl AttemptKey {
    /// The key of `order` under the mandate.
    #[must_use]
    pub fn of(mandate_id: &str, order: &Checkout) -> Self {
        let mut context = Context::new(&SHA256);
        let mut text = |text: &str| {
            context.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(text.as_bytes());
        };
        text(mandate_id);
        text(&order.merchant.reference_merchant_id);
        text(&order.merchant.merchant_name);
        if let Some(id) = order.reference_checkout_id.as_deref().filter(|id| !id.is_empty()) {
            text(id);
        } else {
            text("");
            text(&order.total_amount.to_string());
            for line in &order.goods {
                text(&line.goods_name);
                text(&line.goods_unit_amount.to_string());
                text(&line.goods_quantity);
            }
        }
        Self { digest: context.finish().as_ref().to_vec() }
    }
}

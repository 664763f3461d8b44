//! What a merchant may change between the payment token and the payment, to see whether the wallet notices.

use serde::{Deserialize, Serialize};

use super::catalogue::IMPOSTOR;
use crate::money::Amount;
use crate::network::messages::{MerchantBody, OrderBody, PayRequest};

/// One change to the next payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrderChange {
    /// Other goods for the same money (S3 must notice).
    SwapGoods,
    /// Another merchant, whose name looks alike (S3 must notice).
    SwapMerchant,
    /// Order and amount both dearer or cheaper (S3 must notice).
    ChangeTotal {
        /// By how many minor units.
        minor: i64,
    },
    /// The order as it was, the amount to be debited dearer (S4 must notice) or cheaper.
    ChangeAmount {
        /// By how many minor units.
        minor: i64,
    },
    /// The amount in major units, as if they were minor ones (S3 must notice).
    MistakeUnit,
}

impl OrderChange {
    /// Changes a payment request. A change that leaves no amount changes nothing.
    pub(super) fn apply(self, request: &mut PayRequest) {
        match self {
            Self::SwapGoods => {
                for line in request.order.iter_mut().flat_map(|order| order.goods.iter_mut().flatten()) {
                    line.goods_name = "Casino chips".to_owned();
                }
            }
            Self::SwapMerchant => {
                if let Some(order) = &mut request.order {
                    order.merchant = impostor();
                }
            }
            Self::ChangeTotal { minor } => {
                change_amount(request, |amount| shifted(amount, minor));
                change_total(&mut request.order, |amount| shifted(amount, minor));
            }
            Self::ChangeAmount { minor } => change_amount(request, |amount| shifted(amount, minor)),
            Self::MistakeUnit => change_amount(request, major_as_minor),
        }
    }
}

fn impostor() -> MerchantBody {
    MerchantBody {
        reference_merchant_id: Some(IMPOSTOR.id.to_owned()),
        merchant_name: IMPOSTOR.name.to_owned(),
        merchant_mcc: Some(IMPOSTOR.mcc.to_owned()),
        merchant_website_url: Some(IMPOSTOR.url.to_owned()),
        ..MerchantBody::default()
    }
}

fn change_amount(request: &mut PayRequest, change: impl Fn(Amount) -> Option<Amount>) {
    if let Some(amount) = &mut request.amount
        && let Some(changed) = change(amount.0)
    {
        amount.0 = changed;
    }
}

fn change_total(order: &mut Option<OrderBody>, change: impl Fn(Amount) -> Option<Amount>) {
    if let Some(order) = order
        && let Some(changed) = change(order.total_amount.0)
    {
        order.total_amount.0 = changed;
    }
}

fn shifted(amount: Amount, minor: i64) -> Option<Amount> {
    let by = Amount::from_minor(minor, amount.currency()).ok()?;
    amount.checked_add(by).ok().filter(|changed| changed.is_positive())
}

fn major_as_minor(amount: Amount) -> Option<Amount> {
    let factor = 10_i64.checked_pow(u32::from(amount.currency().exponent()))?;
    let minor = amount.minor().ok()?.checked_div(factor)?;
    Amount::from_minor(minor, amount.currency()).ok().filter(|changed| changed.is_positive())
}

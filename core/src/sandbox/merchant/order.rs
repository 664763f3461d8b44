//! Orders: made from the catalogue, paid through the acquirer.

use std::collections::VecDeque;

use super::OrderChange;
use super::catalogue::{ARTICLES, Article};
use crate::guard::ResultCode;
use crate::money::Amount;
use crate::network::messages::{
    CreateOrderRequest, GoodsBody, MerchantBody, OrderBody, OrderItem, PayAnswer, PayOrderRequest, PayRequest,
};
use crate::sandbox::denial::Denial;
use crate::sandbox::shelf::Shelf;
use crate::sandbox::world::{World, lock};

const MOST_ITEMS: usize = 50;
const MOST_OF_ONE: u32 = 999;
const MOST_CHANGES: usize = 1_000;
const ACQUIRER_MILLIS: u64 = 15_000;

/// Everything the merchants remember.
pub(in crate::sandbox) struct MerchantBook {
    orders: Shelf<OrderBody>,
    changes: VecDeque<OrderChange>,
}

impl MerchantBook {
    pub(in crate::sandbox) fn new(capacity: u32) -> Self {
        Self { orders: Shelf::new(capacity), changes: VecDeque::new() }
    }

    pub(in crate::sandbox) fn clear(&mut self) {
        self.orders.clear();
        self.changes.clear();
    }

    /// Changes one payment to come, after those that were ordered before.
    pub(in crate::sandbox) fn change_next(&mut self, change: OrderChange) {
        if self.changes.len() < MOST_CHANGES {
            self.changes.push_back(change);
        }
    }
}

/// Makes an order of articles of one merchant.
pub(in crate::sandbox) fn create_order(
    world: &World,
    request: &CreateOrderRequest,
) -> Result<OrderBody, Denial> {
    let illegal = |words: &str| Denial::new(ResultCode::ParamIllegal, words);
    if request.items.is_empty() || request.items.len() > MOST_ITEMS {
        return Err(illegal("an order has 1 to 50 items"));
    }
    let articles: Vec<(&Article, u32)> = request.items.iter().map(find).collect::<Result<_, _>>()?;
    let (first, _) = articles.first().ok_or_else(|| illegal("an order without items"))?;
    let (seller, zero) = (first.seller, Amount::zero(first.price().map_err(range)?.currency()));
    if articles.iter().any(|(article, _)| article.seller != seller) {
        return Err(illegal("articles of two merchants"));
    }
    let mut total = zero;
    let mut goods = Vec::new();
    for (article, quantity) in articles {
        let price = article.price().map_err(range)?;
        let line = price.checked_mul(i64::from(quantity)).map_err(range)?;
        total = total.checked_add(line).map_err(range)?;
        goods.push(GoodsBody {
            goods_name: article.name.to_owned(),
            goods_unit_amount: price.into(),
            goods_quantity: quantity.to_string(),
        });
    }
    let order_id = format!("order-{}", world.identifier()?);
    let order = OrderBody {
        merchant: MerchantBody {
            reference_merchant_id: Some(seller.id.to_owned()),
            merchant_name: seller.name.to_owned(),
            merchant_mcc: Some(seller.mcc.to_owned()),
            merchant_website_url: Some(seller.url.to_owned()),
            ..MerchantBody::default()
        },
        total_amount: total.into(),
        goods: Some(goods),
        reference_checkout_id: Some(order_id.clone()),
    };
    lock(&world.merchant).orders.put(&order_id, order.clone())?;
    Ok(order)
}

fn find(item: &OrderItem) -> Result<(&'static Article, u32), Denial> {
    let article = ARTICLES.iter().find(|article| article.sku == item.sku);
    match article {
        Some(article) if (1..=MOST_OF_ONE).contains(&item.quantity) => Ok((article, item.quantity)),
        _ => Err(Denial::new(ResultCode::ParamIllegal, "no such article, or not so many")),
    }
}

fn range(error: crate::money::MoneyError) -> Denial {
    Denial::new(ResultCode::ParamIllegal, error.to_string())
}

/// Pays an order with a token, through the acquirer; the next change that was ordered befalls it.
pub(in crate::sandbox) async fn pay_order(
    world: &World,
    request: PayOrderRequest,
) -> Result<PayAnswer, Denial> {
    let payment = {
        let mut book = lock(&world.merchant);
        let order = book
            .orders
            .get(&request.reference_checkout_id)
            .cloned()
            .ok_or_else(|| Denial::new(ResultCode::ParamIllegal, "no such order"))?;
        let mut payment = PayRequest {
            payment_token: request.payment_token,
            amount: Some(order.total_amount),
            order: Some(order),
        };
        if let Some(change) = book.changes.pop_front() {
            change.apply(&mut payment);
        }
        payment
    };
    let address = world.own.at("/acquirer/pay");
    let answer = world.transport.post(&address, &payment, ACQUIRER_MILLIS).await;
    answer.map_err(|error| Denial::new(ResultCode::PaymentFailed, error.to_string()))
}

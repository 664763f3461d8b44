//! How often one order was tried.

use ring::digest::{Context, SHA256};

use super::Tally;
use crate::assurance::{Checkout, name_look};

/// One order under one mandate, as its attempts are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttemptKey {
    /// SHA-256.
    pub digest: Vec<u8>,
}

/// What a key is made of beside the mandate and the merchant. Kept in the store: a tag never changes its meaning.
#[derive(Clone, Copy)]
enum Told<'a> {
    /// The merchant's identifier of the order.
    Id(&'a str),
    /// Everything that the order says, of orders that show no identifier.
    Nameless,
    /// Everything that the order says, of all orders.
    Content,
    /// Nothing: every order of the merchant, while they come to nothing.
    InVain,
}

impl AttemptKey {
    /// Where an attempt of `order` under the mandate counts, and which attempts it is judged by.
    ///
    /// An order is known by the merchant's identifier of it. One that shows none may be any order that says the same: it
    /// counts against each of them and is judged by all together. The merchant is known by its own identifier and by its
    /// name, as the agent signs them.
    #[must_use]
    pub fn tally(mandate_id: &str, order: &Checkout) -> Tally<Self> {
        let id = order.reference_checkout_id.as_deref().filter(|id| !id.is_empty());
        let mut tally = Tally { counts_in: Vec::new(), judged_by: Vec::new() };
        for merchant in merchants_of(order) {
            let key = |told| Self::of(mandate_id, &merchant, told, order);
            let content = key(Told::Content);
            match id {
                Some(id) => {
                    let own = key(Told::Id(id));
                    tally.counts_in.extend([own.clone(), content]);
                    tally.judged_by.push(vec![own, key(Told::Nameless)]);
                }
                None => {
                    tally.counts_in.extend([key(Told::Nameless), content.clone()]);
                    tally.judged_by.push(vec![content]);
                }
            }
        }
        tally
    }

    /// Where an attempt of `order` counts that came to nothing, until a payment is made at its merchant. What tells one order
    /// from another the agent alone signs, so a new number, or a cent more, must not begin a new row of tries.
    #[must_use]
    pub fn in_vain(mandate_id: &str, order: &Checkout) -> Vec<Self> {
        merchants_of(order).map(|merchant| Self::of(mandate_id, &merchant, Told::InVain, order)).collect()
    }

    fn of(mandate_id: &str, merchant: &[String; 2], told: Told<'_>, order: &Checkout) -> Self {
        let mut context = Context::new(&SHA256);
        let mut text = |text: &str| {
            context.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(text.as_bytes());
        };
        text(mandate_id);
        merchant.iter().for_each(|part| text(part));
        match told {
            Told::Id(id) => {
                text("id");
                text(id);
            }
            Told::Nameless => text("nameless"),
            Told::Content => text("content"),
            Told::InVain => text("in vain"),
        }
        if matches!(told, Told::Nameless | Told::Content) {
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

/// The merchant by its identifier, where it shows one, and by its name.
fn merchants_of(order: &Checkout) -> impl Iterator<Item = [String; 2]> {
    let merchant = &order.merchant;
    let id = Some(&merchant.reference_merchant_id).filter(|id| !id.is_empty());
    id.map(|id| ["id".to_owned(), id.clone()])
        .into_iter()
        .chain([["name".to_owned(), name_look(&merchant.merchant_name)]])
}

//! `checkout` on the wire: one exact order, in L2 (IMMEDIATE) or L3 (AUTONOMOUS).

use super::amount::{AmountError, to_minor, write_amount};
use super::build::{BuildError, require};
use super::claims::{Checkout, Goods, Merchant};
use super::error::{ChainError, Layer};
use super::fields::Fields;
use super::read_amount;
use super::reason::ChainReason;
use crate::jose::json::{Json, Object, Writer};
use crate::money::Amount;

/// Reads `checkout`. With `withheld`, a part of it was kept back by the presenter: then a missing `merchant` is
/// left empty (no bound of a mandate fits an empty name), while the total is always needed.
pub(super) fn read_checkout(layer: Layer, value: Json, withheld: bool) -> Result<Checkout, ChainError> {
    let Json::Object(members) = value else {
        let reason = ChainReason::ClaimType { expected: "an object", found: value.kind() };
        return Err(ChainError::at(layer, "checkout", reason));
    };
    let mut fields = Fields::new(layer, "checkout", members);
    let total_amount = fields.amount("total_amount")?;
    let merchant = match fields.object("merchant", "checkout.merchant")? {
        Some(merchant) => read_merchant(merchant)?,
        None if withheld => Merchant {
            reference_merchant_id: String::new(),
            merchant_name: String::new(),
            merchant_mcc: String::new(),
            merchant_website_url: None,
            merchant_region: None,
        },
        None => return Err(fields.error("merchant", ChainReason::ClaimMissing)),
    };
    let goods = match fields.take("goods") {
        None => Vec::new(),
        Some(Json::Array(elements)) => {
            elements.into_iter().map(|element| read_goods(layer, element)).collect::<Result<Vec<_>, _>>()?
        }
        Some(other) => {
            let reason = ChainReason::ClaimType { expected: "an array", found: other.kind() };
            return Err(fields.error("goods", reason));
        }
    };
    let reference_checkout_id = fields.optional_text("reference_checkout_id")?;
    Ok(Checkout { total_amount, merchant, goods, reference_checkout_id })
}

/// An order is in one currency.
pub(super) fn check_currencies(layer: Layer, checkout: &Checkout) -> Result<(), ChainError> {
    let currency = checkout.total_amount.currency();
    if checkout.goods.iter().any(|line| line.goods_unit_amount.currency() != currency) {
        return Err(ChainError::at(layer, "checkout.goods", ChainReason::MixedCurrencies));
    }
    Ok(())
}

fn read_merchant(mut fields: Fields) -> Result<Merchant, ChainError> {
    Ok(Merchant {
        reference_merchant_id: fields.optional_text("reference_merchant_id")?.unwrap_or_default(),
        merchant_name: fields.filled("merchant_name")?,
        merchant_mcc: read_mcc(&mut fields)?,
        merchant_website_url: fields.optional_text("merchant_website_url")?,
        merchant_region: fields.optional_text("merchant_region")?,
    })
}

fn read_mcc(fields: &mut Fields) -> Result<String, ChainError> {
    let mcc = fields.text("merchant_mcc")?;
    if !is_mcc(&mcc) {
        return Err(fields.error("merchant_mcc", ChainReason::ClaimValue { fault: "not four digits" }));
    }
    Ok(mcc)
}

/// ISO 18245: four digits.
pub(super) fn is_mcc(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn read_goods(layer: Layer, element: Json) -> Result<Goods, ChainError> {
    let Json::Object(members) = element else {
        let reason = ChainReason::ClaimType { expected: "an object", found: element.kind() };
        return Err(ChainError::at(layer, "checkout.goods", reason));
    };
    let mut fields = Fields::new(layer, "checkout.goods", members);
    let goods_name = fields.text("goods_name")?;
    let goods_unit_amount = match fields.take("goods_unit_amount") {
        Some(json) => {
            read_amount(&json).map_err(|error: AmountError| fields.error("goods_unit_amount", error))?
        }
        None => return Err(fields.error("goods_unit_amount", ChainReason::ClaimMissing)),
    };
    let goods_quantity = match fields.take("goods_quantity") {
        Some(Json::String(text)) if !text.is_empty() => text,
        Some(Json::Integer(number)) if number > 0 => number.to_string(),
        Some(_) => {
            return Err(fields.error("goods_quantity", ChainReason::ClaimValue { fault: "no quantity" }));
        }
        None => return Err(fields.error("goods_quantity", ChainReason::ClaimMissing)),
    };
    Ok(Goods { goods_name, goods_unit_amount, goods_quantity })
}

impl Checkout {
    /// Can this order be written? What is checked here is not checked again by [`Self::write`].
    pub(super) fn check(&self) -> Result<(), BuildError> {
        to_minor(self.total_amount)?;
        for line in &self.goods {
            to_minor(line.goods_unit_amount)?;
        }
        require("checkout.merchant.merchant_name", &self.merchant.merchant_name)?;
        require("checkout.merchant.merchant_mcc", &self.merchant.merchant_mcc)
    }

    /// The order as AMP's layers carry it, in minor units.
    ///
    /// # Errors
    /// [`AmountError`]: an amount that has no wire form.
    pub fn to_json(&self) -> Result<Json, AmountError> {
        let mut checkout = Object::new();
        checkout.insert("total_amount", super::amount_json(self.total_amount)?);
        let mut merchant = Object::new();
        merchant.insert("reference_merchant_id", self.merchant.reference_merchant_id.as_str());
        merchant.insert("merchant_name", self.merchant.merchant_name.as_str());
        merchant.insert("merchant_mcc", self.merchant.merchant_mcc.as_str());
        if let Some(url) = &self.merchant.merchant_website_url {
            merchant.insert("merchant_website_url", url.as_str());
        }
        if let Some(region) = &self.merchant.merchant_region {
            merchant.insert("merchant_region", region.as_str());
        }
        checkout.insert("merchant", merchant);
        if !self.goods.is_empty() {
            let mut goods = Vec::with_capacity(self.goods.len());
            for line in &self.goods {
                let mut members = Object::new();
                members.insert("goods_name", line.goods_name.as_str());
                members.insert("goods_unit_amount", super::amount_json(line.goods_unit_amount)?);
                members.insert("goods_quantity", line.goods_quantity.as_str());
                goods.push(Json::Object(members));
            }
            checkout.insert("goods", goods);
        }
        if let Some(id) = &self.reference_checkout_id {
            checkout.insert("reference_checkout_id", id.as_str());
        }
        Ok(Json::Object(checkout))
    }

    /// Writes what [`Self::to_json`] makes.
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.name("total_amount");
        write_checked(writer, self.total_amount);
        writer.name("merchant");
        writer.begin_object();
        writer.member("reference_merchant_id", &self.merchant.reference_merchant_id);
        writer.member("merchant_name", &self.merchant.merchant_name);
        writer.member("merchant_mcc", &self.merchant.merchant_mcc);
        if let Some(url) = &self.merchant.merchant_website_url {
            writer.member("merchant_website_url", url);
        }
        if let Some(region) = &self.merchant.merchant_region {
            writer.member("merchant_region", region);
        }
        writer.end_object();
        if !self.goods.is_empty() {
            writer.name("goods");
            writer.begin_array();
            for line in &self.goods {
                writer.begin_object();
                writer.member("goods_name", &line.goods_name);
                writer.name("goods_unit_amount");
                write_checked(writer, line.goods_unit_amount);
                writer.member("goods_quantity", &line.goods_quantity);
                writer.end_object();
            }
            writer.end_array();
        }
        if let Some(id) = &self.reference_checkout_id {
            writer.member("reference_checkout_id", id);
        }
        writer.end_object();
    }
}

/// An amount that [`Checkout::check`] let through.
fn write_checked(writer: &mut Writer, amount: Amount) {
    // an amount that was not let through is written as one that every reader refuses
    write_amount(writer, to_minor(amount).unwrap_or(-1), amount.currency());
}

//! Every text of an authorization that strangers wrote, with the bound that it must keep to be shown.

use super::AdjustmentContent;
use super::authorization::{AuthorizationContent, EnrollmentContent, MandateContent};
use crate::agents::AgentProfile;
use crate::assurance::{Checkout, Extensions};
use crate::jose::PublicJwk;

/// Most merchant names, and most categories, that an authorization may list.
pub const MAX_MERCHANTS: u32 = 64;
/// Most lines that an order may have.
pub const MAX_GOODS: u32 = 100;

const MAX_RAW: u32 = 2_000;
const MAX_DESCRIPTION: u32 = 1_000;
/// Longest name, of a merchant among others.
pub const MAX_NAME: u32 = 200;
const MAX_IDENTIFIER: u32 = 256;
const MAX_WEBSITE: u32 = 500;

/// A text that will be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownText<'a> {
    /// Its path, for example `intent.desc`.
    pub field: &'static str,
    /// The text.
    pub text: &'a str,
    /// The bound, in characters.
    pub max: u32,
}

const fn shown<'a>(field: &'static str, text: &'a str, max: u32) -> ShownText<'a> {
    ShownText { field, text, max }
}

impl AuthorizationContent {
    /// Every text, in the order of the fields. Of a list that is too long only the first entries come.
    #[must_use]
    pub fn texts(&self) -> Vec<ShownText<'_>> {
        match self {
            Self::Enrollment(content) => content.texts(),
            Self::Mandate(content) => content.texts(),
        }
    }
}

impl AdjustmentContent {
    /// Every text, in the order of the fields.
    #[must_use]
    pub fn texts(&self) -> Vec<ShownText<'_>> {
        let mut texts = vec![
            shown("adjustment_id", &self.adjustment_id, MAX_IDENTIFIER),
            shown("mandate_id", &self.mandate_id, MAX_IDENTIFIER),
        ];
        texts.extend(agent(&self.agent));
        texts.push(shown("intent.desc", &self.desc, MAX_DESCRIPTION));
        texts
    }
}

impl EnrollmentContent {
    /// Every text, in the order of the fields.
    #[must_use]
    pub fn texts(&self) -> Vec<ShownText<'_>> {
        let mut texts = vec![shown("auth_session_id", &self.auth_session_id, MAX_IDENTIFIER)];
        texts.extend(agent(&self.agent));
        texts.push(shown("wallet_name", &self.wallet_name, MAX_NAME));
        texts.push(shown("user_login_id", &self.user_login_id, MAX_NAME));
        texts.extend(key("agent_key.kid", self.agent_key.as_ref()));
        texts.extend(key("isp_key.kid", Some(&self.isp_key)));
        texts
    }
}

impl MandateContent {
    /// Every text, in the order of the fields. Of a list that is too long only the first entries come.
    #[must_use]
    pub fn texts(&self) -> Vec<ShownText<'_>> {
        let mut texts = vec![shown("auth_session_id", &self.auth_session_id, MAX_IDENTIFIER)];
        texts.extend(agent(&self.agent));
        texts.extend(key("agent_key.kid", self.agent_key.as_ref()));
        texts.push(shown("intent.raw", &self.intent.raw, MAX_RAW));
        texts.push(shown("intent.desc", &self.intent.desc, MAX_DESCRIPTION));
        if let Some(bounds) = &self.intent.constraints {
            let names = bounds.merchant_names.iter().take(MAX_MERCHANTS as usize);
            texts.extend(names.map(|name| shown("intent.constraints.merchant_name_list", name, MAX_NAME)));
            let mccs = bounds.merchant_mccs.iter().take(MAX_MERCHANTS as usize);
            texts.extend(mccs.map(|mcc| shown("intent.constraints.merchant_mcc_list", mcc, 4)));
            push_extensions(&bounds.extensions, &mut texts);
        }
        if let Some(order) = &self.checkout {
            push_order(order, MAX_GOODS as usize, &mut texts);
        }
        let token = &self.token_info;
        let reference = &token.token_unique_reference;
        texts.push(shown("token_info.token_unique_reference", reference, MAX_IDENTIFIER));
        texts.push(shown("token_info.token_status", &token.token_status, MAX_IDENTIFIER));
        texts.push(shown("token_info.user_login_id", &token.user_login_id, MAX_NAME));
        texts.push(shown("token_info.wallet_name", &token.wallet_name, MAX_NAME));
        let mandate = &self.mandate_info;
        texts.push(shown("mandate_info.mandate_id", &mandate.mandate_id, MAX_IDENTIFIER));
        texts.push(shown("mandate_info.mandate_type", &mandate.mandate_type, MAX_IDENTIFIER));
        texts.push(shown("mandate_info.mandate_status", &mandate.mandate_status, MAX_IDENTIFIER));
        texts
    }
}

fn agent(agent: &AgentProfile) -> impl Iterator<Item = ShownText<'_>> {
    let id = shown("agent.agent_id", &agent.agent_id, MAX_IDENTIFIER);
    let name = shown("agent.display_name", &agent.display_name, MAX_NAME);
    let developer = agent.developer.as_deref().map(|text| shown("agent.developer", text, MAX_NAME));
    let website = agent.website.as_deref().map(|text| shown("agent.website", text, MAX_WEBSITE));
    [Some(id), Some(name), developer, website].into_iter().flatten()
}

fn key<'a>(field: &'static str, key: Option<&'a PublicJwk>) -> Option<ShownText<'a>> {
    // A key id may be empty: then the key has none.
    key.filter(|key| !key.kid.is_empty()).map(|key| shown(field, &key.kid, MAX_IDENTIFIER))
}

fn push_extensions<'a>(extensions: &'a Extensions, texts: &mut Vec<ShownText<'a>>) {
    for (field, list, max) in [
        ("intent.constraints.region_list", &extensions.regions, 2),
        ("intent.constraints.merchant_id_allow_list", &extensions.merchant_ids, MAX_IDENTIFIER),
        ("intent.constraints.merchant_id_block_list", &extensions.blocked_merchant_ids, MAX_IDENTIFIER),
        ("intent.constraints.merchant_name_block_list", &extensions.blocked_merchant_names, MAX_NAME),
    ] {
        texts.extend(list.iter().take(MAX_MERCHANTS as usize).map(|text| shown(field, text, max)));
    }
}

/// Every text of an order that an agent signed, as the user will read it on his bill.
#[must_use]
pub fn order_texts(order: &Checkout) -> Vec<ShownText<'_>> {
    let mut texts = Vec::new();
    push_order(order, order.goods.len(), &mut texts);
    texts
}

fn push_order<'a>(order: &'a Checkout, goods: usize, texts: &mut Vec<ShownText<'a>>) {
    let merchant = &order.merchant;
    // The reference's network loses the merchant's id: then it is empty.
    if !merchant.reference_merchant_id.is_empty() {
        let id = &merchant.reference_merchant_id;
        texts.push(shown("checkout.merchant.reference_merchant_id", id, MAX_IDENTIFIER));
    }
    texts.push(shown("checkout.merchant.merchant_name", &merchant.merchant_name, MAX_NAME));
    texts.push(shown("checkout.merchant.merchant_mcc", &merchant.merchant_mcc, 4));
    if let Some(website) = &merchant.merchant_website_url {
        texts.push(shown("checkout.merchant.merchant_website_url", website, MAX_WEBSITE));
    }
    if let Some(region) = &merchant.merchant_region {
        texts.push(shown("checkout.merchant.merchant_region", region, 2));
    }
    for goods in order.goods.iter().take(goods) {
        texts.push(shown("checkout.goods.goods_name", &goods.goods_name, MAX_NAME));
        texts.push(shown("checkout.goods.goods_quantity", &goods.goods_quantity, 9));
    }
    if let Some(id) = &order.reference_checkout_id {
        texts.push(shown("checkout.reference_checkout_id", id, MAX_IDENTIFIER));
    }
}

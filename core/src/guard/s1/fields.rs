//! S1: is everything there, nothing else, and fit to be shown?

use crate::assurance::{Checkout, Constraints, Mode};
use crate::guard::Reason;
use crate::mandates::{MandateContent, TextProblem, check_text};

const MAX_RAW: u32 = 2_000;
const MAX_DESCRIPTION: u32 = 1_000;
const MAX_NAME: u32 = 200;
const MAX_IDENTIFIER: u32 = 256;
const MAX_WEBSITE: u32 = 500;
const MAX_MERCHANTS: u32 = 64;
const MAX_GOODS: u32 = 100;
const MCC_DIGITS: usize = 4;

pub(super) fn check(content: &MandateContent, reasons: &mut Vec<Reason>) {
    check_people(content, reasons);
    text("intent.raw", &content.intent.raw, MAX_RAW, reasons);
    text("intent.desc", &content.intent.desc, MAX_DESCRIPTION, reasons);
    match content.mode {
        Mode::Autonomous => check_autonomous(content, reasons),
        Mode::Immediate => check_immediate(content, reasons),
    }
    if content.mandate_info.mandate_type != content.mode.as_str() {
        contradict("mandate_info.mandate_type", "mode", reasons);
    }
}

fn check_people(content: &MandateContent, reasons: &mut Vec<Reason>) {
    let agent = &content.agent;
    text("agent.agent_id", &agent.agent_id, MAX_IDENTIFIER, reasons);
    text("agent.display_name", &agent.display_name, MAX_NAME, reasons);
    optional("agent.developer", agent.developer.as_deref(), MAX_NAME, reasons);
    optional("agent.website", agent.website.as_deref(), MAX_WEBSITE, reasons);
    let token = &content.token_info;
    let reference = &token.token_unique_reference;
    text("token_info.token_unique_reference", reference, MAX_IDENTIFIER, reasons);
    text("token_info.token_status", &token.token_status, MAX_IDENTIFIER, reasons);
    text("token_info.user_login_id", &token.user_login_id, MAX_NAME, reasons);
    text("token_info.wallet_name", &token.wallet_name, MAX_NAME, reasons);
    let mandate = &content.mandate_info;
    text("mandate_info.mandate_id", &mandate.mandate_id, MAX_IDENTIFIER, reasons);
    text("mandate_info.mandate_status", &mandate.mandate_status, MAX_IDENTIFIER, reasons);
}

fn check_autonomous(content: &MandateContent, reasons: &mut Vec<Reason>) {
    if content.checkout.is_some() {
        reasons.push(Reason::FieldForbidden { field: "checkout".into() });
    }
    match content.intent.expiry_time {
        None => missing("intent.expiry_time", reasons),
        Some(expiry) if expiry != content.expires_at() => {
            contradict("intent.expiry_time", "mandate_info.mandate_expiry_time", reasons);
        }
        Some(_) => {}
    }
    match &content.intent.constraints {
        None => missing("intent.constraints", reasons),
        Some(bounds) => check_constraints(bounds, reasons),
    }
}

fn check_constraints(bounds: &Constraints, reasons: &mut Vec<Reason>) {
    if bounds.merchant_names.is_empty() && bounds.merchant_mccs.is_empty() {
        missing("intent.constraints.merchant_name_list", reasons);
    }
    let names = "intent.constraints.merchant_name_list";
    if fits(names, bounds.merchant_names.len(), MAX_MERCHANTS, reasons) {
        for name in &bounds.merchant_names {
            text(names, name, MAX_NAME, reasons);
        }
    }
    let mccs = "intent.constraints.merchant_mcc_list";
    if fits(mccs, bounds.merchant_mccs.len(), MAX_MERCHANTS, reasons) {
        for mcc in &bounds.merchant_mccs {
            check_mcc(mccs, mcc, reasons);
        }
    }
}

fn check_immediate(content: &MandateContent, reasons: &mut Vec<Reason>) {
    if content.intent.constraints.is_some() {
        reasons.push(Reason::FieldForbidden { field: "intent.constraints".into() });
    }
    if content.intent.expiry_time.is_some() {
        reasons.push(Reason::FieldForbidden { field: "intent.expiry_time".into() });
    }
    match &content.checkout {
        None => missing("checkout", reasons),
        Some(order) => check_order(order, reasons),
    }
}

fn check_order(order: &Checkout, reasons: &mut Vec<Reason>) {
    let merchant = &order.merchant;
    text("checkout.merchant.merchant_name", &merchant.merchant_name, MAX_NAME, reasons);
    check_mcc("checkout.merchant.merchant_mcc", &merchant.merchant_mcc, reasons);
    let id = Some(merchant.reference_merchant_id.as_str()).filter(|id| !id.is_empty());
    optional("checkout.merchant.reference_merchant_id", id, MAX_IDENTIFIER, reasons);
    let website = merchant.merchant_website_url.as_deref();
    optional("checkout.merchant.merchant_website_url", website, MAX_WEBSITE, reasons);
    optional(
        "checkout.reference_checkout_id",
        order.reference_checkout_id.as_deref(),
        MAX_IDENTIFIER,
        reasons,
    );
    if fits("checkout.goods", order.goods.len(), MAX_GOODS, reasons) {
        for goods in &order.goods {
            text("checkout.goods.goods_name", &goods.goods_name, MAX_NAME, reasons);
            let quantity = &goods.goods_quantity;
            if quantity.is_empty()
                || quantity.len() > 9
                || !quantity.bytes().all(|byte| byte.is_ascii_digit())
            {
                reasons.push(Reason::FieldMalformed { field: "checkout.goods.goods_quantity".into() });
            }
        }
    }
}

fn check_mcc(field: &str, mcc: &str, reasons: &mut Vec<Reason>) {
    if mcc.len() != MCC_DIGITS || !mcc.bytes().all(|byte| byte.is_ascii_digit()) {
        reasons.push(Reason::FieldMalformed { field: field.to_owned() });
    }
}

fn optional(field: &str, value: Option<&str>, max: u32, reasons: &mut Vec<Reason>) {
    if let Some(value) = value {
        text(field, value, max, reasons);
    }
}

fn text(field: &str, value: &str, max: u32, reasons: &mut Vec<Reason>) {
    let field = || field.to_owned();
    match check_text(value, max) {
        Ok(()) => {}
        Err(TextProblem::Empty) => reasons.push(Reason::FieldMissing { field: field() }),
        Err(TextProblem::TooLong { max }) => reasons.push(Reason::TextTooLong { field: field(), max }),
        Err(TextProblem::Hostile { code_point }) => {
            reasons.push(Reason::TextHostile { field: field(), code_point });
        }
    }
}

fn fits(field: &str, length: usize, max: u32, reasons: &mut Vec<Reason>) -> bool {
    let fits = u32::try_from(length).is_ok_and(|length| length <= max);
    if !fits {
        reasons.push(Reason::ListTooLong { field: field.to_owned(), max });
    }
    fits
}

fn missing(field: &str, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::FieldMissing { field: field.to_owned() });
}

fn contradict(field: &str, other: &str, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::FieldsContradict { field: field.to_owned(), other: other.to_owned() });
}

//! S1: is everything there, nothing else, and fit to be shown?

use crate::assurance::{Checkout, Constraints, Extensions, Mode};
use crate::guard::Reason;
use crate::guard::texts::check_texts;
use crate::mandates::{MAX_GOODS, MAX_MERCHANTS, MandateContent};

const MCC_DIGITS: usize = 4;

pub(super) fn check(content: &MandateContent, reasons: &mut Vec<Reason>) {
    check_texts(content.texts(), reasons);
    match content.mode {
        Mode::Autonomous => check_autonomous(content, reasons),
        Mode::Immediate => check_immediate(content, reasons),
    }
    if content.mandate_info.mandate_type != content.mode.as_str() {
        contradict("mandate_info.mandate_type", "mode", reasons);
    }
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
    let names = "intent.constraints.merchant_name_list";
    let mccs = "intent.constraints.merchant_mcc_list";
    if bounds.merchant_names.is_empty() && bounds.merchant_mccs.is_empty() {
        missing(names, reasons);
    }
    check_length(names, bounds.merchant_names.len(), MAX_MERCHANTS, reasons);
    check_length(mccs, bounds.merchant_mccs.len(), MAX_MERCHANTS, reasons);
    if bounds.merchant_mccs.iter().any(|mcc| !is_mcc(mcc)) {
        malformed(mccs, reasons);
    }
    check_extensions(&bounds.extensions, reasons);
}

fn check_extensions(extensions: &Extensions, reasons: &mut Vec<Reason>) {
    let (regions, allowed, blocked, names) = (
        "intent.constraints.region_list",
        "intent.constraints.merchant_id_allow_list",
        "intent.constraints.merchant_id_block_list",
        "intent.constraints.merchant_name_block_list",
    );
    check_length(regions, extensions.regions.len(), MAX_MERCHANTS, reasons);
    check_length(allowed, extensions.merchant_ids.len(), MAX_MERCHANTS, reasons);
    check_length(blocked, extensions.blocked_merchant_ids.len(), MAX_MERCHANTS, reasons);
    check_length(names, extensions.blocked_merchant_names.len(), MAX_MERCHANTS, reasons);
    let is_region = |text: &String| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if !extensions.regions.iter().all(is_region) {
        malformed(regions, reasons);
    }
    if extensions.merchant_ids.iter().any(|id| extensions.blocked_merchant_ids.contains(id)) {
        contradict(allowed, blocked, reasons);
    }
    if extensions.payment_frequency.is_some_and(|frequency| frequency.max_payments == 0) {
        malformed("intent.constraints.payment_frequency", reasons);
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
    if !is_mcc(&order.merchant.merchant_mcc) {
        malformed("checkout.merchant.merchant_mcc", reasons);
    }
    check_length("checkout.goods", order.goods.len(), MAX_GOODS, reasons);
    if order.goods.iter().any(|goods| !is_quantity(&goods.goods_quantity)) {
        malformed("checkout.goods.goods_quantity", reasons);
    }
}

fn is_mcc(text: &str) -> bool {
    text.len() == MCC_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whole numbers from 1: what a fraction or nothing of a thing costs is for nobody to guess.
fn is_quantity(text: &str) -> bool {
    (1..=9).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte != b'0')
}

fn check_length(field: &str, length: usize, max: u32, reasons: &mut Vec<Reason>) {
    if u32::try_from(length).map_or(true, |length| length > max) {
        reasons.push(Reason::ListTooLong { field: field.to_owned(), max });
    }
}

fn missing(field: &str, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::FieldMissing { field: field.to_owned() });
}

fn malformed(field: &str, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::FieldMalformed { field: field.to_owned() });
}

fn contradict(field: &str, other: &str, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::FieldsContradict { field: field.to_owned(), other: other.to_owned() });
}
